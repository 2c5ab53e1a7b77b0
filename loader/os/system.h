// The kernel as the loader sees it: every system call it makes, by name. Values are the kernel's:
// -errno on failure.
#pragma once

#include "arch/x86_64/syscall.h"
#include <cstddef>
#include <cstdint>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>

#ifndef SYS_mseal
#define SYS_mseal 462 // Linux 6.10
#endif

namespace seal::os {

inline bool failed(long result) { return result < 0 && result >= -4095; }

inline long open(const char* path, int flags) {
  return arch::syscall(SYS_openat, AT_FDCWD, long(path), flags, 0644); // as seccomp filters expect
}
inline long close(int fd) { return arch::syscall(SYS_close, fd); }
inline long write(int fd, const void* data, std::size_t size) {
  return arch::syscall(SYS_write, fd, long(data), long(size));
}
inline long read_at(int fd, void* to, std::size_t size, std::uint64_t offset) {
  return arch::syscall(SYS_pread64, fd, long(to), long(size), long(offset));
}
inline long map(std::uintptr_t address, std::size_t size, int protection, int flags, int fd,
                std::uint64_t offset) {
  return arch::syscall(SYS_mmap, long(address), long(size), protection, flags, fd, long(offset));
}
inline long unmap(std::uintptr_t address, std::size_t size) {
  return arch::syscall(SYS_munmap, long(address), long(size));
}
inline long protect(std::uintptr_t address, std::size_t size, int protection) {
  return arch::syscall(SYS_mprotect, long(address), long(size), protection);
}
inline long move(std::uintptr_t from, std::size_t size, int flags, std::uintptr_t to) {
  return arch::syscall(SYS_mremap, long(from), long(size), long(size), flags, long(to));
}
// Linux 6.10. EPERM: 32-bit or filtered; ENOMEM: a gap in the range, or the map limit; ENOSYS: no
// mseal. A signal may interrupt it: it goes on.
inline long seal(std::uintptr_t address, std::size_t size) {
  long result;
  do
    result = arch::syscall(SYS_mseal, long(address), long(size), 0);
  while (result == -EINTR);
  return result;
}
inline long advise(std::uintptr_t address, std::size_t size, int advice) {
  return arch::syscall(SYS_madvise, long(address), long(size), advice);
}
// The kernel's masks have 64 bits. `before` may be null.
inline long set_signal_mask(const std::uint64_t* mask, std::uint64_t* before) {
  return arch::syscall(SYS_rt_sigprocmask, SIG_SETMASK, long(mask), long(before), sizeof *mask);
}
// What ps shows; the kernel takes 15 bytes.
inline long set_name(const char* name) {
  constexpr long kSetName = 15; // PR_SET_NAME
  return arch::syscall(SYS_prctl, kSetName, long(name), 0, 0, 0);
}
inline int process_id() { return int(arch::syscall(SYS_getpid)); }
[[noreturn]] inline void exit(int status) {
  for (;;)
    arch::syscall(SYS_exit_group, status);
}

} // namespace seal::os
