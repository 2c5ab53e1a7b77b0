// The blocks of several libraries keep their alignments, whatever their sizes and order.
// RUN: %dso -ftls-model=initial-exec -DNAME=a -DALIGN=1 -DSIZE=1 %s -o %t.a.so
// RUN: %dso -ftls-model=initial-exec -DNAME=b -DALIGN=4096 -DSIZE=5 %s -o %t.b.so
// RUN: %dso -ftls-model=initial-exec -DNAME=c -DALIGN=16 -DSIZE=70000 %s -o %t.c.so
// RUN: %dso -ftls-model=initial-exec -DNAME=d -DALIGN=128 -DSIZE=129 %s -o %t.d.so
// RUN: %prog %s %t.a.so %t.b.so %t.c.so %t.d.so -o %t
// RUN: %both %t | FileCheck %s
// CHECK: a: misaligned by 0, initialised 1, zero 1
// CHECK: b: misaligned by 0, initialised 1, zero 1
// CHECK: c: misaligned by 0, initialised 1, zero 1
// CHECK: d: misaligned by 0, initialised 1, zero 1
// CHECK: program: misaligned by 0, initialised 1, zero 1
#include "nolibc.h"

#ifndef NAME
#define NAME program
#define ALIGN 512
#define SIZE 600
#endif
#define STRING(x) #x
#define NAMED(x) STRING(x)

static __thread u8 initialised[SIZE] __attribute__((aligned(ALIGN))) = {77};
static __thread u8 zero[SIZE] __attribute__((aligned(ALIGN)));

void NAME(void) {
  u64 sum = 0;
  for (u64 i = 0; i < SIZE; i++)
    sum += initialised[i];
  put(NAMED(NAME) ": misaligned by ");
  put_number((u64)initialised % ALIGN + (u64)zero % ALIGN, 10);
  put(", initialised "), put_number(sum == 77, 10);
  for (u64 i = 0; i < SIZE; i++)
    sum += zero[i];
  put(", zero "), put_number(sum == 77, 10), put("\n");
  for (u64 i = 0; i < SIZE; i++) // who overlaps a neighbour is found out there
    initialised[i] = 77, zero[i] = 77;
}

#ifdef PROGRAM
void a(void), b(void), c(void), d(void);
int main(int argc, char** argv, char** envp) {
  a(), b(), c(), d(), program();
  return 0;
}
#endif
