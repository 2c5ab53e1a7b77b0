// The stages of a dlopen, in the order of a start.
#include "dl/open.h"
#include "dl/constructors.h"
#include "dl/debug.h"
#include "link/order.h"
#include "link/version_check.h"
#include "object/map.h"
#include "os/string.h"
#include "seal/apply.h"
#include <dlfcn.h>
#include <errno.h>

namespace seal::dl {
namespace {

using object::Object;

// RTLD_GLOBAL: the object and what it needs.
void make_global(Process& process, Object& object) {
  for (Object* each : object.scope)
    if (!std::exchange(each->global, true))
      process.global.push(process.arena, each);
}

class Opening {
public:
  explicit Opening(Process& process) : process_(process), last_before_(process.objects.last()) {}

  Result<Object*> run(const char* name, int mode, Object& caller) {
    Object* object = nullptr;
    {
      Guard guard(process_.changes);
      Status status = bring_in(name, mode, caller, object);
      if (status)
        status = seal_new();
      if (!status) {
        Error error = kept(status.error());
        roll_back();
        initialise_static_tls();
        return error;
      }
      commit(*object, mode);
    }
    construct_new(*object);
    return object;
  }

private:
  // Everything that can fail.
  Status bring_in(const char* name, int mode, Object& caller, Object*& object) {
    auto found = process_.loading.library(name, caller);
    if (!found)
      return found.error();
    object = *found;
    os::Vector<Object*> roots;
    roots.push(process_.arena, object);
    if (Status status = process_.loading.dependencies(roots); !status)
      return status;
    for (Object* each = first_new(); each; each = each->next)
      fresh_.push(process_.arena, each);
    for (Object* each : fresh_)
      if (Status status = link::check_versions(*each, process_.objects); !status)
        return status;
    if (object->scope.empty())
      object::breadth_first(*object, object->scope, process_.arena);
    for (Object* each : fresh_) {
      each->lookup_scope = &object->scope;
      each->deep_bind = (mode & RTLD_DEEPBIND) != 0;
      process_.tls.add_module(*each);
      if (process_.host.attach)
        process_.host.attach(*each);
    }
    return relocate(mode);
  }

  Status relocate(int mode) {
    if (fresh_.empty())
      return {};
    process_.link.bind_now = (mode & RTLD_NOW) != 0;
    link::Linking linking(process_.link);
    for (std::size_t i = fresh_.size(); i-- > 0;)
      if (Status status = linking.relocate(*fresh_[i]); !status)
        return status;
    // Resolvers are code of the new objects: their threads may already look at the new TLS.
    process_.tls.next_generation();
    return linking.run_resolvers();
  }

  // The last that can fail, under `require`: what was sealed by then stays mapped, and forgotten.
  Status seal_new() {
    sealing::Plan plan;
    return fresh_.empty() ? Status() : seal_objects(process_, fresh_, plan);
  }

  // From here on the objects are the process's: listed, known to debuggers.
  void commit(Object& object, int mode) {
    ++object.opened;
    object.permanent |= (mode & RTLD_NODELETE) != 0;
    if (mode & RTLD_GLOBAL)
      make_global(process_, object);
    initialise_static_tls();
    if (fresh_.empty())
      return;
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

  void construct_new(Object& object) {
    if (fresh_.empty())
      return;
    link::Scope order;
    {
      Guard guard(process_.changes);
      link::constructor_order(object.scope, order, process_.arena);
    }
    char*** environment = process_.host.environment;
    for (Object* each : order)
      if (each != process_.program)
        construct(process_, *each, environment ? *environment : process_.start.envp);
  }

  // The error with its texts copied: they may lie in objects that are about to go.
  Error kept(Error error) const {
    for (const char** text : {&error.file, &error.detail, &error.needed_by})
      if (*text)
        *text = process_.arena.copy(*text);
    return error;
  }

  Object* first_new() const { return last_before_ ? last_before_->next : process_.objects.first(); }

  void roll_back() {
    while (Object* object = first_new() ? process_.objects.last() : nullptr) {
      process_.tls.remove_module(*object);
      process_.link.unique.forget(*object);
      if (object->host && process_.host.detach)
        process_.host.detach(*object);
      process_.objects.remove(*object);
      object::unmap(*object);
    }
  }

  Process& process_;
  Object* last_before_;
  os::Vector<Object*> fresh_;
};

// An object that is there already, without mapping anything.
Object* find_loaded(Process& process, const char* name, Object& caller) {
  if (Object* known = process.objects.by_name(name))
    return known;
  object::Found found;
  if (!process.search.find(name, caller, *process.program, found))
    return nullptr;
  return process.objects.by_identity(found.info.identity);
}

} // namespace

Status seal_objects(Process& process, const os::Vector<Object*>& objects, sealing::Plan& plan) {
  for (Object* object : objects)
    if (Status status = sealing::protect_relro(*object); !status)
      return status;
  if (!process.policy.on || !process.policy.later)
    return {};
  for (Object* object : objects)
    sealing::plan_object(*object, process.policy, plan, process.arena);
  sealing::sort(plan);
  sealing::Outcome outcome = sealing::apply(plan);
  for (Object* object : objects)
    object->permanent |= object->sealed = !(process.policy.marked_only && !object->mark.present);
  if (outcome.failed && process.policy.require)
    return Error{.what = "cannot be sealed, and the policy requires it",
                 .file = outcome.failed->object,
                 .detail = outcome.failed->reason,
                 .err = outcome.failed->err};
  return {};
}

Result<Object*> open(Process& process, const char* name, int mode, Object& caller) {
  if ((mode & (RTLD_LAZY | RTLD_NOW)) == 0)
    return Error{.what = "invalid mode for dlopen()", .file = name, .err = EINVAL};
  if (!name || !*name)
    return process.program;
  if (mode & RTLD_NOLOAD) {
    Guard guard(process.changes);
    Object* object = find_loaded(process, name, caller);
    process.search.finish();
    if (!object)
      return static_cast<Object*>(nullptr);
    if (object->scope.empty())
      object::breadth_first(*object, object->scope, process.arena);
    ++object->opened;
    object->permanent |= (mode & RTLD_NODELETE) != 0;
    if (mode & RTLD_GLOBAL)
      make_global(process, *object);
    return object;
  }
  Result<Object*> result = Opening(process).run(name, mode, caller);
  process.search.finish();
  return result;
}

} // namespace seal::dl
