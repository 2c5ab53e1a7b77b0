// What an ELF file says about the addresses that it is mapped to. It is asked of program headers
// alone: what else may be wrong with a file does not matter once it runs.
#pragma once

#include "image.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

/// The program headers of an open ELF file; none where they cannot be read. Nothing: no ELF file.
std::optional<std::vector<Segment>> read_segments(int file);

/// What may become of an address.
enum class Part {
  kUnknown,  ///< the program headers do not say
  kConstant, ///< of a segment that is not writable, or between segments
  kRelro,
  kData, ///< of a writable segment: to be protected as the program likes
  kBss,  ///< the same, behind what is in the file
};

class MappedFile {
public:
  /// The file's page at `offset` is the lowest that is mapped, at `address`.
  MappedFile(const std::vector<Segment>& segments, std::uint64_t offset, std::uint64_t address);

  bool is_known() const { return end_ != 0; }
  std::uint64_t end() const { return end_; } ///< of the last segment
  Part part_of(std::uint64_t address) const;

private:
  const std::vector<Segment>& segments_;
  std::uint64_t bias_ = 0; // what to add to the file's addresses
  std::uint64_t end_ = 0;
};

} // namespace seal::elfseal
