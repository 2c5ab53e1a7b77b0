// LLVM's streams end a program that leaves an error in them.
#include "streams.h"

#include "error.h"
#include "text.h"

#include <llvm/Support/raw_ostream.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

namespace seal::elfseal {
namespace {

int status_of_lost_output = 0;

// Open for the other direction: it fails as a closed stream does.
void reserve_descriptors() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (fcntl(fd, F_GETFD) < 0)
      (void)open("/dev/null",
                 (fd == STDIN_FILENO ? O_WRONLY : O_RDONLY)); // the lowest that is free
}

void close_streams() {
  llvm::raw_fd_ostream& out = llvm::outs();
  out.flush();
  const std::error_code error = out.error();
  out.clear_error();
  if (error)
    complain("standard output", reason(error));
  llvm::errs().clear_error(); // there is nobody to tell
  if (error)
    _exit(status_of_lost_output);
}

} // namespace

void open_streams(int lost) {
  reserve_descriptors();
  status_of_lost_output = lost;
  llvm::errs().tie(&llvm::outs());
  std::atexit(close_streams); // before the streams' own ends, since they are made by now
}

} // namespace seal::elfseal
