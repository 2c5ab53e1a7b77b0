// A list of records that are reused: threads that met an error are few.
#include "dl/error.h"
#include "host/process.h"
#include "os/debug.h"
#include "os/string.h"

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
  os::Writer text(-1);
  os::write_brief(text, error);
  std::string_view shown = slice(text.buffered(), 0, sizeof record->text - 1);
  std::memcpy(record->text, shown.data(), shown.size());
  record->text[shown.size()] = '\0';
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

char* take_error() {
  ErrorList& list = process().errors;
  Guard guard(list.lock);
  ErrorRecord* record = find(list, self());
  return record && std::exchange(record->fresh, false) ? record->text : nullptr;
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
