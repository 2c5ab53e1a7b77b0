// Sums and groups.
#include "survey.h"
#include "buffer.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/MathExtras.h>
#include <llvm/Support/Path.h>

namespace seal::elfseal {
namespace {

// What is drawn as one: mappings with the same key, one behind the other.
std::string key(const Mapping& m) {
  switch (m.kind) {
  case MappingKind::kFile:
    return "data files";
  case MappingKind::kAnonymous:
    return "anonymous";
  case MappingKind::kVdso:
  case MappingKind::kVvar:
    return "vdso, vvar";
  default:
    return m.path;
  }
}

std::string name_of(llvm::ArrayRef<Mapping> mappings) {
  const Mapping& first = mappings.front();
  return first.kind == MappingKind::kFile && mappings.size() > 1
             ? std::to_string(mappings.size()) + " " + key(first)
             : llvm::sys::path::filename(first.kind == MappingKind::kFile ? first.path : key(first))
                   .str();
}

} // namespace

Sums sum_up(llvm::ArrayRef<Mapping> mappings) {
  Sums sums;
  for (const Mapping& m : mappings) {
    Sum& sum = sums[static_cast<std::size_t>(m.state())];
    sum.bytes += m.size();
    ++sum.mappings;
  }
  return sums;
}

std::uint64_t Group::size() const {
  std::uint64_t bytes = 0;
  for (const Mapping& m : mappings)
    bytes += m.size();
  return bytes;
}

std::vector<Group> group_mappings(llvm::ArrayRef<Mapping> mappings) {
  std::vector<Group> groups;
  while (!mappings.empty()) {
    const std::string first = key(mappings.front());
    const auto same = mappings.take_while([&](const Mapping& m) { return key(m) == first; });
    groups.push_back({name_of(same), same});
    mappings = mappings.drop_front(same.size());
  }
  return groups;
}

unsigned cells(const Mapping& mapping) { return 1 + llvm::Log2_64(mapping.size() / kPageSize); }

} // namespace seal::elfseal
