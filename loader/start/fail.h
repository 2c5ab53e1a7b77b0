// What an error means for a start: one line, and status 127, or 126 where the program cannot be
// executed.
#pragma once

#include "host/process.h"
#include "os/debug.h"

namespace seal::start {

[[noreturn]] inline void fail(const Error& error) {
  os::debug_error(error);
  if (the_process && the_process->verify_only)
    os::exit(1);
  os::die(error, error.not_executable ? 126 : 127);
}

inline void must(const Status& status) {
  if (!status)
    fail(status.error());
}
template <class T>
T take(Result<T>&& result) {
  if (!result)
    fail(result.error());
  return *result;
}

} // namespace seal::start
