// A list of records that are reused: threads that met an error are few.
#include "dl/error.h"
#include "host/process.h"
#include "os/debug.h"

namespace seal::dl {
namespace {

void* self() { return reinterpret_cast<void*>(arch::thread_pointer()); }

ErrorRecord* find(ErrorList& list, void* tcb) {
  for (ErrorRecord* record = list.first; record; record = record->next)
    if (record->tcb == tcb)
      return record;
  return nullptr;
}

} // namespace

void set_error(const Error& error) {
  os::debug_error(error);
  ErrorList& list = process().errors;
  Guard guard(list.lock);
  ErrorRecord* record = find(list, self());
  if (!record)
    record = find(list, nullptr);
  if (!record) {
    auto made = list.arena.create<ErrorRecord>();
    if (!made)
      return; // of several threads without memory one has a text
    record = *made;
    record->next = list.first;
    list.first = record;
  }
  record->tcb = self();
  record->text.truncate(0);
  os::Writer text(list.arena, record->text);
  os::write_brief(text, error);
  text.flush();
  const bool is_whole = text.error() == 0 && record->text.push(list.arena, '\0');
  record->shown = is_whole ? record->text.begin() : "out of memory"; // as glibc says then
  record->fresh = true;
}

void clear_error() {
  ErrorList& list = process().errors;
  if (!list.first)
    return;
  Guard guard(list.lock);
  if (ErrorRecord* record = find(list, self()))
    record->fresh = false;
}

const char* take_error() {
  ErrorList& list = process().errors;
  Guard guard(list.lock);
  ErrorRecord* record = find(list, self());
  return record && std::exchange(record->fresh, false) ? record->shown : nullptr;
}

void forget_error(void* tcb) {
  ErrorList& list = process().errors;
  if (!list.first)
    return;
  Guard guard(list.lock);
  if (ErrorRecord* record = find(list, tcb))
    record->tcb = nullptr;
}

} // namespace seal::dl
