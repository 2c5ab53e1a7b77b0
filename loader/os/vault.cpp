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
  const Piece piece = TRY(first.pool_.take(sizeof first));
  return new (reinterpret_cast<void*>(piece.start)) Vault(std::move(first));
}

long Vault::protect(int protection) const {
  // Regions that adjoin are one mapping, which is never divided: that could fail.
  long result = 0;
  std::uintptr_t start = 0, end = 0;
  const auto protect_stretch = [&] {
    if (start != end && !failed(result))
      result = os::protect(start, end - start, protection);
  };
  for_each_region([&](std::uintptr_t from, std::uintptr_t to) {
    if (to == start || from == end) {
      start = to == start ? from : start;
      end = from == end ? to : end;
      return;
    }
    protect_stretch();
    start = from;
    end = to;
  });
  protect_stretch();
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
  if (depth_ > 0) { // a handler that comes in between leaves the count as it was
    ++depth_;
    return {};
  }
  SignalsBlocked blocked;
  if (long result = protect(PROT_READ | PROT_WRITE); failed(result)) {
    protect(PROT_READ);
    return Error{.what = "cannot write to the loader's own state", .err = int(-result)};
  }
  ++depth_;
  changed_ = true;
  return {};
}

void Vault::close() {
  if (!guarded_ || sealed_)
    return;
  if (depth_ > 1) {
    --depth_;
    return;
  }
  SignalsBlocked blocked;
  depth_ = 0;
  protect(PROT_READ); // whole mappings: nothing that can run out is needed for it
}

} // namespace seal::os
