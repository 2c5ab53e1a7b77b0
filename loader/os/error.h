// Errors as values. An Error owns what it says: its texts are literals, or copies that go with it,
// so that no text can point into an object, a cache or a name that is gone by the time it is read.
// Who decides what an error means for the process words it (os/output.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace seal {

// A text that is part of the loader; null by default.
class Literal {
public:
  constexpr Literal() = default;
  consteval Literal(const char* text) : text_(text) {}
  explicit constexpr operator bool() const { return text_ != nullptr; }
  constexpr const char* c_str() const { return text_; }

private:
  const char* text_ = nullptr;
};

// A copy of a text, in pages of its own; null by default, and where there is no memory for it.
// Copies of a Text share the pages: they are for one thread.
class Text {
public:
  constexpr Text() = default;
  Text(const char* text) : Text(text ? std::string_view(text) : std::string_view()) {}
  // One behind the other. An empty view without a place gives null.
  Text(std::string_view text, std::string_view rest = {});
  Text(const Text& other) : block_(other.block_) {
    if (block_)
      ++block_->users;
  }
  Text(Text&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
  Text& operator=(Text other) noexcept {
    std::swap(block_, other.block_);
    return *this;
  }
  ~Text() {
    if (block_)
      drop();
  }

  explicit operator bool() const { return block_ != nullptr; }
  const char* c_str() const { return block_ ? block_->text() : nullptr; }
  operator std::string_view() const { return block_ ? block_->text() : std::string_view(); }

private:
  struct Block {
    std::size_t size; // of the pages, bytes
    std::size_t users;
    char* text() { return reinterpret_cast<char*>(this + 1); } // behind it
  };
  void drop();
  Block* block_ = nullptr;
};

struct Error {
  // What is wrong, in glibc's words where glibc has some. A '%' stands for `detail`, a second one
  // for `needed_by`; without one `detail` and `version` follow.
  Literal what = {};
  Text file = {};              // the file or object it is wrong with
  Text detail = {};            // the symbol, version or path concerned
  Text version = {};           // of the symbol in `detail`
  Text note = {};              // a fact more: sizes, what there is instead
  Text needed_by = {};         // the object that asked for it
  Literal remedy = {};         // what the user can do
  Text trace = {};             // further lines, e.g. the places that were searched
  int err = 0;                 // errno of the failed system call, 0 if none
  bool not_executable = false; // the file exists but cannot be executed: exit status 126
  Literal occasion = {};       // what failed, in glibc's words; null: loading
};

// The same, wrong with this file.
inline Error with_file(Error error, Text file) {
  error.file = std::move(file);
  return error;
}

template <class T>
class [[nodiscard]] Result {
public:
  Result(T value) : ok_(true) { new (&value_) T(std::move(value)); }
  Result(Error error) : ok_(false) { new (&error_) Error(std::move(error)); }
  Result(Result&& other) noexcept : ok_(other.ok_) {
    if (ok_)
      new (&value_) T(std::move(other.value_));
    else
      new (&error_) Error(std::move(other.error_));
  }
  Result& operator=(Result&&) = delete;
  ~Result() {
    if (ok_)
      value_.~T();
    else
      error_.~Error();
  }

  explicit operator bool() const { return ok_; }
  T& operator*() { return value_; }
  T* operator->() { return &value_; }
  T take() { return std::move(value_); }
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

private:
  bool ok_;
  union {
    T value_;
    Error error_;
  };
};

template <>
class [[nodiscard]] Result<void> {
public:
  Result() : ok_(true) {}
  Result(Error error) : ok_(false) { new (&error_) Error(std::move(error)); }
  Result(Result&& other) noexcept : ok_(other.ok_) {
    if (!ok_)
      new (&error_) Error(std::move(other.error_));
  }
  Result& operator=(Result&& other) noexcept {
    if (this != &other) {
      this->~Result();
      new (this) Result(std::move(other));
    }
    return *this;
  }
  ~Result() {
    if (!ok_)
      error_.~Error();
  }

  explicit operator bool() const { return ok_; }
  void take() const {}
  const Error& error() const& { return error_; }
  Error&& error() && { return std::move(error_); }

private:
  bool ok_;
  union {
    Error error_;
  };
};

using Status = Result<void>;

} // namespace seal

// The value of a Result; its error ends the function around with that error. The only macro for
// control flow: a function cannot return for its caller. Not inside another one's parentheses.
#define TRY(...)                                                                                   \
  __extension__({                                                                                  \
    auto result_ = (__VA_ARGS__);                                                                  \
    if (!result_)                                                                                  \
      return std::move(result_).error();                                                           \
    result_.take();                                                                                \
  })
