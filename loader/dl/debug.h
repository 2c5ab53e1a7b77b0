// r_debug: what a debugger reads and where it stops (<link.h>).
#pragma once

#include "host/process.h"

namespace seal::dl {

// Fills _r_debug, its state RT_ADD, and makes DT_DEBUG of the program point to it, whose RELRO is
// writable. No debugger stops yet.
void connect_debugger(Process& process);
// Tells the debugger that the list of objects is about to change, or has changed (RT_ADD,
// RT_DELETE, RT_CONSISTENT).
void notify_debugger(Process& process, int state);
// The same with a list that begins there.
void show_debugger(::link_map* first, int state);

} // namespace seal::dl
