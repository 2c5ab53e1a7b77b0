// The C functions that the loader and its compiler call, on general registers only. The hosted
// build (unit tests) uses libc's instead.
#include <cstddef>
#include <cstdint>

extern "C" {

void* memcpy(void* __restrict to, const void* __restrict from, std::size_t size) {
  auto* d = static_cast<char*>(to);
  auto* s = static_cast<const char*>(from);
  if (size >= 256) { // ERMS makes the string instruction the fastest way for long runs
    asm volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(size) : : "memory");
    return to;
  }
  for (; size >= 8; size -= 8, d += 8, s += 8) {
    std::uint64_t word;
    __builtin_memcpy(&word, s, 8);
    __builtin_memcpy(d, &word, 8);
  }
  while (size--)
    *d++ = *s++;
  return to;
}

void* memmove(void* to, const void* from, std::size_t size) {
  auto* d = static_cast<char*>(to);
  auto* s = static_cast<const char*>(from);
  if (d <= s || d >= s + size)
    for (; size; --size)
      *d++ = *s++;
  else
    while (size--)
      d[size] = s[size];
  return to;
}

void* memset(void* to, int byte, std::size_t size) {
  void* d = to;
  asm volatile("rep stosb" : "+D"(d), "+c"(size) : "a"(byte) : "memory");
  return to;
}

int memcmp(const void* a, const void* b, std::size_t size) {
  auto* x = static_cast<const unsigned char*>(a);
  auto* y = static_cast<const unsigned char*>(b);
  for (; size; --size, ++x, ++y)
    if (*x != *y)
      return *x - *y;
  return 0;
}

// What clang makes of a comparison for equality.
int bcmp(const void* a, const void* b, std::size_t size) { return memcmp(a, b, size); }

std::size_t strlen(const char* text) {
  const char* p = text;
  while (*p)
    ++p;
  return static_cast<std::size_t>(p - text);
}

void* memchr(const void* bytes, int wanted, std::size_t size) {
  auto* p = static_cast<const unsigned char*>(bytes);
  for (; size; --size, ++p)
    if (*p == static_cast<unsigned char>(wanted))
      return const_cast<unsigned char*>(p);
  return nullptr;
}

char* strchr(const char* text, int wanted) {
  for (;; ++text) {
    if (*text == static_cast<char>(wanted))
      return const_cast<char*>(text);
    if (!*text)
      return nullptr;
  }
}

int strcmp(const char* a, const char* b) {
  while (*a && *a == *b)
    ++a, ++b;
  return static_cast<unsigned char>(*a) - static_cast<unsigned char>(*b);
}

int strncmp(const char* a, const char* b, std::size_t size) {
  for (; size; --size, ++a, ++b)
    if (*a != *b || !*a)
      return static_cast<unsigned char>(*a) - static_cast<unsigned char>(*b);
  return 0;
}

} // extern "C"
