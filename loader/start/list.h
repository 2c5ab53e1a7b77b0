// --list: what a program needs and where it was found, in ldd's format.
#pragma once

#include "host/process.h"

namespace seal::start {

[[noreturn]] void list_and_exit(const Process& process, bool complete);

} // namespace seal::start
