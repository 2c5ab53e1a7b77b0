// Tools for debug information work on a marked file as on the original, wherever the mark stands: dwz and debugedit rewrite it, the
// mark stays (with strip, too), the program runs, and gdb finds its lines. A new segment stands before what is not mapped, where a
// linker would put it.
// REQUIRES: dwz, debugedit, gdb, ld.lld, mold
// RUN: rm -rf %t && mkdir %t && cd %t && cp %s source.cpp
// RUN: long=/lib64/$(printf '%%3900s' | tr ' ' /)ld-linux-x86-64.so.2; \
// RUN: for linker in bfd gold lld mold; do for path in /lib64/ld-linux-x86-64.so.2 $long; do \
// RUN:   %cxx -g -gdwarf-4 -O1 -fuse-ld=$linker -Wl,--build-id=sha1 source.cpp -o original && cp original program && \
// RUN:   %elfseal --mark --verbose --policy=data --set-interpreter=$path program && %python %S/Inputs/headers.py program && \
// RUN:   cp program dwz && dwz dwz && cp original dwz-original && dwz dwz-original && \
// RUN:   test $(($(stat -c %%s program) - $(stat -c %%s original))) = $(($(stat -c %%s dwz) - $(stat -c %%s dwz-original))) && \
// RUN:   cp program debugedit && debugedit -b %t -d /usr/src/elsewhere debugedit && \
// RUN:   readelf --debug-dump=info debugedit > info && grep -q /usr/src/elsewhere info && \
// RUN:   strip -o stripped program && %elfseal --check --policy=data stripped && \
// RUN:   for file in program dwz debugedit; do %elfseal --check --policy=data $file && ./$file && \
// RUN:     gdb -nx -batch -ex 'info line sum' $file || exit 1; done && \
// RUN:   objdump -d program > %t/code 2>&1 && ! grep -i warning %t/code && \
// RUN:   %elfseal --unmark program && cmp original program || exit 1; done; done | FileCheck %s
// CHECK: program: marked in the first segment's padding
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in the first segment's padding
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
// CHECK: program: marked in a new segment
// CHECK-COUNT-3: {{runs 3[[:space:]]Line [0-9]+ of "source.cpp" starts at address}}
#include <cstdio>
#include <map>
#include <string>

int sum(const std::map<std::string, int>& numbers) {
  int result = 0;
  for (const auto& [name, number] : numbers)
    result += number;
  return result;
}

int main() { std::printf("runs %d\n", sum({{"one", 1}, {"two", 2}})); }
