// UTF-8 in what files and users name: one character at a time, and which are not to reach a
// terminal. Pure.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

namespace seal::os {

struct Utf8 {
  char32_t character = 0;
  std::size_t size = 0; // in bytes; 0: the text does not begin with a character
};

// The first character of `text` (RFC 3629, section 4).
constexpr Utf8 first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.empty())
    return {};
  const unsigned char first = byte(0);
  if (first < 0x80)
    return {first, 1};
  const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (first < 0xc2 || first > 0xf4 || text.size() < size)
    return {};
  // The first byte narrows the second: no overlong forms, no surrogates, nothing above U+10FFFF.
  const unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(1) < low || byte(1) > high)
    return {};
  char32_t character = first & (0x7fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80)
      return {};
    character = character << 6 | (byte(i) & 0x3f);
  }
  return {character, size};
}

// Does it steer a terminal, break a line, change the direction of text, or show nothing? Control
// and format characters (Unicode 15, categories Cc, Cf, Zl and Zp).
constexpr bool is_unprintable(char32_t character) {
  constexpr struct {
    char32_t first, last;
  } kRanges[] = {{0, 0x1f},          {0x7f, 0x9f},       {0xad, 0xad},       {0x600, 0x605},
                 {0x61c, 0x61c},     {0x6dd, 0x6dd},     {0x70f, 0x70f},     {0x890, 0x891},
                 {0x8e2, 0x8e2},     {0x180e, 0x180e},   {0x200b, 0x200f},   {0x2028, 0x202e},
                 {0x2060, 0x206f},   {0xfeff, 0xfeff},   {0xfff9, 0xfffb},   {0x110bd, 0x110bd},
                 {0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3}, {0x1d173, 0x1d17a},
                 {0xe0001, 0xe0001}, {0xe0020, 0xe007f}};
  for (const auto& range : kRanges)
    if (character >= range.first && character <= range.last)
      return true;
  return false;
}

} // namespace seal::os
