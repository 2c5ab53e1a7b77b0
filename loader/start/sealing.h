// The end of a start, before the first constructor: what does not change is protected and sealed.
#pragma once

#include "host/process.h"
#include "seal/report.h"

namespace seal::start {

// RELRO read-only; the seal, by the process's policy; the report, where there is a destination;
// W^X; the loader's own state read-only. `chained`: another loader has linked the program.
void make_immutable(Process& process, const sealing::Destination& report,
                    const sealing::Chained* chained = nullptr);

} // namespace seal::start
