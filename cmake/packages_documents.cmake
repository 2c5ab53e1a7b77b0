# What Debian's packages hold besides the installed files. Run by cpack, for the files of all packages, before it packs them.
find_program(gzip gzip REQUIRED)
find_program(pod2man pod2man REQUIRED)

# Without the name and the time, so that the same sources make the same package.
function(compress)
  if(ARGN)
    execute_process(COMMAND ${gzip} -9nf ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
  endif()
endfunction()

string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}${CPACK_PACKAGING_INSTALL_PREFIX})
  string(TOUPPER ${component} name)
  set(documents ${tree}/share/doc/${CPACK_DEBIAN_${name}_PACKAGE_NAME})
  # Of dh_elfseal, which holds its manual page itself.
  if(EXISTS ${tree}/bin/dh_elfseal)
    execute_process(COMMAND ${pod2man} --section=1 --center=elfseal --release=${CPACK_PACKAGE_VERSION}
      ${tree}/bin/dh_elfseal ${tree}/share/man/man1/dh_elfseal.1 COMMAND_ERROR_IS_FATAL ANY)
  endif()
  file(GLOB pages ${tree}/share/man/man*/*.[1-9])
  compress(${pages})
  configure_file(${CMAKE_CURRENT_LIST_DIR}/packages_copyright ${documents}/copyright COPYONLY)
  file(WRITE ${documents}/changelog.Debian
    "ld-seal (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) unstable; urgency=medium\n\n"
    "  * Made from the project's sources by cpack.\n\n"
    " -- ${CPACK_PACKAGE_CONTACT}  ${now}\n")
  compress(${documents}/changelog.Debian)
  # Debian's zsh looks for what packages bring in a folder of their own.
  if(EXISTS ${tree}/share/zsh/site-functions)
    file(RENAME ${tree}/share/zsh/site-functions ${tree}/share/zsh/vendor-completions)
  endif()
endforeach()

set(tree ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/loader${CPACK_PACKAGING_INSTALL_PREFIX})
configure_file(${CMAKE_CURRENT_LIST_DIR}/packages_overrides ${tree}/share/lintian/overrides/ld-seal COPYONLY)
