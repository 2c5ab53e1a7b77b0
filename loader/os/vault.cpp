// Opening and closing: one system call for each mapping of the pool, and those are few.
#include "os/vault.h"
#include "os/system.h"
#include <new>
#include <sys/mman.h>

namespace seal::os {
namespace {

// A signal handler may use the loader too: it finds the protection and its count in agreement.
class SignalsBlocked {
public:
  SignalsBlocked() { set_signal_mask(&kAll, &before_); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { set_signal_mask(&before_, nullptr); }

private:
  static constexpr std::uint64_t kAll = ~std::uint64_t{0};
  std::uint64_t before_ = 0;
};

} // namespace

Result<Vault*> Vault::make() {
  Vault first;
  const Pages pages = TRY(first.pool_.take(sizeof first));
  return new (reinterpret_cast<void*>(pages.start)) Vault(std::move(first));
}

long Vault::protect(int protection) const {
  long result = 0;
  pool_.for_each_region([&](std::uintptr_t start, std::size_t size) {
    if (!failed(result))
      result = os::protect(start, size, protection);
  });
  return result;
}

void Vault::guard() {
  guarded_ = true;
  protect(PROT_READ);
}

long Vault::seal() {
  long result = 0;
  if (!sealed_) {
    if (Status status = open(); !status)
      return -status.error().err;
    guarded_ = sealed_ = true;
    result = protect(PROT_READ);
  }
  for_each_region([&](std::uintptr_t start, std::uintptr_t end) {
    if (!failed(result))
      result = os::seal(start, end - start);
  });
  return result;
}

Status Vault::open() {
  if (!guarded_ || sealed_)
    return {};
  SignalsBlocked blocked;
  if (long result = protect(PROT_READ | PROT_WRITE); failed(result)) {
    if (depth_ == 0)
      protect(PROT_READ);
    return Error{.what = "cannot write to the loader's own state", .err = int(-result)};
  }
  ++depth_;
  return {};
}

void Vault::close() {
  if (!guarded_ || sealed_)
    return;
  SignalsBlocked blocked;
  if (--depth_ == 0)
    protect(PROT_READ); // at the limit of mappings it stays open until the next time
}

} // namespace seal::os
