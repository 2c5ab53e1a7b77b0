// Who is still needed is found by a walk from those that must stay, over what they need and are
// bound to.
#include "dl/close.h"
#include "dl/constructors.h"
#include "dl/debug.h"
#include "link/order.h"
#include "object/map.h"
#include "os/debug.h"

namespace seal::dl {
namespace {

using object::Object;

bool must_stay(const Process& process, const Object& object) {
  return object.sealed || object.is_permanent() || object.opened > 0 ||
         (object.host && process.host.in_use && process.host.in_use(object));
}

// Those of the objects, in the order of their destructors.
link::Scope ordered(const Process& process, const link::Scope& objects, os::Arena& arena) {
  link::Scope order, result;
  for (std::size_t number = Process::kMostSpaces; number-- > 0;) {
    link::Scope all; // the others of a namespace have a say in it
    process.objects.for_each([&](Object& object) {
      if (object.space == number)
        all.push(arena, &object);
    });
    link::destructor_order(all, order, arena, arena);
  }
  for (Object* object : objects)
    object->live->visited = true;
  for (Object* object : order)
    if (std::exchange(object->live->visited, false))
      result.push(arena, object);
  return result;
}

// Everything that is not needed any more, in the order of the destructors.
link::Scope find_unneeded(Process& process, os::Arena& arena) {
  Guard guard(process.changes);
  link::Scope alive, unneeded;
  auto keep = [&](Object& object) {
    if (!std::exchange(object.live->visited, true))
      alive.push(arena, &object);
  };
  process.objects.for_each([&](Object& object) {
    if (must_stay(process, object))
      keep(object);
  });
  for (std::size_t i = 0; i < alive.size(); ++i) {
    for (Object* each : alive[i]->needed)
      keep(*each);
    for (Object* each : alive[i]->bound)
      keep(*each);
  }
  process.objects.for_each([&](Object& object) {
    if (!object.live->visited)
      unneeded.push(arena, &object);
  });
  for (Object* object : alive)
    object->live->visited = false;
  return unneeded.empty() ? unneeded : ordered(process, unneeded, arena);
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
    const bool had_scope = !object.scope.empty();
    link::leave_scopes(object);
    if (!had_scope && !object.scope.empty())
      link::note_as_opened(object);
  });
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

void unmap(Object& object) {
  if (os::debugging(os::kFiles))
    os::debug("\nfile=% [0];  destroying link map\n", object.name);
  object::unmap(object);
}

void unload(Process& process, const link::Scope& unneeded, os::Arena& lists) {
  Change change(process);
  notify_debugger(process, r_debug::RT_DELETE);
  for (Object* object : unneeded) {
    process.objects.remove(*object);
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
    unmap(*object);
  process.removals += unneeded.size();
  notify_debugger(process, r_debug::RT_CONSISTENT);
  free_records(process, unneeded, lists);
}

} // namespace

Status close(Process& process, Object& object) {
  if (object.frozen ||
      ((object.sealed || object.is_permanent()) && !object.from_start)) // nothing is counted
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
  process.closing = arch::thread_pointer();
  os::Scratch lists; // nothing of a dlclose stays: programs open and close all their lives
  for (link::Scope unneeded = find_unneeded(process, lists); !unneeded.empty();
       unneeded = find_unneeded(process, lists)) {
    for (Object* each : unneeded)
      destroy(*each);
    // A destructor may have opened one of them again, or registered a thread's: then it stays after
    // all.
    const link::Scope destroyed = unneeded;
    unneeded = find_unneeded(process, lists);
    construct_again(process, destroyed, unneeded, lists);
    bool all_destroyed = !unneeded.empty();
    for (Object* each : unneeded)
      all_destroyed &= !each->live->initialised;
    if (all_destroyed)
      unload(process, unneeded, lists);
  }
  process.closing = 0;
  return {};
}

} // namespace seal::dl
