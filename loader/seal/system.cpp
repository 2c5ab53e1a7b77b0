// The mappings that the kernel made for the process: the vdso with its data, the stack.
#include "os/system.h"
#include "os/file.h"
#include "os/string.h"
#include "seal/apply.h"
#include <errno.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

namespace seal::sealing {
namespace {

constexpr std::size_t kNameSize = 32;
struct Mapping {
  std::uintptr_t start = 0, end = 0;
  char name[kNameSize] = {};
};

// PROCMAP_QUERY (Linux 6.11), on an open /proc/self/maps: the mapping that covers an address.
struct ProcmapQuery {
  std::uint64_t size, query_flags, query_addr;
  std::uint64_t vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
  std::uint32_t dev_major, dev_minor, vma_name_size, build_id_size;
  std::uint64_t vma_name_addr, build_id_addr;
};
constexpr long kProcmapQuery = long(_IOWR('f', 17, ProcmapQuery));

bool query(int maps, std::uintptr_t address, Mapping& mapping) {
  ProcmapQuery query = {};
  query.size = sizeof query;
  query.query_addr = address;
  query.vma_name_addr = reinterpret_cast<std::uint64_t>(mapping.name);
  query.vma_name_size = sizeof mapping.name;
  mapping.name[0] = '\0';
  if (os::failed(arch::syscall(SYS_ioctl, maps, kProcmapQuery, long(&query))))
    return false;
  mapping.start = query.vma_start;
  mapping.end = query.vma_end;
  return true;
}

// The same from the text, for Linux 6.10, which has mseal and not the query: "start-end perms
// offset device inode   name".
class MapsText {
public:
  Status read(const os::File& maps, os::Arena& arena) {
    constexpr std::size_t kPiece = 4096; // the kernel gives whole lines, a page at most
    for (;;) {
      auto* piece = TRY(arena.array<char>(kPiece));
      long got = os::read_at(maps.fd(), piece, kPiece, offset_);
      if (os::failed(got) || got == 0)
        return {};
      TRY(add({piece, std::size_t(got)}, arena));
      offset_ += std::uint64_t(got);
    }
  }
  bool find(std::uintptr_t address, Mapping& mapping) const {
    for (const Mapping& each : mappings_)
      if (address >= each.start && address < each.end) {
        mapping = each;
        return true;
      }
    return false;
  }

private:
  static std::uintptr_t take_hex(std::string_view& text) {
    std::uintptr_t value = 0;
    while (!text.empty()) {
      unsigned digit = unsigned(text[0]) - '0';
      if (digit > 9)
        digit = (unsigned(text[0]) | 32) - 'a' + 10;
      if (digit > 15)
        break;
      value = value * 16 + digit;
      text.remove_prefix(1);
    }
    return value;
  }
  Status add(std::string_view text, os::Arena& arena) {
    while (!text.empty()) {
      std::string_view line = slice(text, 0, text.find('\n'));
      text.remove_prefix(line.size() + (line.size() < text.size()));
      Mapping mapping;
      mapping.start = take_hex(line);
      if (line.empty())
        continue;
      line.remove_prefix(1);
      mapping.end = take_hex(line);
      if (std::size_t at = line.find('['); at != std::string_view::npos)
        std::memcpy(mapping.name, line.data() + at, slice(line, at, kNameSize - 1).size());
      TRY(mappings_.push(arena, mapping));
    }
    return {};
  }

  std::uint64_t offset_ = 0;
  os::Vector<Mapping> mappings_;
};

// By the query, and by the text where there is none.
class Mappings {
public:
  Mappings() : maps_(os::File::open("/proc/self/maps")) {}
  Status read(os::Arena& arena) {
    Mapping any;
    if (!maps_ || query(maps_->fd(), std::uintptr_t(this), any))
      return {};
    text_ = TRY(arena.create<MapsText>());
    return text_->read(*maps_, arena);
  }
  bool find(std::uintptr_t address, Mapping& mapping) {
    return text_ ? text_->find(address, mapping) : maps_ && query(maps_->fd(), address, mapping);
  }

private:
  Result<os::File> maps_;
  MapsText* text_ = nullptr;
};

constexpr const char* kUnknown = "where it lies is not known without /proc/self/maps";

// The data pages are frames of the kernel's own (VM_PFNMAP), which MADV_COLD refuses with EINVAL;
// it does nothing to others.
bool is_of_kernel(std::uintptr_t page) {
  return os::advise(page, elf::kPageSize, MADV_COLD) == -EINVAL;
}

} // namespace

Result<bool> plan_vdso(std::uintptr_t start, std::uintptr_t end, Plan& plan, os::Arena& arena) {
  constexpr std::size_t kMost = 32; // 6 in Linux 6.18
  std::size_t pages = 0;
  while (pages <= kMost && is_of_kernel(start - (pages + 1) * elf::kPageSize))
    ++pages;
  if (pages == 0 || pages > kMost)
    return false;
  const std::uintptr_t data = start - pages * elf::kPageSize;
  TRY(plan.push(arena, {"[vvar]", data, start, Kind::kVvar, nullptr, 0, nullptr}));
  TRY(plan.push(arena, {"[vdso]", start, end, Kind::kVdso, nullptr, 0, nullptr}));
  return true;
}

Status plan_system(std::uintptr_t vdso, std::uintptr_t stack, Plan& plan, os::Arena& arena) {
  Mappings mappings;
  TRY(mappings.read(arena));
  Mapping mapping;
  auto add = [&](const char* name, Kind kind) {
    return plan.push(arena, {name, mapping.start, mapping.end, kind, nullptr, 0, nullptr});
  };
  if (vdso && mappings.find(vdso, mapping)) {
    TRY(add("[vdso]", Kind::kVdso));
    // Its data lie right below it.
    while (mappings.find(mapping.start - 1, mapping) && starts_with(mapping.name, "[vvar")) {
      const char* name = TRY(arena.copy(mapping.name));
      TRY(add(name, Kind::kVvar));
    }
  } else if (vdso) {
    TRY(plan.push(arena, {"[vdso]", vdso, vdso, Kind::kVdso, kUnknown, ENOENT, nullptr}));
  }
  if (stack && mappings.find(stack, mapping))
    TRY(add("[stack]", Kind::kStack));
  else if (stack)
    TRY(plan.push(arena, {"[stack]", stack, stack, Kind::kStack, kUnknown, ENOENT, nullptr}));
  return {};
}

} // namespace seal::sealing
