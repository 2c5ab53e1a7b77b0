// The functions that libc calls of its loader, by glibc's names with `ldseal` in place of `_dl` or
// `__`.
#pragma once

#include "arch/x86_64/tls.h"
#include "host/process.h"

extern "C" {

void* ldseal_tls_get_addr(const seal::arch::TlsIndex* index);
void* ldseal_allocate_tls(void* tcb);
void* ldseal_allocate_tls_init(void* tcb);
void ldseal_deallocate_tls(void* tcb, bool free_tcb);
void* ldseal_find_dso_for_object(std::uintptr_t address);
// struct dl_find_object (<dlfcn.h>, glibc 2.35): 0 when found, else -1.
int ldseal_find_object(void* address, void* result);
// Used by libc for the vdso's functions (time, gettimeofday): looks in one object only.
void* ldseal_lookup_symbol_x(const char* name, void* map, const Elf64_Sym** symbol, void* scopes,
                             const void* version, int type_class, int flags, void* skip);
void* ldseal_tls_get_addr_soft(void* map);
// For %n in a fortified printf, since glibc 2.43: 0 if no byte of the memory can be written, 1 if
// one can, 2 if the loader does not know it (libc reads /proc/self/maps then).
int ldseal_readonly_area(const void* start, std::size_t size);

// The debugger's interface (<link.h>): gdb sets a breakpoint on the function in the file that
// PT_INTERP names.
void _dl_debug_state();

} // extern "C"
