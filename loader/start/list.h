// --list: what a program needs and where it was found, in ldd's format.
#pragma once

#include "host/process.h"

namespace seal::start {

// Status 0, or 127 with the first error on standard error when something is missing.
[[noreturn]] void list_and_exit(const Process& process, const os::Vector<Error>& missing);

} // namespace seal::start
