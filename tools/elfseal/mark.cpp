// The ways to mark a file, the smallest change first.
#include "mark.h"

#include "draft.h"
#include "error.h"
#include "image.h"
#include "notes.h"
#include "property.h"
#include "undo.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/Endian.h>
#include <llvm/Support/ErrorHandling.h>
#include <llvm/Support/MathExtras.h>
#include <llvm/Support/Path.h>

#include <algorithm>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

// Most files need less for the undo record; the others are tried again with what they need.
constexpr std::uint64_t kFirstRecordSize = 64;
constexpr int kMostRounds = 8;
constexpr std::size_t kTypeAt = 8; // of n_type in a note's header

llvm::Error check_way_back(llvm::ArrayRef<std::uint8_t> original, const Buffer& marked) {
  llvm::Expected<Image> image = Image::parse(marked.bytes());
  if (!image)
    return image.takeError();
  llvm::Expected<Buffer> copy = marked.copy();
  if (!copy)
    return copy.takeError();
  if (!undo(*image, *copy) || llvm::ArrayRef<std::uint8_t>(copy->bytes()) != original)
    return fail("its undo record would be wrong, so it is left as it was; please report this file");
  return llvm::Error::success();
}

// With more and more room for the undo record: what it has to tell depends a little on its own
// size.
llvm::Expected<std::optional<Draft>> mark_at(const Fresh& fresh, const Wish& wish, Way way) {
  llvm::Expected<Buffer> original = fresh();
  if (!original)
    return original.takeError();
  std::uint64_t room = kFirstRecordSize;
  for (int round = 0; round < kMostRounds; ++round) {
    llvm::Expected<std::optional<Draft>> draft = draft_mark(fresh, wish, way, room);
    if (!draft)
      return draft.takeError();
    if (!*draft)
      return std::nullopt;
    Buffer& marked = (*draft)->bytes;
    const llvm::MutableArrayRef<std::uint8_t> bytes = marked.bytes();
    llvm::Expected<Image> image = Image::parse(bytes);
    if (!image)
      return image.takeError();
    const auto record = describe_undo(original->bytes(), *image, marked, (*draft)->added);
    if (!record)
      return fail("marking would change too much of it; please report this file");
    if (record->size() <= room) {
      llvm::copy(*record, bytes.begin() + (*draft)->record.offset);
      if (llvm::Error error = check_way_back(original->bytes(), marked))
        return error;
      return std::move(*draft);
    }
    room = llvm::alignTo(record->size(), 4);
  }
  return fail("the undo record does not settle; please report this file");
}

llvm::Error check_appended_data(const Fresh& fresh) {
  llvm::Expected<Buffer> original = fresh();
  if (!original)
    return original.takeError();
  llvm::Expected<Image> image = Image::parse(original->bytes());
  if (!image)
    return image.takeError();
  const std::uint64_t end = image->claimed_end();
  if (end >= original->size())
    return llvm::Error::success();
  return fail(
      "{0} bytes of other data follow the ELF file and there is no room for the mark before "
      "them; --force marks it behind them, if whatever reads them can bear that",
      original->size() - end);
}

// Over an existing mark that elfseal cannot take back, or one that was voided. Nothing if there is
// none, or if more is wished for than fits there.
std::optional<Outcome> rewrite(Buffer& buffer, const Image& image, const Wish& wish) {
  if (wish.gnu_property || (wish.interpreter && !interpreter_fits(image, *wish.interpreter)))
    return std::nullopt;
  std::vector<FileRange> places;
  for (const std::uint32_t type : {LDSEAL_NOTE_SEAL, LDSEAL_NOTE_VOID})
    if (places.empty())
      for (const Note& note : find_own_notes(image, type))
        if (note.descriptor.size == sizeof(ldseal_note_desc) && note.whole.size == kMarkSize)
          places.push_back(note.whole);
  if (places.empty())
    return std::nullopt;
  for (const FileRange place : places)
    put_mark(buffer.bytes().data() + place.offset, *wish.policy);
  if (wish.interpreter)
    put_interpreter(buffer.bytes(), interpreter_room(image), *wish.interpreter);
  Outcome outcome;
  outcome.change = Change::kRewritten;
  outcome.result = std::move(buffer);
  return outcome;
}

// In a damaged file the mark or the interpreter may lie over headers.
llvm::Error check_rewritten(const Buffer& rewritten, const Wish& wish) {
  llvm::Expected<Image> image = Image::parse(rewritten.bytes());
  const std::optional<Mark> mark = image ? find_mark(*image) : std::nullopt;
  const bool as_wished =
      mark && mark->version == LDSEAL_NOTE_VERSION && mark->policy == *wish.policy &&
      (!wish.interpreter || image->interpreter() == llvm::StringRef(*wish.interpreter));
  llvm::consumeError(image.takeError());
  return as_wished ? llvm::Error::success()
                   : fail("its mark or its interpreter lies over headers; the file is damaged: "
                          "restore it");
}

llvm::Expected<Outcome> mark_original(const Fresh& fresh, const Wish& wish) {
  for (const Way way : {Way::kPaddingKeepsBuildId, Way::kPadding, Way::kNewSegment}) {
    if (way == Way::kNewSegment && !wish.force)
      if (llvm::Error error = check_appended_data(fresh))
        return error;
    llvm::Expected<std::optional<Draft>> marked = mark_at(fresh, wish, way);
    if (!marked)
      return marked.takeError();
    if (!*marked)
      continue;
    Outcome outcome;
    outcome.change = way == Way::kNewSegment ? Change::kNewSegment : Change::kPadding;
    outcome.result = std::move((*marked)->bytes);
    outcome.warnings = std::move((*marked)->warnings);
    llvm::Expected<Buffer> basis = fresh();
    if (!basis)
      return basis.takeError();
    outcome.basis = std::move(*basis);
    outcome.wanted = {*wish.policy, wish.interpreter, wish.gnu_property};
    return outcome;
  }
  return fail("there is no room for a mark in it; please report this file");
}

void warn_of_property(Outcome& outcome, llvm::StringRef remedy) {
  outcome.warnings.push_back(
      ("the property GNU_PROPERTY_MEMORY_SEAL is a mark, too, and stays; " + remedy).str());
}

// What runs the program without its mark.
std::string interpreter_remark(const Image& image) {
  const llvm::StringRef path = image.interpreter().value_or("");
  return llvm::sys::path::filename(path).startswith("ld-seal-")
             ? ("; its interpreter stays " + path + ": give it another with patchelf").str()
             : "";
}

// Void notes in the place of the mark and its undo record.
void void_marks(Buffer& buffer, const Image& image) {
  for (const std::uint32_t type : {LDSEAL_NOTE_SEAL, LDSEAL_NOTE_UNDO})
    for (const Note& note : find_own_notes(image, type))
      llvm::support::endian::write32le(buffer.bytes().data() + note.whole.offset + kTypeAt,
                                       LDSEAL_NOTE_VOID);
}

} // namespace

llvm::StringRef description(Change change) {
  switch (change) {
  case Change::kNone:
    return "unchanged";
  case Change::kRewritten:
    return "rewritten in place";
  case Change::kPadding:
    return "marked in the first segment's padding";
  case Change::kNewSegment:
    return "marked in a new segment";
  case Change::kRestored:
    return "restored byte for byte";
  case Change::kVoided:
    return "mark voided in place";
  }
  llvm_unreachable("no other change");
}

llvm::Error check_markable(const Image& image) {
  if (image.is_debug_file())
    return fail("separate debug information, which no loader loads; give the program or library "
                "that it is of");
  if (image.is_static())
    return fail("statically linked, so no loader will read a mark; link it dynamically");
  const Segment* const table = image.segment(elf::PT_PHDR);
  if (table && table->p_offset != image.header().e_phoff)
    return fail("its PT_PHDR is not its program header table; the file is damaged: restore it");
  return llvm::Error::success();
}

llvm::Expected<Outcome> mark(const Source& source, const Wish& asked) {
  Wish wish = asked;
  llvm::Expected<Buffer> now = source.load();
  if (!now)
    return now.takeError();
  llvm::Expected<Image> parsed = Image::parse(now->bytes());
  if (!parsed)
    return parsed.takeError();
  const Image& image = *parsed;
  if (llvm::Error error = check_markable(image))
    return error;
  const Segment* const interp = image.segment(elf::PT_INTERP);
  if (wish.interpreter && (!interp || interp->p_filesz == 0))
    return fail("it has no interpreter to replace; leave out --set-interpreter");

  const std::optional<llvm::StringRef> interpreter = image.interpreter();
  if (wish.interpreter && interpreter == llvm::StringRef(*wish.interpreter))
    wish.interpreter.reset();
  const bool has_property = has_property_mark(image);
  wish.gnu_property &= !has_property;
  const std::optional<Mark> present = find_mark(image);
  if (!wish.policy)
    wish.policy = present ? present->policy : 0;
  if (present && present->policy == *wish.policy && present->version == LDSEAL_NOTE_VERSION &&
      !wish.interpreter && !wish.gnu_property)
    return Outcome{};

  const bool only_policy =
      present && present->form == MarkForm::kNote && !wish.interpreter && !wish.gnu_property;
  llvm::Expected<Buffer> before = source.load();
  if (!before)
    return before.takeError();
  if (!only_policy && undo(image, *before)) {
    // What elfseal marked is marked anew from what it was: it never grows from edit to edit.
    llvm::Expected<Image> old = Image::parse(before->bytes());
    if (!old)
      return old.takeError();
    if (!wish.interpreter && interpreter && old->interpreter() != interpreter)
      wish.interpreter = interpreter->str();
    wish.gnu_property |= has_property && !has_property_mark(*old);
    return mark_original(
        [&]() -> llvm::Expected<Buffer> {
          llvm::Expected<Buffer> copy = source.load();
          if (copy && !undo(image, *copy))
            return fail("it changed while it was read; try again");
          return copy;
        },
        wish);
  }

  llvm::Expected<Buffer> copy = source.load();
  if (!copy)
    return copy.takeError();
  if (wish.gnu_property && present && present->form != MarkForm::kProperty)
    return fail("marked by a linker or changed since it was marked, so no property can be added to "
                "it; mark a fresh copy, or link with -z memory-seal");
  if (std::optional<Outcome> outcome = rewrite(*copy, image, wish)) {
    if (llvm::Error error = check_rewritten(*outcome->result, wish))
      return error;
    return std::move(*outcome);
  }
  const bool marked = !find_own_notes(image, LDSEAL_NOTE_SEAL).empty();
  if (marked && wish.interpreter && !interpreter_fits(image, *wish.interpreter))
    return fail("its interpreter has room for {0} characters only, and the file was marked by a "
                "linker or changed since it was marked; mark a fresh copy, or give a shorter path",
                interpreter_room(image).size - 1);
  if (marked)
    return fail("its mark is of another length than elfseal's and cannot be rewritten; mark a "
                "fresh copy, or link it with another mark");
  return mark_original([&] { return source.load(); }, wish);
}

llvm::Expected<Outcome> unmark(const Source& source) {
  llvm::Expected<Buffer> now = source.load();
  if (!now)
    return now.takeError();
  llvm::Expected<Image> image = Image::parse(now->bytes());
  if (!image)
    return image.takeError();
  Outcome outcome;
  if (find_marks(*image).empty())
    return outcome;
  llvm::Expected<Buffer> before = source.load();
  if (!before)
    return before.takeError();
  if (undo(*image, *before)) {
    llvm::Expected<Image> old = Image::parse(before->bytes());
    if (!old)
      return old.takeError();
    if (has_property_mark(*old))
      warn_of_property(outcome, "--unmark the result once more");
    outcome.change = Change::kRestored;
    outcome.result = std::move(*before);
    return outcome;
  }
  llvm::Expected<Buffer> copy = source.load();
  if (!copy)
    return copy.takeError();
  void_marks(*copy, *image);
  if (has_property_mark(*image) && !drop_seal_property(copy->bytes(), *image)) {
    warn_of_property(outcome, "link without -z memory-seal");
    if (find_own_notes(*image, LDSEAL_NOTE_SEAL).empty())
      return outcome;
  }
  outcome.change = Change::kVoided;
  outcome.result = std::move(*copy);
  outcome.warnings.push_back("marked by a linker or changed since it was marked: the mark is "
                             "voided, the file's former bytes cannot be restored" +
                             interpreter_remark(*image));
  return outcome;
}

} // namespace seal::elfseal
