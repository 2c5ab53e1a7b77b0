// The ELF header and the program headers of a file: are they what this loader can map?
#pragma once

#include "elf/image.h"
#include "os/arena.h"
#include "os/error.h"

namespace seal::elf {

// The bytes of a file that are read first; program headers nearly always lie within.
inline constexpr std::size_t kHeadSize = 1024;
// The EI_ABIVERSION that glibc takes at most with ELFOSABI_GNU (abi-versions.h).
inline constexpr unsigned kGnuAbiVersion = 3;

// Checks the ELF header at the start of `head`, the first bytes of a file: class, byte order,
// machine, type, version and the size of program headers (gABI, "ELF Header"). The error's text is
// a literal.
Result<const Elf64_Ehdr*> check_header(std::span<const std::byte> head);

// The program headers of the segments that map something, by address: a linker may have them in
// another order.
Result<std::span<const Elf64_Phdr>> loads_of(std::span<const Elf64_Phdr> phdrs, os::Arena& arena);

// Checks an image's program headers against each other and against `file_size`: segments do not
// overlap, sizes do not wrap, offsets are congruent to addresses modulo the page (gABI, "Program
// Header"). The image's bias does not matter.
Status check_program_headers(const Image& image, std::uint64_t file_size);

// A file of another class or machine in a search directory is passed over.
enum class Foreign : std::uint8_t { kNot, kClass, kMachine };
Foreign foreign_kind(std::span<const std::byte> head);
// Says so, as glibc does where nothing else is found.
Error foreign_error(Foreign kind);

} // namespace seal::elf
