// The seal report: one line per mapping, for people or as JSON lines.
#pragma once

#include "os/output.h"
#include "seal/plan.h"

namespace seal::sealing {

enum class Format : std::uint8_t { kText, kJson };

// "START-END KIND STATE OBJECT", or
// {"object":...,"start":...,"end":...,"kind":...,"sealed":...,"reason":...}.
void write_report(os::Writer& out, const Plan& plan, Format format);

// Writes to `destination`: "1" or empty means standard error, "*.json" JSON lines; the file is
// replaced.
Status report_to(const char* destination, const Plan& plan);

} // namespace seal::sealing
