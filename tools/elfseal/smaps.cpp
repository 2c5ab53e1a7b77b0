// Reading /proc/PID/smaps.
#include "smaps.h"

#include "error.h"
#include "mapped_file.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace seal::elfseal {
namespace {

struct NamedKind {
  llvm::StringLiteral start; // of the path
  MappingKind kind;
};

constexpr NamedKind kNamedKinds[] = {
    {"[vdso]", MappingKind::kVdso},     {"[vvar", MappingKind::kVvar},
    {"[uprobes]", MappingKind::kVdso},  {"[vsyscall]", MappingKind::kVsyscall},
    {"[stack", MappingKind::kStack},    {"[heap]", MappingKind::kHeap},
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
  const llvm::StringRef offset = word();
  mapping.device = word().str();
  if (offset.getAsInteger(16, mapping.offset) || begin.getAsInteger(16, mapping.begin) ||
      end.getAsInteger(16, mapping.end) || mapping.permissions.size() != 4 ||
      word().getAsInteger(10, mapping.inode))
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
    } else if (mappings.empty()) {
      continue;
    } else if (begins_with(line, "Anonymous:") || begins_with(line, "Swap:")) {
      mappings.back().changed |= line.find_first_of("123456789") != llvm::StringRef::npos;
    } else if (begins_with(line, "VmFlags:")) {
      llvm::SmallVector<llvm::StringRef, 16> flags;
      line.substr(8).split(flags, ' ', -1, /*KeepEmpty=*/false);
      mappings.back().sealed = llvm::is_contained(flags, "sl");
    }
  }
  return mappings;
}

using FileId = std::pair<std::string, std::uint64_t>; // device and inode
using Segments = std::vector<Segment>;

FileId file_of(const Mapping& m) { return {m.device, m.inode}; }

// Of the file, through the process's own view of it: the path may be another file's by now, or lie
// in another file system tree. Nothing: it is no ELF file.
std::optional<Segments> segments_of(std::uint64_t process, const Mapping& mapping) {
  const std::string folder = "/proc/" + std::to_string(process);
  const std::string range =
      llvm::formatv("{0}/map_files/{1:x-}-{2:x-}", folder, mapping.begin, mapping.end).str();
  for (const std::string& path : {range, folder + "/root" + mapping.path}) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
      continue;
    auto segments = read_segments(fd);
    close(fd);
    return segments;
  }
  // It cannot be read. What is executed is taken for an ELF file: rather a complaint too many.
  return mapping.permissions[2] == 'x' ? std::optional(Segments()) : std::nullopt;
}

// One answer a file: the files of the process that are ELF files.
std::map<FileId, Segments> find_elf_files(std::uint64_t process,
                                          const std::vector<Mapping>& mappings) {
  std::map<FileId, std::optional<Segments>> known;
  for (const Mapping& m : mappings)
    if (auto* segments = m.inode != 0 ? &known[file_of(m)] : nullptr; segments && !*segments)
      *segments = segments_of(process, m);
  std::map<FileId, Segments> files;
  for (auto& [file, segments] : known)
    if (segments)
      files.emplace(file, std::move(*segments));
  return files;
}

// A page of another loader that ld-seal has replaced by a copy (loader/host/chain/hook.cpp).
bool is_replaced(const Mapping& m) { return begins_with(m.path, "/memfd:ld-seal:"); }

// Where the file's program headers are not known: given their final protection after relocation
// wrote to them.
bool looks_like_relro(const Mapping& m) {
  return m.permissions == "r--p" && (m.inode == 0 || m.changed);
}

// The same of an anonymous mapping that begins where the last one of an image ends, and may be a
// part of it: relocated pages, which never stand behind data, or what is written to behind them or
// behind the file's data. (What is inaccessible next to an image is as likely the guard of a
// stack.)
bool ends_image(const Mapping& last, const Mapping& m) {
  if (m.permissions != "rw-p")
    return m.permissions == "r--p" && !last.writable();
  return looks_like_relro(last) || (last.writable() && last.inode != 0);
}

// The last mapping of the image that begins with `first`: mappings of its file with nothing but
// anonymous ones between them, and behind them what ends an image.
std::size_t image_end(const std::vector<Mapping>& mappings, std::size_t first,
                      const MappedFile& file) {
  std::size_t last = first;
  for (std::size_t i = first + 1; i < mappings.size() && mappings[i].begin == mappings[i - 1].end;
       ++i) {
    const Mapping& m = mappings[i];
    const bool anonymous = m.inode == 0 && m.kind == MappingKind::kAnonymous;
    const bool ends =
        anonymous &&
        (file.is_known() ? m.begin < file.end() : last == i - 1 && ends_image(mappings[last], m));
    if (file_of(m) == file_of(mappings[first]) || ends)
      last = i;
    else if (!anonymous && !is_replaced(m))
      break;
  }
  return last;
}

MappingKind image_kind(const Mapping& m, const Mapping& previous, const MappedFile& file) {
  if (begins_with(llvm::sys::path::filename(m.path), "ld-seal-"))
    return m.writable() ? MappingKind::kLoaderState : MappingKind::kLoader;
  const Part part = file.part_of(m.begin);
  if (part == Part::kData || part == Part::kBss)
    return part == Part::kBss ? MappingKind::kBss : MappingKind::kData;
  if (m.writable())
    return m.inode == 0 && previous.writable() ? MappingKind::kBss : MappingKind::kData;
  if (m.permissions[2] == 'x')
    return MappingKind::kText;
  if (m.permissions[0] != 'r')
    return MappingKind::kHole;
  const bool relro = part == Part::kUnknown ? looks_like_relro(m) : part == Part::kRelro;
  return relro ? MappingKind::kRelro : MappingKind::kReadOnly;
}

void classify(std::uint64_t process, std::vector<Mapping>& mappings) {
  const std::map<FileId, Segments> elf_files = find_elf_files(process, mappings);
  for (std::size_t first = 0; first < mappings.size(); ++first) {
    if (mappings[first].inode == 0)
      continue;
    const auto segments = elf_files.find(file_of(mappings[first]));
    if (segments == elf_files.end()) {
      mappings[first].kind = MappingKind::kFile;
      continue;
    }
    const MappedFile file(segments->second, mappings[first].offset, mappings[first].begin);
    const std::size_t last = image_end(mappings, first, file);
    for (std::size_t i = first; i <= last; ++i) {
      mappings[i].path = mappings[first].path;
      mappings[i].kind = image_kind(mappings[i], mappings[i == first ? first : i - 1], file);
    }
    first = last;
  }
}

} // namespace

State Mapping::state() const {
  if (sealed)
    return State::kSealed;
  if (writable())
    return State::kWritable;
  return kind <= MappingKind::kLoader ? State::kOpen : State::kOther;
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
    return fail("cannot read {0}: {1}", path, reason(text.getError()));
  std::vector<Mapping> mappings = parse_smaps((*text)->getBuffer());
  if (mappings.empty())
    return fail("it has no mappings: a kernel thread, or a process that has ended; name another");
  classify(process, mappings);
  return mappings;
}

} // namespace seal::elfseal
