// What an audit finds and how it is told: as lines for people, as JSON, as SARIF.
#pragma once

#include "facts.h"

#include <llvm/Support/raw_ostream.h>

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

enum class Standing {
  kMarked,
  kMarkable,   ///< not marked, and --mark would do
  kRefused,    ///< an ELF file, but none that elfseal works on
  kUnreadable, ///< nobody knows what it is
};
inline constexpr std::size_t kStandings = 4;

llvm::StringRef text(Standing standing);

/// One file of an audit.
struct Entry {
  std::string path;
  Standing standing = Standing::kUnreadable;
  std::string reason; ///< why it is refused or unreadable, with a remedy
  Facts facts;        ///< of what is marked or markable

  bool is_sealable() const {
    return standing == Standing::kMarked || standing == Standing::kMarkable;
  }
};

/// What could not be looked at, with a remedy.
struct Failure {
  std::string subject; ///< a file's path, or "package NAME"
  std::string reason;
};

struct Totals {
  std::size_t files = 0; ///< regular files, whatever they hold
  std::array<std::size_t, kStandings> by_standing = {};
  std::size_t weak = 0;
  std::vector<Failure> failures;
  /// In the order of all_weaknesses().
  std::vector<std::size_t> by_weakness = std::vector<std::size_t>(all_weaknesses().size());

  std::size_t count(Standing standing) const {
    return by_standing[static_cast<std::size_t>(standing)];
  }
  std::size_t elf_files() const;
  void add(const Entry& entry);
};

/// Told entry by entry, so that an audit of any size needs no more memory, but for failures.
struct Report {
  std::function<void(const Entry&)> entry;
  std::function<void(const Totals&)> end;
};

/// A line a file, and a summary.
Report lines_report(llvm::raw_ostream& out);
/// One JSON document (docs/mark.md).
Report json_report(llvm::raw_ostream& out);
/// One SARIF 2.1.0 log: a rule a weakness, and one for files without a mark if `unmarked_too`.
Report sarif_report(llvm::raw_ostream& out, bool unmarked_too);

} // namespace seal::elfseal
