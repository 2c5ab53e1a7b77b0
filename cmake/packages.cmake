# Debian packages: `cpack -B FOLDER --config BUILD/CPackConfig.cmake`. ld-seal (the loader), elfseal, libldseal-dev.
set(LDSEAL_DEBIAN_loader ld-seal)
set(LDSEAL_DEBIAN_elfseal elfseal)
set(LDSEAL_DEBIAN_development libldseal-dev)
foreach(component loader elfseal development)
  string(TOUPPER ${component} name)
  set(CPACK_DEBIAN_${name}_PACKAGE_NAME ${LDSEAL_DEBIAN_${component}})
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/${LDSEAL_DEBIAN_${component}} RENAME copyright COMPONENT ${component})
endforeach()

# Where programs name their loader: /lib64, which is /usr/lib64.
install(CODE "
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
    file(MAKE_DIRECTORY \"\$ENV{DESTDIR}/usr/lib64\")
    file(CREATE_LINK ../lib/ld-seal-x86-64.so.1 \"\$ENV{DESTDIR}/usr/lib64/ld-seal-x86-64.so.1\" SYMBOLIC)
  endif()" COMPONENT loader)

set(CPACK_GENERATOR DEB)
set(CPACK_SET_DESTDIR ON) # the prefix that pkg-config's file names is the installed one
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL loader elfseal development)
set(CPACK_PACKAGE_CONTACT "The developers of ld-seal <ld-seal@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "sealing dynamic loader")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_COMPONENT_LOADER_DESCRIPTION "The loader: it loads programs and their libraries, and makes their code,
constants and relocated data immutable with mseal(2) before the first
constructor runs.")
set(CPACK_DEBIAN_LOADER_PACKAGE_SECTION libs)

set(CPACK_COMPONENT_ELFSEAL_DESCRIPTION "elfseal adds the mark by which a program opts in, in build pipelines too, and
tells which mappings of a running process are sealed.")
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_RECOMMENDS ld-seal)

set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Development files: the header of the mark, libldseal with its header, a CMake
package and pkg-config's file.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "ld-seal (= ${PROJECT_VERSION}), elfseal (= ${PROJECT_VERSION})")
include(CPack)
