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

/// An address as JSON has it: a number there is exact only below 2^53.
std::string hexadecimal(std::uint64_t address);

} // namespace seal::elfseal
