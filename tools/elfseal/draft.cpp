// The mark and what makes room for it.
#include "draft.h"

#include "editor.h"
#include "error.h"
#include "mutable.h"
#include "notes.h"
#include "placement.h"
#include "property.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>
#include <cstring>
#include <vector>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

constexpr std::uint64_t kNoteAlignment = 4;
constexpr std::size_t kMostAdded = 4; // program headers: a segment, its notes, the properties twice

Segment new_segment(std::uint32_t type, Place place, std::uint64_t size, std::uint64_t alignment) {
  Segment s;
  s.p_type = type;
  s.p_flags = elf::PF_R;
  s.p_offset = place.offset;
  s.p_vaddr = place.address;
  s.p_paddr = place.address;
  s.p_filesz = size;
  s.p_memsz = size;
  s.p_align = alignment;
  return s;
}

bool has_type(llvm::ArrayRef<Segment> segments, std::uint32_t type) {
  return llvm::any_of(segments, [=](const Segment& s) { return s.p_type == type; });
}

// Headers that serve nobody, the first to take first: PT_PHDR is for a program's loader, and GNU ld
// gives libraries none.
std::vector<std::uint32_t> spare_types(llvm::ArrayRef<Segment> segments) {
  if (has_type(segments, elf::PT_INTERP))
    return {elf::PT_NULL};
  return {elf::PT_NULL, elf::PT_PHDR};
}

std::size_t spare_headers(llvm::ArrayRef<Segment> segments) {
  const std::vector<std::uint32_t> spare = spare_types(segments);
  return static_cast<std::size_t>(llvm::count_if(
      segments, [&](const Segment& s) { return llvm::is_contained(spare, s.p_type); }));
}

// Takes the place of a spare header, if there is one. PT_LOAD headers stay in order.
void add_segment(std::vector<Segment>& segments, const Segment& added) {
  for (const std::uint32_t type : spare_types(segments))
    if (has_type(segments, type)) {
      segments.erase(llvm::find_if(segments, [=](const Segment& s) { return s.p_type == type; }));
      break;
    }
  auto at = segments.end();
  if (added.p_type == elf::PT_LOAD)
    while (at != segments.begin() && std::prev(at)->p_type != elf::PT_LOAD)
      --at;
  segments.insert(at, added);
}

bool move_interpreter(Editor& editor, Home& home, FileRange old, llvm::StringRef text) {
  const std::optional<Place> place = home.take(text.size() + 1, 1);
  if (!place || !editor.reach(home.end()))
    return false;
  editor.move(old, *place);
  const FileRange now{place->offset, text.size() + 1};
  for (Segment& s : editor.segments())
    if (s.p_type == elf::PT_INTERP) {
      s.p_filesz = now.size;
      s.p_memsz = now.size;
    }
  for (Section& s : editor.sections())
    if (s.sh_type == elf::SHT_PROGBITS && s.sh_offset == now.offset)
      s.sh_size = now.size;
  put_interpreter(editor.bytes(), now, text);
  return true;
}

// Lets the segment of other notes, too, end or begin at these, which leave it.
void leave_segment(Editor& editor, FileRange notes) {
  for (Segment& s : editor.segments()) {
    const FileRange all = file_range(s);
    if (s.p_type != elf::PT_NOTE || !all.contains(notes) || all == notes ||
        note_alignment(s) != kNoteAlignment)
      continue;
    const bool first = all.offset == notes.offset;
    if (!first && all.end() != notes.end())
      continue;
    const std::uint64_t distance = first ? notes.size : 0;
    s.p_offset += distance;
    s.p_vaddr += distance;
    s.p_paddr += distance;
    s.p_filesz -= notes.size;
    s.p_memsz -= notes.size;
  }
}

// Moves the notes to the home, if there are any, and puts the mark and the undo note behind them,
// into their segment if they have one. The last note section grows with them, so that strip and
// objcopy, which lay a file out anew from its sections, keep the mark. Returns the place of the
// undo record.
std::optional<FileRange> place_mark(Editor& editor, Home& home, FileRange notes,
                                    std::uint64_t alignment, bool has_segment, std::uint32_t policy,
                                    std::uint64_t record_size) {
  const std::uint64_t mark_at = llvm::alignTo(notes.size, kNoteAlignment);
  const std::uint64_t record_at = mark_at + kMarkSize + kOwnHeaderSize;
  const std::uint64_t size = record_at + record_size;
  const std::optional<Place> place = home.take(size, alignment);
  if (!place || !editor.reach(home.end()))
    return std::nullopt;
  if (notes.size != 0) {
    leave_segment(editor, notes);
    editor.move(notes, *place);
    for (Section& s : editor.sections())
      if (s.sh_type == elf::SHT_NOTE && file_range(s).end() == place->offset + notes.size)
        s.sh_size += size - notes.size;
  }
  if (has_segment) {
    for (Segment& s : editor.segments())
      if (s.p_type == elf::PT_NOTE && file_range(s) == FileRange{place->offset, notes.size}) {
        s.p_filesz = size;
        s.p_memsz = size;
      }
  } else {
    add_segment(editor.segments(), new_segment(elf::PT_NOTE, *place, size, kNoteAlignment));
  }
  std::uint8_t* const at = editor.bytes().data() + place->offset;
  put_mark(at + mark_at, policy);
  put_own_header(at + mark_at + kMarkSize, LDSEAL_NOTE_UNDO,
                 static_cast<std::uint32_t>(record_size));
  return FileRange{place->offset + record_at, record_size};
}

// The note of the properties with one more, or a new one. Where there is one, it is moved, since it
// has no room to grow. False if it does not fit.
bool place_property(Editor& editor, Home& home, std::optional<FileRange> old,
                    llvm::ArrayRef<std::uint8_t> note) {
  const std::optional<Place> place = home.take(note.size(), kPropertyAlignment);
  if (!place || !editor.reach(home.end()))
    return false;
  if (old) {
    editor.move(*old, *place);
    const FileRange now{place->offset, old->size};
    for (Segment& s : editor.segments())
      if ((s.p_type == elf::PT_NOTE || s.p_type == elf::PT_GNU_PROPERTY) && file_range(s) == now) {
        s.p_filesz = note.size();
        s.p_memsz = note.size();
      }
    for (Section& s : editor.sections())
      if (s.sh_type == elf::SHT_NOTE && file_range(s) == now)
        s.sh_size = note.size();
  } else {
    for (const std::uint32_t type : {elf::PT_NOTE, elf::PT_GNU_PROPERTY})
      add_segment(editor.segments(), new_segment(type, *place, note.size(), kPropertyAlignment));
  }
  llvm::copy(note, editor.bytes().begin() + place->offset);
  return true;
}

// Lets what was added be mapped.
void map_home(Editor& editor, const Home& home, bool new_segment_too) {
  if (new_segment_too) {
    add_segment(editor.segments(), new_segment(elf::PT_LOAD, home.start(), home.used(), kPageSize));
    return;
  }
  const auto first = llvm::find_if(editor.segments(), is_loaded);
  first->p_filesz += home.used();
  first->p_memsz += home.used();
}

// The interpreter's new text, in place or in the home.
bool set_interpreter(Editor& editor, Home& home, const Image& image, llvm::StringRef text) {
  const FileRange room = interpreter_room(image);
  if (!interpreter_fits(image, text))
    return move_interpreter(editor, home, room, text);
  put_interpreter(editor.bytes(), room, text);
  return true;
}

// What a file has and what the wish asks for besides the mark.
struct Needs {
  const Segment* notes = nullptr;           // that the mark can join
  const Section* loose = nullptr;           // the section of notes that goes along with it else
  std::optional<FileRange> properties;      // to merge one more with
  std::vector<std::uint8_t> property_bytes; // of all of them
  std::vector<Segment> left_alone;

  bool add_properties() const { return !properties && !property_bytes.empty(); }
};

llvm::Expected<Needs> find_needs(const Image& image, const Wish& wish) {
  Needs needs;
  needs.notes = note_segment(image);
  needs.loose = note_section(image);
  if (wish.gnu_property) {
    needs.properties = property_note(image);
    auto bytes = with_seal_property(needs.properties ? image.bytes(*needs.properties)
                                                     : llvm::ArrayRef<std::uint8_t>());
    if (!bytes)
      return fail("its GNU property note shares a segment with others (mold 1) or is not as "
                  "linkers make it; leave out --gnu-property");
    needs.property_bytes = std::move(*bytes);
  }
  if (wish.interpreter && !interpreter_fits(image, *wish.interpreter) &&
      !(interpreter_room(image) == file_range(*image.segment(elf::PT_INTERP))))
    return fail("its interpreter has room for {0} characters only, and other data behind it; give "
                "a shorter path",
                interpreter_room(image).size - 1);
  llvm::Expected<std::vector<Segment>> left_alone = mutable_segments(image);
  if (!left_alone)
    return left_alone.takeError();
  needs.left_alone = std::move(*left_alone);
  if (image.segments().size() + needs.left_alone.size() + kMostAdded > kMostSegments)
    return fail("{0} program headers and {1} sections that are to stay mutable, more than elfseal "
                "works on; no linker makes such a file",
                image.segments().size(), needs.left_alone.size());
  return needs;
}

// Whether the build id can stay in the first page while another section of its segment goes.
bool can_keep_build_id(const Image& image, const Needs& needs, FileRange headers,
                       const Home& home) {
  if (!needs.notes || !needs.loose || home.start().offset < kPageSize)
    return false;
  const FileRange notes = file_range(*needs.notes);
  const FileRange loose = file_range(*needs.loose);
  return notes.offset < kPageSize && notes.contains(loose) && !headers.overlaps(notes) &&
         hold_build_id(image.bytes(notes), kNoteAlignment) &&
         !hold_build_id(image.bytes(loose), kNoteAlignment);
}

bool dynamic_symbols_moved(const Image& image, const Editor& editor) {
  const auto is_table = [](const Section& s) { return s.sh_type == elf::SHT_DYNSYM; };
  const auto* const before = llvm::find_if(image.sections(), is_table);
  const auto now = llvm::find_if(editor.sections(), is_table);
  return before != image.sections().end() && before->sh_offset != now->sh_offset;
}

} // namespace

bool interpreter_fits(const Image& image, llvm::StringRef text) {
  return text.size() < interpreter_room(image).size;
}

FileRange interpreter_room(const Image& image) {
  const FileRange all = file_range(*image.segment(elf::PT_INTERP));
  const llvm::ArrayRef<std::uint8_t> rest =
      image.bytes(all).drop_front(image.interpreter()->size());
  const auto* const end = llvm::find_if(rest, [](std::uint8_t byte) { return byte != 0; });
  return {all.offset, all.size - static_cast<std::uint64_t>(rest.end() - end)};
}

void put_interpreter(llvm::MutableArrayRef<std::uint8_t> bytes, FileRange room,
                     llvm::StringRef text) {
  std::memset(bytes.data() + room.offset, 0, room.size);
  std::memcpy(bytes.data() + room.offset, text.data(), text.size());
}

llvm::Expected<std::optional<Draft>> draft_mark(const Fresh& fresh, const Wish& wish, Way way,
                                                std::uint64_t record_size) {
  llvm::Expected<Buffer> original = fresh();
  if (!original)
    return original.takeError();
  llvm::Expected<Buffer> buffer = fresh();
  if (!buffer)
    return buffer.takeError();
  llvm::Expected<Image> image = Image::parse(original->bytes());
  if (!image)
    return image.takeError();
  llvm::Expected<Needs> needs = find_needs(*image, wish);
  if (!needs)
    return needs.takeError();

  Editor editor(*buffer, *image);
  const bool new_segment = way == Way::kNewSegment;
  const Segment* const notes = way == Way::kPaddingKeepsBuildId ? nullptr : needs->notes;
  const std::size_t headers = (new_segment ? 1 : 0) + (notes ? 0 : 1) +
                              (needs->add_properties() ? 2 : 0) + needs->left_alone.size();
  const std::size_t more_headers = headers - std::min(headers, spare_headers(editor.segments()));
  const std::optional<std::uint64_t> insert_at =
      new_segment ? insertion_point(*image) : std::nullopt;
  std::optional<Home> home =
      new_segment ? new_segment_home(editor, insert_at) : padding_home(editor, more_headers);
  if (!home || (way == Way::kPaddingKeepsBuildId &&
                !can_keep_build_id(*image, *needs, growth(editor, more_headers), *home)))
    return std::nullopt;

  // objcopy --only-keep-debug wants the notes first in a segment. Only a table that moves goes
  // before them: GNU strip and objcopy write it where its segment begins, or behind the ELF header
  // if that is in the segment, over what stands there.
  const bool grows = more_headers != 0;
  const bool moves_table = grows && !table_can_grow(editor, *home, more_headers);
  const bool can_be_stripped = !image->sections().empty();
  if (moves_table &&
      ((can_be_stripped && !new_segment) || !move_table(editor, *home, more_headers)))
    return std::nullopt;
  std::optional<FileRange> record;
  if (notes) {
    record = place_mark(editor, *home, file_range(*notes),
                        usable_alignment(notes->p_align, kNoteAlignment), true, *wish.policy,
                        record_size);
    if (!record)
      return std::nullopt;
  }
  if (needs->properties && !place_property(editor, *home, needs->properties, needs->property_bytes))
    return std::nullopt;
  if (wish.interpreter && !set_interpreter(editor, *home, *image, *wish.interpreter))
    return std::nullopt;
  if (grows && !moves_table && !grow_table(editor, *home, more_headers))
    return std::nullopt;
  if (!notes) {
    const FileRange loose =
        needs->loose ? file_range(editor.sections()[needs->loose - image->sections().begin()])
                     : FileRange{};
    record = place_mark(editor, *home, loose, kNoteAlignment, false, *wish.policy, record_size);
    if (!record)
      return std::nullopt;
  }
  if (needs->add_properties() &&
      !place_property(editor, *home, std::nullopt, needs->property_bytes))
    return std::nullopt;
  for (const Segment& each : needs->left_alone)
    add_segment(editor.segments(), each);
  map_home(editor, *home, new_segment);
  Addition added{new_segment ? FileRange{original->size(), buffer->size() - original->size()}
                             : home->room()};
  std::vector<std::string> warnings;
  if (moves_table && can_be_stripped)
    warnings.emplace_back("its program header table had to move, which dwz, eu-strip and patchelf "
                          "do not bear; run them before it is marked");
  if (!image->segment(elf::PT_INTERP) && dynamic_symbols_moved(*image, editor))
    warnings.emplace_back("its dynamic symbols had to move, and GNU strip would leave their "
                          "section numbers wrong; run it before it is marked");
  if (!notes && !needs->loose && can_be_stripped)
    warnings.emplace_back("its mark stands in no section, so strip and objcopy lose it; run them "
                          "before it is marked");
  if (needs->add_properties() && can_be_stripped)
    warnings.emplace_back("its new GNU property has no section, which dwz and strip do not bear; "
                          "run them before it is marked");
  if (insert_at) {
    const std::optional<std::uint64_t> distance =
        editor.insert({home->start().offset, home->used()}, *insert_at);
    if (!distance)
      return std::nullopt;
    added = {{*insert_at, *distance}, true};
    record->offset -= home->start().offset - *insert_at;
  }
  editor.sort_sections();
  editor.store();
  return Draft{std::move(*buffer), added, *record, std::move(warnings)};
}

} // namespace seal::elfseal
