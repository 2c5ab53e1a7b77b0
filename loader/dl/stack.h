// Executable stacks, for objects that ask for one (PT_GNU_STACK with PF_X, or no PT_GNU_STACK).
#pragma once

#include "host/process.h"

namespace seal::dl {

// Does the object ask for one?
bool wants_executable(const object::Object& object);

// What the kernel gave the main thread: by the program's header, or by the loader's when run by
// hand.
void note_stack(Process& process, bool by_hand);

// Makes the stacks executable if this object wants that and they are not: as glibc does up to 2.40.
// `later`: by a dlopen.
Status prepare_stack(Process& process, const object::Object& object, bool later);

} // namespace seal::dl
