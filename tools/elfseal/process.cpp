// Mappings as text and as JSON.
#include "process.h"

#include "text.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/Format.h>
#include <llvm/Support/JSON.h>

namespace seal::elfseal {
namespace {

namespace json = llvm::json;

llvm::StringRef text(MappingKind kind) {
  switch (kind) {
  case MappingKind::kImage:
    return "image";
  case MappingKind::kImagePart:
    return "image-part";
  case MappingKind::kFile:
    return "file";
  case MappingKind::kSystem:
    return "system";
  case MappingKind::kVsyscall:
    return "vsyscall";
  case MappingKind::kStack:
    return "stack";
  case MappingKind::kHeap:
    return "heap";
  case MappingKind::kAnonymous:
    return "anonymous";
  }
  llvm_unreachable("no other kind");
}

// "open" is what should be sealed and is not, "-" what need not be.
llvm::StringRef state(const Mapping& m) {
  return m.sealed ? "sealed" : m.should_be_sealed() ? "open" : "-";
}

} // namespace

std::size_t count_open(const std::vector<Mapping>& mappings) {
  return static_cast<std::size_t>(
      llvm::count_if(mappings, [](const Mapping& m) { return m.should_be_sealed() && !m.sealed; }));
}

void print_mappings(llvm::raw_ostream& out, const std::vector<Mapping>& mappings) {
  for (const Mapping& m : mappings)
    out << llvm::format_hex_no_prefix(m.begin, 12) << '-' << llvm::format_hex_no_prefix(m.end, 12)
        << ' ' << m.permissions << ' ' << llvm::left_justify(state(m), 6) << ' '
        << llvm::left_justify(text(m.kind), 10) << (m.path.empty() ? "" : " ") << printable(m.path)
        << '\n';
  if (const std::size_t open = count_open(mappings))
    out << open << " non-writable mapping" << (open == 1 ? "" : "s")
        << " of ELF files not sealed\n";
  else
    out << "every non-writable mapping of an ELF file is sealed\n";
}

void write_mappings(llvm::raw_ostream& out, std::uint64_t process,
                    const std::vector<Mapping>& mappings) {
  json::OStream json(out, 2);
  json.object([&] {
    json.attribute("schema", 1);
    json.attribute("process", static_cast<std::int64_t>(process));
    json.attribute("open", static_cast<std::int64_t>(count_open(mappings)));
    json.attributeArray("mappings", [&] {
      for (const Mapping& m : mappings)
        json.object([&] {
          json.attribute("begin", hexadecimal(m.begin));
          json.attribute("end", hexadecimal(m.end));
          json.attribute("permissions", m.permissions);
          json.attribute("kind", text(m.kind));
          json.attribute("path", m.path.empty() ? json::Value(nullptr)
                                                : json::Value(json::fixUTF8(m.path)));
          json.attribute("sealed", m.sealed);
          json.attribute("open", m.should_be_sealed() && !m.sealed);
        });
    });
  });
  json.flush();
  out << '\n';
}

} // namespace seal::elfseal
