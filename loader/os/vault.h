// Memory for what must not be changed by anybody else: pages that are read-only but for the time in
// which the loader changes them. Not sealed, since it does change: who can call mprotect can still
// open it, who can only write cannot.
#pragma once

#include <cstddef>
#include <cstdint>

namespace seal::os {

class Vault {
public:
  // It lies in its own memory. Open until guard().
  static Vault& make();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  // From now on it is read-only but between open() and close(). They nest; one thread at a time.
  void guard();
  void open();
  void close();
  // For good: it can be opened no more. Gives the kernel's answer, -errno where it refuses.
  long seal();

  struct Pages {
    std::uintptr_t start = 0;
    std::size_t size = 0; // bytes; no less than was asked for
  };
  // Zeroed pages. Without memory the process ends with a message and status 127.
  Pages take(std::size_t size);
  void give_back(Pages pages);

  // Calls visit(start, end) for each stretch of address space that it has.
  template <class Visit>
  void for_each_region(Visit visit) const {
    for (std::size_t i = 0; i < count_; ++i)
      visit(regions_[i].start, regions_[i].start + regions_[i].size());
  }

private:
  static constexpr std::size_t kUnits = 64; // of a region: one bit each
  struct Region {
    std::uintptr_t start = 0;
    std::size_t unit = 0; // bytes, whole pages
    std::uint64_t used = 0;
    std::size_t size() const { return kUnits * unit; }
    Pages take(std::size_t size);
  };
  explicit Vault(const Region& first) : regions_{first} {}
  static Region map_region(std::size_t size);
  long protect(int protection) const; // the kernel's answer

  // Each is twice as large as the one before: more do not fit into the address space.
  Region regions_[32];
  std::size_t count_ = 1;
  std::size_t depth_ = 0; // of open()
  bool guarded_ = false;
  bool sealed_ = false;
};

} // namespace seal::os
