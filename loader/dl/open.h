// Opening objects while the program runs: mapped, relocated, sealed, then constructed.
#pragma once

#include "host/process.h"

namespace seal::dl {

// dlopen(3) in a namespace. `caller` is the object that asks: its RUNPATH and RPATH count.
// What lasts as long as the call lies in `scratch`.
Result<object::Object*> open(Process& process, const char* name, int mode, std::size_t space,
                             object::Object& caller, os::Arena& scratch);

// A namespace that has no objects yet, for `file`.
Result<std::size_t> new_space(Process& process, const char* file);

} // namespace seal::dl
