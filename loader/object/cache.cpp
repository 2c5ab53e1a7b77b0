// Reading ld.so.cache. Every offset in it is checked at use.
#include "object/cache.h"
#include "elf/image.h"
#include <cstring>
#include <sys/mman.h>

namespace seal::object {
namespace {

constexpr char kMagic[] = "glibc-ld.so.cache1.1";
constexpr char kOldMagic[] = "ld.so-1.7.0";
constexpr std::uint32_t kElf64Libc6 = 0x0303; // FLAG_ELF_LIBC6 | FLAG_X8664_LIB64
constexpr std::uint64_t kHwcapExtension = std::uint64_t{1} << 62;
constexpr std::uint32_t kExtensionMagic = 0xeaa42174;
constexpr std::uint32_t kExtensionHwcaps = 1;

struct Header {
  char magic[20];
  std::uint32_t count, strings_size;
  std::uint8_t flags, padding[3];
  std::uint32_t extension_offset, unused[3];
};
struct OldHeader {
  char magic[12];
  std::uint32_t count; // of entries of 12 bytes
};
struct ExtensionSection {
  std::uint32_t tag, flags, offset, size;
};

// ldconfig's order: runs of digits compare as numbers (glibc's _dl_cache_libcmp).
int compare(const char* a, const char* b) {
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  while (*a) {
    if (digit(*a) && digit(*b)) {
      unsigned long x = 0, y = 0;
      while (digit(*a))
        x = x * 10 + static_cast<unsigned long>(*a++ - '0');
      while (digit(*b))
        y = y * 10 + static_cast<unsigned long>(*b++ - '0');
      if (x != y)
        return x < y ? -1 : 1;
    } else if (digit(*a)) {
      return 1;
    } else if (digit(*b)) {
      return -1;
    } else if (*a != *b) {
      return static_cast<unsigned char>(*a) - static_cast<unsigned char>(*b);
    } else {
      ++a, ++b;
    }
  }
  return static_cast<unsigned char>(*a) - static_cast<unsigned char>(*b);
}

} // namespace

struct Cache::Entry {
  std::uint32_t flags, key, value, os_version;
  std::uint64_t hwcap;
};

void Cache::open(const char* path, bool secure) {
  auto file = os::File::open(path);
  if (!file)
    return;
  struct stat st;
  if (os::failed(arch::syscall(SYS_fstat, file->fd(), long(&st))) ||
      st.st_size < long(sizeof(Header)))
    return;
  if (secure && (st.st_uid != 0 || (st.st_mode & 022)))
    return;
  long at = os::map(0, std::size_t(st.st_size), PROT_READ, MAP_PRIVATE, file->fd(), 0);
  if (os::failed(at))
    return;
  mapped_ = {reinterpret_cast<const char*>(at), std::size_t(st.st_size)};
  parse(mapped_);
}

void Cache::close() {
  if (!mapped_.empty())
    os::unmap(reinterpret_cast<std::uintptr_t>(mapped_.data()), mapped_.size());
  *this = Cache();
}

void Cache::parse(std::span<const char> bytes) {
  if (bytes.size() >= sizeof(OldHeader) &&
      std::memcmp(bytes.data(), kOldMagic, sizeof kOldMagic - 1) == 0) {
    OldHeader old;
    std::memcpy(&old, bytes.data(), sizeof old);
    std::uint64_t skip = (sizeof old + std::uint64_t{old.count} * 12 + 7) & ~std::uint64_t{7};
    if (skip > bytes.size())
      return;
    bytes = bytes.subspan(skip);
  }
  if (bytes.size() < sizeof(Header) || std::memcmp(bytes.data(), kMagic, sizeof kMagic - 1) != 0)
    return;
  auto* header = reinterpret_cast<const Header*>(bytes.data());
  if ((header->flags & 3) == 3) // marked big-endian
    return;
  if (header->count > (bytes.size() - sizeof(Header)) / sizeof(Entry))
    return;
  bytes_ = bytes;
  entries_ = reinterpret_cast<const Entry*>(bytes.data() + sizeof(Header));
  count_ = header->count;

  auto array = [&](std::uint64_t offset, std::uint64_t size) {
    bool inside = offset % 4 == 0 && offset <= bytes.size() && size <= bytes.size() - offset;
    return inside ? bytes.subspan(offset, size) : std::span<const char>();
  };
  auto extension = array(header->extension_offset, 8);
  if (!header->extension_offset || extension.empty())
    return;
  std::uint32_t head[2];
  std::memcpy(head, extension.data(), 8);
  auto sections =
      array(header->extension_offset + 8, std::uint64_t{head[1]} * sizeof(ExtensionSection));
  if (head[0] != kExtensionMagic)
    return;
  for (std::size_t at = 0; at + sizeof(ExtensionSection) <= sections.size();
       at += sizeof(ExtensionSection)) {
    ExtensionSection section;
    std::memcpy(&section, sections.data() + at, sizeof section);
    auto names = array(section.offset, section.size);
    if (section.tag == kExtensionHwcaps && !names.empty())
      hwcap_names_ = {reinterpret_cast<const std::uint32_t*>(names.data()), names.size() / 4};
  }
}

const char* Cache::string(std::uint32_t offset) const {
  if (offset >= bytes_.size() || !std::memchr(bytes_.data() + offset, 0, bytes_.size() - offset))
    return nullptr;
  return bytes_.data() + offset;
}

// How well an entry suits this processor: -1 not at all, 0 anywhere, more for a glibc-hwcaps
// folder.
int Cache::rank(const Entry& entry, Hwcaps& hwcaps) const {
  if (entry.flags != kElf64Libc6)
    return -1;
  if (entry.hwcap == 0)
    return 0;
  if (!(entry.hwcap & kHwcapExtension))
    return -1; // a legacy hwcaps folder
  std::uint32_t index = static_cast<std::uint32_t>(entry.hwcap);
  const char* name = index < hwcap_names_.size() ? string(hwcap_names_[index]) : nullptr;
  return name ? hwcaps.rank(name) : -1;
}

const char* Cache::find(const char* soname, Hwcaps& hwcaps) {
  // Descending order; equal names lie together.
  std::uint32_t low = 0, high = count_;
  while (low < high) {
    std::uint32_t middle = low + (high - low) / 2;
    const char* key = string(entries_[middle].key);
    if (!key)
      return nullptr;
    if (compare(soname, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  const char* best = nullptr;
  int best_rank = -1;
  for (; low < count_; ++low) {
    const char* key = string(entries_[low].key);
    if (!key || compare(soname, key) != 0)
      break;
    if (int r = rank(entries_[low], hwcaps); r > best_rank) {
      best = string(entries_[low].value);
      best_rank = r;
    }
  }
  return best;
}

} // namespace seal::object
