// Notes move only where nothing but headers is known to point at them, by their owners. A note of another owner may be read
// by the program where it stands, and is not written over; and Crashpad's tells how far its record is from itself, of which
// readers of Chromium's and Electron's memory make use: it moves and tells the distance anew.
// REQUIRES: ld.lld, mold, patchelf
// RUN: rm -rf %t && mkdir %t && %cc -c -DCRASHPAD -xassembler-with-cpp %s -o %t/crashpad.o
// RUN: for linker in bfd gold lld mold; do %cc -DPROGRAM %s %t/crashpad.o -fuse-ld=$linker -o %t/program.$linker && \
// RUN:   %cc -O1 -shared -fPIC %s -Wl,--build-id=none -fuse-ld=$linker -o %t/library.$linker || exit 1; done
// RUN: cp -r %t %t.before
// RUN: cd %t && %elfseal --mark --policy=data program.* library.* && %elfseal --check --policy=data program.* library.*
// RUN: cd %t && for linker in bfd gold lld mold; do ./program.$linker ./library.$linker && %ld-seal ./program.$linker ./library.$linker && \
// RUN:   strip -o stripped program.$linker && ./stripped ./library.$linker || exit 1; done | FileCheck %s
// CHECK-COUNT-12: a record at its distance, 36 in the library's own note
// CHECK-NOT: {{.}}
// patchelf, too, where the program header table stayed; where no note can move, strip loses the mark, of which a warning tells.
// RUN: cd %t && patchelf --set-rpath /nowhere --output patched program.bfd && %elfseal --check patched && ./patched ./library.bfd | FileCheck %s --check-prefix=PATCHED
// PATCHED: a record at its distance, 36 in the library's own note
// RUN: cd %t && %cc -DCRASHPAD -xassembler-with-cpp %s -c -o own.o && %cc -O1 -shared -fPIC %s own.o -Wl,--build-id -o several.so && %elfseal --mark several.so && \
// RUN:   patchelf --set-rpath /nowhere several.so && %elfseal --check several.so
// RUN: cd %t && %cc -O1 -shared -fPIC %s -Wl,--build-id=none -fuse-ld=bfd -o alone.so && %elfseal --mark alone.so 2>&1 | FileCheck %s --check-prefix=ALONE
// ALONE: elfseal: alone.so: warning: its mark stands in no section, so strip and objcopy lose it; run them before it is marked
// ALONE-NOT: {{.}}
// RUN: cd %t && %elfseal --unmark program.* library.* && for file in program.* library.*; do cmp $file %t.before/$file || exit 1; done
#if defined(CRASHPAD)
        .section .note.crashpad.info, "a", @note
        .balign 4
        .long 2f - 1f, 4f - 3f, 0x4f464e49
1:      .asciz "Crashpad"
2:      .balign 4
3:      .quad record - 3b
4:      .section .note.GNU-stack, "", @progbits
#elif defined(PROGRAM)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <string.h>

char record[8] = "record";

static int follow(struct dl_phdr_info* info, size_t size, void* found) {
  (void)size;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    if (info->dlpi_phdr[i].p_type != PT_NOTE)
      continue;
    const unsigned align = info->dlpi_phdr[i].p_align == 8 ? 8 : 4;
    const char* at = (const char*)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
    for (const char* end = at + info->dlpi_phdr[i].p_memsz; at < end;) {
      const ElfW(Nhdr)* note = (const void*)at;
      const char* text = at + ((sizeof *note + note->n_namesz + align - 1) & -align);
      if (note->n_type == 0x4f464e49 && strcmp(at + sizeof *note, "Crashpad") == 0)
        *(const char**)found = text + *(const long*)text;
      at = text + ((note->n_descsz + align - 1) & -align);
    }
  }
  return 1; // the program is the first object
}

int main(int argc, char** argv) {
  const char* found = "nothing";
  dl_iterate_phdr(follow, &found);
  void* library = dlopen(argv[argc - 1], RTLD_NOW);
  int (*sum)(void) = library ? (int (*)(void))dlsym(library, "sum") : 0;
  printf("a %s at its distance, %d in the library's own note\n", found == record ? found : "wrong record", sum ? sum() : -1);
  return !sum;
}
#else
__attribute__((section(".note.own"), aligned(4), used)) static const struct {
  int owner_size, size, type;
  char owner[8];
  int values[8];
} note = {5, 32, 7, "Mine", {1, 2, 3, 4, 5, 6, 7, 8}};

int sum(void) {
  const volatile int* value = note.values;
  int result = 0;
  for (int i = 0; i < 8; i++)
    result += value[i];
  return result;
}
#endif
