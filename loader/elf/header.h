// The ELF header and the program headers of a file: are they what this loader can map?
#pragma once

#include "os/error.h"
#include <cstddef>
#include <elf.h>
#include <span>

namespace seal::elf {

// The bytes of a file that are read first; program headers nearly always lie within.
inline constexpr std::size_t kHeadSize = 1024;
inline constexpr unsigned kMaxProgramHeaders = 512;

// Checks the ELF header at the start of `head`, the first bytes of a file: class, byte order,
// machine, type, version and the size of program headers (gABI, "ELF Header"). The error's text is
// a literal.
Result<const Elf64_Ehdr*> check_header(std::span<const std::byte> head);

// Checks program headers against each other and against `file_size`: PT_LOADs ascend and do not
// overlap, sizes do not wrap, offsets are congruent to addresses modulo the page (gABI, "Program
// Header").
Status check_program_headers(std::span<const Elf64_Phdr> phdrs, std::uint64_t file_size);

// Is the file of another class or machine? Such a file in a search directory is passed over.
bool is_foreign(std::span<const std::byte> head);

} // namespace seal::elf
