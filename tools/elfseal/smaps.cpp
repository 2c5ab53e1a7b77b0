// Reading /proc/PID/smaps.
#include "smaps.h"

#include "error.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/MemoryBuffer.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>
#include <utility>

namespace seal::elfseal {
namespace {

struct NamedKind {
  llvm::StringLiteral start; // of the path
  MappingKind kind;
};

constexpr NamedKind kNamedKinds[] = {
    {"[vdso]", MappingKind::kSystem},    {"[vvar", MappingKind::kSystem},
    {"[uprobes]", MappingKind::kSystem}, {"[vsyscall]", MappingKind::kVsyscall},
    {"[stack", MappingKind::kStack},     {"[heap]", MappingKind::kHeap},
    {"[anon", MappingKind::kAnonymous},
};

bool begins_with(llvm::StringRef text, llvm::StringRef start) {
  return text.substr(0, start.size()) == start;
}

// A mapping's first line: BEGIN-END PERMS OFFSET DEVICE INODE [PATH].
bool parse_header(llvm::StringRef line, Mapping& mapping) {
  const auto word = [&line] {
    const auto [first, rest] = line.split(' ');
    line = rest;
    return first;
  };
  const auto [begin, end] = word().split('-');
  mapping.permissions = word().str();
  word(); // the offset
  mapping.device = word().str();
  if (begin.getAsInteger(16, mapping.begin) || end.getAsInteger(16, mapping.end) ||
      mapping.permissions.size() != 4 || word().getAsInteger(10, mapping.inode))
    return false;
  mapping.path = line.ltrim(' ').str();
  for (const NamedKind& named : kNamedKinds)
    if (begins_with(mapping.path, named.start))
      mapping.kind = named.kind;
  return true;
}

// Lines that it does not know are passed over.
std::vector<Mapping> parse_smaps(llvm::StringRef text) {
  std::vector<Mapping> mappings;
  while (!text.empty()) {
    const auto [line, rest] = text.split('\n');
    text = rest;
    Mapping mapping;
    if (parse_header(line, mapping)) {
      mappings.push_back(std::move(mapping));
    } else if (begins_with(line, "VmFlags:") && !mappings.empty()) {
      llvm::SmallVector<llvm::StringRef, 16> flags;
      line.substr(8).split(flags, ' ', -1, /*KeepEmpty=*/false);
      mappings.back().sealed = llvm::is_contained(flags, "sl");
    }
  }
  return mappings;
}

// The file's first bytes, through the process's own view of it: the path may be another file's by
// now, or lie in another file system tree.
bool is_elf(std::uint64_t process, const Mapping& mapping) {
  const std::string folder = "/proc/" + std::to_string(process);
  const std::string range =
      llvm::formatv("{0}/map_files/{1:x-}-{2:x-}", folder, mapping.begin, mapping.end).str();
  for (const std::string& path : {range, folder + "/root" + mapping.path}) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
      continue;
    char magic[4] = {};
    const ssize_t size = read(fd, magic, sizeof magic);
    close(fd);
    return size == sizeof magic && std::memcmp(magic, llvm::ELF::ElfMagic, sizeof magic) == 0;
  }
  // It cannot be read. What is executed is taken for an ELF file: rather a complaint too many.
  return mapping.permissions[2] == 'x';
}

// One answer a file.
void classify_files(std::uint64_t process, std::vector<Mapping>& mappings) {
  std::map<std::pair<std::string, std::uint64_t>, bool> known;
  for (const Mapping& m : mappings)
    if (m.inode != 0)
      known[{m.device, m.inode}] |= is_elf(process, m);
  for (Mapping& m : mappings)
    if (m.inode != 0)
      m.kind = known[{m.device, m.inode}] ? MappingKind::kImage : MappingKind::kFile;
}

// Private, anonymous and readable only: relocated pages that were given their final protection.
// (What is inaccessible next to an image is as likely the guard of a stack.)
bool looks_like_relro(const Mapping& m) {
  return m.kind == MappingKind::kAnonymous && m.permissions == "r--p";
}

// The last mapping of the image that begins with `first`: mappings of its file with nothing but
// anonymous ones between them, and relocated pages behind them.
std::size_t image_end(const std::vector<Mapping>& mappings, std::size_t first) {
  std::size_t last = first;
  for (std::size_t i = first + 1; i < mappings.size() && mappings[i].begin == mappings[i - 1].end;
       ++i) {
    const Mapping& m = mappings[i];
    const bool same_file = m.kind == MappingKind::kImage && m.inode == mappings[first].inode &&
                           m.device == mappings[first].device;
    if (same_file || (last == i - 1 && looks_like_relro(m)))
      last = i;
    else if (m.kind != MappingKind::kAnonymous)
      break;
  }
  return last;
}

void classify_image_parts(std::vector<Mapping>& mappings) {
  for (std::size_t first = 0; first < mappings.size(); ++first) {
    if (mappings[first].kind != MappingKind::kImage)
      continue;
    const std::size_t last = image_end(mappings, first);
    for (std::size_t i = first + 1; i <= last; ++i)
      if (mappings[i].kind == MappingKind::kAnonymous) {
        mappings[i].kind = MappingKind::kImagePart;
        mappings[i].path = mappings[first].path;
      }
    first = last;
  }
}

} // namespace

bool Mapping::should_be_sealed() const {
  return !writable() && (kind == MappingKind::kImage || kind == MappingKind::kImagePart);
}

llvm::Expected<std::vector<Mapping>> read_mappings(std::uint64_t process) {
  const std::string path = "/proc/" + std::to_string(process) + "/smaps";
  const auto text = llvm::MemoryBuffer::getFileAsStream(path);
  if (text.getError() == std::errc::no_such_file_or_directory ||
      text.getError() == std::errc::no_such_process)
    return fail("no such process; give the number of one that runs");
  if (text.getError() == std::errc::permission_denied)
    return fail("its mappings may not be read; run as its user or as root");
  if (!text)
    return fail("cannot read {0}: {1}; try again", path, text.getError().message());
  std::vector<Mapping> mappings = parse_smaps((*text)->getBuffer());
  if (mappings.empty())
    return fail("it has no mappings: a kernel thread, or a process that has ended; name another");
  classify_files(process, mappings);
  classify_image_parts(mappings);
  return mappings;
}

} // namespace seal::elfseal
