# The system that the loader is for: where its glibc looks for libraries last, and what $LIB stands for. glibc has both compiled
# in: `ld.so --list-diagnostics` tells them from 2.33 on (path.system_dirs, dl_dst_lib).
if(CMAKE_LIBRARY_ARCHITECTURE) # Debian and its kin
  set(lib lib/${CMAKE_LIBRARY_ARCHITECTURE})
  set(folders /${lib} /usr/${lib} /lib /usr/lib)
elseif(IS_DIRECTORY /usr/lib64 AND NOT IS_SYMLINK /usr/lib64) # Fedora, openSUSE
  set(lib lib64)
  set(folders /lib64 /usr/lib64)
else() # Arch
  set(lib usr/lib)
  set(folders /usr/lib)
endif()
set(LDSEAL_DEFAULT_FOLDERS "${folders}" CACHE STRING "Folders that the system's glibc looks for libraries in last, in order")
set(LDSEAL_LIB "${lib}" CACHE STRING "What the system's glibc puts for $LIB")

set(LDSEAL_DEFAULT_FOLDERS_CXX)
foreach(folder IN LISTS LDSEAL_DEFAULT_FOLDERS)
  if(NOT folder MATCHES "^/.*[^/]$")
    message(FATAL_ERROR "LDSEAL_DEFAULT_FOLDERS: ${folder} is no absolute path without a slash at its end")
  endif()
  string(APPEND LDSEAL_DEFAULT_FOLDERS_CXX "\n    \"${folder}\",")
endforeach()
if(NOT LDSEAL_DEFAULT_FOLDERS_CXX)
  message(FATAL_ERROR "LDSEAL_DEFAULT_FOLDERS names no folder")
endif()
configure_file(${PROJECT_SOURCE_DIR}/loader/object/system.h.in ${PROJECT_BINARY_DIR}/system/object/system.h @ONLY)
add_library(ldseal_system INTERFACE)
target_include_directories(ldseal_system INTERFACE ${PROJECT_BINARY_DIR}/system)
