// Which member of which of glibc's structures each field of a layout record comes from. Data only;
// reading it is record.h's business.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

namespace seal::layout {

// What of the member a field holds.
enum class Kind { kOffset, kSize, kAlignment, kCount, kBits };

struct Field {
  llvm::StringRef name;
  Kind kind = Kind::kOffset;
  // Where the member is, from the section's structure: names with dots between them, of which an
  // array stands for its first element; "struct:path" starts from another structure, and an empty
  // path is the structure itself. A null path is the section's prefix and the field's name.
  // Releases that name the member differently are given with '|'.
  const char* path = nullptr;
  // Some release lacks the member. A record of any release must have all the others.
  bool optional = false;
};

// One structure of a record: the member of Layout that it fills and glibc's structure that it
// describes.
struct Section {
  llvm::StringRef name;
  llvm::StringRef structure;
  llvm::StringRef prefix; // what glibc puts before the names of this structure's members
  llvm::ArrayRef<Field> fields;
};

// The sections in the order of Layout's members, and each one's fields in the order of their
// declarations, which is the order that C++ demands of designated initialisers.
llvm::ArrayRef<Section> sections();

} // namespace seal::layout
