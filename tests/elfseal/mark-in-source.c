// A program that marks itself in its source: the same mark as elfseal's, whichever compiler, linker and optimisation, as
// C and as C++.
// REQUIRES: clang
// RUN: %cc %s -o %t.gcc && %cc -O2 -flto -Wl,--gc-sections %s -o %t.lto && %cxx -xc++ %s -o %t.cxx
// RUN: clang -fuse-ld=lld -Wl,--gc-sections %s -o %t.lld && %cc -fuse-ld=gold -Wl,--gc-sections %s -o %t.gold
// RUN: %cc -DUNMARKED %s -o %t.unmarked && %elfseal --mark --policy=data,stack -o %t.elfseal %t.unmarked
// RUN: for f in gcc lto cxx lld gold elfseal; do %elfseal --show --json %t.$f | grep -A8 '"mark"' | head -9 > %t.$f.json; done
// RUN: FileCheck %s < %t.elfseal.json
// RUN: for f in gcc lto cxx lld gold; do grep -v undo_record %t.$f.json > %t.one; grep -v undo_record %t.elfseal.json | diff - %t.one || exit 1; done
// RUN: for f in gcc lto cxx lld gold; do %elfseal --check --policy=data,stack %t.$f && %ld-seal %t.$f || exit 1; done
// CHECK: data
// CHECK: stack
#include "../../include/ldseal/note.h"
#ifndef UNMARKED
LDSEAL_MARK(LDSEAL_POLICY_DATA | LDSEAL_POLICY_STACK);
#endif
int main(void) { return 0; }
