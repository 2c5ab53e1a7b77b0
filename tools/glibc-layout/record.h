// A layout record: measured from debug information, written as the C++ header that the loader
// includes, and compared with one that was written before.
#pragma once

#include "debug_info.h"
#include "elf_object.h"

#include <llvm/ADT/StringRef.h>
#include <llvm/Support/Error.h>
#include <llvm/Support/raw_ostream.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace seal::layout {

struct Record {
  std::string release; // e.g. "2.36"
  std::string package; // as glibc's banner names the build, e.g. "Debian GLIBC 2.36-9+deb12u14"
  std::string loader_build_id;
  std::string libc_build_id;
  std::uint32_t rseq_size = 0;     // see KnownBuild
  std::string folders;             // see KnownBuild
  std::vector<std::string> values; // C++ text, one for each field of each section in order
};

// Measures one build of glibc from its two objects. A structure's definition may stand in either's
// debug information; where it stands in both, both must agree.
llvm::Expected<Record> measure(const ElfObject& loader, const ElfObject& libc,
                               llvm::StringRef debug_dir);

void write(const Record& record, llvm::raw_ostream& out);

// The fields of a record's text, by name ("map.type.byte"), each with its text.
std::map<std::string, std::string> parse(llvm::StringRef text);

} // namespace seal::layout
