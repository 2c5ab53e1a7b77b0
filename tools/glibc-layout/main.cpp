// glibc-layout: the layout record of one build of glibc, from its debug information. Options,
// output and exit codes.
#include "record.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/ToolOutputFile.h>

#include <link.h>

namespace seal::layout {
namespace {

enum Exit { kSuccess = 0, kDifferent = 1, kUsage = 2, kFailure = 3 };

llvm::cl::OptionCategory category("Options");
llvm::cl::list<std::string> objects(llvm::cl::Positional, llvm::cl::cat(category),
                                    llvm::cl::desc("[LOADER LIBC]"));
llvm::cl::opt<std::string>
    debug_dir("debug-dir", llvm::cl::cat(category), llvm::cl::init("/usr/lib/debug"),
              llvm::cl::value_desc("dir"),
              llvm::cl::desc("Where separate debug files are, in .build-id/ (/usr/lib/debug)"));
llvm::cl::opt<std::string> output("o", llvm::cl::cat(category), llvm::cl::init("-"),
                                  llvm::cl::value_desc("file"),
                                  llvm::cl::desc("Write the record to a file"));
llvm::cl::opt<std::string> verify("verify", llvm::cl::cat(category), llvm::cl::value_desc("record"),
                                  llvm::cl::desc("Compare with a record instead of writing one"));

constexpr char kOverview[] =
    "Reads how glibc lays out what its loader and libc.so.6 share, and prints it as a C++ "
    "header.\n\n"
    "LOADER is glibc's ld-linux-x86-64.so.2 and LIBC its libc.so.6; without them, those that run\n"
    "this program. Exits with 1 if --verify finds a difference, 2 when used wrongly and 3 if a "
    "file\n"
    "cannot be processed.\n";

int fail(llvm::Error error) {
  llvm::errs() << "glibc-layout: " << llvm::toString(std::move(error)) << '\n';
  return kFailure;
}

// The path of the object called `name` in this process, or the name itself.
std::string running(llvm::StringRef name) {
  for (const link_map* map = _r_debug.r_map; map != nullptr; map = map->l_next)
    if (llvm::sys::path::filename(map->l_name) == name)
      return map->l_name;
  return name.str();
}

// Prints one line for each side of each difference and tells whether there was one. Which build was
// measured is no part of a layout: point releases share theirs.
bool differs(const std::map<std::string, std::string>& recorded,
             const std::map<std::string, std::string>& measured) {
  bool found = false;
  const auto report = [&](char side, const std::string& name, const std::string& value) {
    found = true;
    llvm::outs() << side << name << " = " << value << '\n';
  };
  // Merges the two sorted maps.
  auto left = recorded.begin();
  auto right = measured.begin();
  while (left != recorded.end() || right != measured.end()) {
    const bool only_left =
        right == measured.end() || (left != recorded.end() && left->first < right->first);
    const bool only_right =
        left == recorded.end() || (right != measured.end() && right->first < left->first);
    const bool same = !only_left && !only_right && left->second == right->second;
    const std::string& name = only_right ? right->first : left->first;
    if (!same && llvm::StringRef(name).split('.').first != "build") {
      if (!only_right)
        report('-', left->first, left->second);
      if (!only_left)
        report('+', right->first, right->second);
    }
    left = only_right ? left : std::next(left);
    right = only_left ? right : std::next(right);
  }
  return found;
}

int run() {
  const std::string loader_path = objects.empty() ? running("ld-linux-x86-64.so.2") : objects[0];
  const std::string libc_path = objects.empty() ? running("libc.so.6") : objects[1];
  auto loader = ElfObject::open(loader_path);
  if (!loader)
    return fail(loader.takeError());
  auto libc = ElfObject::open(libc_path);
  if (!libc)
    return fail(libc.takeError());
  auto record = measure(*loader, *libc, debug_dir);
  if (!record)
    return fail(record.takeError());

  if (!verify.empty()) {
    auto file = llvm::MemoryBuffer::getFile(verify);
    if (!file)
      return fail(failure(verify, file.getError().message()));
    const auto recorded = parse((*file)->getBuffer());
    if (recorded.empty())
      return fail(failure(verify, "not a layout record"));
    std::string text;
    llvm::raw_string_ostream stream(text);
    write(*record, stream);
    return differs(recorded, parse(stream.str())) ? kDifferent : kSuccess;
  }

  std::error_code error;
  llvm::ToolOutputFile file(output, error, llvm::sys::fs::OF_Text);
  if (error)
    return fail(failure(output, error.message()));
  write(*record, file.os());
  file.os().flush();
  if (file.os().has_error()) {
    file.os().clear_error();
    return fail(failure(output, "could not be written"));
  }
  file.keep();
  return kSuccess;
}

} // namespace
} // namespace seal::layout

int main(int argc, char** argv) {
  using namespace seal::layout;
  llvm::cl::HideUnrelatedOptions(category);
  if (!llvm::cl::ParseCommandLineOptions(argc, argv, kOverview, &llvm::errs()))
    return kUsage;
  if (objects.size() != 0 && objects.size() != 2) {
    llvm::errs() << "glibc-layout: give LOADER and LIBC, or neither\n";
    return kUsage;
  }
  return run();
}
