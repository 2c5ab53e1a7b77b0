// r_debug: what a debugger reads and where it stops (<link.h>).
#pragma once

#include "host/process.h"

// Empty; debuggers stop there.
extern "C" void _dl_debug_state();

namespace seal::dl {

// Makes DT_DEBUG of the program point to _r_debug.
void connect_debugger(Process& process);
// Tells the debugger that the list of objects is about to change, or has changed (RT_ADD,
// RT_DELETE, RT_CONSISTENT).
void notify_debugger(Process& process, int state);

} // namespace seal::dl
