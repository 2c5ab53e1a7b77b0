// The ELF header: which files this loader takes for programs and libraries, and what it says of the
// others.
#include "elf/header.h"
#include "support/result.h"
#include <cstring>
#include <gtest/gtest.h>

namespace {

using seal::elf::check_header;
using seal::elf::is_foreign;
using seal::test::error_of;

Elf64_Ehdr good_header() {
  Elf64_Ehdr header = {};
  std::memcpy(header.e_ident, ELFMAG, SELFMAG);
  header.e_ident[EI_CLASS] = ELFCLASS64;
  header.e_ident[EI_DATA] = ELFDATA2LSB;
  header.e_ident[EI_VERSION] = EV_CURRENT;
  header.e_type = ET_DYN;
  header.e_machine = EM_X86_64;
  header.e_version = EV_CURRENT;
  header.e_phentsize = sizeof(Elf64_Phdr);
  header.e_phnum = 1;
  return header;
}

std::span<const std::byte> bytes_of(const Elf64_Ehdr& header, std::size_t size = sizeof header) {
  return {reinterpret_cast<const std::byte*>(&header), size};
}

std::span<const std::byte> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

// The error's text and, behind it, whether a shell would say "cannot execute".
std::string verdict(std::span<const std::byte> head) {
  auto result = check_header(head);
  if (result)
    return "";
  return error_of(result) + (result.error().not_executable ? " (126)" : "");
}

template <class Change>
std::string verdict_after(Change change) {
  Elf64_Ehdr header = good_header();
  change(header);
  return verdict(bytes_of(header));
}

TEST(Header, OfASharedObjectOrProgramIsTaken) {
  Elf64_Ehdr header = good_header();
  auto result = check_header(bytes_of(header));
  ASSERT_TRUE(result);
  EXPECT_EQ(*result, &header);
  EXPECT_EQ(verdict_after([](auto& h) { h.e_type = ET_EXEC; }), "");
}

TEST(Header, OfGnuExtensionsIsTaken) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_OSABI] = ELFOSABI_GNU; }), "");
}

TEST(Header, OfAnotherSystemIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_OSABI] = ELFOSABI_FREEBSD; }),
            "is made for another operating system's ABI");
}

TEST(Header, ScriptIsNamedAsSuch) {
  EXPECT_EQ(verdict(bytes_of("#!/bin/sh\n")), "is a script, not an ELF file (126)");
  EXPECT_EQ(verdict(bytes_of("#!")), "is a script, not an ELF file (126)");
}

TEST(Header, EmptyAndShortFilesAreNoElfFiles) {
  EXPECT_EQ(verdict({}), "not an ELF file (126)");
  EXPECT_EQ(verdict(bytes_of("#")), "not an ELF file (126)");
  EXPECT_EQ(verdict(bytes_of("\x7f"
                             "EL")),
            "not an ELF file (126)");
  EXPECT_EQ(verdict(bytes_of("plain text, longer than an ELF header would be: 0123456789abcdef")),
            "not an ELF file (126)");
}

TEST(Header, IsTruncatedOneByteBeforeItsEnd) {
  // On the heap and exactly as long, so that AddressSanitizer sees a read behind it.
  Elf64_Ehdr header = good_header();
  for (std::size_t size = SELFMAG; size < sizeof header; ++size) {
    auto copy = std::make_unique<std::byte[]>(size);
    std::memcpy(copy.get(), &header, size);
    EXPECT_EQ(verdict({copy.get(), size}), "ELF header is truncated") << size;
  }
}

TEST(Header, OfAnotherClassIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_CLASS] = ELFCLASS32; }),
            "is a 32-bit ELF file; this loader runs 64-bit x86-64 (126)");
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_CLASS] = ELFCLASSNONE; }),
            "unknown ELF class");
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_CLASS] = 3; }), "unknown ELF class");
}

TEST(Header, OfAnotherByteOrderIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_DATA] = ELFDATA2MSB; }),
            "is a big-endian ELF file; this loader runs x86-64 (126)");
}

TEST(Header, OfAnotherMachineIsAnError) {
  for (unsigned machine : {EM_386, EM_AARCH64, EM_RISCV, EM_NONE})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_machine = static_cast<Elf64_Half>(machine); }),
              "is made for another machine than x86-64 (126)");
}

TEST(Header, OfAnotherVersionIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_VERSION] = 0; }), "unknown ELF version");
  EXPECT_EQ(verdict_after([](auto& h) { h.e_version = 2; }), "unknown ELF version");
}

TEST(Header, OfAnotherTypeIsAnError) {
  for (unsigned type : {ET_NONE, ET_REL, ET_CORE, 0xff00})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_type = static_cast<Elf64_Half>(type); }),
              "is neither a program nor a shared object (126)");
}

TEST(Header, WantsProgramHeadersOfTheKnownSize) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_phentsize = sizeof(Elf64_Phdr) + 8; }),
            "program headers have an unknown size");
}

TEST(Header, MayHaveAnyNumberOfProgramHeaders) {
  for (unsigned count : {0u, 1u, 513u, unsigned{PN_XNUM}})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_phnum = static_cast<Elf64_Half>(count); }), "");
}

// In a folder that is searched, a library for another machine is passed over; what is no library at
// all stops the search.
TEST(ForeignFile, IsOneOfAnotherClassByteOrderOrMachine) {
  Elf64_Ehdr header = good_header();
  EXPECT_FALSE(is_foreign(bytes_of(header)));
  header.e_machine = EM_AARCH64;
  EXPECT_TRUE(is_foreign(bytes_of(header)));
  header = good_header();
  header.e_ident[EI_CLASS] = ELFCLASS32;
  EXPECT_TRUE(is_foreign(bytes_of(header)));
  header = good_header();
  header.e_ident[EI_DATA] = ELFDATA2MSB;
  EXPECT_TRUE(is_foreign(bytes_of(header)));
}

TEST(ForeignFile, IsNoScriptNorTruncatedFile) {
  Elf64_Ehdr header = good_header();
  header.e_machine = EM_AARCH64;
  EXPECT_FALSE(is_foreign(bytes_of(header, sizeof header - 1)));
  EXPECT_FALSE(is_foreign(
      bytes_of("INPUT(libfoo.so.1) /* a linker script that is longer than an ELF header is */")));
  EXPECT_FALSE(is_foreign({}));
}

} // namespace
