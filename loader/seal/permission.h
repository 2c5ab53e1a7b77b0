// Whether this process may call mseal. A seccomp filter may kill for it: systemd's @system-service
// before version 256 does, and container profiles of before May 2025 answer ENOSYS or EPERM.
#pragma once

namespace seal::sealing {

struct Permission {
  int err = 0;                  // 0: it may; else what the call would give, and it is not called
  const char* reason = nullptr; // with err
};

// Without a filter nothing is asked. Under one a child asks, so that this process lives on: it
// sends no signal, leaves no core file and is waited for. Where the filter kills for clone or
// prctl, this process is killed all the same.
Permission ask_permission();

} // namespace seal::sealing
