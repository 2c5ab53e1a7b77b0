// Where bytes can be added to an ELF file: behind the first segment, in a new segment, and room for
// more program headers. Finds room, changes nothing but what the table needs moved.
#pragma once

#include "editor.h"

#include <llvm/Support/Error.h>

#include <cstdint>
#include <optional>

namespace seal::elfseal {

/// Room for bytes that will be mapped read-only: taken piece by piece from its start.
class Home {
public:
  Home(Place start, std::uint64_t capacity) : start_(start), capacity_(capacity) {}

  /// The next `size` bytes, aligned; nothing if they do not fit.
  std::optional<Place> take(std::uint64_t size, std::uint64_t alignment);

  FileRange room() const { return {start_.offset, capacity_}; }
  Place start() const { return start_; }
  std::uint64_t used() const { return used_; }
  std::uint64_t end() const { return start_.offset + used_; } ///< of what is used, in the file

private:
  Place start_;
  std::uint64_t capacity_;
  std::uint64_t used_ = 0;
};

/// The zero padding behind the first segment's bytes, up to the end of its last page. Nothing if
/// that segment is writable or has no padding. Where the padding begins at the program header
/// table, as many more headers as will be wanted keep their room.
std::optional<Home> padding_home(const Editor& editor, std::size_t more_headers);

/// Where a new segment can be inserted: behind all that is mapped, before debug information and the
/// like, where linkers would put it. Nothing if it has to stand behind the end of the file: nothing
/// tells what may move, or data that is appended counts on its place.
std::optional<std::uint64_t> insertion_point(const Image& image);

/// Room behind the end of the file and above the highest address, for what will be inserted at that
/// point of the file, or stay there.
Home new_segment_home(const Editor& editor, std::optional<std::uint64_t> insert_at);

/// Where `count` more program headers belong.
FileRange growth(const Editor& editor, std::size_t count);

/// Whether `count` more program headers have room behind the table: nothing is there but padding,
/// or what can move (interpreter, notes, hash and symbol tables), and it is mapped with the table,
/// if need be as a part of the home.
bool table_can_grow(const Editor& editor, const Home& home, std::size_t count);
/// Moves what is in their way to `home`. False if `home` is too small or the way is not free then.
bool grow_table(Editor& editor, Home& home, std::size_t count);
/// Moves the table itself, to where it can grow. False if `home` is too small.
bool move_table(Editor& editor, Home& home, std::size_t count);

} // namespace seal::elfseal
