// A name without a slash is looked for by the paths of who calls dlopen: its RUNPATH, or its RPATH and those of whom it
// was loaded for, the program's last. A path that the program has as RUNPATH serves the program alone, and what a
// library needs is not looked for in the paths of the one that opened it.
// RUN: rm -rf %t.dir && mkdir -p %t.dir/own %t.dir/program %t.dir/env
// RUN: %cc -shared -fPIC -DWHERE='"own"' %s -o %t.dir/own/lib.so
// RUN: %cc -shared -fPIC -DWHERE='"program"' %s -o %t.dir/program/lib.so
// RUN: %cc -shared -fPIC -DWHERE='"environment"' %s -o %t.dir/env/lib.so
// RUN: %cc -shared -fPIC -DCALLER %s -Wl,--enable-new-dtags,-rpath,'$ORIGIN/own' -o %t.dir/runpath.so
// RUN: %cc -shared -fPIC -DCALLER %s -Wl,--disable-new-dtags,-rpath,'$ORIGIN/own' -o %t.dir/rpath.so
// RUN: %cc -shared -fPIC -DCALLER %s -o %t.dir/none.so
// RUN: %cc -shared -fPIC -DWHERE='"deep"' %s -o %t.dir/own/deep.so
// RUN: %cc -shared -fPIC -DNEEDS %s -L%t.dir/own -l:deep.so -Wl,--no-as-needed -o %t.dir/own/needs.so
// RUN: %cc -DFOLDER='"%t.dir/"' %s -Wl,--enable-new-dtags,-rpath,'$ORIGIN/program' -o %t.dir/with-runpath
// RUN: %cc -DFOLDER='"%t.dir/"' %s -Wl,--disable-new-dtags,-rpath,'$ORIGIN/program' -o %t.dir/with-rpath
// RUN: %both --skip=interp %t.dir/with-runpath | FileCheck %s --check-prefixes=CHECK,RUNPATH
// RUN: %both --skip=interp %t.dir/with-rpath | FileCheck %s --check-prefixes=CHECK,RPATH
// RUN: %both --skip=interp --env LD_LIBRARY_PATH=%t.dir/env %t.dir/with-runpath | FileCheck %s --check-prefix=ENV
// RUN: %both --skip=interp --env LD_LIBRARY_PATH=%t.dir/env %t.dir/with-rpath
// CHECK: program: program
// CHECK: runpath.so: own
// CHECK: rpath.so: own
// RUNPATH: none.so: not found
// RPATH: none.so: program
// RUNPATH: needs of what rpath.so opens: not found
// RPATH: needs of what rpath.so opens: not found
// ENV: program: environment
// ENV: runpath.so: environment
// ENV: rpath.so: own
// ENV: none.so: environment
#include <dlfcn.h>
#include <stdio.h>
#include <unistd.h>
#include <sys/wait.h>

#if defined WHERE
const char* where(void) { return WHERE; }
#elif defined NEEDS
const char* where(void);
const char* ask(void) { return where(); }
#else
void* open_it(const char* name) { return dlopen(name, RTLD_NOW); }
#ifdef FOLDER
/* In a child, so that each looks for it anew. */
static void show(const char* title, const char* caller, const char* name) {
  printf("%s: ", title);
  fflush(stdout);
  if (fork() == 0) {
    char path[4096];
    snprintf(path, sizeof path, FOLDER "%s", caller ? caller : "");
    void* (*call)(const char*) = caller ? (void* (*)(const char*))dlsym(dlopen(path, RTLD_NOW), "open_it") : open_it;
    void* library = call(name);
    puts(library ? ((const char* (*)(void))dlsym(library, "where"))() : "not found");
    fflush(stdout);
    _exit(0);
  }
  wait(0);
}
int main(void) {
  show("program", 0, "lib.so");
  show("runpath.so", "runpath.so", "lib.so");
  show("rpath.so", "rpath.so", "lib.so");
  show("none.so", "none.so", "lib.so");
  show("needs of what rpath.so opens", "rpath.so", "needs.so");
  return 0;
}
#endif
#endif
