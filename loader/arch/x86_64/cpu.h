// What the processor can: only the questions that finding libraries asks.
#pragma once

#include <cstdint>

namespace seal::arch {

struct CpuLevel {
  int level = 1;                   // x86-64-v1 to v4 (psABI, "Micro-Architecture Levels")
  const char* platform = "x86_64"; // what $PLATFORM stands for
};

// The GNU property by which an object says which levels it needs, one bit a level
// (GNU_PROPERTY_X86_ISA_1_NEEDED).
inline constexpr std::uint32_t kLevelsNeeded = 0xc0008002;

// Executes CPUID, which costs microseconds in a virtual machine: ask only when it matters.
CpuLevel detect_cpu_level();

} // namespace seal::arch
