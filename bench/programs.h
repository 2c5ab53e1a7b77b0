// What is measured: programs, and the ways to start each.
#pragma once

#include "child.h"
#include <filesystem>

namespace bench {

// One way to start a program.
struct Variant {
  std::string name;
  Command command;
  std::filesystem::path loader; // that PT_INTERP is to lead to; empty: leaves things as they are
};

struct Program {
  std::string name;
  std::vector<Variant> variants;
  std::string baseline; // the variant that all ratios are to
};

struct Settings {
  std::string loader;            // ld-seal
  std::string other;             // another build of it to compare with; may be empty
  std::string synthetic;         // where the generated programs lie
  std::filesystem::path scratch; // for the copies
  bool by_hand = false;          // `LOADER PROGRAM` instead of PT_INTERP
  bool policies = false;         // what sealing costs, by policy word, and nothing else
};

// The programs that this machine has, copied to the scratch directory.
std::vector<Program> programs(const Settings& settings);

// Makes the loader of `variant` the one that all the copies ask for.
void choose_loader(const Settings& settings, const Variant& variant);

} // namespace bench
