// How much room saving the registers takes (Intel's manual, volume 1, chapter 13).
#include "host/glibc/cpu_bits.h"

namespace seal::glibc::cpu {
namespace {

std::uint32_t round_up_64(std::uint32_t size) { return (size + 63) & ~63u; }

constexpr std::uint32_t kSavedStates = 0xec; // by lazy binding: AVX, bounds, masks, ZMM

// How large XSAVE's area is when it is compacted, by the sizes that the architecture gives the
// states; 0 if one of them is unknown.
std::uint32_t compacted(std::uint64_t states) {
  struct State {
    unsigned bit, size;
    bool is_aligned;
  };
  constexpr State kStates[] = {{0, 0, false},  {1, 0, false},  {2, 256, false}, {3, 64, false},
                               {4, 64, false}, {5, 64, false}, {6, 512, false}, {7, 1024, false},
                               {9, 8, false},  {17, 64, true}, {18, 8192, true}};
  std::uint32_t end = 576; // of the legacy area and the header
  for (const State& state : kStates) {
    if (!(states >> state.bit & 1))
      continue;
    end = (state.is_aligned ? round_up_64(end) : end) + state.size;
    states &= ~(std::uint64_t{1} << state.bit);
  }
  return states ? 0 : end;
}

// The same of what lazy binding saves. glibc asks for each state; where the first of them and the
// total of all are the architecture's, so are the others.
std::uint32_t ask_compacted(Cpuid cpuid, std::uint64_t xcr0, std::uint32_t supported, const F& f) {
  constexpr unsigned kAvxState = 2;
  const std::uint32_t with_avx = compacted(0) + cpuid(0xd, kAvxState).eax;
  if (((supported ^ xcr0) & kSavedStates) == 0 && with_avx == compacted(1u << kAvxState) &&
      f.leaf_d_1.cpuid[kEbx] == compacted(xcr0))
    return compacted(xcr0 & kSavedStates);
  std::uint32_t end = with_avx;
  for (unsigned i = kAvxState + 1; kSavedStates >> i; ++i) {
    if (!(kSavedStates >> i & 1))
      continue;
    const CpuidLeaf component = cpuid(0xd, i);
    end = (component.ecx & 2 ? round_up_64(end) : end) + component.eax;
  }
  return end;
}

} // namespace

bool find_xsave_size(Cpuid cpuid, std::uint64_t xcr0, F& f) {
  constexpr std::uint32_t kGeneralRegisters = 64; // saved before it
  const CpuidLeaf all = cpuid(0xd, 0);
  if (all.ebx == 0)
    return false;
  f.xsave_full_size = round_up_64(all.ebx + kGeneralRegisters);
  f.xsave_size = has(f, kXsavec)
                     ? round_up_64(ask_compacted(cpuid, xcr0, all.eax, f) + kGeneralRegisters)
                     : f.xsave_full_size;
  return true;
}

} // namespace seal::glibc::cpu
