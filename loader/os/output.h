// Text for people: a buffered writer on a descriptor, and the one wording of an Error.
#pragma once

#include "os/error.h"
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace seal::os {

class Writer {
public:
  // fd < 0: keeps the text in `buffer` only and drops what does not fit.
  explicit Writer(int fd) : fd_(fd) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { flush(); }

  Writer& text(std::string_view s);
  // Text from a file, which may hold anything: control characters are shown as '?'.
  Writer& untrusted(std::string_view s);
  Writer& dec(std::uint64_t value);
  Writer& hex(std::uint64_t value, int width = 0); // no 0x; zero-padded to `width`
  void flush();
  int error() const { return error_; } // the errno of the first write that failed, or 0
  std::string_view buffered() const { return {buffer_, used_}; }

private:
  int fd_;
  int error_ = 0;
  std::size_t used_ = 0;
  char buffer_[1024];
};

// "file: what: detail (needed by X): errno text; remedy", and the trace behind it; no line end
// after it.
void write_error(Writer& out, const Error& error);

// As glibc words dlerror: "file: what: detail: errno text".
void write_brief(Writer& out, const Error& error);

// Prints "ld-seal: ERROR" on standard error.
void print_error(const Error& error, const char* severity = nullptr);

// Prints the error and ends the process: at start there is nobody to return to.
[[noreturn]] void die(const Error& error, int status);

// The text of an errno, as strerror(3) in the C locale gives it; "error N" for rare ones.
std::string_view errno_text(int err);

} // namespace seal::os
