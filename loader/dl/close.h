// Closing and unloading objects.
#pragma once

#include "host/process.h"

namespace seal::dl {

// dlclose(3): gives back one dlopen. What nobody needs any more is destroyed and unmapped. A sealed
// object stays: its record and its mappings are kept, its destructors run at exit, opening it again
// gives the same one.
Status close(Process& process, object::Object& object);

} // namespace seal::dl
