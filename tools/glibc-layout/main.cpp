// glibc-layout: the layout record of one build of glibc, from its debug information. Options,
// output and exit codes.
#include "record.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/ToolOutputFile.h>

#include <link.h>

#include <map>
#include <string>
#include <utility>

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
    "glibc's private layouts, from its debug information, as a C++ header\n\n"
    "LOADER is glibc's ld-linux-x86-64.so.2 and LIBC its libc.so.6; without them, those that run\n"
    "this program. Exits with 1 if --verify finds a difference, 2 when used wrongly and 3 if a\n"
    "file cannot be processed.\n";

int fail(llvm::Error error) {
  llvm::logAllUnhandledErrors(std::move(error), llvm::errs(), "glibc-layout: ");
  return kFailure;
}

// The path of the object called `name` in this process, or the name itself.
std::string running(llvm::StringRef name) {
  std::string path = name.str();
  const auto compare = [](dl_phdr_info* object, std::size_t, void* data) {
    auto& wanted = *static_cast<std::string*>(data);
    const bool found = llvm::sys::path::filename(object->dlpi_name) == wanted;
    if (found)
      wanted = object->dlpi_name;
    return static_cast<int>(found);
  };
  dl_iterate_phdr(compare, &path);
  return path;
}

// Prints one line for each side of each difference and tells whether there was one. Which build was
// measured is no part of a layout: point releases share theirs.
bool differs(const std::map<std::string, std::string>& recorded,
             const std::map<std::string, std::string>& measured) {
  std::map<std::string, std::pair<std::string, std::string>> fields;
  for (const auto& [name, value] : recorded)
    fields[name].first = value;
  for (const auto& [name, value] : measured)
    fields[name].second = value;

  bool found = false;
  for (const auto& [name, sides] : fields) {
    const auto& [left, right] = sides;
    if (left == right || llvm::StringRef(name).split('.').first == "build")
      continue;
    found = true;
    if (!left.empty())
      llvm::outs() << '-' << name << " = " << left << '\n';
    if (!right.empty())
      llvm::outs() << '+' << name << " = " << right << '\n';
  }
  return found;
}

llvm::Expected<Record> measure_operands() {
  auto loader = ElfObject::open(objects.empty() ? running("ld-linux-x86-64.so.2") : objects[0]);
  if (!loader)
    return loader.takeError();
  auto libc = ElfObject::open(objects.empty() ? running("libc.so.6") : objects[1]);
  if (!libc)
    return libc.takeError();
  return measure(*loader, *libc, debug_dir);
}

int compare() {
  auto file = llvm::MemoryBuffer::getFile(verify);
  if (!file)
    return fail(failure(verify, file.getError().message()));
  const auto recorded = parse((*file)->getBuffer());
  if (recorded.count("release") == 0)
    return fail(failure(verify, "not a layout record: make one with glibc-layout -o"));
  auto record = measure_operands();
  if (!record)
    return fail(record.takeError());
  std::string text;
  llvm::raw_string_ostream stream(text);
  write(*record, stream);
  return differs(recorded, parse(stream.str())) ? kDifferent : kSuccess;
}

int print() {
  auto record = measure_operands();
  if (!record)
    return fail(record.takeError());
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
  llvm::cl::SetVersionPrinter(
      [](llvm::raw_ostream& out) { out << "glibc-layout (ld-seal) " LDSEAL_VERSION "\n"; });
  if (!llvm::cl::ParseCommandLineOptions(argc, argv, kOverview, &llvm::errs()))
    return kUsage;
  if (objects.size() != 0 && objects.size() != 2) {
    llvm::errs() << "glibc-layout: give LOADER and LIBC, or neither\n";
    return kUsage;
  }
  return verify.empty() ? print() : compare();
}
