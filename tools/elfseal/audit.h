// `elfseal --audit`: looking at all ELF files of trees and packages, several at once.
#pragma once

#include "report.h"
#include "walk.h"

#include <llvm/ADT/ArrayRef.h>

#include <cstdint>
#include <set>
#include <string>
#include <utility>

namespace seal::elfseal {

/// A device and an inode: which file it is, whatever its name.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

/// Reports ELF files in the order of their paths, each while others are still to come and each
/// once, whatever number of names it has. What cannot be read is told on stderr as well.
class Audit {
public:
  explicit Audit(Report report);

  /// Looks at every ELF file below the roots.
  void run(llvm::ArrayRef<std::string> roots, Roots kind);

  /// Tells of what could not be looked at.
  void failed(const std::string& subject, const std::string& reason);

  /// After the last run: what was found in all of them.
  const Totals& finish();

private:
  struct Examined;
  static Examined examine(const Found& found);
  void tell(const Examined& file);
  void show_progress() const;
  void clear_progress() const;

  Report report_;
  Totals totals_;
  std::set<FileIdentity> known_; // ELF files that were reported
  bool progress_;                // on stderr
};

} // namespace seal::elfseal
