// Calls into objects.
#include "dl/constructors.h"
#include "link/order.h"
#include "os/debug.h"

namespace seal::dl {
namespace {

using Constructor = void (*)(int, char**, char**);
using Destructor = void (*)();

template <class Function>
Function at(std::uintptr_t address) {
  return reinterpret_cast<Function>(address);
}

// The loaders and the vdso have nothing to be called.
bool is_called(const object::Object& object) {
  return !object.is_companion && object.rule != object::Rule::kSelf &&
         object.rule != object::Rule::kSystem;
}

} // namespace

void run_preinit_array(Process& process) {
  const StartVectors& start = process.start;
  if (os::debugging(os::kCalls) && !process.program->dynamic.preinit_array.empty())
    os::debug("\ncalling preinit: %\n\n", process.program->shown_name());
  for (std::uintptr_t each : process.program->dynamic.preinit_array)
    at<Constructor>(each)(start.argc, start.argv, start.envp);
}

void construct(Process& process, object::Object& object, char** environment) {
  if (std::exchange(object.live->initialised, true) || !is_called(object))
    return;
  const StartVectors& start = process.start;
  if (os::debugging(os::kCalls))
    os::debug("\ncalling init: %\n\n", object.shown_name());
  if (object.dynamic.init)
    at<Constructor>(object.image.bias + object.dynamic.init)(start.argc, start.argv, environment);
  for (std::uintptr_t each : object.dynamic.init_array)
    at<Constructor>(each)(start.argc, start.argv, environment);
}

void destroy(object::Object& object) {
  // What was written over a closed library is no code of its own.
  if (!std::exchange(object.live->initialised, false) || !is_called(object) ||
      (object.closed && object::is_overwritten(object)))
    return;
  if (os::debugging(os::kCalls))
    os::debug("\ncalling fini: % [0]\n\n", object.name);
  for (std::size_t i = object.dynamic.fini_array.size(); i-- > 0;)
    at<Destructor>(object.dynamic.fini_array[i])();
  if (object.dynamic.fini)
    at<Destructor>(object.image.bias + object.dynamic.fini)();
}

void construct_all(Process& process, const object::Object& root, object::Object* first,
                   char** environment) {
  if (first)
    construct(process, *first, environment);
  for (std::size_t i = root.order.size(); i-- > 0;)
    if (!root.order[i]->is_program)
      construct(process, *root.order[i], environment);
}

object::Object* find_initfirst(object::Object* from) {
  object::Object* found = nullptr;
  for (object::Object* object = from; object; object = object->next)
    if ((object->dynamic.flags_1 & DF_1_INITFIRST) && !object->is_program)
      found = object;
  return found;
}

Status append_ending(const Process& process, std::size_t number, link::Scope& out, os::Arena& arena,
                     os::Arena& scratch) {
  for (const bool closed : {true, false}) {
    link::Scope objects;
    TRY(objects.reserve(scratch, process.objects.size()));
    process.objects.for_each([&](object::Object& object) {
      if (object.space == number && object.closed == closed)
        objects.append(&object);
    });
    TRY(link::destructor_order(objects, out, arena, scratch));
  }
  return {};
}

namespace {

// Notes what ends with a namespace, and holds it up, so that a destructor's dlclose does not unmap
// what is still to be destroyed. The list lies in the vault: it says what is called.
Status note_ending(Process& process, std::size_t number) {
  os::Scratch scratch;
  link::Scope ending;
  TRY(append_ending(process, number, ending, process.arena, scratch));
  for (object::Object* object : ending)
    ++object->opened;
  process.spaces[number]->ending = ending;
  return {};
}

Result<const link::Scope*> ending_of(Process& process, std::size_t number) {
  HostLock lock; // another thread's dlopen or dlclose finishes first
  if (!process.frozen && !process.vault.is_unchanged()) {
    const auto change = TRY(Change::begin(process));
    TRY(note_ending(process, number));
  }
  return &process.spaces[number]->ending;
}

void destroy_space(Process& process, std::size_t number) {
  if (auto ending = ending_of(process, number)) {
    for (object::Object* object : **ending)
      destroy(*object);
    return;
  }
  // Without memory: the reverse order of loading.
  for (object::Object* object = process.objects.last(); object; object = object->previous)
    if (object->space == number)
      destroy(*object);
}

} // namespace

// Nothing has to be held up: what is there since the start is never unmapped.
Status note_first_ending(Process& process) {
  os::Scratch scratch;
  return append_ending(process, 0, process.base.ending, process.arena, scratch);
}

Status note_endings(Process& process) {
  for (std::size_t number = 0; number < Process::kMostSpaces; ++number)
    if (process.spaces[number])
      TRY(note_ending(process, number));
  return {};
}

void destroy_all(Process& process) {
  for (std::size_t number = Process::kMostSpaces; number-- > 0;)
    if (process.spaces[number])
      destroy_space(process, number);
  if (os::debugging(os::kStatistics))
    os::debug("\nruntime linker statistics:\n"
              "           final number of relocations: %\n"
              "final number of relocations from cache: %\n",
              process.base.link.statistics.lookups, process.base.link.statistics.repeated);
}

} // namespace seal::dl
