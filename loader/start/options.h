// The command line and the environment: what this start is asked to do.
#pragma once

#include "host/process.h"
#include "seal/policy.h"
#include "seal/report.h"

namespace seal::start {

enum class Action : std::uint8_t {
  kRun,
  kList,   // --list
  kTree,   // --list=tree
  kTrace,  // LD_TRACE_LOADED_OBJECTS: what ldd asks for
  kVerify, // --verify
};

struct Options {
  bool by_hand = false; // run as a program, not as PT_INTERP
  Action action = Action::kRun;
  sealing::Request command_line, environment;
  sealing::Destination report;
  object::SearchSettings search;
  const char* preload = nullptr;     // --preload
  const char* preload_env = nullptr; // LD_PRELOAD
  const char* argv0 = nullptr;
  const char* program = nullptr; // by hand: its path
  bool bind_now = false;
  bool dynamic_weak = false;
  bool chain = false;           // --host=chain: another loader is to link the program
  const char* audits = nullptr; // what only that one does, and was asked for; null: nothing
  // What it is told by hand: this loader's options that are its own too, and their values.
  static constexpr std::size_t kMostPassed = 96;
  const char* passed[kMostPassed];
  std::size_t passed_count = 0;
  // With kTrace:
  bool warn = false;          // LD_WARN: name undefined symbols
  bool verbose = false;       // LD_VERBOSE: list versions
  bool lists_program = false; // LD_TRACE_LOADED_OBJECTS=2
};

// Reads argv (by hand: and takes the loader's own arguments away) and LD_*. In secure mode only
// LD_PRELOAD is taken from the environment, and the variables that could do harm are removed from
// it, as glibc does.
// --help and --version end the process.
Options read_options(StartVectors& start, bool by_hand, bool secure);

} // namespace seal::start
