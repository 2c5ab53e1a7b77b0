// The thread pointer and the code that TLS descriptors call.
#pragma once

#include "arch/x86_64/syscall.h"
#include <cstdint>

namespace seal::arch {

// __tls_get_addr's argument (psABI, TLS supplement) and a TLS descriptor's two words.
struct TlsIndex {
  std::uint64_t module;
  std::uint64_t offset;
};

inline long set_thread_pointer(void* tcb) {
  constexpr long kArchPrctl = 158, kSetFs = 0x1002;
  return syscall(kArchPrctl, kSetFs, reinterpret_cast<long>(tcb));
}

inline std::uintptr_t thread_pointer() {
  std::uintptr_t tp;
  asm volatile("mov %%fs:16, %0"
               : "=r"(tp)); // tcbhead_t.self; word 0 may be anything in a libc-free TCB
  return tp;
}

extern "C" {
// Called by compiled code with the descriptor's address in %rax; return the offset from the thread
// pointer in %rax and keep every other register (TLSDESC calling convention).
void ldseal_tlsdesc_static();         // the argument is the offset
void ldseal_tlsdesc_undefined_weak(); // the argument is the addend: the address minus the thread
                                      // pointer
void ldseal_tlsdesc_dynamic();        // the argument points to a TlsIndex
}

} // namespace seal::arch
