// Looking through /proc.
#include "processes.h"

#include "error.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <unistd.h>

#include <climits>

namespace seal::elfseal {
namespace {

namespace fs = llvm::sys::fs;

std::string folder_of(std::uint64_t process) { return "/proc/" + std::to_string(process); }

std::string name_of(std::uint64_t process) {
  const auto text = llvm::MemoryBuffer::getFileAsStream(folder_of(process) + "/comm");
  return text ? (*text)->getBuffer().rtrim('\n').str() : "";
}

std::string executable_of(std::uint64_t process) {
  char path[PATH_MAX];
  const ssize_t size = readlink((folder_of(process) + "/exe").c_str(), path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : "";
}

bool has_name(std::uint64_t process, llvm::StringRef name) {
  const std::string executable = executable_of(process);
  llvm::StringRef file = llvm::sys::path::filename(executable);
  file.consume_back(" (deleted)"); // the kernel's remark
  return file == name || name_of(process) == name;
}

} // namespace

std::size_t Process::open() const {
  return static_cast<std::size_t>(
      llvm::count_if(mappings, [](const Mapping& m) { return m.state() == State::kOpen; }));
}

std::vector<std::uint64_t> all_processes() {
  std::vector<std::uint64_t> numbers;
  std::error_code error;
  for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    std::uint64_t number = 0;
    if (!llvm::sys::path::filename(entry->path()).getAsInteger(10, number) &&
        number != static_cast<std::uint64_t>(getpid()))
      numbers.push_back(number);
  }
  llvm::sort(numbers);
  return numbers;
}

llvm::Expected<std::vector<std::uint64_t>> find_processes(llvm::StringRef name) {
  std::vector<std::uint64_t> numbers = all_processes();
  llvm::erase_if(numbers, [&](std::uint64_t number) { return !has_name(number, name); });
  if (numbers.empty())
    return fail("no process has this name; give the name of one that runs, or its number");
  return numbers;
}

llvm::Expected<Process> read_process(std::uint64_t number) {
  llvm::Expected<std::vector<Mapping>> mappings = read_mappings(number);
  if (!mappings)
    return mappings.takeError();
  return Process{number, name_of(number), executable_of(number), std::move(*mappings)};
}

} // namespace seal::elfseal
