// A lock without libc: recursive, known by an owner's number, waited for with futex(2). A child of
// fork finds it as its parent's forking thread had it.
#pragma once

#include "os/system.h"
#include <linux/futex.h>

namespace seal::os {

class Lock {
public:
  // `self` tells the calling thread from all others, and is not 0.
  void acquire(std::uintptr_t self) {
    if (__atomic_load_n(&owner_, __ATOMIC_RELAXED) == self) {
      ++depth_;
      return;
    }
    int state = 0;
    if (!__atomic_compare_exchange_n(&state_, &state, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
      while (__atomic_exchange_n(&state_, 2, __ATOMIC_ACQUIRE) != 0)
        arch::syscall(SYS_futex, long(&state_), FUTEX_WAIT_PRIVATE, 2);
    __atomic_store_n(&owner_, self, __ATOMIC_RELAXED);
    depth_ = 1;
  }
  void release() {
    if (--depth_ > 0)
      return;
    __atomic_store_n(&owner_, 0, __ATOMIC_RELAXED);
    if (__atomic_exchange_n(&state_, 0, __ATOMIC_RELEASE) == 2)
      arch::syscall(SYS_futex, long(&state_), FUTEX_WAKE_PRIVATE, 1);
  }

private:
  int state_ = 0; // 0 free, 1 taken, 2 taken and waited for
  int depth_ = 0;
  std::uintptr_t owner_ = 0;
};

} // namespace seal::os
