// Copies of programs that ask the kernel for another dynamic loader.
#pragma once

#include <string>

namespace bench {

// Copies the program at `from` to `to` and writes `interpreter` over the path in its PT_INTERP; an
// empty one leaves that as it is. The new path must not be longer than the old one: nothing in the
// file moves, so that the copies differ in nothing else. Throws std::runtime_error.
void copy_with_interpreter(const std::string& from, const std::string& to,
                           const std::string& interpreter);

} // namespace bench
