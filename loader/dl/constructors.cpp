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

} // namespace

void run_preinit_array(Process& process) {
  const StartVectors& start = process.start;
  if (os::debugging(os::kCalls) && !process.program->dynamic.preinit_array.empty())
    os::debug("\ncalling preinit: %\n\n", process.program->shown_name());
  for (std::uintptr_t each : process.program->dynamic.preinit_array)
    at<Constructor>(each)(start.argc, start.argv, start.envp);
}

void construct(Process& process, object::Object& object, char** environment) {
  if (std::exchange(object.live->initialised, true) || object.is_companion)
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
  if (!object.live->initialised || std::exchange(object.live->finalised, true) ||
      object.is_companion || object.how == object::Origin::kSystem)
    return;
  if (os::debugging(os::kCalls))
    os::debug("\ncalling fini: % [0]\n\n", object.name);
  for (std::size_t i = object.dynamic.fini_array.size(); i-- > 0;)
    at<Destructor>(object.dynamic.fini_array[i])();
  if (object.dynamic.fini)
    at<Destructor>(object.image.bias + object.dynamic.fini)();
}

void destroy_all(Process& process) {
  link::Scope all, order;
  {
    Guard guard(process.changes); // other threads may still be at work
    process.objects.for_each(
        [&](object::Object& object) { all.push(process.live_arena, &object); });
    link::destructor_order(all, order, process.live_arena);
  }
  for (object::Object* object : order)
    destroy(*object);
  if (os::debugging(os::kStatistics))
    os::debug("\nruntime linker statistics:\n"
              "           final number of relocations: %\n"
              "final number of relocations from cache: %\n",
              process.base.link.statistics.lookups, process.base.link.statistics.repeated);
}

} // namespace seal::dl
