// Reads ELF with libelf, which checks what a damaged file claims.
#include "elf_object.h"

#include "host/glibc/stored_number.h"

#include <elfutils/libdwelf.h>

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/Errc.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <span>
#include <utility>

namespace seal::layout {
namespace {

template <typename Visitor>
void for_each_section(Elf* elf, Visitor visit) {
  for (Elf_Scn* section = elf_nextscn(elf, nullptr); section != nullptr;
       section = elf_nextscn(elf, section)) {
    GElf_Shdr header;
    if (gelf_getshdr(section, &header) != nullptr)
      visit(section, header);
  }
}

template <typename Visitor>
void for_each_load(Elf* elf, Visitor visit) {
  std::size_t count = 0;
  elf_getphdrnum(elf, &count);
  GElf_Phdr load;
  for (std::size_t i = 0; i < count; ++i)
    if (gelf_getphdr(elf, static_cast<int>(i), &load) != nullptr && load.p_type == PT_LOAD)
      visit(load);
}

} // namespace

llvm::Error failure(llvm::StringRef path, const llvm::Twine& message) {
  return llvm::createStringError(llvm::errc::invalid_argument, (path + ": " + message).str());
}

ElfObject::ElfObject(llvm::StringRef path, int descriptor)
    : path_(path), descriptor_(descriptor), elf_(elf_begin(descriptor, ELF_C_READ_MMAP, nullptr)) {}

ElfObject::ElfObject(ElfObject&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)),
      elf_(std::move(other.elf_)), build_id_(std::move(other.build_id_)) {}

ElfObject::~ElfObject() {
  elf_.reset();
  if (descriptor_ >= 0)
    close(descriptor_);
}

llvm::Expected<ElfObject> ElfObject::open(llvm::StringRef path) {
  elf_version(EV_CURRENT);
  const int descriptor = ::open(path.str().c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return failure(path, std::strerror(errno));
  ElfObject object(path, descriptor);
  GElf_Ehdr header;
  if (object.elf() == nullptr || gelf_getehdr(object.elf(), &header) == nullptr)
    return failure(path, "not an ELF file: give ld-linux-x86-64.so.2 and libc.so.6");
  if (header.e_machine != EM_X86_64 || gelf_getclass(object.elf()) != ELFCLASS64)
    return failure(path, "not an x86-64 object: only x86-64's glibc is supported");
  const void* id = nullptr;
  const ssize_t id_size = dwelf_elf_gnu_build_id(object.elf(), &id);
  if (id_size < 2)
    return failure(path, "has no build-id, by which its debug information would be found: "
                         "link it with --build-id");
  const llvm::ArrayRef<std::uint8_t> id_bytes(static_cast<const std::uint8_t*>(id),
                                              static_cast<std::size_t>(id_size));
  object.build_id_ = llvm::toHex(id_bytes, /*LowerCase=*/true);
  return object;
}

llvm::StringRef ElfObject::bytes() const {
  std::size_t size = 0;
  const char* start = elf_rawfile(elf(), &size);
  return {start, start == nullptr ? 0 : size};
}

llvm::StringRef ElfObject::bytes_at(std::uint64_t address, std::uint64_t size) const {
  llvm::StringRef found;
  for_each_load(elf(), [&](const GElf_Phdr& load) {
    const std::uint64_t offset = address - load.p_vaddr; // wraps in front of the segment
    if (offset < load.p_filesz && size <= load.p_filesz - offset)
      found = bytes().substr(load.p_offset, load.p_filesz).substr(offset, size);
  });
  return found;
}

bool ElfObject::has_section(llvm::StringRef name) const {
  std::size_t names = 0;
  if (elf_getshdrstrndx(elf(), &names) != 0)
    return false;
  bool found = false;
  for_each_section(elf(), [&](Elf_Scn*, const GElf_Shdr& header) {
    const char* section_name = elf_strptr(elf(), names, header.sh_name);
    found |= section_name != nullptr && name == section_name;
  });
  return found;
}

std::optional<GElf_Sym> ElfObject::symbol(llvm::StringRef name, std::uint32_t table) const {
  std::optional<GElf_Sym> found;
  for_each_section(elf(), [&](Elf_Scn* section, const GElf_Shdr& header) {
    Elf_Data* symbols = header.sh_type == table ? elf_getdata(section, nullptr) : nullptr;
    GElf_Sym symbol;
    for (int i = 0; symbols != nullptr && gelf_getsym(symbols, i, &symbol) != nullptr; ++i) {
      const char* symbol_name = elf_strptr(elf(), header.sh_link, symbol.st_name);
      if (symbol.st_shndx != SHN_UNDEF && symbol_name != nullptr && name == symbol_name)
        found = symbol;
    }
  });
  return found;
}

std::optional<std::uint64_t> ElfObject::exported_size(llvm::StringRef name) const {
  const auto found = symbol(name, SHT_DYNSYM);
  return found ? std::optional<std::uint64_t>(found->st_size) : std::nullopt;
}

std::uint32_t ElfObject::stored_number(llvm::StringRef name) const {
  const auto variable = symbol(name, SHT_DYNSYM);
  std::uint32_t number = 0;
  for_each_load(elf(), [&](const GElf_Phdr& load) {
    const llvm::StringRef code = bytes().substr(load.p_offset, load.p_filesz);
    if (variable && number == 0 && (load.p_flags & PF_X) != 0)
      number = glibc::stored_number(std::as_bytes(std::span(code.data(), code.size())),
                                    load.p_vaddr, variable->st_value);
  });
  return number;
}

} // namespace seal::layout
