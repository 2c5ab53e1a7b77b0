# Debian packages, by `cpack -G DEB` in the build tree: ld-seal, elfseal, libldseal-dev. What is installed by hand stays as it is.
# Where programs name their loader: /lib64, which is /usr/lib64. There is one such place: for the prefix /usr alone.
install(CODE "
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\")
    file(MAKE_DIRECTORY \"\$ENV{DESTDIR}/usr/lib64\")
    file(CREATE_LINK ../lib/ld-seal-x86-64.so.1 \"\$ENV{DESTDIR}/usr/lib64/ld-seal-x86-64.so.1\" SYMBOLIC)
  endif()" COMPONENT loader)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_NAME ld-seal)
# The project has no mailbox, and an address in .invalid (RFC 2606) is no one else's. `cpack -D` names who hands packages on.
set(CPACK_PACKAGE_CONTACT "The ld-seal developers <developers@ld-seal.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL loader elfseal development)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# Man pages are compressed, and each package gets its licence and its changelog.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/packages_documents.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(same_version "(= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})")

# It loads libc and is never linked against one.
set(CPACK_DEBIAN_LOADER_PACKAGE_NAME ld-seal)
set(CPACK_DEBIAN_LOADER_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_LOADER_PACKAGE_SUGGESTS elfseal)
set(CPACK_DEBIAN_LOADER_DESCRIPTION "dynamic loader that makes memory immutable
Loads a program and its libraries, relocates them, and seals every
mapping that must never change again with mseal(2), before the first
constructor runs: code, constant data, the loader itself. Runs programs
for glibc unmodified, by hand or as their interpreter.

Linux has the system call since 6.10.")

set(CPACK_DEBIAN_ELFSEAL_PACKAGE_NAME elfseal)
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_RECOMMENDS ld-seal)
# debhelper's name for what its addon elfseal is in: a build dependency on it is enough.
set(CPACK_DEBIAN_ELFSEAL_PACKAGE_PROVIDES dh-sequence-elfseal)
set(CPACK_DEBIAN_ELFSEAL_DESCRIPTION "marks ELF files for sealing, shows what is sealed
Marks programs and shared libraries so that the dynamic loader ld-seal
makes their memory immutable, checks marks, tells which mappings of a
running process are sealed, and looks through trees and packages for
what weakens sealing.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libldseal-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "ld-seal ${same_version}, elfseal ${same_version}")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION "memory sealing for programs and their builds
Headers and a static library by which a program seals memory of its own
and locks down what would map more, an object that marks what it is
linked into, and what CMake and pkg-config find them by.")

include(CPack)
