// Files in memory that can be executed, and no longer written to.
#include "os/replace.h"
#include "os/file.h"
#include <sys/mman.h>
#include <sys/resource.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x10U // Linux 6.3
#endif

namespace seal::os {
namespace {

Error refused(const char* detail, long result) {
  return {.what = "its code cannot be replaced by a copy", .detail = detail, .err = int(-result)};
}

Result<File> create(const char* name) {
  constexpr unsigned kFlags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  long fd = arch::syscall(SYS_memfd_create, long(name), kFlags | MFD_EXEC);
  if (fd == -EINVAL) // an older kernel, where every such file can be executed
    fd = arch::syscall(SYS_memfd_create, long(name), kFlags);
  if (fd == -EACCES)
    return refused("memfd_create for executable files (sysctl vm.memfd_noexec)", fd);
  if (failed(fd))
    return refused("memfd_create", fd);
  return File(int(fd));
}

// A write beyond the limit would end the process with SIGXFSZ.
bool exceeds_limit(std::size_t size) {
  rlimit64 limit{};
  const long result = arch::syscall(SYS_prlimit64, 0, RLIMIT_FSIZE, 0, long(&limit));
  return !failed(result) && limit.rlim_cur < size;
}

Status fill(const File& file, std::span<const std::byte> contents) {
  if (exceeds_limit(contents.size()))
    return refused("the limit for the size of files", -EFBIG);
  while (!contents.empty()) {
    const long written = write(file.fd(), contents.data(), contents.size());
    if (written == -EINTR)
      continue;
    if (failed(written))
      return refused("write to a file in memory", written);
    contents = contents.subspan(std::size_t(written));
  }
  return {};
}

} // namespace

Status replace_pages(std::uintptr_t start, std::span<const std::byte> contents, int protection,
                     const char* name) {
  auto file = create(name);
  if (!file)
    return file.error();
  if (Status status = fill(*file, contents); !status)
    return status;
  constexpr long kSeals = F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL;
  long result = arch::syscall(SYS_fcntl, file->fd(), F_ADD_SEALS, kSeals);
  if (failed(result))
    return refused("fcntl F_ADD_SEALS", result);
  // The kernel asks whether the file may be executed before it takes the old pages away.
  result = map(start, contents.size(), protection, MAP_PRIVATE | MAP_FIXED, file->fd(), 0);
  if (failed(result))
    return refused("mmap of a file in memory", result);
  return {};
}

} // namespace seal::os
