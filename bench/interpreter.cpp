// Editing PT_INTERP in place.
#include "interpreter.h"
#include <cstring>
#include <elf.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace bench {

void copy_with_interpreter(const std::string& from, const std::string& to,
                           const std::string& interpreter) {
  std::string bytes(std::filesystem::file_size(from), '\0');
  std::ifstream in(from, std::ios::binary);
  in.read(bytes.data(), std::streamsize(bytes.size()));
  Elf64_Ehdr header;
  if (!in || bytes.size() < sizeof header)
    throw std::runtime_error(from + ": cannot be read");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[4] != ELFCLASS64)
    throw std::runtime_error(from + ": not a 64-bit ELF file");
  bool found = false;
  for (std::size_t i = 0; i < header.e_phnum; ++i) {
    std::size_t at = header.e_phoff + i * sizeof(Elf64_Phdr);
    Elf64_Phdr phdr;
    if (at + sizeof phdr > bytes.size())
      break;
    std::memcpy(&phdr, bytes.data() + at, sizeof phdr);
    if (phdr.p_type != PT_INTERP || phdr.p_offset + phdr.p_filesz > bytes.size())
      continue;
    found = true;
    if (interpreter.size() >= phdr.p_filesz)
      throw std::runtime_error(interpreter + ": too long for PT_INTERP");
    if (interpreter.empty())
      continue;
    std::memset(bytes.data() + phdr.p_offset, 0, phdr.p_filesz);
    std::memcpy(bytes.data() + phdr.p_offset, interpreter.data(), interpreter.size());
  }
  if (!found)
    throw std::runtime_error(from + ": has no PT_INTERP");
  std::ofstream out(to, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (!out)
    throw std::runtime_error(to + ": cannot be written");
  std::filesystem::permissions(to, std::filesystem::perms(0755));
}

} // namespace bench
