// The seal report: one line per mapping, for people or as JSON lines.
#pragma once

#include "os/output.h"
#include "seal/plan.h"

namespace seal::sealing {

enum class Format : std::uint8_t { kText, kJson };

// That another loader links the program (host/chain), and what follows.
struct Chained {
  const char* interpreter;
  const char* reason;
  const char* later;              // what becomes of objects opened later
  const char* unsealed = nullptr; // why nothing is sealed
};

// "START-END KIND STATE OBJECT", or
// {"object":...,"start":...,"end":...,"kind":...,"sealed":...,"reason":...}.
// Before them, where it is so, "host: chain ..." or {"host":"chain",...}.
void write_report(os::Writer& out, const Plan& plan, Format format,
                  const Chained* chained = nullptr);

// Writes to `destination`: "1" or empty means standard error, "*.json" JSON lines; the file is
// replaced. An error if any of it could not be written.
Status report_to(const char* destination, const Plan& plan, const Chained* chained = nullptr);

} // namespace seal::sealing
