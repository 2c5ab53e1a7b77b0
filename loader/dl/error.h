// dlerror's text, one for each thread.
#pragma once

#include "os/error.h"

namespace seal::dl {

// Keeps the error for the calling thread, in glibc's words and as long as it is.
void set_error(const Error& error);
void clear_error();
// The text since the last call, or null; stays valid until the thread's next call into this family.
const char* take_error();
// The thread with this TCB is no more, or not yet.
void forget_error(void* tcb);

} // namespace seal::dl
