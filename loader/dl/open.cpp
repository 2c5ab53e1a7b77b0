// The stages of a dlopen, in the order of a start.
#include "dl/open.h"
#include "dl/close.h"
#include "dl/constructors.h"
#include "dl/debug.h"
#include "dl/stack.h"
#include "link/describe.h"
#include "link/order.h"
#include "link/version_check.h"
#include "object/map.h"
#include "object/processor.h"
#include "os/debug.h"
#include "os/string.h"
#include "seal/apply.h"
#include <dlfcn.h>
#include <errno.h>

namespace seal::dl {
namespace {

using object::Object;

// The scope of what is opened for the first time, for what came with it too.
Status give_scope(Object& object) {
  TRY(object::make_scope(object));
  if (object.scopes.contains(&object))
    return {};
  Status status = link::spread_scope(object);
  if (!status)
    link::withdraw_scope(object);
  return status;
}

// Notes what is opened with an object, and makes room for what note_opening() will write: after
// that nothing fails. True: it is the first time that the object is opened itself, so that its
// constructors are to run, and those of what it needs.
Result<bool> prepare_opening(Process& process, Object& object, int mode, bool is_new,
                             os::Arena& scratch) {
  TRY(give_scope(object));
  std::size_t more = 0;
  for (Object* each : object.scope)
    more += (mode & RTLD_GLOBAL) && !each->global;
  Object& first = *process.space_of(object).first;
  TRY(first.scope.reserve(*first.arena, more));
  if (process.host.reserve)
    TRY(process.host.reserve(more));
  const bool is_first = object.order.empty();
  if (is_first)
    TRY(link::note_order(object, object.scope, is_new, scratch));
  return is_first;
}

// RTLD_GLOBAL: the object and what it needs.
void make_global(Process& process, Object& object) {
  for (Object* each : object.scope)
    if (!std::exchange(each->global, true)) {
      process.space_of(*each).global().append(each);
      if (os::debugging(os::kScopes))
        os::debug("\nadd % [0] to global scope\n", each->shown_name());
    }
}

void describe_opening(const Object& object) {
  if (os::debugging(os::kFiles))
    os::debug("opening file=% [0]; direct_opencount=%\n\n", object.name, object.opened);
}

// What an open means for an object that is there, or has just come.
void note_opening(Process& process, Object& object, int mode, bool is_new) {
  ++object.opened;
  if (!is_new)
    describe_opening(object);
  if ((mode & RTLD_NODELETE) && !std::exchange(object.permanent, true) && os::debugging(os::kFiles))
    os::debug(is_new ? "activating NODELETE for % [0]\n" : "marking % [0] as NODELETE\n",
              object.name);
  if (mode & RTLD_GLOBAL)
    make_global(process, object);
}

// What came with the object, and what a constructor opens before its turn has come.
void construct_opened(Process& process, const Object& object, Object* initfirst) {
  char*** environment = process.host.environment;
  construct_all(process, object, initfirst, environment ? *environment : process.start.envp);
}

class Opening {
public:
  Opening(Process& process, std::size_t space, os::Arena& scratch)
      : process_(process), space_(*process.spaces[space]), space_number_(space), scratch_(scratch),
        last_before_(process.objects.last()) {}

  Result<Object*> run(const char* name, int mode, Object& caller) {
    Object *object = nullptr, *initfirst = nullptr;
    {
      const auto change = TRY(Change::begin(process_));
      Status status = bring_in(name, mode, caller, object);
      if (status)
        status = note_old();
      if (status)
        status = prepare(*object, mode);
      if (status)
        status = seal_new();
      space_.link.unique.note_in(nullptr, nullptr);
      if (!status) {
        process_.search.finish();
        roll_back();
        return status.error();
      }
      process_.search.finish();
      note_opening(process_, *object, mode, !fresh_.empty());
      initfirst = find_initfirst(first_new());
      if (fresh_.empty())
        destroy_arenas();
      else
        announce();
    }
    if (replaces_)
      unload_unneeded(process_);
    if (began_space_ && space_.libc && process_.host.begin_libc)
      process_.host.begin_libc(*space_.libc);
    if (is_first_)
      construct_opened(process_, *object, initfirst);
    if (!fresh_.empty())
      describe_opening(*object);
    return object;
  }

private:
  // Everything that can fail.
  Status bring_in(const char* name, int mode, Object& caller, Object*& object) {
    arena_ = TRY(os::Arena::make(os::Arena::kTiny, process_.arena.pool()));
    live_arena_ = TRY(os::Arena::make(os::Arena::kTiny, &process_.live_pool));
    object::Loading loading(process_.objects, process_.search, *process_.self, *arena_,
                            *live_arena_, space_number_);
    auto found = loading.library(name, caller, nullptr, "dynamically loaded");
    if (!found)
      return found.error();
    object = *found;
    if (first_new())
      object->loader = object->inherits = nullptr; // RPATH is not inherited by way of dlopen
    if (!first_new() && !object->scope.empty())
      TRY(link::spread_scope(*object)); // as it did before it was closed
    if (object->scope.empty()) {
      first_opened_ = object;
      os::Vector<Object*> roots;
      TRY(roots.push(scratch_, object));
      TRY(loading.dependencies(roots));
    }
    for (Object* each = first_new(); each; each = each->next)
      TRY(fresh_.push(scratch_, each));
    for (Object* each : fresh_)
      if (each->dynamic.flags_1 & DF_1_NOOPEN)
        return Error{.what = "shared object cannot be dlopen()ed", .file = each->names[0]};
    for (Object* each : fresh_)
      if (Status status = link::check_versions(*each, process_.objects, false); !status)
        return status;
    for (Object* each : fresh_)
      if (Status status = object::check_processor(*each, process_.search.hwcaps()); !status)
        return status;
    for (Object* each : fresh_)
      if (Status status = prepare_stack(process_, *each, true); !status)
        return status;
    if (first_opened_)
      TRY(link::spread_scope(*object));
    if (!space_.first)
      begin_space(*object);
    for (Object* each : fresh_) {
      TRY(link::enter_scopes(*each, space_.first, *object, (mode & RTLD_DEEPBIND) != 0));
      TRY(process_.tls.add_module(*each));
      if (process_.host.attach)
        TRY(process_.host.attach(*each));
      if (os::debugging(os::kScopes))
        link::describe_scopes(*each);
    }
    if (!fresh_.empty()) {
      TRY(process_.addresses.reserve(process_.objects.size(), process_.arena));
      process_.addresses.publish(process_.objects);
    }
    return relocate(mode);
  }

  // What is opened first in a namespace is for all that come later what the program is in the base
  // one.
  void begin_space(Object& object) {
    space_.first = &object;
    for (Object* each : object.scope) {
      if (each->space == space_number_) // the companion is the base one's
        each->global = true;
      if (each->dynamic.soname && equal(each->dynamic.soname, "libc.so.6"))
        space_.libc = each;
    }
    began_space_ = true;
  }

  Status relocate(int mode) {
    if (fresh_.empty())
      return {};
    link::Linking linking(space_.link, scratch_, space_.link.bind_now || (mode & RTLD_NOW) != 0);
    space_.link.unique.note_in(&made_permanent_, &scratch_);
    for (std::size_t i = fresh_.size(); i-- > 0;)
      if (Status status = linking.relocate(*fresh_[i]); !status)
        return status;
    // Resolvers are code of the new objects: their threads may already look at the new TLS.
    process_.tls.next_generation();
    return linking.run_resolvers();
  }

  // What was found to be another file now.
  Status note_old() {
    replaces_ = TRY(note_replaced(process_, scratch_));
    return {};
  }

  Status prepare(Object& object, int mode) {
    is_first_ = TRY(prepare_opening(process_, object, mode, !fresh_.empty(), scratch_));
    return {};
  }

  // The last that can fail, under `require`: what was sealed by then stays mapped, and forgotten.
  Status seal_new() {
    return sealing::seal_later(fresh_, process_.policy, process_.has_mseal, scratch_);
  }

  // From here on the objects are the process's: listed, known to debuggers.
  void announce() {
    initialise_static_tls();
    process_.additions += fresh_.size();
    if (process_.host.objects_changed)
      process_.host.objects_changed();
    notify_debugger(process_, r_debug::RT_ADD);
    notify_debugger(process_, r_debug::RT_CONSISTENT);
  }

  // Of new objects, and of older ones that a new one's relocations made static.
  void initialise_static_tls() {
    process_.objects.for_each([&](Object& object) {
      if (std::exchange(object.tls.is_new_static, false) && process_.host.initialise_static_tls)
        process_.host.initialise_static_tls(object);
    });
  }

  Object* first_new() const { return last_before_ ? last_before_->next : process_.objects.first(); }

  void roll_back() {
    Object* const gone = process_.objects.truncate(last_before_);
    process_.addresses.publish(process_.objects);
    if (first_opened_) {
      link::withdraw_scope(*first_opened_);
      first_opened_->order.truncate(0);
    }
    for (Object* object : made_permanent_)
      object->permanent = false;
    for (Object* object = gone; object; object = object->next)
      object->live->visited = true;
    space_.link.unique.forget_visited();
    for (Object* object = gone; object; object = object->next) {
      process_.tls.remove_module(*object);
      if (object->host && process_.host.detach)
        process_.host.detach(*object);
      object::unmap(*object);
    }
    if (began_space_)
      space_.end();
    destroy_arenas();
    initialise_static_tls();
    if (process_.objects.any_closed()) // else nothing was opened again
      note_closed(process_);
  }

  void destroy_arenas() {
    for (os::Arena* arena : {arena_, live_arena_})
      if (arena)
        arena->destroy();
  }

  Process& process_;
  Namespace& space_;
  std::size_t space_number_;
  os::Arena& scratch_;                                 // for the time of the opening
  os::Arena *arena_ = nullptr, *live_arena_ = nullptr; // of the new objects
  Object* last_before_;
  Object* first_opened_ = nullptr; // by this opening, for the first time
  os::Vector<Object*> fresh_;
  link::Scope made_permanent_; // by their unique symbols
  bool began_space_ = false;
  bool is_first_ = false; // see prepare_opening()
  bool replaces_ = false; // closed objects whose files were replaced
};

// An object that is there already under another name, found without mapping anything; null for
// another file.
Result<Object*> find_loaded(Process& process, const char* name, std::size_t space, Object& caller) {
  object::Found found;
  const Status status = process.search.find(name, caller, *process.program, false, found);
  process.search.finish();
  if (!status)
    return status.error();
  Object* object = process.objects.by_identity(found.info.identity, space);
  if (!object)
    TRY(object::header_of(found));
  return object;
}

// What is closed may be opened again after a lockdown, if nothing of it was replaced.
Object* find_closed(Process& process, const char* name, std::size_t space) {
  for (Object* object = process.objects.first(); object; object = object->next) {
    if (!object->closed || object->space != space || !object->answers_to(name))
      continue;
    bool same = true;
    for (const Object* each : object->scope)
      same &= !each->closed || object::has_its_file(*each);
    if (same)
      return object;
  }
  return nullptr;
}

// What is open stays open; more than that cannot be noted.
Result<Object*> reopen_frozen(Object& object, int mode) {
  if ((mode & RTLD_GLOBAL) && !object.global)
    return Error{
        .what = "cannot become global any more", .file = object.shown_name(), .err = EPERM};
  return &object;
}

} // namespace

Result<Object*> open(Process& process, const char* name, int mode, std::size_t space,
                     Object& caller, os::Arena& scratch) {
  if ((mode & (RTLD_LAZY | RTLD_NOW)) == 0)
    return Error{.what = "invalid mode for dlopen()", .file = name, .err = EINVAL};
  if (Object* first = process.spaces[space]->first; !name || (!*name && first)) {
    if (!first->permanent) {
      const auto change = TRY(Change::begin(process));
      ++first->opened;
    }
    return first;
  }
  Object* object = nullptr;
  bool is_first = false;
  {
    Guard guard(process.changes);
    object = process.objects.by_name(name, space);
    if (!object && process.frozen && !(mode & RTLD_NOLOAD))
      object = find_closed(process, name, space);
    if (object && object->frozen)
      return reopen_frozen(*object, mode);
    if (object || (mode & RTLD_NOLOAD)) {
      const auto change = TRY(Change::begin(process));
      if (!object && !process.frozen)
        object = TRY(find_loaded(process, name, space, caller));
      if (object) {
        is_first = TRY(prepare_opening(process, *object, mode, false, scratch));
        note_opening(process, *object, mode, false);
      }
    } else if (process.frozen) {
      return Error{.what = "no library can be opened any more",
                   .file = name,
                   .remedy = "open it before ldseal_lockdown",
                   .err = EPERM};
    }
  }
  if (!object && !(mode & RTLD_NOLOAD))
    return Opening(process, space, scratch).run(name, mode, caller);
  if (is_first)
    construct_opened(process, *object, nullptr);
  return object;
}

Result<std::size_t> new_space(Process& process, const char* file) {
  const auto change = TRY(Change::begin(process));
  if (process.frozen)
    return Error{.what = "no namespace can be made any more", .err = EPERM};
  for (std::size_t number = 1; number < Process::kMostSpaces; ++number) {
    Namespace*& space = process.spaces[number];
    if (space && space->first)
      continue;
    if (!space)
      space = TRY(process.arena.create<Namespace>(process.arena));
    space->link.tls = process.base.link.tls;
    space->link.bind_now = process.base.link.bind_now;
    space->link.dynamic_weak = process.base.link.dynamic_weak;
    return number;
  }
  return Error{.what = "no more namespaces available for dlmopen()", .file = file, .err = EINVAL};
}

} // namespace seal::dl
