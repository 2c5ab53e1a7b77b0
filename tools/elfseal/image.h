// A checked view of an ELF file: after parse() every header table, every loadable segment and every
// segment and section with bytes in the file lies inside it. Nothing here changes a file.
#pragma once

#include "buffer.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/ADT/StringRef.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Object/ELFTypes.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace seal::elfseal {

using Elf = llvm::object::ELF64LE;
using Header = Elf::Ehdr;
using Segment = Elf::Phdr;
using Section = Elf::Shdr;
using Symbol = Elf::Sym;

/// What a linker makes is far below this; the bound keeps damaged files from costing time.
inline constexpr std::size_t kMostSegments = 4096;

/// Empty for PT_GNU_RELRO: it tells of addresses, and where mold has it in the file is anyone's.
FileRange file_range(const Segment& s);
/// A segment that maps something: linker scripts may leave empty ones, wherever.
inline bool is_loaded(const Segment& s) { return s.p_type == llvm::ELF::PT_LOAD && s.p_memsz != 0; }
FileRange file_range(const Section& s); ///< empty for SHT_NOBITS

/// What a header asks for, as far as that can be: at least `least`, at most a page.
std::uint64_t usable_alignment(std::uint64_t asked, std::uint64_t least);

/// What elfseal wants to know of PT_DYNAMIC.
struct Dynamic {
  std::uint64_t flags = 0;   ///< DT_FLAGS
  std::uint64_t flags_1 = 0; ///< DT_FLAGS_1
  bool bind_now = false;     ///< by DT_BIND_NOW or either flag
  bool has_plt = false;      ///< DT_JMPREL: there is something to bind lazily
  bool text_relocations = false;
  std::vector<llvm::StringRef> search_paths; ///< DT_RPATH, DT_RUNPATH
};

/// Borrows the bytes; cheap to copy.
class Image {
public:
  /// Refuses what is no x86-64 program or shared object and what contradicts itself, each with one
  /// line that says what is wrong and what to do.
  static llvm::Expected<Image> parse(llvm::ArrayRef<std::uint8_t> bytes);

  llvm::ArrayRef<std::uint8_t> bytes() const { return bytes_; }
  /// Of a range within the file, or of an empty one: an empty section's place is anyone's.
  llvm::ArrayRef<std::uint8_t> bytes(FileRange range) const {
    return range.size == 0 ? llvm::ArrayRef<std::uint8_t>()
                           : bytes_.slice(range.offset, range.size);
  }
  const Header& header() const { return *reinterpret_cast<const Header*>(bytes_.data()); }
  llvm::ArrayRef<Segment> segments() const { return segments_; }
  /// Empty if there is no section header table.
  llvm::ArrayRef<Section> sections() const { return sections_; }

  /// Null if there is none.
  const Segment* segment(std::uint32_t type) const;
  /// Where the program header table stands.
  FileRange table() const { return {header().e_phoff, segments_.size() * sizeof(Segment)}; }
  /// The program interpreter, without its NUL.
  std::optional<llvm::StringRef> interpreter() const;
  Dynamic dynamic() const;
  /// Without a loader: no dynamic section, or a static-pie's.
  bool is_static() const;
  /// Separate debug information: the headers of what it is of, with nothing behind them.
  bool is_debug_file() const;
  /// The end of what headers, segments and sections claim; bytes after it belong to others.
  std::uint64_t claimed_end() const;

private:
  llvm::StringRef text_at(std::uint64_t address) const;

  llvm::ArrayRef<std::uint8_t> bytes_;
  llvm::ArrayRef<Segment> segments_;
  llvm::ArrayRef<Section> sections_;
};

/// The names of its sections, in their order; they lie in the image.
llvm::Expected<std::vector<llvm::StringRef>> section_names(const Image& image);

} // namespace seal::elfseal
