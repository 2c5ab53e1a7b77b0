// One reservation for the whole image, then each segment over it. What lies between segments stays
// PROT_NONE: nothing else can come to lie there.
#include "object/map.h"
#include "arch/x86_64/valgrind.h"
#include "os/output.h"
#include <algorithm>
#include <cstring>
#include <errno.h>
#include <sys/mman.h>

namespace seal::object {

using elf::page_down;
using elf::page_up;

namespace {

// Writable segments up to this size are read into anonymous memory whole: cheaper than a fault and
// a copy for each page, and one mapping instead of three.
constexpr std::uint64_t kReadInLimit = 128 * 1024;

struct Span {
  std::uint64_t start = 0, end = 0, align = elf::kPageSize; // virtual addresses
};

Span span_of(std::span<const Elf64_Phdr> loads) {
  Span span{page_down(loads.front().p_vaddr), page_up(loads.back().p_vaddr + loads.back().p_memsz)};
  // What is no power of two asks for nothing, as the kernel and glibc's loader see it.
  for (const Elf64_Phdr& load : loads)
    if ((load.p_align & (load.p_align - 1)) == 0 && load.p_align > span.align)
      span.align = load.p_align;
  return span;
}

// glibc's words leave the errno out.
Error map_error(long result, Literal what = "failed to map segment from shared object") {
  return Error{.what = what, .note = os::errno_text(int(-result))};
}

// Address space for the image; the bias that goes with it.
Result<std::uintptr_t> reserve(const Span& span, bool fixed) {
  constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  std::uint64_t size = span.end - span.start;
  if (fixed) {
    long at = os::map(span.start, size, PROT_NONE, kFlags | MAP_FIXED_NOREPLACE, -1, 0);
    if (os::failed(at))
      return Error{.what = "the addresses that the program is linked for are taken",
                   .err = int(-at)};
    return std::uintptr_t{0};
  }
  std::uint64_t slack = span.align > elf::kPageSize ? span.align : 0;
  long at = os::map(0, size + slack, PROT_NONE, kFlags, -1, 0);
  if (os::failed(at))
    return map_error(at);
  std::uint64_t got = std::uint64_t(at);
  if (slack) {
    // The bias must be a multiple of the alignment (gABI: p_vaddr congruent to p_offset modulo
    // p_align).
    std::uint64_t bias = (got - span.start + span.align - 1) & ~(span.align - 1);
    std::uint64_t start = bias + span.start;
    if (start > got)
      os::unmap(got, start - got);
    if (start + size < got + size + slack)
      os::unmap(start + size, got + slack - start);
    return bias;
  }
  return got - span.start;
}

class SegmentMapper {
public:
  SegmentMapper(const os::File& file, const elf::Image& image)
      : file_(file), bias_(image.bias), relro_(relro_pages(image)) {}

  Status map(const Elf64_Phdr& load) const {
    std::uint64_t start = bias_ + page_down(load.p_vaddr);
    std::uint64_t file_end = bias_ + load.p_vaddr + load.p_filesz;
    std::uint64_t end = page_up(bias_ + load.p_vaddr + load.p_memsz);
    // No seal under Valgrind, and so nothing to make safe.
    if (!(load.p_flags & PF_W) || arch::on_valgrind())
      return map_file(load, start, end, file_end);
    const bool has_relro =
        !relro_.empty() && relro_.start >= start && relro_.start < file_end && relro_.end <= end;
    const std::uint64_t relro_file_end = relro_.end < file_end ? relro_.end : file_end;
    // Code is mapped from the file, never read in: the mount or a security module may forbid it.
    // RELRO comes over it, since nothing runs there.
    if (load.p_flags & PF_X) {
      if (Status status = map_file(load, start, end, file_end); !status || !has_relro)
        return status;
      return read_in(load, relro_.start, relro_.end, relro_file_end);
    }
    if (file_end - start <= kReadInLimit)
      return read_in(load, start, end, file_end);
    if (!has_relro)
      return map_file(load, start, end, file_end);
    // A large segment: only its RELRO pages are read in, the rest stays backed by the file.
    if (relro_.start > start)
      if (Status status = map_file(load, start, relro_.start, relro_.start); !status)
        return status;
    if (Status status = read_in(load, relro_.start, relro_.end, relro_file_end); !status)
      return status;
    if (relro_.end < end)
      return map_file(load, relro_.end, end, file_end > relro_.end ? file_end : relro_.end);
    return {};
  }

private:
  std::uint64_t offset_of(const Elf64_Phdr& load, std::uint64_t address) const {
    return address - bias_ - load.p_vaddr + load.p_offset;
  }

  Status anonymous(std::uint64_t start, std::uint64_t end, int protection) const {
    if (start >= end)
      return {};
    long at =
        os::map(start, end - start, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return os::failed(at) ? Status(map_error(at, "cannot map zero-fill pages")) : Status();
  }

  // Anonymous pages that hold what the file has in [start, file_end), zeroes behind it. They are
  // not executable.
  Status read_in(const Elf64_Phdr& load, std::uint64_t start, std::uint64_t end,
                 std::uint64_t file_end) const {
    if (Status status = anonymous(start, end, protection_of(load) & ~PROT_EXEC); !status)
      return status;
    return file_.read_exactly(reinterpret_cast<void*>(start), file_end - start,
                              offset_of(load, start));
  }

  Status map_file(const Elf64_Phdr& load, std::uint64_t start, std::uint64_t end,
                  std::uint64_t file_end) const {
    const int protection = protection_of(load);
    if (file_end <= start)
      return anonymous(start, end, protection);
    const std::uint64_t mapped_end = page_up(file_end);
    long at = os::map(start, mapped_end - start, protection, MAP_PRIVATE | MAP_FIXED, file_.fd(),
                      offset_of(load, start));
    if (os::failed(at))
      return map_error(at);
    if (file_end < mapped_end && end >= mapped_end && load.p_memsz > load.p_filesz)
      if (Status status = clear(file_end, mapped_end, protection); !status)
        return status;
    return anonymous(mapped_end, end, protection);
  }

  // The rest of the page where bss begins.
  static Status clear(std::uint64_t start, std::uint64_t end, int protection) {
    const std::uint64_t page = page_down(start);
    const auto protect = [&](int now) { return os::protect(page, end - page, now); };
    long result = 0;
    if (!(protection & PROT_WRITE))
      result = protect((protection | PROT_WRITE) & ~PROT_EXEC);
    if (!os::failed(result)) {
      std::memset(reinterpret_cast<void*>(start), 0, end - start);
      if (!(protection & PROT_WRITE))
        result = protect(protection);
    }
    if (os::failed(result))
      return Error{.what = "cannot change memory protections", .err = int(-result)};
    return {};
  }

  const os::File& file_;
  std::uintptr_t bias_;
  PageRange relro_;
};

std::uintptr_t phdrs_in_image(const Object& object, const Elf64_Ehdr& header) {
  for (const Elf64_Phdr& phdr : object.image.loads)
    if (header.e_phoff >= phdr.p_offset && header.e_phoff - phdr.p_offset <= phdr.p_filesz &&
        header.e_phnum * sizeof(Elf64_Phdr) <= phdr.p_filesz - (header.e_phoff - phdr.p_offset))
      return object.image.bias + phdr.p_vaddr + (header.e_phoff - phdr.p_offset);
  return reinterpret_cast<std::uintptr_t>(object.image.phdrs.data());
}

// The segment that the page belongs to. mold lets RELRO begin before its segment's first byte.
const Elf64_Phdr* load_of_page(const elf::Image& image, std::uint64_t page) {
  const Elf64_Phdr* found = nullptr;
  for (const Elf64_Phdr& load : image.loads)
    if (page_down(load.p_vaddr) <= page && page < page_up(load.p_vaddr + load.p_memsz))
      found = &load;
  return found;
}

} // namespace

int protection_of(const Elf64_Phdr& load) {
  return (load.p_flags & PF_R ? PROT_READ : 0) | (load.p_flags & PF_W ? PROT_WRITE : 0) |
         (load.p_flags & PF_X ? PROT_EXEC : 0);
}

bool has_impossible_relro(const elf::Image& image) {
  const Elf64_Phdr* relro = image.find(PT_GNU_RELRO);
  if (!relro)
    return false;
  const std::uint64_t end = relro->p_vaddr + relro->p_memsz;
  if (page_down(end) == page_down(relro->p_vaddr)) // no whole page: nothing to do
    return false;
  // lld rounds RELRO's size up to the page that its segment ends in.
  const Elf64_Phdr* load = load_of_page(image, page_down(relro->p_vaddr));
  return !load || end < relro->p_vaddr || end > page_up(load->p_vaddr + load->p_memsz);
}

PageRange relro_pages(const elf::Image& image) {
  const Elf64_Phdr* relro = image.find(PT_GNU_RELRO);
  if (!relro || has_impossible_relro(image))
    return {};
  return {image.bias + page_down(relro->p_vaddr),
          image.bias + page_down(relro->p_vaddr + relro->p_memsz)};
}

PageRange segment_pages(const elf::Image& image, const Elf64_Phdr& load) {
  std::uint64_t end = page_up(load.p_vaddr + load.p_memsz);
  const auto next = std::upper_bound(
      image.loads.begin(), image.loads.end(), load.p_vaddr,
      [](std::uint64_t address, const Elf64_Phdr& each) { return address < each.p_vaddr; });
  if (next != image.loads.end())
    end = std::min(end, page_down(next->p_vaddr));
  return {image.bias + page_down(load.p_vaddr), image.bias + end};
}

Status map_segments(Object& object, const os::File& file, const Elf64_Ehdr& header) {
  Span span = span_of(object.image.loads);
  auto bias = reserve(span, header.e_type == ET_EXEC);
  if (!bias)
    return bias.error();
  object.image.bias = *bias;
  object.map_start = *bias + span.start;
  object.map_end = *bias + span.end;
  SegmentMapper mapper(file, object.image);
  for (const Elf64_Phdr& load : object.image.loads) {
    Status status = mapper.map(load);
    if (!status) {
      unmap(object);
      return status;
    }
  }
  object.entry = header.e_entry ? *bias + header.e_entry : 0;
  object.phdr_address = phdrs_in_image(object, header);
  return {};
}

void discard_data(const Object& object) {
  const PageRange relro = relro_pages(object.image);
  for (const Elf64_Phdr& load : object.image.loads) {
    if (!(load.p_flags & PF_W))
      continue;
    PageRange pages = segment_pages(object.image, load);
    if (relro.start >= pages.start && relro.end <= pages.end && !relro.empty())
      pages.start = relro.end;
    os::advise(pages.start, pages.size(), MADV_DONTNEED);
  }
}

void unmap(const Object& object) { os::unmap(object.map_start, object.map_end - object.map_start); }

} // namespace seal::object
