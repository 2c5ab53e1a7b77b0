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

// Visits the objects for which is_root is true, and all that they lead to.
template <class IsRoot>
Status reach(const Process& process, object::Visited& reached, IsRoot is_root) {
  for (Object* object = process.objects.first(); object; object = object->next)
    if (is_root(*object))
      TRY(reached.visit(*object));
  for (std::size_t i = 0; i < reached.list().size(); ++i) {
    const Object& user = *reached.list()[i];
    for (Object* each : user.needed)
      TRY(reached.visit(*each));
    for (Object* each : user.bound)
      TRY(reached.visit(*each));
  }
  return {};
}

// Those of the objects, in the order of their destructors, in which others have a say.
Result<link::Scope> ordered(const Process& process, const link::Scope& objects, os::Arena& arena) {
  link::Scope all, result;
  TRY(result.reserve(arena, objects.size()));
  for (std::size_t number = Process::kMostSpaces; number-- > 0;)
    if (process.spaces[number])
      TRY(append_ending(process, number, all, arena, arena));
  for (Object* object : objects)
    object->live->visited = true;
  for (Object* object : all)
    if (std::exchange(object->live->visited, false))
      result.append(object);
  return result;
}

struct Unneeded {
  link::Scope go;   // with what was replaced, in the order of the destructors
  link::Scope stay; // sealed, or needed by what is; not closed yet
};

Result<Unneeded> find_unneeded(Process& process, os::Arena& arena) {
  Guard guard(process.changes);
  Unneeded result;
  link::Scope unneeded, go;
  for (link::Scope* list : {&unneeded, &go, &result.stay})
    TRY(list->reserve(arena, process.objects.size()));
  {
    object::Visited needed(arena);
    TRY(reach(process, needed,
              [&](const Object& object) { return is_needed_itself(process, object); }));
    process.objects.for_each([&](Object& object) {
      if (!object.live->visited && (!object.closed || object.replaced))
        unneeded.append(&object);
    });
    TRY(reach(process, needed,
              [](const Object& object) { return object.sealed && !object.replaced; }));
    for (Object* object : unneeded)
      (object->live->visited ? result.stay : go).append(object);
  }
  if (!go.empty())
    result.go = TRY(ordered(process, go, arena));
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
  link::remove_visited(space.global());
}

// Objects marked as visited go: this one, which stays, finds nothing in their scopes any more.
void leave_scopes(Object& object) {
  if (link::leave_scopes(object))
    link::note_as_opened(object);
}

// The objects have been taken from the list; those that stay have their scopes.
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

// What may fail for want of memory when objects leave all scopes, be it that they go or are closed.
// What looked things up in the scope of one of them, and stays, does so in its own from then on,
// and a namespace whose first object goes has that of another.
Status prepare_leaving(Process& process, const link::Scope& leaving, os::Arena& lists) {
  const auto change = TRY(Change::begin(process));
  link::Scope staying;
  TRY(staying.reserve(lists, process.objects.size()));
  {
    object::Visited going(lists);
    for (Object* each : leaving)
      TRY(going.visit(*each));
    process.objects.for_each([&](Object& object) {
      bool loses = process.space_of(object).first->live->visited;
      for (const Object* owner : object.scopes)
        loses |= owner->live->visited;
      if (loses && !object.live->visited)
        staying.append(&object);
    });
  }
  for (Object* object : staying) {
    TRY(object::make_scope(*object));
    TRY(object->order.reserve(*object->arena, 1 + object->needed.size()));
  }
  return process.host.reserve ? process.host.reserve(0) : Status();
}

// They stay mapped, but nothing that is open finds them any more.
Status leave_closed(Process& process, const link::Scope& objects, os::Arena& lists) {
  if (objects.empty())
    return {};
  const auto change = TRY(Change::begin(process));
  TRY(prepare_leaving(process, objects, lists));
  for (Object* object : objects) {
    object->live->visited = true;
    process.objects.close(*object);
  }
  for (Namespace* space : process.spaces) {
    if (!space || !space->first)
      continue;
    for (Object* object : space->global())
      object->global &= !object->closed;
    link::remove_visited(space->global());
  }
  process.objects.for_each([](Object& object) {
    if (!object.closed)
      leave_scopes(object);
  });
  for (Object* object : objects)
    object->live->visited = false;
  if (process.host.objects_changed)
    process.host.objects_changed();
  return {};
}

// Where the records of objects lie.
struct Arenas {
  os::Arena *state, *live;
  bool operator==(const Arenas&) const = default;
};

// The memory of objects that were opened together goes with the last of them. `arenas` has room.
void free_records(const Process& process, const link::Scope& gone, os::Vector<Arenas>& arenas) {
  for (const Object* object : gone)
    if (Arenas its{object->arena, object->live_arena}; !arenas.contains(its))
      arenas.append(its);
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
Status construct_again(Process& process, const link::Scope& destroyed, const link::Scope& unneeded,
                       os::Arena& arena) {
  link::Scope stay;
  TRY(stay.reserve(arena, destroyed.size()));
  const auto change = TRY(Change::begin(process));
  for (Object* object : unneeded)
    object->live->visited = true;
  for (Object* object : destroyed)
    if (!object->live->visited)
      stay.append(object);
  for (Object* object : unneeded)
    object->live->visited = false;
  for (Object* object : stay)
    object->order.truncate(0);
  return {};
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

Status unload(Process& process, const link::Scope& unneeded, os::Arena& lists) {
  os::Vector<Arenas> arenas;
  TRY(arenas.reserve(lists, unneeded.size()));
  const auto change = TRY(Change::begin(process));
  notify_debugger(process, r_debug::RT_DELETE);
  for (Object* object : unneeded) {
    process.objects.remove(*object);
    object->live->visited = true;
    process.tls.remove_module(*object);
    if (object->host && process.host.detach)
      process.host.detach(*object);
  }
  process.tls.next_generation();
  process.addresses.publish(process.objects);
  drop_from_scopes(process, unneeded);
  if (process.host.objects_changed)
    process.host.objects_changed();
  for (Object* object : unneeded)
    unmap(process, *object);
  process.removals += unneeded.size();
  notify_debugger(process, r_debug::RT_CONSISTENT);
  free_records(process, unneeded, arenas);
  return {};
}

// What nobody needs: what stays is closed, and there is room for what the going of the others
// needs.
Result<Unneeded> settle(Process& process, os::Arena& lists) {
  const auto change = TRY(Change::begin(process));
  Unneeded unneeded = TRY(find_unneeded(process, lists));
  TRY(leave_closed(process, unneeded.stay, lists));
  if (!unneeded.go.empty())
    TRY(prepare_leaving(process, unneeded.go, lists));
  return unneeded;
}

// Destroys and unloads what may go, until nothing is left.
Status unload_all(Process& process, Unneeded unneeded, os::Arena& lists) {
  while (!unneeded.go.empty()) {
    for (Object* object : unneeded.go)
      destroy(*object);
    {
      // Late binding binds nothing to what is about to go.
      Guard guard(process.changes);
      // A destructor may have opened one of them again, or registered a thread's: then it stays
      // after all.
      const link::Scope gone = TRY(find_unneeded(process, lists)).go;
      TRY(construct_again(process, unneeded.go, gone, lists));
      bool all_destroyed = !gone.empty();
      for (const Object* object : gone)
        all_destroyed &= !object->live->initialised;
      if (all_destroyed) {
        TRY(prepare_leaving(process, gone, lists));
        TRY(unload(process, gone, lists));
      }
    }
    unneeded = TRY(settle(process, lists));
  }
  return {};
}

} // namespace

Status close(Process& process, Object& object) {
  if (object.frozen || (object.is_permanent() && !object.from_start)) // nothing is counted
    return {};
  if (object.opened == 0)
    return Error{.what = "shared object not open", .file = object.shown_name()};
  os::Scratch lists; // nothing of a dlclose stays: programs open and close all their lives
  Unneeded unneeded;
  {
    const auto change = TRY(Change::begin(process));
    --object.opened;
    if (object.opened > 0 || process.closing) {
      if (os::debugging(os::kFiles))
        os::debug("\nclosing file=%; direct_opencount=%\n", object.name, object.opened);
      return {};
    }
    process.closing = arch::thread_pointer();
    if (auto settled = settle(process, lists)) // without memory the next dlclose does it
      unneeded = *settled;
  }
  (void)unload_all(process, unneeded, lists);
  process.closing = 0;
  return {};
}

void unload_unneeded(Process& process) {
  if (process.closing)
    return;
  os::Scratch lists;
  process.closing = arch::thread_pointer();
  if (auto settled = settle(process, lists))
    (void)unload_all(process, *settled, lists);
  process.closing = 0;
}

void note_closed(Process& process) {
  os::Scratch lists;
  if (auto unneeded = find_unneeded(process, lists)) // else the next dlclose does it
    (void)leave_closed(process, unneeded->stay, lists);
}

Result<bool> note_replaced(Process& process, os::Arena& scratch) {
  link::Scope closed;
  TRY(closed.reserve(scratch, process.objects.size()));
  bool any = false;
  process.objects.for_each([&](Object& object) {
    any |= object.replaced;
    if (object.closed)
      closed.append(&object);
  });
  if (!any)
    return false;
  const auto is_replaced = [](const Object* object) { return object->replaced; };
  closed = TRY(ordered(process, closed, scratch));
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
