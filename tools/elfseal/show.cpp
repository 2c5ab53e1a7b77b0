// Facts as text and as JSON.
#include "show.h"

#include "policy.h"
#include "text.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/Format.h>
#include <llvm/Support/JSON.h>

#include <ldseal/note.h>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;
namespace json = llvm::json;

llvm::StringRef text(Kind kind) {
  switch (kind) {
  case Kind::kProgram:
    return "program";
  case Kind::kPieProgram:
    return "pie-program";
  case Kind::kSharedObject:
    return "shared-object";
  case Kind::kStaticProgram:
    return "static-program";
  }
  llvm_unreachable("no other kind");
}

llvm::StringRef text(Relro relro) {
  switch (relro) {
  case Relro::kNone:
    return "none";
  case Relro::kPartial:
    return "partial";
  case Relro::kFull:
    return "full";
  }
  llvm_unreachable("no other RELRO");
}

llvm::StringRef text(MarkForm form) {
  switch (form) {
  case MarkForm::kNote:
    return "note";
  case MarkForm::kSegment:
    return "segment";
  case MarkForm::kProperty:
    return "property";
  }
  llvm_unreachable("no other form");
}

std::string permissions(std::uint32_t flags) {
  return {flags & elf::PF_R ? 'r' : '-', flags & elf::PF_W ? 'w' : '-',
          flags & elf::PF_X ? 'x' : '-'};
}

llvm::StringRef what(const PageRange& range) {
  if (range.is_mutable)
    return "mutable";
  if (range.relro)
    return "relro";
  return range.flags & elf::PF_W ? "data" : range.flags & elf::PF_X ? "text" : "read-only";
}

llvm::StringRef yes_no(bool value) { return value ? "yes" : "no"; }

void write_file(json::OStream& json, const NamedFacts& named) {
  const Facts& facts = named.facts;
  json.object([&] {
    json.attribute("file", json::fixUTF8(named.file));
    write_summary(json, facts);
    json.attribute("interpreter", facts.interpreter ? json::Value(json::fixUTF8(*facts.interpreter))
                                                    : json::Value(nullptr));
    json.attribute("relro", text(facts.relro));
    json.attribute("lazy_binding", facts.lazy_binding);
    json.attribute("text_relocations", facts.text_relocations);
    json.attribute("executable_stack", facts.executable_stack);
    json.attributeArray("pages", [&] {
      for (const PageRange& range : facts.pages)
        json.object([&] {
          json.attribute("begin", hexadecimal(range.begin));
          json.attribute("end", hexadecimal(range.end));
          json.attribute("permissions", permissions(range.flags));
          json.attribute("what", what(range));
          json.attribute("sealed", range.sealed);
        });
    });
  });
}

} // namespace

void print_facts(llvm::raw_ostream& out, llvm::StringRef file, const Facts& facts) {
  out << printable(file) << ": " << text(facts.kind) << '\n';
  out << "  mark: ";
  if (!facts.mark)
    out << "none\n";
  else if (facts.mark->version != LDSEAL_NOTE_VERSION)
    out << "of unknown version " << facts.mark->version << '\n';
  else
    out << policy_text(facts.mark->policy) << " (" << text(facts.mark->form)
        << (facts.restorable ? ", with an undo record" : "") << ")\n";
  if (facts.interpreter)
    out << "  interpreter: " << printable(*facts.interpreter) << '\n';
  out << "  RELRO: " << text(facts.relro) << '\n';
  out << "  lazy binding: " << yes_no(facts.lazy_binding) << '\n';
  out << "  text relocations: " << yes_no(facts.text_relocations) << '\n';
  out << "  executable stack: " << yes_no(facts.executable_stack) << '\n';
  for (const Weakness* weakness : facts.weaknesses)
    out << "  weak: " << weakness->what << "; link or compile with " << weakness->remedy << '\n';
  out << "  pages" << (facts.mark ? "" : ", if it were marked") << ":\n";
  for (const PageRange& range : facts.pages)
    out << "    " << llvm::format_hex_no_prefix(range.begin, 12) << '-'
        << llvm::format_hex_no_prefix(range.end, 12) << ' ' << permissions(range.flags) << ' '
        << llvm::left_justify(what(range), 9) << ' ' << (range.sealed ? "sealed" : "open") << '\n';
}

void write_summary(json::OStream& json, const Facts& facts) {
  json.attribute("kind", text(facts.kind));
  json.attributeBegin("mark");
  if (facts.mark)
    json.object([&] {
      json.attribute("form", text(facts.mark->form));
      json.attribute("version", static_cast<std::int64_t>(facts.mark->version));
      json.attributeArray("policy", [&] {
        for (const llvm::StringRef word : policy_words(facts.mark->policy))
          json.value(word);
      });
      json.attribute("unknown_policy_bits",
                     static_cast<std::int64_t>(facts.mark->policy & ~LDSEAL_POLICY_ALL));
      json.attribute("undo_record", facts.restorable);
    });
  else
    json.value(nullptr);
  json.attributeEnd();
  json.attributeArray("weaknesses", [&] {
    for (const Weakness* weakness : facts.weaknesses)
      json.object([&] {
        json.attribute("name", weakness->name);
        json.attribute("what", weakness->what);
        json.attribute("remedy", weakness->remedy);
      });
  });
}

void write_facts(llvm::raw_ostream& out, llvm::ArrayRef<NamedFacts> files) {
  json::OStream json(out, 2);
  json.object([&] {
    json.attribute("schema", 1);
    json.attributeArray("files", [&] {
      for (const NamedFacts& named : files)
        write_file(json, named);
    });
  });
  json.flush();
  out << '\n';
}

} // namespace seal::elfseal
