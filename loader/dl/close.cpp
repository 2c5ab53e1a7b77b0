// Who is still needed is found by a walk from those that are needed themselves, over what they need
// and are bound to.
#include "dl/close.h"
#include "dl/constructors.h"
#include "dl/debug.h"
#include "link/order.h"
#include "object/map.h"
#include "os/debug.h"
#include <algorithm>
#include <errno.h>

namespace seal::dl {
namespace {

using object::Object;

// A replaced object leaves about six mappings, so that these are not half of the 65,530 that Linux
// lets a process have.
constexpr std::size_t kMostLeftBehind = 4096;

// As glibc has it, for which it is the same whether an object is sealed.
bool is_needed_itself(const Process& process, const Object& object) {
  return object.is_permanent() || object.opened > 0 ||
         (object.host && process.host.in_use && process.host.in_use(object));
}

// Marks as visited the objects for which is_root is true, and all that they lead to.
template <class IsRoot>
void mark(const Process& process, os::Arena& arena, IsRoot is_root) {
  link::Scope reached;
  const auto reach = [&](Object& object) {
    if (!std::exchange(object.live->visited, true))
      reached.push(arena, &object);
  };
  process.objects.for_each([&](Object& object) {
    if (is_root(object))
      reach(object);
  });
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (Object* each : reached[i]->needed)
      reach(*each);
    for (Object* each : reached[i]->bound)
      reach(*each);
  }
}

void unmark(const Process& process) {
  process.objects.for_each([](Object& object) { object.live->visited = false; });
}

// Those of the objects, in the order of their destructors, in which others have a say.
link::Scope ordered(const Process& process, const link::Scope& objects, os::Arena& arena) {
  link::Scope all, result;
  for (std::size_t number = Process::kMostSpaces; number-- > 0;)
    append_ending(process, number, all, arena, arena);
  for (Object* object : objects)
    object->live->visited = true;
  for (Object* object : all)
    if (std::exchange(object->live->visited, false))
      result.push(arena, object);
  return result;
}

struct Unneeded {
  link::Scope go;   // with what was replaced, in the order of the destructors
  link::Scope stay; // sealed, or needed by what is; not closed yet
};

Unneeded find_unneeded(Process& process, os::Arena& arena) {
  Guard guard(process.changes);
  link::Scope unneeded;
  mark(process, arena, [&](const Object& object) { return is_needed_itself(process, object); });
  process.objects.for_each([&](Object& object) {
    if (!object.live->visited && (!object.closed || object.replaced))
      unneeded.push(arena, &object);
  });
  mark(process, arena, [](const Object& object) { return object.sealed && !object.replaced; });
  Unneeded result;
  link::Scope go;
  for (Object* object : unneeded)
    (object->live->visited ? result.stay : go).push(arena, object);
  unmark(process);
  if (!go.empty())
    result.go = ordered(process, go, arena);
  return result;
}

Object* first_of(const Process& process, std::size_t space) {
  for (Object* object = process.objects.first(); object; object = object->next)
    if (object->space == space)
      return object;
  return nullptr;
}

// What is about to go of one namespace.
void leave_space(Process& process, std::size_t number) {
  Namespace& space = *process.spaces[number];
  if (space.libc && space.libc->live->visited)
    space.libc = nullptr;
  if (space.first->live->visited)
    space.first = first_of(process, number);
  if (!space.first)
    return space.end();
  object::make_scope(*space.first);
  link::remove_visited(space.global());
}

// Objects marked as visited go: this one, which stays, finds nothing in their scopes any more.
void leave_scopes(Object& object) {
  const bool had_scope = !object.scope.empty();
  link::leave_scopes(object);
  if (!had_scope && !object.scope.empty())
    link::note_as_opened(object);
}

// The objects have been taken from the list.
void drop_from_scopes(Process& process, const link::Scope& gone) {
  for (Object* object : gone)
    object->live->visited = true;
  for (std::size_t i = 0; i < Process::kMostSpaces && process.spaces[i]; ++i)
    if (process.spaces[i]->first)
      leave_space(process, i);
  process.objects.for_each([](Object& object) {
    if (object.loader && object.loader->live->visited)
      object.loader = nullptr;
    while (object.inherits && object.inherits->live->visited)
      object.inherits = object.inherits->inherits;
    leave_scopes(object);
  });
}

// They stay mapped, but nothing that is open finds them any more.
void leave_closed(Process& process, const link::Scope& objects) {
  if (objects.empty())
    return;
  Change change(process);
  for (Object* object : objects)
    object->live->visited = object->closed = true;
  for (Object* object : process.base.global())
    object->global &= !object->closed;
  link::remove_visited(process.base.global());
  process.objects.for_each([](Object& object) {
    if (!object.closed)
      leave_scopes(object);
  });
  unmark(process);
  if (process.host.objects_changed)
    process.host.objects_changed();
}

// The memory of objects that were opened together goes with the last of them.
void free_records(const Process& process, const link::Scope& gone, os::Arena& lists) {
  struct Arenas {
    os::Arena *state, *live;
    bool operator==(const Arenas&) const = default;
  };
  os::Vector<Arenas> arenas;
  for (const Object* object : gone)
    if (Arenas its{object->arena, object->live_arena}; !arenas.contains(its))
      arenas.push(lists, its);
  for (const Arenas& each : arenas) {
    bool used = false;
    process.objects.for_each([&](const Object& object) { used |= object.arena == each.state; });
    if (used)
      continue;
    each.state->destroy();
    each.live->destroy();
  }
}

// What was destroyed and stays is constructed when it is opened the next time, as if it was new.
void construct_again(Process& process, const link::Scope& destroyed, const link::Scope& unneeded,
                     os::Arena& arena) {
  Guard guard(process.changes);
  link::Scope stay;
  for (Object* object : unneeded)
    object->live->visited = true;
  for (Object* object : destroyed)
    if (!object->live->visited)
      stay.push(arena, object);
  for (Object* object : unneeded)
    object->live->visited = false;
  if (stay.empty())
    return;
  OpenVault vault(process.vault);
  for (Object* object : stay)
    object->order.truncate(0);
}

// Sealed pages stay; what was written to the others is given back.
void unmap(Process& process, const Object& object) {
  if (os::debugging(os::kFiles))
    os::debug("\nfile=% [0];  destroying link map\n", object.name);
  if (!object.sealed)
    return object::unmap(object);
  ++process.left_behind;
  object::discard_data(object);
}

void unload(Process& process, const link::Scope& unneeded, os::Arena& lists) {
  Change change(process);
  notify_debugger(process, r_debug::RT_DELETE);
  for (Object* object : unneeded) {
    process.objects.remove(*object);
    object->live->visited = true;
    process.tls.remove_module(*object);
    if (object->host && process.host.detach)
      process.host.detach(*object);
  }
  process.tls.next_generation();
  publish_addresses(process);
  drop_from_scopes(process, unneeded);
  if (process.host.objects_changed)
    process.host.objects_changed();
  for (Object* object : unneeded)
    unmap(process, *object);
  process.removals += unneeded.size();
  notify_debugger(process, r_debug::RT_CONSISTENT);
  free_records(process, unneeded, lists);
}

} // namespace

Status close(Process& process, Object& object) {
  if (object.frozen || (object.is_permanent() && !object.from_start)) // nothing is counted
    return {};
  if (object.opened == 0)
    return Error{.what = "shared object not open", .file = object.shown_name()};
  {
    Change change(process);
    --object.opened;
  }
  if (object.opened > 0 || process.closing) {
    if (os::debugging(os::kFiles))
      os::debug("\nclosing file=%; direct_opencount=%\n", object.name, object.opened);
    return {};
  }
  unload_unneeded(process);
  return {};
}

void unload_unneeded(Process& process) {
  if (process.closing)
    return;
  process.closing = arch::thread_pointer();
  os::Scratch lists; // nothing of a dlclose stays: programs open and close all their lives
  for (;;) {
    const Unneeded unneeded = find_unneeded(process, lists);
    leave_closed(process, unneeded.stay);
    if (unneeded.go.empty())
      break;
    for (Object* object : unneeded.go)
      destroy(*object);
    // A destructor may have opened one of them again, or registered a thread's: then it stays after
    // all.
    const link::Scope gone = find_unneeded(process, lists).go;
    construct_again(process, unneeded.go, gone, lists);
    bool all_destroyed = !gone.empty();
    for (const Object* object : gone)
      all_destroyed &= !object->live->initialised;
    if (all_destroyed)
      unload(process, gone, lists);
  }
  process.closing = 0;
}

void note_closed(Process& process) {
  os::Scratch lists;
  leave_closed(process, find_unneeded(process, lists).stay);
}

Result<bool> note_replaced(Process& process, os::Arena& scratch) {
  link::Scope closed;
  bool any = false;
  process.objects.for_each([&](Object& object) {
    any |= object.replaced;
    if (object.closed)
      closed.push(scratch, &object);
  });
  if (!any)
    return false;
  const auto is_replaced = [](const Object* object) { return object->replaced; };
  closed = ordered(process, closed, scratch);
  for (bool changed = true; changed;) { // once more for each cycle in a cycle
    changed = false;
    for (std::size_t i = closed.size(); i-- > 0;) {
      Object& object = *closed[i];
      if (object.replaced ||
          !(std::any_of(object.needed.begin(), object.needed.end(), is_replaced) ||
            std::any_of(object.bound.begin(), object.bound.end(), is_replaced)))
        continue;
      object.replaced = changed = true;
    }
  }
  std::size_t count = process.left_behind;
  for (const Object* object : closed)
    count += object->replaced && object->sealed;
  if (count > kMostLeftBehind)
    return Error{.what = "too many libraries were replaced",
                 .remedy = "sealed pages cannot be unmapped; policy no-dlopen leaves what is "
                           "opened later unsealed",
                 .err = ENOMEM};
  return true;
}

} // namespace seal::dl
