// Laying out a test image.
#include "support/image.h"
#include <cstdlib>
#include <stdexcept>

namespace seal::test {

void TestImage::Free::operator()(char* memory) const { std::free(memory); }

TestImage::TestImage(std::size_t size, std::uint32_t flags) : size_(size) {
  void* memory = nullptr;
  if (posix_memalign(&memory, elf::kPageSize, size) != 0)
    throw std::bad_alloc();
  std::memset(memory, 0, size);
  memory_.reset(static_cast<char*>(memory));
  phdrs_.reserve(32); // references into it stay good
  header(PT_LOAD, kBase, size, elf::kPageSize, flags);
}

void TestImage::write(std::uint64_t vaddr, const void* from, std::size_t bytes) {
  if (vaddr < kBase || vaddr - kBase + bytes > size_)
    throw std::length_error("the test image is too small");
  if (bytes)
    std::memcpy(memory_.get() + (vaddr - kBase), from, bytes);
}

std::uint64_t TestImage::string(std::string_view text) {
  if (text.empty())
    return 0;
  std::uint64_t offset = strings_.size();
  strings_.append(text).push_back('\0');
  return offset;
}

void TestImage::set(std::int64_t tag, std::uint64_t value) {
  for (Elf64_Dyn& entry : dynamic_)
    if (entry.d_tag == tag) {
      entry.d_un.d_val = value;
      return;
    }
  add(tag, value);
}

void TestImage::finish(bool with_null) {
  finished_ = true;
  auto has = [&](std::int64_t tag) {
    for (const Elf64_Dyn& entry : dynamic_)
      if (entry.d_tag == tag)
        return true;
    return false;
  };
  std::uint64_t strtab = put(std::vector<char>(strings_.begin(), strings_.end()));
  if (!has(DT_STRTAB))
    add(DT_STRTAB, strtab);
  if (!has(DT_STRSZ))
    add(DT_STRSZ, strings_.size());
  if (with_null)
    add(DT_NULL, 0);
  header(PT_DYNAMIC, put(dynamic_), dynamic_.size() * sizeof(Elf64_Dyn), 8);
}

Elf64_Phdr& TestImage::header(std::uint32_t type, std::uint64_t vaddr, std::uint64_t size,
                              std::uint64_t align, std::uint32_t flags) {
  phdrs_.push_back({.p_type = type,
                    .p_flags = flags,
                    .p_offset = vaddr,
                    .p_vaddr = vaddr,
                    .p_paddr = vaddr,
                    .p_filesz = size,
                    .p_memsz = size,
                    .p_align = align});
  return phdrs_.back();
}

elf::Image TestImage::image() {
  if (!finished_)
    finish();
  loads_ = {load()};
  return {.bias = reinterpret_cast<std::uintptr_t>(memory_.get()) - kBase,
          .phdrs = phdrs_,
          .loads = loads_};
}

} // namespace seal::test
