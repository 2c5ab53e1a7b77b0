// A start whose linking is left to the loader of the program's libc (host/chain).
#pragma once

#include "start/options.h"

namespace seal::start {

// Why that is to be, before any library is looked for; null: it is not.
const char* reason_to_chain(const Process& process, const Options& options);

[[noreturn]] void run_chained(Process& process, const Options& options, const char* reason);
// What is wrong with hosting the program's libc is the reason.
[[noreturn]] void run_chained(Process& process, const Options& options, const Error& error);

} // namespace seal::start
