# What other builds find ld-seal by: a CMake package and pkg-config's file. Both name places relative to the prefix.
include(CMakePackageConfigHelpers)

# Programs of the system name their interpreter in /lib64: a system that has ld-seal in /usr has it there too.
set(LDSEAL_SYSTEM_LOADER /lib64/ld-seal-x86-64.so.1)
set(LDSEAL_INSTALLED_LOADER lib/ld-seal-x86-64.so.1)
set(LDSEAL_INSTALLED_LIBRARY lib/libldseal.a)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/LdSealConfig.cmake.in ${PROJECT_BINARY_DIR}/LdSealConfig.cmake
  INSTALL_DESTINATION lib/cmake/LdSeal
  PATH_VARS LDSEAL_INSTALLED_LOADER LDSEAL_INSTALLED_LIBRARY CMAKE_INSTALL_BINDIR CMAKE_INSTALL_INCLUDEDIR)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/LdSealConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${PROJECT_BINARY_DIR}/LdSealConfig.cmake ${PROJECT_BINARY_DIR}/LdSealConfigVersion.cmake
  DESTINATION lib/cmake/LdSeal COMPONENT development)

set(completions ${PROJECT_SOURCE_DIR}/tools/completions)
install(FILES ${completions}/elfseal.bash DESTINATION share/bash-completion/completions RENAME elfseal COMPONENT elfseal)
install(FILES ${completions}/_elfseal DESTINATION share/zsh/site-functions COMPONENT elfseal)
install(FILES ${completions}/ld-seal.bash DESTINATION share/bash-completion/completions RENAME ld-seal-x86-64.so.1 COMPONENT loader)
install(FILES ${completions}/_ld-seal DESTINATION share/zsh/site-functions COMPONENT loader)

set(debhelper ${PROJECT_SOURCE_DIR}/tools/debhelper)
install(PROGRAMS ${debhelper}/dh_elfseal DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT elfseal)
install(FILES ${debhelper}/elfseal.pm DESTINATION share/perl5/Debian/Debhelper/Sequence COMPONENT elfseal)

# The prefix is known when it is installed.
configure_file(${CMAKE_CURRENT_LIST_DIR}/install_pc.cmake.in ${PROJECT_BINARY_DIR}/install_pc.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/install_pc.cmake COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ldseal DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
