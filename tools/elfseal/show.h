// Printing facts: for people, and as JSON (docs/mark.md has the schema).
#pragma once

#include "facts.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdint>
#include <string>

namespace llvm::json {
class OStream;
}

namespace seal::elfseal {

void print_facts(llvm::raw_ostream& out, llvm::StringRef file, const Facts& facts);

struct NamedFacts {
  std::string file;
  Facts facts;
};

/// The attributes "kind", "mark" and "weaknesses" of the object that is being written.
void write_summary(llvm::json::OStream& json, const Facts& facts);

/// As one JSON document.
void write_facts(llvm::raw_ostream& out, llvm::ArrayRef<NamedFacts> files);

} // namespace seal::elfseal
