// What an error means for a start: glibc's line, a second one with what this loader knows besides,
// and status 127, or 126 where the program cannot be executed.
#pragma once

#include "host/process.h"

namespace seal::start {

// Loading or linking failed, in glibc's words: "PROGRAM: error while loading shared libraries:
// ...".
[[noreturn]] void fail(const Error& error);

// Sealing failed, which glibc has no words for: "ld-seal: ...".
[[noreturn]] void refuse(const Error& error);

inline void must(const Status& status) {
  if (!status)
    fail(status.error());
}
template <class T>
T take(Result<T>&& result) {
  if (!result)
    fail(result.error());
  return std::move(*result);
}

} // namespace seal::start
