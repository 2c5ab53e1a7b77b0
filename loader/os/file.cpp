// Opening and reading files.
#include "os/file.h"
#include <fcntl.h>

namespace seal::os {

Result<File> File::open(const char* path) {
  long fd = os::open(path, O_RDONLY | O_CLOEXEC);
  if (failed(fd))
    return Error{.what = "cannot open shared object file", .err = int(-fd)};
  return File(int(fd));
}

namespace {

Result<FileInfo> info_from(long result, const struct stat& st) {
  if (failed(result))
    return Error{.what = "cannot stat shared object", .err = int(-result)};
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

Result<std::size_t> File::read_up_to(void* to, std::size_t size, std::uint64_t offset) const {
  std::size_t done = 0;
  while (done < size) {
    const long got = read_at(fd_, static_cast<char*>(to) + done, size - done, offset + done);
    if (got == -EINTR)
      continue;
    if (failed(got))
      return Error{.what = "cannot read file data", .err = int(-got)};
    if (got == 0)
      break;
    done += std::size_t(got);
  }
  return done;
}

Status File::read_exactly(void* to, std::size_t size, std::uint64_t offset) const {
  auto got = read_up_to(to, size, offset);
  if (!got)
    return got.error();
  if (*got < size)
    return Error{.what = "cannot read file data", .remedy = "the file is truncated"};
  return {};
}

} // namespace seal::os
