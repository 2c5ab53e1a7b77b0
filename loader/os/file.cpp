// Opening and reading files.
#include "os/file.h"
#include <fcntl.h>

namespace seal::os {

Result<File> File::open(const char* path) {
  long fd = os::open(path, O_RDONLY | O_CLOEXEC);
  if (failed(fd))
    return Error{.what = "cannot open file", .file = path, .err = int(-fd)};
  return File(int(fd));
}

namespace {

Result<FileInfo> info_from(long result, const struct stat& st) {
  if (failed(result))
    return Error{.what = "cannot stat file", .err = int(-result)};
  return FileInfo{{st.st_dev, st.st_ino},
                  std::uint64_t(st.st_size),
                  st.st_mode,
                  std::uint64_t(st.st_mtim.tv_sec) * 1'000'000'000 +
                      std::uint64_t(st.st_mtim.tv_nsec)};
}

} // namespace

Result<FileInfo> info_of(const char* path) {
  struct stat st;
  return info_from(arch::syscall(SYS_stat, long(path), long(&st)), st);
}

Result<FileInfo> File::info() const {
  struct stat st;
  return info_from(arch::syscall(SYS_fstat, fd_, long(&st)), st);
}

Status File::read_exactly(void* to, std::size_t size, std::uint64_t offset) const {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    long got = read_at(fd_, at, size, offset);
    if (got == -4 /* EINTR */)
      continue;
    if (failed(got))
      return Error{.what = "cannot read file", .err = int(-got)};
    if (got == 0)
      return Error{.what = "file is truncated"};
    at += got;
    size -= std::size_t(got);
    offset += std::uint64_t(got);
  }
  return {};
}

} // namespace seal::os
