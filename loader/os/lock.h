// Locks without libc, waited for with futex(2).
#pragma once

#include "os/system.h"
#include <linux/futex.h>

namespace seal::os {

// A word that is 0 when free, 1 when taken, 2 when taken and waited for: glibc's own low-level
// locks are such words too.
inline void acquire(int& word) {
  int state = 0;
  if (!__atomic_compare_exchange_n(&word, &state, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    while (__atomic_exchange_n(&word, 2, __ATOMIC_ACQUIRE) != 0)
      arch::syscall(SYS_futex, long(&word), FUTEX_WAIT_PRIVATE, 2);
}
inline void release(int& word) {
  if (__atomic_exchange_n(&word, 0, __ATOMIC_RELEASE) == 2)
    arch::syscall(SYS_futex, long(&word), FUTEX_WAKE_PRIVATE, 1);
}

// A recursive lock, known by its owner's number. A child of fork finds it as its parent's forking
// thread had it.
class Lock {
public:
  // `self` tells the calling thread from all others, and is not 0.
  void acquire(std::uintptr_t self) {
    if (__atomic_load_n(&owner_, __ATOMIC_RELAXED) == self) {
      ++depth_;
      return;
    }
    os::acquire(word_);
    __atomic_store_n(&owner_, self, __ATOMIC_RELAXED);
    depth_ = 1;
  }
  void release() {
    if (--depth_ > 0)
      return;
    __atomic_store_n(&owner_, 0, __ATOMIC_RELAXED);
    os::release(word_);
  }

private:
  int word_ = 0;
  int depth_ = 0;
  std::uintptr_t owner_ = 0;
};

} // namespace seal::os
