// What the environment asks the loader to tell of itself: LD_DEBUG, LD_DEBUG_OUTPUT, LD_SHOW_AUXV.
// And a word about what it asks for in vain.
#pragma once

#include "host/process.h"

namespace seal::start {

// Not in secure mode. LD_DEBUG=help ends the process.
void read_diagnostics(const StartVectors& start);

// A warning that `what` is set or given, and does nothing here.
void warn_unsupported(const char* what);

} // namespace seal::start
