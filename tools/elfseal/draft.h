// One way to mark a file, carried out: the mark's place found, everything that has to make room for
// it moved, the headers corrected. Which way, and the undo record's content, are mark.cpp's matter.
#pragma once

#include "buffer.h"
#include "mark.h"
#include "undo.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

/// Gives one more copy of the file that is to be marked.
using Fresh = std::function<llvm::Expected<Buffer>()>;

enum class Way {
  kPaddingKeepsBuildId, ///< a part of the notes stays in the first page, which core dumps have
  kPadding,
  kNewSegment,
};

/// A file with the mark in it; the undo note is there, its record still zero.
struct Draft {
  Buffer bytes;
  Addition added;
  FileRange record; ///< of the undo note
  std::vector<std::string> warnings;
};

/// Nothing if there is no place for it. The wish names a policy.
llvm::Expected<std::optional<Draft>> draft_mark(const Fresh& fresh, const Wish& wish, Way way,
                                                std::uint64_t record_size);

/// The place of the program's interpreter, which it has: its text and the zeros behind it. Linker
/// scripts put other things into its segment.
FileRange interpreter_room(const Image& image);

/// Whether the text can take that place.
bool interpreter_fits(const Image& image, llvm::StringRef text);

/// Writes the interpreter's text into its place, which stays as large: readers stop at the NUL.
void put_interpreter(llvm::MutableArrayRef<std::uint8_t> bytes, FileRange room,
                     llvm::StringRef text);

} // namespace seal::elfseal
