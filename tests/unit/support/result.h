// What a Result says, as a string that a test can compare.
#pragma once

#include "os/error.h"
#include <string>

namespace seal::test {

// The error's text; "" when there is none.
template <class T>
std::string error_of(const Result<T>& result) {
  return result ? "" : result.error().what.c_str();
}

} // namespace seal::test
