// One prctl, or a child that calls mseal of nothing.
#include "seal/permission.h"
#include "arch/x86_64/child_call.h"
#include "os/system.h"
#include <sys/prctl.h>
#include <sys/utsname.h>
#include <sys/wait.h>

namespace seal::sealing {
namespace {

// While it lives, this process and a child that shares its memory leave no core file. What a secure
// process has instead of 1 cannot be set again, and is left.
class NoCore {
public:
  NoCore() : changed_(prctl(PR_GET_DUMPABLE) == 1 && prctl(PR_SET_DUMPABLE, 0) == 0) {}
  NoCore(const NoCore&) = delete;
  NoCore& operator=(const NoCore&) = delete;
  ~NoCore() {
    if (changed_)
      prctl(PR_SET_DUMPABLE, 1);
  }
  static long prctl(int what, long argument = 0) {
    return arch::syscall(SYS_prctl, what, argument, 0, 0, 0);
  }

private:
  bool changed_;
};

// "6.10.3-1" is at least 6.10.
bool is_at_least(const char* release, unsigned major, unsigned minor) {
  unsigned numbers[2] = {};
  for (unsigned i = 0; i < 2; ++i, ++release)
    for (; *release >= '0' && *release <= '9'; ++release)
      numbers[i] = numbers[i] * 10 + unsigned(*release - '0');
  return numbers[0] > major || (numbers[0] == major && numbers[1] >= minor);
}

bool kernel_has_mseal() {
  utsname system{};
  return !os::failed(arch::syscall(SYS_uname, long(&system))) && is_at_least(system.release, 6, 10);
}

} // namespace

Permission ask_permission() {
  if (const long mode = NoCore::prctl(PR_GET_SECCOMP); mode == 0 || mode == -EINVAL)
    return {};
  const NoCore guard;
  const long child = arch::ldseal_call_in_child(SYS_mseal);
  if (os::failed(child))
    return {int(-child), "a seccomp filter may kill for mseal, and no process can be made to ask"};
  int status = 0;
  long waited;
  do
    waited = arch::syscall(SYS_wait4, child, long(&status), __WALL, 0);
  while (waited == -EINTR);
  if (waited != child || WIFSIGNALED(status))
    return {EPERM, "a seccomp filter kills for mseal"};
  const int err = WEXITSTATUS(status);
  if (err == 0 || (err == ENOSYS && !kernel_has_mseal()))
    return {};
  return {err, "a seccomp filter forbids mseal"};
}

} // namespace seal::sealing
