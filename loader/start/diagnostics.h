// What the environment asks the loader to tell of itself: LD_DEBUG, LD_DEBUG_OUTPUT, LD_SHOW_AUXV.
#pragma once

#include "host/process.h"

namespace seal::start {

// Not in secure mode. LD_DEBUG=help ends the process.
void read_diagnostics(const StartVectors& start);

// LD_DEBUG=scopes: where each object looks things up.
void describe_scopes(const Process& process);

// LD_DEBUG=statistics: the processor's clock in the course of a start.
struct StartTimes {
  std::uint64_t began = 0, loaded = 0, linking = 0, linked = 0;
};
std::uint64_t clock(); // 0 where nobody asks for statistics
void describe_statistics(const Process& process, const StartTimes& times);

} // namespace seal::start
