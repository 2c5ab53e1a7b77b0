// --inhibit-rpath: the RPATH and RUNPATH of the objects in the list do not count; an empty name is the program's.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/own %t.dir/path && cd %t.dir
// RUN: %dso -DWHERE='"own"' %s -Wl,-soname,lib.so -o own/lib.so
// RUN: %dso -DWHERE='"path"' %s -Wl,-soname,lib.so -o path/lib.so
// RUN: %prog %s own/lib.so -Wl,--disable-new-dtags,-rpath,own -o prog
// RUN: %dso -DMIDDLE %s own/lib.so -Wl,--disable-new-dtags,-rpath,own -o middle.so
// RUN: %prog -DUSE_MIDDLE %s ./middle.so -o user -Wl,-rpath-link,own
// RUN: %python %S/Inputs/same.py own %system-ld %ld-seal -- --library-path path ./prog
// RUN: %python %S/Inputs/same.py path %system-ld %ld-seal -- --library-path path --inhibit-rpath :x ./prog
// RUN: %python %S/Inputs/same.py own %system-ld %ld-seal -- --library-path path --inhibit-rpath ./middle.so ./prog
// RUN: %python %S/Inputs/same.py own %system-ld %ld-seal -- --library-path path --inhibit-rpath middle.so ./user
// RUN: %python %S/Inputs/same.py path %system-ld %ld-seal -- --library-path path --inhibit-rpath x:./middle.so ./user
#include "Inputs/where.h"
