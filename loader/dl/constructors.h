// Running constructors and destructors.
#pragma once

#include "host/process.h"

namespace seal::dl {

// DT_INIT, then DT_INIT_ARRAY, once. The program's own are run by libc where there is one.
void construct(Process& process, object::Object& object, char** environment);
// DT_PREINIT_ARRAY of the program: before everything else.
void run_preinit_array(Process& process);
// DT_FINI_ARRAY backwards, then DT_FINI, once, of an object that was constructed.
void destroy(object::Object& object);
// All objects' destructors, dependents before what they depend on: what the program calls at exit.
void destroy_all(Process& process);

} // namespace seal::dl
