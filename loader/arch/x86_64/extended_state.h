// The registers besides the general ones (x87, SSE, AVX, ...): how they are kept over a call from
// code that expects every register to be kept (keep_registers.inc).
#pragma once

#include "arch/x86_64/cpuid.h"

namespace seal::arch {

struct ExtendedState {
  enum How : std::uint32_t { kFxsave, kXsave, kXsavec }; // as keep_registers.inc has it
  How how = kFxsave;
  std::uint32_t size = 0; // of the area, bytes; 0: the processor has not been asked
};

// By what the processor answers: ask(leaf, subleaf) gives a CpuidLeaf. XSAVE is there for programs
// where the system enabled it (Intel SDM 1, 13.2 and 13.3).
template <class Ask>
ExtendedState choose_extended_state(Ask ask) {
  constexpr std::uint32_t kOsxsave = 1u << 27, kHasXsavec = 1u << 1, kLeaf = 0xd;
  constexpr std::uint32_t kLegacy = 512, kHeader = 64;
  if (!(ask(1, 0).ecx & kOsxsave) || ask(0, 0).eax < kLeaf)
    return {ExtendedState::kFxsave, kLegacy};
  const auto at_least = [](std::uint32_t a, std::uint32_t b) { return a < b ? b : a; };
  const std::uint32_t size = at_least(ask(kLeaf, 0).ebx, kLegacy + kHeader);
  const CpuidLeaf compact = ask(kLeaf, 1);
  if (!(compact.eax & kHasXsavec))
    return {ExtendedState::kXsave, size};
  return {ExtendedState::kXsavec, at_least(size, compact.ebx)};
}

// Makes sure that the processor has been asked: before the first address of code that keeps all
// registers is stored. CPUID costs microseconds in a virtual machine.
void need_extended_state();

// Where that is kept: the start names a place that is read-only when the program runs.
extern "C" ExtendedState* ldseal_extended_state;

} // namespace seal::arch
