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

// Where a report goes.
struct Destination {
  const char* file = nullptr; // null: nowhere; "1" or empty: standard error; "*.json": JSON lines
  // By whom it is named. The user's command replaces the file. The environment may be somebody
  // else's: its report is added to a file, as LD_DEBUG_OUTPUT's, which is not reached by a link and
  // not waited for.
  bool by_environment = false;

  explicit operator bool() const { return file; }
};

// An error if any of it could not be written.
Status report_to(const Destination& to, const Plan& plan, const Chained* chained = nullptr);

} // namespace seal::sealing
