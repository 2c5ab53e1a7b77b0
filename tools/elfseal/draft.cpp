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

// Takes the place of a spare header, if there is one. PT_LOAD headers stay in order.
void add_segment(std::vector<Segment>& segments, const Segment& added) {
  const auto spare =
      llvm::find_if(segments, [](const Segment& s) { return s.p_type == elf::PT_NULL; });
  if (spare != segments.end())
    segments.erase(spare);
  auto at = segments.end();
  if (added.p_type == elf::PT_LOAD)
    while (at != segments.begin() && std::prev(at)->p_type != elf::PT_LOAD)
      --at;
  segments.insert(at, added);
}

std::size_t spare_headers(const Editor& editor) {
  return static_cast<std::size_t>(
      llvm::count_if(editor.segments(), [](const Segment& s) { return s.p_type == elf::PT_NULL; }));
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
void map_home(Editor& editor, const Home& home, Where where) {
  if (where == Where::kNewSegment) {
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

llvm::Expected<std::optional<Draft>> draft_mark(const Fresh& fresh, const Wish& wish, Where where,
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

  Editor editor(*buffer, *image);
  const Segment* const notes = note_segment(*image);
  const std::optional<FileRange> properties =
      wish.gnu_property ? property_note(*image) : std::nullopt;
  const std::optional<std::vector<std::uint8_t>> property_bytes =
      with_seal_property(properties ? image->bytes(*properties) : llvm::ArrayRef<std::uint8_t>());
  if (!property_bytes)
    return fail("its GNU property note shares a segment with others (mold 1) or is not as linkers "
                "make it; leave out --gnu-property");
  if (wish.interpreter && !interpreter_fits(*image, *wish.interpreter) &&
      !(interpreter_room(*image) == file_range(*image->segment(elf::PT_INTERP))))
    return fail("its interpreter has room for {0} characters only, and other data behind it; give "
                "a shorter path",
                interpreter_room(*image).size - 1);
  const bool new_property = wish.gnu_property && !properties;
  llvm::Expected<std::vector<Segment>> left_alone = mutable_segments(*image);
  if (!left_alone)
    return left_alone.takeError();
  if (image->segments().size() + left_alone->size() + kMostAdded > kMostSegments)
    return fail("{0} program headers and {1} sections that are to stay mutable, more than elfseal "
                "works on; no linker makes such a file",
                image->segments().size(), left_alone->size());
  const std::size_t headers = (where == Where::kNewSegment ? 1 : 0) + (notes ? 0 : 1) +
                              (new_property ? 2 : 0) + left_alone->size();
  const std::size_t more_headers = headers - std::min(headers, spare_headers(editor));
  const std::optional<std::uint64_t> insert_at =
      where == Where::kNewSegment ? insertion_point(*image) : std::nullopt;
  std::optional<Home> home = where == Where::kPadding ? padding_home(editor, more_headers)
                                                      : new_segment_home(editor, insert_at);
  if (!home)
    return std::nullopt;

  // objcopy --only-keep-debug wants the notes first in a segment. Only a table that moves goes
  // before them: GNU strip and objcopy write it where its segment begins, or behind the ELF header
  // if that is in the segment, over what stands there.
  const bool grows = more_headers != 0;
  const bool moves_table = grows && !table_can_grow(editor, *home, more_headers);
  const bool can_be_stripped = !image->sections().empty();
  if (moves_table &&
      ((can_be_stripped && where == Where::kPadding) || !move_table(editor, *home, more_headers)))
    return std::nullopt;
  std::optional<FileRange> record;
  if (notes) {
    record = place_mark(editor, *home, file_range(*notes),
                        usable_alignment(notes->p_align, kNoteAlignment), true, *wish.policy,
                        record_size);
    if (!record)
      return std::nullopt;
  }
  if (properties && !place_property(editor, *home, properties, *property_bytes))
    return std::nullopt;
  if (wish.interpreter && !set_interpreter(editor, *home, *image, *wish.interpreter))
    return std::nullopt;
  if (grows && !moves_table && !grow_table(editor, *home, more_headers))
    return std::nullopt;
  if (!notes) {
    const Section* const loose = note_section(*image);
    const FileRange range =
        loose ? file_range(editor.sections()[loose - image->sections().begin()]) : FileRange{};
    record = place_mark(editor, *home, range, kNoteAlignment, false, *wish.policy, record_size);
    if (!record)
      return std::nullopt;
  }
  if (new_property && !place_property(editor, *home, std::nullopt, *property_bytes))
    return std::nullopt;
  for (const Segment& each : *left_alone)
    add_segment(editor.segments(), each);
  map_home(editor, *home, where);
  Addition added{where == Where::kPadding
                     ? home->room()
                     : FileRange{original->size(), buffer->size() - original->size()}};
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
  return Draft{std::move(*buffer), added, *record, moves_table && can_be_stripped};
}

} // namespace seal::elfseal
