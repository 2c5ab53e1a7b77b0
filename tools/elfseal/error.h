// How elfseal words what went wrong: an llvm::Error whose text is "what is wrong; remedy". main.cpp
// puts the program's and the file's name before it.
#pragma once

#include <llvm/Support/Error.h>
#include <llvm/Support/FormatVariadic.h>

#include <utility>

namespace seal::elfseal {

template <typename... Values>
llvm::Error fail(const char* format, Values&&... values) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 llvm::formatv(format, std::forward<Values>(values)...).str());
}

} // namespace seal::elfseal
