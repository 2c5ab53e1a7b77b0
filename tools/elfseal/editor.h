// Changing an ELF file's bytes and header tables together: moving a piece of it so that everything
// that points at the piece follows. Where a piece should go is placement.h's matter, what should
// move and why mark.cpp's.
#pragma once

#include "buffer.h"
#include "image.h"

#include <llvm/ADT/ArrayRef.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

/// A place in the file and the address at which it is mapped.
struct Place {
  std::uint64_t offset = 0;
  std::uint64_t address = 0;
};

/// Holds the ELF header and the header tables apart from the bytes until store(), so that they can
/// grow meanwhile, and that nothing which a damaged file lays over them changes them.
class Editor {
public:
  /// `buffer` holds the bytes of `image` and outlives the editor; `image` may show another copy.
  Editor(Buffer& buffer, const Image& image);

  llvm::ArrayRef<std::uint8_t> bytes() const { return buffer_.bytes(); }
  llvm::MutableArrayRef<std::uint8_t> bytes() { return buffer_.bytes(); }
  std::vector<Segment>& segments() { return segments_; }
  std::vector<Section>& sections() { return sections_; }
  const std::vector<Segment>& segments() const { return segments_; }
  const std::vector<Section>& sections() const { return sections_; }
  const Header& header() const { return header_; }
  FileRange table() const { return {header_.e_phoff, segments_.size() * sizeof(Segment)}; }

  /// Ranges that pieces have moved away from: their old bytes are there, but nothing points at
  /// them.
  llvm::ArrayRef<FileRange> vacated() const { return vacated_; }

  /// Lets the file reach at least to `end`. False if it cannot grow so far.
  [[nodiscard]] bool reach(std::uint64_t end) {
    return end <= buffer_.size() || buffer_.resize(end);
  }

  /// Copies the bytes of `piece` to `to` and lets the headers of the segments and sections in it,
  /// their symbols, the dynamic entries that point at it and what notes in it tell of their own
  /// place follow. The old bytes stay.
  void move(FileRange piece, Place to);

  /// Puts the section headers into the order of their addresses again after moves, where that means
  /// to renumber few symbols: some tools take the first section for the lowest.
  void sort_sections();

  /// Moves the program header table.
  void move_table(Place to);

  /// Moves `block`, the end of the file, to `at`, and what stood from there on behind it: nothing
  /// that is mapped, and not the program header table. Returns how far that moved.
  [[nodiscard]] std::optional<std::uint64_t> insert(FileRange block, std::uint64_t at);

  /// Writes the headers back, the segments' count and PT_PHDR's size with them.
  void store();

private:
  void move_symbols(const std::vector<std::uint64_t>& deltas);
  void correct_notes(FileRange notes, std::uint64_t alignment, std::uint64_t distance);
  void move_dynamic_entries(const Section& section, std::uint64_t delta);
  bool renumber(const std::vector<std::uint32_t>& new_index);

  Buffer& buffer_;
  Header header_;
  std::vector<Segment> segments_;
  std::vector<Section> sections_;
  std::vector<bool> moved_; // by section
  std::vector<FileRange> vacated_;
};

/// The dynamic tag that points at a section of this type; 0 for other types. A section that nothing
/// but its dynamic tag (and its headers) points at can move.
std::int64_t dynamic_tag_of(std::uint32_t section_type);

} // namespace seal::elfseal
