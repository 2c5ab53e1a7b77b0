// How elfseal words what went wrong: an llvm::Error whose text is "what is wrong; remedy". main.cpp
// puts the program's and the file's name before it.
#pragma once

#include <llvm/Support/Error.h>
#include <llvm/Support/FormatVariadic.h>

#include <string>
#include <system_error>
#include <utility>

namespace seal::elfseal {

template <typename... Values>
llvm::Error fail(const char* format, Values&&... values) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                 llvm::formatv(format, std::forward<Values>(values)...).str());
}

/// What the system's error number says and what mends it: "No such file or directory; check its
/// name". "Its" is the file, or the folder, that the text before it is about.
std::string reason(int error);
std::string reason(std::error_code error);

} // namespace seal::elfseal
