// The glibc-hwcaps folders: which ones suit this processor. Asks the processor only when somebody
// asks here.
#pragma once

#include "arch/x86_64/cpu.h"
#include <cstring>

namespace seal::object {

class Hwcaps {
public:
  // -1: a folder for other processors; else the higher the better.
  int rank(const char* name) {
    for (int level = 2; level <= 4; ++level)
      if (std::strcmp(name, kNames[level]) == 0)
        return level <= cpu().level ? level : -1;
    return -1;
  }
  int level() { return cpu().level; }
  const char* platform() { return cpu().platform; }

  // The folder's name for a level from 2 to 4.
  static const char* name(int level) { return kNames[level]; }

private:
  static constexpr const char* kNames[] = {"", "x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"};
  const arch::CpuLevel& cpu() {
    if (!known_)
      cpu_ = arch::detect_cpu_level();
    known_ = true;
    return cpu_;
  }
  arch::CpuLevel cpu_;
  bool known_ = false;
};

} // namespace seal::object
