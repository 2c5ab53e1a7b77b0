// The rule of each x86-64 relocation type (psABI 1.0, table 4.9), stated once.
#pragma once

#include <cstdint>
#include <elf.h>

namespace seal::arch {

// What is stored, in the psABI's letters: S symbol, A addend, B bias, P place, Z size.
enum class Formula : std::uint8_t {
  kUnknown,
  kNothing,
  kSymbol,     // S: the addend is ignored, it may hold something else (-z mark-plt)
  kAbsolute,   // S + A
  kPcRelative, // S + A - P
  kRelative,   // B + A
  kSize,       // Z + A
  kModule,     // the module id of the symbol's object
  kDtpOffset,  // the symbol's offset in its TLS block + A
  kTpOffset,   // the symbol's offset from the thread pointer + A
  kDescriptor, // a pair: function and argument
  kCopy,       // Z bytes of the symbol's data
  kIndirect,   // what the resolver at B + A returns
};

enum class Range : std::uint8_t { kAny, kUnsigned32, kSigned32 };

struct RelocationRule {
  Formula formula = Formula::kUnknown;
  std::uint8_t width = 0; // bytes stored
  Range range = Range::kAny;
  bool plt =
      false; // the reference is a PLT's or a TLS one: a program's PLT entry does not answer it
};

struct RelocationRules {
  static constexpr std::uint32_t kCount = 43;
  RelocationRule rules[kCount] = {};
  constexpr RelocationRules() {
    rules[R_X86_64_NONE] = {Formula::kNothing};
    rules[R_X86_64_64] = {Formula::kAbsolute, 8};
    rules[R_X86_64_PC32] = {Formula::kPcRelative, 4, Range::kSigned32};
    rules[R_X86_64_PLT32] = {Formula::kPcRelative, 4, Range::kSigned32};
    rules[R_X86_64_COPY] = {Formula::kCopy, 0};
    rules[R_X86_64_GLOB_DAT] = {Formula::kSymbol, 8};
    rules[R_X86_64_JUMP_SLOT] = {Formula::kSymbol, 8, Range::kAny, true};
    rules[R_X86_64_RELATIVE] = {Formula::kRelative, 8};
    rules[R_X86_64_32] = {Formula::kAbsolute, 4, Range::kUnsigned32};
    rules[R_X86_64_32S] = {Formula::kAbsolute, 4, Range::kSigned32};
    rules[R_X86_64_16] = {Formula::kAbsolute, 2};
    rules[R_X86_64_PC16] = {Formula::kPcRelative, 2};
    rules[R_X86_64_8] = {Formula::kAbsolute, 1};
    rules[R_X86_64_PC8] = {Formula::kPcRelative, 1};
    rules[R_X86_64_DTPMOD64] = {Formula::kModule, 8, Range::kAny, true};
    rules[R_X86_64_DTPOFF64] = {Formula::kDtpOffset, 8, Range::kAny, true};
    rules[R_X86_64_TPOFF64] = {Formula::kTpOffset, 8, Range::kAny, true};
    rules[R_X86_64_TPOFF32] = {Formula::kTpOffset, 4, Range::kSigned32, true};
    rules[R_X86_64_DTPOFF32] = {Formula::kDtpOffset, 4, Range::kSigned32, true};
    rules[R_X86_64_PC64] = {Formula::kPcRelative, 8};
    rules[R_X86_64_SIZE32] = {Formula::kSize, 4, Range::kUnsigned32};
    rules[R_X86_64_SIZE64] = {Formula::kSize, 8};
    rules[R_X86_64_TLSDESC] = {Formula::kDescriptor, 16, Range::kAny, true};
    rules[R_X86_64_IRELATIVE] = {Formula::kIndirect, 8};
    rules[R_X86_64_RELATIVE64] = {Formula::kRelative, 8};
  }
};
inline constexpr RelocationRules kRelocationRules;

constexpr RelocationRule relocation_rule(std::uint32_t type) {
  return type < RelocationRules::kCount ? kRelocationRules.rules[type] : RelocationRule{};
}

} // namespace seal::arch
