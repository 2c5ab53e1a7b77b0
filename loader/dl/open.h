// Opening objects while the program runs: mapped, relocated, sealed, then constructed.
#pragma once

#include "host/process.h"

namespace seal::dl {

// dlopen(3). `caller` is the object that asks: its RUNPATH and RPATH count.
Result<object::Object*> open(Process& process, const char* name, int mode, object::Object& caller);

// RELRO, then the seal, for objects that are relocated; adds what was done to `plan`.
Status seal_objects(Process& process, const os::Vector<object::Object*>& objects,
                    sealing::Plan& plan);

} // namespace seal::dl
