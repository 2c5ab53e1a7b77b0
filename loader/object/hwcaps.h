// The glibc-hwcaps folders: which ones suit this processor. Asks the processor only when somebody
// asks here.
#pragma once

#include "arch/x86_64/cpu.h"
#include "os/string.h"

namespace seal::object {

class Hwcaps {
public:
  // Lists of names separated by ':': folders that come before those that the loader knows, and the
  // ones of those that may be searched (null: all). And the features that the user takes away from
  // the processor, as detect_cpu_level has them.
  explicit Hwcaps(const char* first = nullptr, const char* allowed = nullptr,
                  const char* features = nullptr)
      : first_(first), allowed_(allowed), features_(features ? features : "") {}

  // Visits the names of the folders, the best first, until visit returns true.
  template <class Visit>
  bool for_each(Visit visit) {
    if (first_ && for_each_name(first_, visit))
      return true;
    for (int level = cpu().level; level >= 2; --level)
      if (is_allowed(kNames[level - 2]) && visit(kNames[level - 2]))
        return true;
    return false;
  }

  // -1: a folder that is not searched; else the higher the better, always above 0.
  int rank(std::string_view name) {
    int rank = kBest;
    bool known = for_each([&](std::string_view each) { return each == name || --rank == 1; });
    return known && rank > 1 ? rank : -1;
  }

  // Has the processor all of these levels, one bit a level? Every one has the first.
  // What the user takes away does not count.
  bool has_levels(std::uint32_t levels) {
    return levels <= 1 || levels >> (*features_ ? arch::detect_cpu_level({}) : cpu()).level == 0;
  }
  const char* platform() { return cpu().platform; }

private:
  static constexpr std::string_view kNames[] = {"x86-64-v2", "x86-64-v3", "x86-64-v4"};
  static constexpr int kBest = 1000; // longer lists are cut

  template <class Visit>
  static bool for_each_name(std::string_view list, Visit visit) {
    for (;;) {
      const std::size_t end = list.find(':');
      const std::string_view name = slice(list, 0, end);
      if (!name.empty() && visit(name))
        return true;
      if (end == list.npos)
        return false;
      list.remove_prefix(end + 1);
    }
  }
  bool is_allowed(std::string_view name) const {
    return !allowed_ ||
           for_each_name(allowed_, [&](std::string_view each) { return each == name; });
  }

  const arch::CpuLevel& cpu() {
    if (!known_)
      cpu_ = arch::detect_cpu_level(features_);
    known_ = true;
    return cpu_;
  }
  const char* first_;
  const char* allowed_;
  const char* features_;
  arch::CpuLevel cpu_;
  bool known_ = false;
};

} // namespace seal::object
