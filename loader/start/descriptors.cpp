// Devices that fail whoever uses them the expected way.
#include "start/descriptors.h"
#include "os/system.h"
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace seal::start {
namespace {

bool open_device(int fd, const char* path, int mode, unsigned minor) {
  constexpr unsigned kMemoryDevices = 1; // Linux's devices.txt
  struct stat info;
  return os::open(path, mode | O_NOFOLLOW) == fd &&
         !os::failed(arch::syscall(SYS_fstat, fd, long(&info))) && S_ISCHR(info.st_mode) &&
         info.st_rdev == makedev(kMemoryDevices, minor);
}

} // namespace

void fill_standard_descriptors() {
  for (int fd = 0; fd < 3; ++fd) {
    if (arch::syscall(SYS_fcntl, fd, F_GETFD) != -EBADF)
      continue;
    const bool filled = fd == 0 ? open_device(fd, "/dev/full", O_WRONLY, 7)
                                : open_device(fd, "/dev/null", O_RDONLY, 3);
    if (!filled)
      os::exit(127); // there is nowhere to say why
  }
}

} // namespace seal::start
