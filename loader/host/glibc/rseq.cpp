// Where the area lies and how large libc says it is: both changed between releases, the latter
// within one.
#include "host/glibc/rseq.h"
#include "host/glibc/stored_number.h"

namespace seal::glibc {
namespace {

constexpr std::uint64_t kFeatureSize = 27, kAlign = 28; // AT_RSEQ_, Linux 6.3
constexpr std::uint32_t kFirstFields =
    20; // what all kernels with rseq know (include/uapi/linux/rseq.h)
constexpr std::uint32_t kLeastArea =
    32; // of which the area, and what is registered, is never smaller

bool in_pthread(const Adapter& a) { return a.layout.pthread.rseq_area != kAbsent; }

// Where a thread's area lies: in struct pthread, or since 2.41 in its static TLS.
std::intptr_t rseq_offset(const Adapter& a) {
  return in_pthread(a) ? a.layout.pthread.rseq_area : -std::intptr_t(a.process.tls.host_offset());
}

// The number that the companion's start code would store in __rseq_size. Another build than the
// record's may store another number, though all its structures are the same: its code is asked.
std::uint32_t stored_size(const Adapter& a) {
  if (a.is_measured)
    return a.layout.build.rseq_size;
  const object::Object& companion = *a.process.companion;
  const Elf64_Sym* variable = link::find_export(companion, "__rseq_size");
  for (const Elf64_Phdr& load : companion.image.phdrs)
    if (variable && elf::is_loaded(load) && (load.p_flags & PF_X))
      if (std::uint32_t stored =
              stored_number(companion.image.array<const std::byte>(load.p_vaddr, load.p_filesz),
                            load.p_vaddr, variable->st_value))
        return stored;
  return kFirstFields;
}

// What libc tells programs. Since 2.41 it is the size of the fields that the kernel knows.
std::uint32_t rseq_size(const Adapter& a) {
  return in_pthread(a) ? stored_size(a)
                       : std::uint32_t(a.process.start.aux(kFeatureSize, kFirstFields));
}

std::uint32_t area_size(const Adapter& a) {
  const std::uint32_t size = in_pthread(a) ? a.layout.pthread.rseq_area_size : rseq_size(a);
  return size < kLeastArea ? kLeastArea : size;
}

} // namespace

void reserve_tls(const Adapter& a) {
  if (in_pthread(a))
    return;
  const std::uint64_t align = a.process.start.aux(kAlign, kLeastArea);
  a.process.tls.reserve(area_size(a), align < kLeastArea ? kLeastArea : align);
}

void register_rseq(const Adapter& a) {
  constexpr long kRseq = 334, kSignature = 0x53053053;
  constexpr Offset kCpuId = 4; // struct rseq
  const char* tunables = a.process.secure ? nullptr : a.process.start.env("GLIBC_TUNABLES");
  const bool wanted = tunable_number(tunables, "glibc.pthread.rseq", 1) != 0;
  const object::Object& companion = *a.process.companion;
  const auto area = reinterpret_cast<std::uintptr_t>(a.tcb) + std::uintptr_t(rseq_offset(a));
  if (wanted && !os::failed(arch::syscall(kRseq, long(area), area_size(a), 0, kSignature)))
    set_export(companion, "__rseq_size", rseq_size(a));
  else // RSEQ_CPU_ID_REGISTRATION_FAILED
    *reinterpret_cast<std::int32_t*>(area + kCpuId) = -2;
  set_export(companion, "__rseq_offset", rseq_offset(a));
}

} // namespace seal::glibc
