// Errors as values. An Error only points at texts that outlive it (literals, arena strings, mapped
// names), so that making one never allocates; who decides what it means for the process words it
// (os/output.h).
#pragma once

#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

namespace seal {

struct Error {
  const char* what = nullptr;      // what is wrong: a literal
  const char* file = nullptr;      // the file or object it is wrong with
  const char* detail = nullptr;    // the symbol, version or path concerned
  const char* version = nullptr;   // of the symbol in `detail`
  const char* newest = nullptr;    // the version that the file has at most, where that is too old
  const char* needed_by = nullptr; // the object that asked for it
  const char* remedy = nullptr;    // what the user can do: a literal
  const char* trace = nullptr;     // further lines, e.g. the places that were searched
  int err = 0;                     // errno of the failed system call, 0 if none
  bool not_executable = false;     // the file exists but cannot be executed: exit status 126
};

template <class T>
class [[nodiscard]] Result {
public:
  Result(T value) : ok_(true) { new (&value_) T(std::move(value)); }
  Result(const Error& error) : ok_(false), error_(error) {}
  Result(Result&& other) noexcept : ok_(other.ok_) {
    if (ok_)
      new (&value_) T(std::move(other.value_));
    else
      new (&error_) Error(other.error_);
  }
  Result& operator=(Result&&) = delete;
  ~Result() {
    if (ok_)
      value_.~T();
  }

  explicit operator bool() const { return ok_; }
  T& operator*() { return value_; }
  T* operator->() { return &value_; }
  T take() { return std::move(value_); }
  const Error& error() const { return error_; }

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
  Result() = default;
  Result(const Error& error) : error_(error), ok_(false) {}
  explicit operator bool() const { return ok_; }
  void take() const {}
  const Error& error() const { return error_; }

private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

} // namespace seal

// The value of a Result; its error ends the function around with that error. The only macro for
// control flow: a function cannot return for its caller. Not inside another one's parentheses.
#define TRY(...)                                                                                   \
  __extension__({                                                                                  \
    auto result_ = (__VA_ARGS__);                                                                  \
    if (!result_)                                                                                  \
      return result_.error();                                                                      \
    result_.take();                                                                                \
  })
