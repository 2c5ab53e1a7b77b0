// A zero page in the place of a lost one, and a count of them.
#include "read_watch.h"

#include "buffer.h"
#include "error.h"

#include <sys/mman.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace seal::elfseal {
namespace {

thread_local volatile unsigned lost_pages = 0;
struct sigaction before = {};

// Where there is nothing to put in its place, the access is repeated with the former handler.
void replace_page(int, siginfo_t* info, void*) {
  const int saved = errno;
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr) & ~(kPageSize - 1);
  if (info->si_code == BUS_ADRERR &&
      mmap(reinterpret_cast<void*>(address), kPageSize, PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
    lost_pages = lost_pages + 1;
  else
    sigaction(SIGBUS, &before, nullptr);
  errno = saved;
}

bool install() {
  struct sigaction action = {};
  action.sa_sigaction = replace_page;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigemptyset(&action.sa_mask);
  return sigaction(SIGBUS, &action, &before) == 0;
}

} // namespace

// LLVM's handler, which comes before this one while there is a temporary file, removes that file,
// steps back, and has the access repeated.
ReadWatch::ReadWatch() : before_(lost_pages) {
  static const bool installed = install();
  (void)installed;
}

bool ReadWatch::lost() const { return lost_pages != before_; }

llvm::Error ReadWatch::error() {
  return fail("a part of it cannot be read: another program cut it short, or its disk failed; "
              "try again");
}

} // namespace seal::elfseal
