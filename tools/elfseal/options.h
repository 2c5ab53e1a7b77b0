// The command line, parsed and checked.
#pragma once

#include "mark.h"
#include "replace.h"

#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

enum class Mode { kMark, kUnmark, kShow, kCheck, kProcess, kAudit };

enum class Color { kAuto, kAlways, kNever };

/// What of an audit makes the exit status 1: each asks for more than the one before.
enum class FailOn { kNever, kWeak, kUnmarked };

struct Options {
  Mode mode = Mode::kShow;
  std::vector<std::string> files;
  std::string process; ///< its number or name; empty: all processes
  std::string page;    ///< the file that --html names
  Color color = Color::kAuto;
  Wish wish; ///< of --check: the least policy
  ReplaceOptions replace;
  std::vector<std::string> packages; ///< of --audit, besides `files`
  FailOn fail_on = FailOn::kWeak;
  bool json = false;
  bool sarif = false;
  bool dry_run = false;
  bool verbose = false;
};

/// Nothing after wrong use, which it has told; --help and --version end the program.
std::optional<Options> parse_options(int argc, char** argv);

} // namespace seal::elfseal
