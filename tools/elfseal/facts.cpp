// The sealing plan of one file, as the loader would make it.
#include "facts.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>
#include <set>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

struct Span {
  std::uint64_t begin;
  std::uint64_t end;

  bool contains(std::uint64_t begin_of, std::uint64_t end_of) const {
    return begin <= begin_of && end_of <= end;
  }
};

std::uint64_t page_down(std::uint64_t address) { return address & ~(kPageSize - 1); }
std::uint64_t page_up(std::uint64_t address) { return page_down(address + kPageSize - 1); }

// RELRO's end is rounded down: a page that it shares with other data stays writable. A range that
// must stay mutable is widened to whole pages.
std::vector<Span> spans(const Image& image, std::initializer_list<std::uint32_t> types,
                        bool widen_end) {
  std::vector<Span> found;
  for (const Segment& s : image.segments())
    if (std::find(types.begin(), types.end(), s.p_type) != types.end()) {
      const std::uint64_t end = s.p_vaddr + s.p_memsz;
      found.push_back({page_down(s.p_vaddr), widen_end ? page_up(end) : page_down(end)});
    }
  return found;
}

bool within(const std::vector<Span>& all, std::uint64_t begin, std::uint64_t end) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Span& span) { return span.contains(begin, end); });
}

bool lies_in_a_segment(const Image& image, const Span& span) {
  if (span.begin >= span.end) // less than a page, or its size wraps
    return span.begin == span.end;
  return llvm::any_of(image.segments(), [&](const Segment& s) {
    return s.p_type == elf::PT_LOAD &&
           Span{page_down(s.p_vaddr), page_up(s.p_vaddr + s.p_memsz)}.contains(span.begin,
                                                                               span.end);
  });
}

Kind kind_of(const Image& image) {
  if (image.is_static())
    return Kind::kStaticProgram;
  if (image.header().e_type == elf::ET_EXEC)
    return Kind::kProgram;
  return image.segment(elf::PT_INTERP) && (image.dynamic().flags_1 & elf::DF_1_PIE)
             ? Kind::kPieProgram
             : Kind::kSharedObject;
}

// Splits one segment at the borders of RELRO and of mutable ranges.
void add_pages(std::vector<PageRange>& pages, const Segment& segment,
               const std::vector<Span>& relro, const std::vector<Span>& exempt,
               std::uint32_t policy) {
  const std::uint64_t begin = page_down(segment.p_vaddr);
  const std::uint64_t end = page_up(segment.p_vaddr + segment.p_memsz);
  std::set<std::uint64_t> borders{begin, end};
  for (const std::vector<Span>* list : {&relro, &exempt})
    for (const Span& span : *list)
      for (const std::uint64_t border : {span.begin, span.end})
        if (border > begin && border < end)
          borders.insert(border);
  for (auto at = borders.begin(); std::next(at) != borders.end(); ++at) {
    PageRange range;
    range.begin = *at;
    range.end = *std::next(at);
    range.relro = (segment.p_flags & elf::PF_W) && within(relro, range.begin, range.end);
    range.flags = range.relro ? segment.p_flags & ~elf::PF_W : segment.p_flags;
    range.is_mutable = within(exempt, range.begin, range.end);
    range.sealed =
        !range.is_mutable && (!(range.flags & elf::PF_W) || (policy & LDSEAL_POLICY_DATA));
    pages.push_back(range);
  }
}

// A path that does not begin at the root or at the file itself begins in the current folder.
bool is_relative(llvm::StringRef path) {
  return !path.startswith("/") && !path.startswith("$ORIGIN") && !path.startswith("${ORIGIN}");
}

bool has_relative_element(llvm::StringRef search_path) {
  llvm::SmallVector<llvm::StringRef, 8> elements;
  if (!search_path.empty()) // loaders take no notice of a path without elements
    search_path.split(elements, ':');
  return llvm::any_of(elements, is_relative);
}

} // namespace

Facts gather_facts(const Image& image) {
  Facts facts;
  facts.kind = kind_of(image);
  facts.mark = find_mark(image);
  facts.restorable = !find_own_notes(image, LDSEAL_NOTE_UNDO).empty();
  if (const std::optional<llvm::StringRef> interpreter = image.interpreter())
    facts.interpreter = interpreter->str();

  std::vector<Span> relro = spans(image, {elf::PT_GNU_RELRO}, /*widen_end=*/false);
  // What reaches out of a segment cannot be protected: loaders refuse the file.
  llvm::erase_if(relro, [&](const Span& span) { return !lies_in_a_segment(image, span); });
  const std::vector<Span> exempt =
      spans(image, {LDSEAL_PT_OPENBSD_MUTABLE, LDSEAL_PT_GNU_MUTABLE}, /*widen_end=*/true);
  for (const Segment& s : image.segments())
    if (s.p_type == elf::PT_LOAD && s.p_memsz != 0)
      add_pages(facts.pages, s, relro, exempt, facts.mark ? facts.mark->policy : 0);

  const Dynamic dynamic = image.dynamic();
  if (!relro.empty())
    facts.relro = dynamic.bind_now || !dynamic.has_plt ? Relro::kFull : Relro::kPartial;
  facts.text_relocations = dynamic.text_relocations;
  facts.lazy_binding = dynamic.has_plt && !dynamic.bind_now;
  // Without the header, C libraries take a program's stack for executable.
  const Segment* const stack = image.segment(elf::PT_GNU_STACK);
  facts.executable_stack =
      stack ? (stack->p_flags & elf::PF_X) != 0 : image.segment(elf::PT_INTERP) != nullptr;
  facts.relro_is_cut = llvm::any_of(image.segments(), [&](const Segment& s) {
    return s.p_type == elf::PT_GNU_RELRO && (s.p_vaddr + s.p_memsz) % kPageSize != 0;
  });
  facts.relative_rpath = llvm::any_of(dynamic.search_paths, has_relative_element);
  facts.weaknesses = weaknesses_of(facts);
  return facts;
}

} // namespace seal::elfseal
