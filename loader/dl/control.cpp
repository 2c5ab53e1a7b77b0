// Requests of the program about sealing.
#include "dl/control.h"
#include "dl/constructors.h"
#include "host/process.h"
#include <errno.h>

namespace seal::dl {
namespace {

// What would be noted later is noted now.
Status freeze_records(Process& process) {
  const auto change = TRY(Change::begin(process));
  for (object::Object* object = process.objects.first(); object; object = object->next) {
    TRY(object::make_scope(*object));
    TRY(process.search.origin_of(*object));
  }
  process.objects.for_each([](object::Object& object) { object.permanent = object.frozen = true; });
  for (Namespace* space : process.spaces)
    if (space)
      space->link.unique.freeze();
  TRY(note_endings(process));
  process.frozen = true;
  return {};
}

// Nobody is opening or closing meanwhile, so that nobody counts on a record that may still change.
int freeze(Process& process) {
  HostLock lock;
  if (process.closing) // a destructor asks: its library's records are about to go
    return EBUSY;
  Guard guard(process.changes);
  if (!process.frozen)
    if (Status status = freeze_records(process); !status)
      return status.error().err;
  long result = process.vault.seal();
  // Locks, dtvs and the like: they change, their place does not.
  process.live_arena.for_each_chunk([&](std::uintptr_t start, std::uintptr_t end) {
    if (!os::failed(result))
      result = os::seal(start, end - start);
  });
  return os::failed(result) ? int(-result) : 0;
}

} // namespace
} // namespace seal::dl

extern "C" __attribute__((visibility("default"), force_align_arg_pointer)) int
ldseal_control(unsigned request, void* argument) {
  seal::Process& process = seal::process();
  switch (request) {
  case LDSEAL_QUERY:
    *static_cast<ldseal_loader_facts*>(argument) = {
        process.policy.on, seal::sealing::words_of(process.policy), process.frozen};
    return 0;
  case LDSEAL_FREEZE:
    return seal::dl::freeze(process);
  default:
    return ENOSYS;
  }
}
