// The last words of a start that fails.
#include "start/fail.h"
#include "os/debug.h"

namespace seal::start {
namespace {

[[noreturn]] void end(const Error& error) { os::exit(error.not_executable ? 126 : 127); }

void note(const Error& error) {
  os::debug_error(error);
  if (the_process && the_process->verify_only)
    os::exit(1);
}

} // namespace

void fail(const Error& error) {
  note(error);
  {
    os::Writer out(2);
    os::write_failure(out, the_process ? the_process->title : Process::kNoTitle, error);
  }
  end(error);
}

void refuse(const Error& error) {
  note(error);
  os::print_error(error);
  end(error);
}

} // namespace seal::start
