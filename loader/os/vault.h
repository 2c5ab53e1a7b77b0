// Memory for what must not be changed by anybody else: pages that are read-only but for the time in
// which the loader changes them. Not sealed, since it does change: who can call mprotect can still
// open it, who can only write cannot.
#pragma once

#include "os/pages.h"

namespace seal::os {

class Vault {
public:
  // It lies in its own memory. Open until guard().
  static Result<Vault*> make();
  Vault(const Vault&) = delete;
  Vault& operator=(const Vault&) = delete;

  // From now on it is read-only but between open() and close(). They nest; one thread at a time.
  void guard();
  // Fails where the kernel refuses: RLIMIT_DATA counts what is writable.
  Status open();
  void close();
  // Nothing was written to it since guard().
  bool is_unchanged() const { return guarded_ && !changed_; }
  // For good: it can be opened no more. Gives the kernel's answer, -errno where it refuses.
  long seal();

  // Its pages, to be taken and given back while it is open.
  Pool& pool() { return pool_; }

  // Calls visit(start, end) for each stretch of address space that it has.
  template <class Visit>
  void for_each_region(Visit visit) const {
    pool_.for_each_region(
        [&](std::uintptr_t start, std::size_t size) { visit(start, start + size); });
  }

private:
  Vault() = default;
  Vault(Vault&&) = default;
  long protect(int protection) const; // the kernel's answer

  Pool pool_;
  std::size_t depth_ = 0; // of open()
  bool guarded_ = false;
  bool changed_ = false;
  bool sealed_ = false;
};

} // namespace seal::os
