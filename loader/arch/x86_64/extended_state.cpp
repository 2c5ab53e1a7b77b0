// Asking the processor once.
#include "arch/x86_64/extended_state.h"
#include "os/relro.h"

namespace seal::arch {
namespace {

LDSEAL_RELRO ExtendedState of_hosted_builds;

} // namespace

extern "C" {
LDSEAL_RELRO ExtendedState* ldseal_extended_state = &of_hosted_builds;
}

void need_extended_state() {
  if (ldseal_extended_state->size == 0)
    *ldseal_extended_state = choose_extended_state(cpuid);
}

} // namespace seal::arch
