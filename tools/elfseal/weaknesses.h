// What makes sealing protect less than it could: the one list that --show and --audit report from.
#pragma once

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>

#include <vector>

namespace seal::elfseal {

struct Facts;

/// A weakness, and what mends it when the file is built.
struct Weakness {
  llvm::StringLiteral name;   ///< for programs; stays the same from version to version
  llvm::StringLiteral what;   ///< for people
  llvm::StringLiteral remedy; ///< the option of the compiler or linker
  bool (*holds)(const Facts& facts);
};

/// Every weakness that elfseal knows.
llvm::ArrayRef<Weakness> all_weaknesses();

/// Those that a file has, in the order of the list.
std::vector<const Weakness*> weaknesses_of(const Facts& facts);

} // namespace seal::elfseal
