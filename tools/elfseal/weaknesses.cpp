// The list. docs/mark.md names its members, too.
#include "weaknesses.h"

#include "facts.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

bool has_writable_code(const Facts& facts) {
  return llvm::any_of(facts.pages, [](const PageRange& range) {
    return (range.flags & elf::PF_W) && (range.flags & elf::PF_X);
  });
}

bool has_mutable_range(const Facts& facts) {
  return llvm::any_of(facts.pages, [](const PageRange& range) { return range.is_mutable; });
}

constexpr Weakness kWeaknesses[] = {
    {"no-relro", "no RELRO: pointers that are only written at start-up stay writable",
     "-Wl,-z,relro,-z,now", [](const Facts& f) { return f.relro == Relro::kNone; }},
    {"partial-relro", "partial RELRO: function pointers of the linkage table stay writable",
     "-Wl,-z,now", [](const Facts& f) { return f.relro == Relro::kPartial; }},
    {"cut-relro", "RELRO ends within a page: what it has there stays writable",
     "no -Wl,-z,common-page-size below 4096", [](const Facts& f) { return f.relro_is_cut; }},
    {"text-relocations", "text relocations: code is writable while the program starts", "-fPIC",
     [](const Facts& f) { return f.text_relocations; }},
    {"executable-stack", "executable stack", "-Wl,-z,noexecstack",
     [](const Facts& f) { return f.executable_stack; }},
    {"writable-code", "writable code", "-Wl,-z,separate-code, without -Wl,-N", has_writable_code},
    {"mutable-range", "a range of pages that asks never to be sealed",
     "no section for mutable data (.openbsd.mutable)", has_mutable_range},
    {"relative-rpath", "libraries are searched for in a folder that depends on the current one",
     "-Wl,-rpath with absolute paths or $ORIGIN", [](const Facts& f) { return f.relative_rpath; }},
};

} // namespace

llvm::ArrayRef<Weakness> all_weaknesses() { return kWeaknesses; }

std::vector<const Weakness*> weaknesses_of(const Facts& facts) {
  std::vector<const Weakness*> found;
  for (const Weakness& weakness : kWeaknesses)
    if (weakness.holds(facts))
      found.push_back(&weakness);
  return found;
}

} // namespace seal::elfseal
