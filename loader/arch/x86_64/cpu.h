// What the processor can: only the questions that finding libraries asks.
#pragma once

#include <cstdint>
#include <string_view>

namespace seal::arch {

struct CpuLevel {
  int level = 1; // x86-64-v1 to v4 (psABI, "Micro-Architecture Levels"); 0: not even v1
  const char* platform = "x86_64"; // what $PLATFORM stands for
};

// The GNU property by which an object says which levels it needs, one bit a level
// (GNU_PROPERTY_X86_ISA_1_NEEDED).
inline constexpr std::uint32_t kLevelsNeeded = 0xc0008002;

// What the processor and the system have, without the features that `hwcaps` takes away: a list
// like
// "-AVX2,-BMI1" (GLIBC_TUNABLES' glibc.cpu.hwcaps). Executes CPUID, which costs microseconds in a
// virtual machine: ask only when it matters.
CpuLevel detect_cpu_level(std::string_view hwcaps);

} // namespace seal::arch
