// A small ELF image built in memory: what a file looks like to the loader once it is mapped. Its one
// segment ends where its memory ends, so that AddressSanitizer sees every read behind it.
#pragma once

#include "elf/image.h"
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace seal::test {

// The segment's virtual address: not 0, so that a forgotten address lies outside.
inline constexpr std::uint64_t kBase = 0x1000;

class TestImage {
public:
  explicit TestImage(std::size_t size = 0x4000, std::uint32_t flags = PF_R | PF_W);

  // The first virtual address behind the segment.
  std::uint64_t end() const { return kBase + size_; }

  // Copies a table to the next free place and gives its virtual address.
  template <class T>
  std::uint64_t put(const std::vector<T>& items, std::size_t align = alignof(T)) {
    used_ = (used_ + align - 1) / align * align;
    std::uint64_t vaddr = kBase + used_;
    used_ += items.size() * sizeof(T);
    write(vaddr, items.data(), items.size() * sizeof(T));
    return vaddr;
  }
  // Copies a table to the end of the segment: one more element would lie outside.
  template <class T>
  std::uint64_t put_last(const std::vector<T>& items) {
    std::uint64_t vaddr = end() - items.size() * sizeof(T);
    write(vaddr, items.data(), items.size() * sizeof(T));
    return vaddr;
  }
  template <class T>
  T& at(std::uint64_t vaddr) {
    return *reinterpret_cast<T*>(memory_.get() + (vaddr - kBase));
  }
  // The address in memory of a virtual address.
  std::uintptr_t address(std::uint64_t vaddr) const {
    return reinterpret_cast<std::uintptr_t>(memory_.get()) + (vaddr - kBase);
  }

  // The offset of a text in the string table.
  std::uint64_t string(std::string_view text);

  // The dynamic section's entries. set() replaces the first one of its tag.
  void add(std::int64_t tag, std::uint64_t value) { dynamic_.push_back({tag, {value}}); }
  void set(std::int64_t tag, std::uint64_t value);
  // Lays out the string table and the dynamic section with DT_NULL; finish(false) leaves that out.
  void finish(bool with_null = true);

  // A further program header.
  Elf64_Phdr& header(std::uint32_t type, std::uint64_t vaddr, std::uint64_t size,
                     std::uint64_t align = 1, std::uint32_t flags = PF_R);
  Elf64_Phdr& load() { return phdrs_[0]; }

  // The finished image, valid as long as this object.
  elf::Image image();

private:
  struct Free {
    void operator()(char* memory) const;
  };
  void write(std::uint64_t vaddr, const void* from, std::size_t bytes);

  std::size_t size_, used_ = 0;
  std::unique_ptr<char, Free> memory_;
  std::vector<Elf64_Phdr> phdrs_, loads_;
  std::vector<Elf64_Dyn> dynamic_;
  std::string strings_ = std::string(1, '\0');
  bool finished_ = false;
};

} // namespace seal::test
