// The ELF header: which files this loader takes for programs and libraries, and what it says of the
// others.
#include "elf/header.h"
#include "support/result.h"
#include <cstring>
#include <gtest/gtest.h>

namespace {

using seal::elf::check_header;
using seal::elf::Foreign;
using seal::elf::foreign_kind;
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

TEST(Header, OfGnuExtensionsHasAnAbiVersion) {
  const auto with = [](unsigned char osabi, unsigned char version) {
    return verdict_after([&](auto& h) {
      h.e_ident[EI_OSABI] = osabi;
      h.e_ident[EI_ABIVERSION] = version;
    });
  };
  EXPECT_EQ(with(ELFOSABI_GNU, seal::elf::kGnuAbiVersion), "");
  EXPECT_EQ(with(ELFOSABI_GNU, seal::elf::kGnuAbiVersion + 1),
            "ELF file ABI version invalid (126)");
  EXPECT_EQ(with(ELFOSABI_SYSV, 1), "ELF file ABI version invalid (126)");
}

TEST(Header, OfAnotherSystemIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_OSABI] = ELFOSABI_FREEBSD; }),
            "ELF file OS ABI invalid (126)");
}

TEST(Header, OfNoElfFileIsInvalid) {
  const char text[] = "plain text, longer than an ELF header would be: 0123456789abcdef";
  EXPECT_EQ(verdict(bytes_of(text)), "invalid ELF header (126)");
  EXPECT_FALSE(check_header(bytes_of(text)).error().remedy);
  char script[] = "#!/bin/sh, and longer than an ELF header would be: 0123456789abcdef";
  EXPECT_EQ(verdict(bytes_of(script)), "invalid ELF header (126)");
  EXPECT_STREQ(check_header(bytes_of(script)).error().remedy.c_str(),
               "it is a script: run its interpreter instead");
}

TEST(Header, IsTooShortUpToItsEnd) {
  // On the heap and exactly as long, so that AddressSanitizer sees a read behind it.
  Elf64_Ehdr header = good_header();
  for (std::size_t size = 0; size < sizeof header; ++size) {
    auto copy = std::make_unique<std::byte[]>(size);
    std::memcpy(copy.get(), &header, size);
    EXPECT_EQ(verdict({copy.get(), size}), "file too short (126)") << size;
  }
}

TEST(Header, OfAnotherClassIsAnError) {
  for (unsigned char other : {ELFCLASSNONE, ELFCLASS32, 3})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_ident[EI_CLASS] = other; }),
              "wrong ELF class: ELFCLASS32 (126)");
}

TEST(Header, OfAnotherByteOrderIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_DATA] = ELFDATA2MSB; }),
            "ELF file data encoding not little-endian (126)");
}

// glibc passes it over, and has found nothing then.
TEST(Header, OfAnotherMachineIsNotFound) {
  for (unsigned machine : {EM_386, EM_AARCH64, EM_RISCV, EM_NONE})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_machine = static_cast<Elf64_Half>(machine); }),
              "cannot open shared object file (126)");
}

TEST(Header, OfAnotherVersionIsAnError) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_VERSION] = 0; }),
            "ELF file version ident does not match current one (126)");
  EXPECT_EQ(verdict_after([](auto& h) { h.e_version = 2; }),
            "ELF file version does not match current one");
}

TEST(Header, HasNothingInItsPadding) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_ident[EI_NIDENT - 1] = 1; }),
            "nonzero padding in e_ident (126)");
}

TEST(Header, OfAnotherTypeIsAnError) {
  for (unsigned type : {ET_NONE, ET_REL, ET_CORE, 0xff00})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_type = static_cast<Elf64_Half>(type); }),
              "only ET_DYN and ET_EXEC can be loaded (126)");
}

TEST(Header, WantsProgramHeadersOfTheKnownSize) {
  EXPECT_EQ(verdict_after([](auto& h) { h.e_phentsize = sizeof(Elf64_Phdr) + 8; }),
            "ELF file's phentsize not the expected size");
}

TEST(Header, MayHaveAnyNumberOfProgramHeaders) {
  for (unsigned count : {0u, 1u, 513u, unsigned{PN_XNUM}})
    EXPECT_EQ(verdict_after([&](auto& h) { h.e_phnum = static_cast<Elf64_Half>(count); }), "");
}

// In a folder that is searched, a library for another machine is passed over; what is no library at
// all stops the search.
TEST(ForeignFile, IsOneOfAnotherClassOrMachine) {
  Elf64_Ehdr header = good_header();
  EXPECT_EQ(foreign_kind(bytes_of(header)), Foreign::kNot);
  header.e_machine = EM_AARCH64;
  EXPECT_EQ(foreign_kind(bytes_of(header)), Foreign::kMachine);
  header.e_ident[EI_CLASS] = ELFCLASS32;
  EXPECT_EQ(foreign_kind(bytes_of(header)), Foreign::kClass);
  header = good_header();
  header.e_ident[EI_DATA] = ELFDATA2MSB;
  EXPECT_EQ(foreign_kind(bytes_of(header)), Foreign::kNot) << "an error, with the right machine";
}

TEST(ForeignFile, IsNoScriptNorTruncatedFile) {
  Elf64_Ehdr header = good_header();
  header.e_machine = EM_AARCH64;
  EXPECT_EQ(foreign_kind(bytes_of(header, sizeof header - 1)), Foreign::kNot);
  EXPECT_EQ(foreign_kind(bytes_of(
                "INPUT(libfoo.so.1) /* a linker script that is longer than an ELF header is */")),
            Foreign::kNot);
  EXPECT_EQ(foreign_kind({}), Foreign::kNot);
}

} // namespace
