// The main thread's stack here, the others' by the host.
#include "dl/stack.h"
#include "os/system.h"
#include <errno.h>
#include <sys/mman.h>

namespace seal::dl {

// Objects that say nothing are as old as the time when all stacks were executable.
bool wants_executable(const object::Object& object) {
  const Elf64_Phdr* header = object.image.find(PT_GNU_STACK);
  return !header || (header->p_flags & PF_X);
}

void note_stack(Process& process, bool by_hand) {
  process.executable_stack = !by_hand && wants_executable(*process.program);
}

Status prepare_stack(Process& process, const object::Object& object, bool later) {
  if (process.executable_stack || !wants_executable(object))
    return {};
  if (later && process.host.keeps_stacks)
    return Error{.what = "cannot enable executable stack as shared object requires",
                 .file = object.shown_name(),
                 .err = EINVAL};
  long result = os::protect(elf::page_down(reinterpret_cast<std::uintptr_t>(process.start.stack)),
                            elf::kPageSize, PROT_READ | PROT_WRITE | PROT_EXEC | PROT_GROWSDOWN);
  if (os::failed(result))
    return Error{.what = "cannot enable executable stack as shared object requires",
                 .file = object.shown_name(),
                 .remedy = "link it with -z noexecstack if it does not really need one",
                 .err = int(-result)};
  process.executable_stack = true;
  if (process.host.stack_changed)
    process.host.stack_changed();
  return {};
}

} // namespace seal::dl
