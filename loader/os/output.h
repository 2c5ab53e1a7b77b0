// Text for people: a buffered writer on a descriptor or into memory, and the one wording of an
// Error.
#pragma once

#include "os/arena.h"
#include "os/error.h"

namespace seal::os {

class Writer {
public:
  // fd < 0: keeps the text in `buffer` only and drops what does not fit.
  explicit Writer(int fd) : fd_(fd) {}
  // Appends to `out`, which grows in `arena`.
  Writer(Arena& arena, Vector<char>& out) : fd_(-1), arena_(&arena), out_(&out) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { flush(); }

  Writer& text(std::string_view s);
  // Text from a file, which may hold anything: what is no UTF-8 or not to reach a terminal is shown
  // as '?'.
  Writer& untrusted(std::string_view s);
  Writer& dec(std::uint64_t value);
  Writer& hex(std::uint64_t value, int width = 0); // no 0x; zero-padded to `width`
  void flush();
  int error() const { return error_; } // the errno of the first write that failed, or 0
  std::string_view buffered() const { return {buffer_, used_}; }

private:
  int fd_;
  int error_ = 0;
  Arena* arena_ = nullptr;
  Vector<char>* out_ = nullptr;
  std::size_t used_ = 0;
  char buffer_[1024];
};

// As glibc words it, byte for byte: "file: what: detail: errno text". For dlerror.
void write_brief(Writer& out, const Error& error);

// The same for people: control characters are shown as '?'.
void write_shown(Writer& out, const Error& error);

// What this loader knows besides: "needed by X; note; remedy", and the trace behind it; no line end
// after it. Nothing where it knows no more.
bool has_addition(const Error& error);
void write_addition(Writer& out, const Error& error);

// A program's end: "PROGRAM: OCCASION: ERROR", then in a line of its own "ld-seal: ADDITION".
void write_failure(Writer& out, std::string_view program, const Error& error);

// Prints "ld-seal: ERROR (ADDITION)" on standard error.
void print_error(const Error& error, Literal severity = {});

// Prints the error and ends the process: at start there is nobody to return to.
[[noreturn]] void die(const Error& error, int status);

// The text of an errno, as strerror(3) in the C locale gives it; "error N" for rare ones.
std::string_view errno_text(int err);

} // namespace seal::os
