// dlerror's text is whole, however long the names are; a later, shorter one follows.
// RUN: %cc %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: 100022 bytes, whole
// CHECK-NEXT: 22 bytes, whole
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void look_for(const char* name) {
  dlsym(RTLD_DEFAULT, name);
  const char* error = strstr(dlerror(), ": undefined");
  printf("%zu bytes, %s\n", strlen(error) + 2, strstr(error, name) ? "whole" : "cut");
}

int main(void) {
  char* name = malloc(100001);
  memset(name, 's', 100000);
  name[100000] = 0;
  look_for(name);
  look_for("");
  return 0;
}
