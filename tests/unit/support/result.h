// What a Result says, as a string that a test can compare.
#pragma once

#include "os/error.h"
#include <cstdlib>
#include <iostream>
#include <string>

namespace seal::test {

// The error's text; "" when there is none.
template <class T>
std::string error_of(const Result<T>& result) {
  return result ? "" : result.error().what.c_str();
}

// The value; a test that has none ends.
template <class T>
T take(Result<T>&& result) {
  if (!result) {
    std::cerr << result.error().what.c_str() << '\n';
    std::abort();
  }
  return result.take();
}

} // namespace seal::test
