// Printing facts: for people, and as JSON (docs/mark.md has the schema).
#pragma once

#include "facts.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdint>
#include <string>

namespace seal::elfseal {

void print_facts(llvm::raw_ostream& out, llvm::StringRef file, const Facts& facts);

struct NamedFacts {
  std::string file;
  Facts facts;
};

/// As one JSON document.
void write_facts(llvm::raw_ostream& out, llvm::ArrayRef<NamedFacts> files);

} // namespace seal::elfseal
