// Reading an ELF file and refusing what cannot be right.
#include "image.h"

#include "error.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELF.h>
#include <llvm/Support/MathExtras.h>

#include <algorithm>
#include <cstring>

namespace seal::elfseal {
namespace {

namespace elf = llvm::ELF;

// A byte belongs to one section, as a rule; damaged files shall cost no more time than others.
constexpr std::uint64_t kMostLayers = 4;
constexpr std::size_t kMostNoteSegments = 64; // linkers make four

constexpr char kTruncated[] = "the file is truncated or damaged: restore it";

bool holds_notes(const Segment& s) {
  return s.p_type == elf::PT_NOTE || s.p_type == elf::PT_GNU_PROPERTY ||
         s.p_type == LDSEAL_PT_GNU_SEAL;
}

// The identification, in the order in which one would explain the file.
llvm::Error check_identity(llvm::ArrayRef<std::uint8_t> bytes) {
  if (bytes.size() < elf::EI_NIDENT || std::memcmp(bytes.data(), elf::ElfMagic, 4) != 0)
    return fail("not an ELF file; give a linked program or shared library");
  if (bytes[elf::EI_CLASS] != elf::ELFCLASS64)
    return fail("not a 64-bit ELF file; elfseal works on x86-64 files only");
  if (bytes[elf::EI_DATA] != elf::ELFDATA2LSB)
    return fail("a big-endian ELF file; elfseal works on x86-64 files only");
  if (bytes.size() < sizeof(Header))
    return fail("the ELF header is cut off; {0}", kTruncated);
  const auto& header = *reinterpret_cast<const Header*>(bytes.data());
  if (header.e_machine != elf::EM_X86_64)
    return fail("made for another machine (e_machine {0}); elfseal works on x86-64 files only",
                header.e_machine);
  if (header.e_type == elf::ET_REL)
    return fail("an object file, not linked yet; link it first");
  if (header.e_type == elf::ET_CORE)
    return fail("a core dump; give a linked program or shared library");
  if (header.e_type != elf::ET_EXEC && header.e_type != elf::ET_DYN)
    return fail("an ELF file of unknown type {0}; give a linked program or shared library",
                header.e_type);
  if (header.e_phnum == 0)
    return fail("no program headers; give a linked program or shared library");
  if (header.e_phnum > kMostSegments)
    return fail("{0} program headers, more than elfseal works on; no linker makes such a file",
                header.e_phnum);
  return llvm::Error::success();
}

llvm::Error check_segment(const Segment& s, std::ptrdiff_t index, std::uint64_t file_size) {
  if (s.p_type == elf::PT_GNU_RELRO)
    return llvm::Error::success();
  if (s.p_offset > file_size || s.p_filesz > file_size - s.p_offset)
    return fail("program header {0} reaches beyond the end of the file; {1}", index, kTruncated);
  if (s.p_type != elf::PT_LOAD)
    return llvm::Error::success();
  if (s.p_filesz > s.p_memsz || s.p_vaddr + s.p_memsz < s.p_vaddr)
    return fail("program header {0} has impossible sizes; {1}", index, kTruncated);
  if (s.p_filesz != 0 && (s.p_vaddr - s.p_offset) % kPageSize != 0)
    return fail("program header {0} cannot be mapped: address and file offset do not agree; {1}",
                index, kTruncated);
  return llvm::Error::success();
}

llvm::Error check_segments(llvm::ArrayRef<Segment> segments, std::uint64_t file_size) {
  const auto note_segments = static_cast<std::size_t>(llvm::count_if(segments, holds_notes));
  if (note_segments > kMostNoteSegments)
    return fail("more than {0} segments of notes; no linker makes such a file", kMostNoteSegments);
  std::vector<const Segment*> loads; // linkers may have them in any order
  for (const Segment& s : segments) {
    if (llvm::Error error = check_segment(s, &s - segments.begin(), file_size))
      return error;
    if (is_loaded(s))
      loads.push_back(&s);
  }
  llvm::sort(loads, [](const Segment* a, const Segment* b) { return a->p_vaddr < b->p_vaddr; });
  for (std::size_t i = 1; i < loads.size(); ++i)
    if (loads[i]->p_vaddr < loads[i - 1]->p_vaddr + loads[i - 1]->p_memsz)
      return fail("program header {0} overlaps another segment; {1}", loads[i] - segments.begin(),
                  kTruncated);
  if (loads.empty())
    return fail("nothing in it is loaded; give a linked program or shared library, not its "
                "separate debug information");
  return llvm::Error::success();
}

} // namespace

FileRange file_range(const Segment& s) {
  return {s.p_offset, s.p_type == elf::PT_GNU_RELRO ? 0 : std::uint64_t{s.p_filesz}};
}

FileRange file_range(const Section& s) {
  return {s.sh_offset, s.sh_type == elf::SHT_NOBITS ? 0 : std::uint64_t{s.sh_size}};
}

std::uint64_t usable_alignment(std::uint64_t asked, std::uint64_t least) {
  return llvm::isPowerOf2_64(asked) && asked <= kPageSize ? std::max(asked, least) : least;
}

llvm::Expected<Image> Image::parse(llvm::ArrayRef<std::uint8_t> bytes) {
  if (llvm::Error error = check_identity(bytes))
    return error;
  Image image;
  image.bytes_ = bytes;

  // LLVM reads the tables and checks their bounds; its messages are kept.
  const llvm::StringRef text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  auto file = llvm::object::ELFFile<Elf>::create(text);
  if (!file)
    return file.takeError();
  auto segments = file->program_headers();
  if (!segments)
    return fail("{0}; {1}", llvm::toString(segments.takeError()), kTruncated);
  image.segments_ = {segments->begin(), segments->end()};
  if (llvm::Error error = check_segments(image.segments_, bytes.size()))
    return error;

  auto sections = file->sections();
  if (!sections)
    return fail("{0}; {1}", llvm::toString(sections.takeError()), kTruncated);
  image.sections_ = {sections->begin(), sections->end()};
  if (!image.sections_.empty() && image.sections_[0].sh_type != elf::SHT_NULL)
    return fail("section header 0 is no empty one; {0}", kTruncated);
  for (const std::uint32_t type :
       {elf::SHT_SYMTAB, elf::SHT_DYNSYM, elf::SHT_HASH, elf::SHT_GNU_HASH, elf::SHT_GNU_versym})
    if (llvm::count_if(image.sections_, [=](const Section& s) { return s.sh_type == type; }) > 1)
      return fail("two sections of a type that there is one of (0x{0:x-}); {1}", type, kTruncated);
  std::uint64_t total = 0; // of sections that lie in the file
  for (const Section& s : image.sections_) {
    const FileRange range = file_range(s);
    if (range.offset > bytes.size() || range.size > bytes.size() - range.offset) {
      // Section 0 holds other things than a section, and an empty section's place is anyone's.
      if (&s == image.sections_.begin() || range.size == 0)
        continue;
      return fail("section header {0} reaches beyond the end of the file; {1}",
                  &s - image.sections_.begin(), kTruncated);
    }
    total += range.size;
  }
  if (total / kMostLayers > bytes.size())
    return fail("its sections overlap; {0}", kTruncated);
  return image;
}

const Segment* Image::segment(std::uint32_t type) const {
  const auto* found = std::find_if(segments_.begin(), segments_.end(),
                                   [=](const Segment& s) { return s.p_type == type; });
  return found == segments_.end() ? nullptr : found;
}

std::optional<llvm::StringRef> Image::interpreter() const {
  const Segment* s = segment(elf::PT_INTERP);
  if (!s)
    return std::nullopt;
  const llvm::ArrayRef<std::uint8_t> text = bytes(file_range(*s));
  return llvm::StringRef(reinterpret_cast<const char*>(text.data()), text.size()).split('\0').first;
}

// Up to its NUL; empty where nothing of the file is mapped.
llvm::StringRef Image::text_at(std::uint64_t address) const {
  for (const Segment& s : segments_)
    if (s.p_type == elf::PT_LOAD && address - s.p_vaddr < s.p_filesz) {
      const llvm::ArrayRef<std::uint8_t> rest =
          bytes(file_range(s)).drop_front(address - s.p_vaddr);
      return llvm::toStringRef(rest).split('\0').first;
    }
  return {};
}

Dynamic Image::dynamic() const {
  Dynamic dynamic;
  std::uint64_t strings = 0; // an address
  std::vector<std::uint64_t> search_paths;
  const Segment* s = segment(elf::PT_DYNAMIC);
  if (!s)
    return dynamic;
  const auto* entry = reinterpret_cast<const Elf::Dyn*>(bytes_.data() + s->p_offset);
  const auto* const end = entry + s->p_filesz / sizeof(Elf::Dyn);
  for (; entry != end && entry->d_tag != elf::DT_NULL; ++entry) {
    const std::uint64_t value = entry->d_un.d_val;
    switch (entry->d_tag) {
    case elf::DT_FLAGS:
      dynamic.flags = value;
      break;
    case elf::DT_FLAGS_1:
      dynamic.flags_1 = value;
      break;
    case elf::DT_BIND_NOW:
      dynamic.bind_now = true;
      break;
    case elf::DT_TEXTREL:
      dynamic.text_relocations = true;
      break;
    case elf::DT_STRTAB:
      strings = value;
      break;
    case elf::DT_RPATH:
    case elf::DT_RUNPATH:
      search_paths.push_back(value);
      break;
    case elf::DT_JMPREL:
      dynamic.has_plt = true;
      break;
    default:
      break;
    }
  }
  for (const std::uint64_t offset : search_paths)
    dynamic.search_paths.push_back(text_at(strings + offset));
  dynamic.bind_now |= (dynamic.flags & elf::DF_BIND_NOW) || (dynamic.flags_1 & elf::DF_1_NOW);
  dynamic.text_relocations |= (dynamic.flags & elf::DF_TEXTREL) != 0;
  return dynamic;
}

bool Image::is_static() const {
  if (segment(elf::PT_INTERP))
    return false;
  return !segment(elf::PT_DYNAMIC) || (dynamic().flags_1 & elf::DF_1_PIE);
}

bool Image::is_debug_file() const {
  const Segment* const dynamic = segment(elf::PT_DYNAMIC);
  // .tbss takes no addresses: another section begins where it does.
  return dynamic && llvm::any_of(sections_, [&](const Section& s) {
           return s.sh_type == elf::SHT_NOBITS && (s.sh_flags & elf::SHF_ALLOC) &&
                  !(s.sh_flags & elf::SHF_TLS) && s.sh_size != 0 && s.sh_addr == dynamic->p_vaddr;
         });
}

std::uint64_t Image::claimed_end() const {
  std::uint64_t end = std::max<std::uint64_t>(sizeof(Header), table().end());
  for (const Segment& s : segments_)
    if (file_range(s).size != 0)
      end = std::max(end, file_range(s).end());
  for (const Section& s : sections_.empty() ? sections_ : sections_.drop_front())
    if (file_range(s).size != 0)
      end = std::max(end, file_range(s).end());
  if (!sections_.empty())
    end = std::max<std::uint64_t>(end, header().e_shoff + sections_.size() * sizeof(Section));
  return end;
}

llvm::Expected<std::vector<llvm::StringRef>> section_names(const Image& image) {
  std::vector<llvm::StringRef> names;
  auto file = llvm::object::ELFFile<Elf>::create(llvm::toStringRef(image.bytes()));
  if (!file)
    return file.takeError();
  for (const Section& section : image.sections()) {
    llvm::Expected<llvm::StringRef> name = file->getSectionName(section);
    if (!name)
      return name.takeError();
    names.push_back(*name);
  }
  return names;
}

} // namespace seal::elfseal
