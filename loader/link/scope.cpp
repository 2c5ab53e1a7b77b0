// As glibc's loader has it: an object's scopes are the global one, that of the object by whose
// opening it came, and those of all that were opened later and need it.
#include "link/scope.h"

namespace seal::link {

using object::Object;

void enter_scopes(Object& object, Object& program) {
  object.from_start = true;
  object.own_first = object.dynamic.symbolic && !object.is_program;
  object.scopes.push(*object.arena, &program);
}

void enter_scopes(Object& object, Object* first, Object& root, bool deep_bind) {
  object.own_first = object.dynamic.symbolic && !deep_bind;
  if (deep_bind)
    object.scopes.push(*object.arena, &root);
  if (first && first != &root)
    object.scopes.push(*object.arena, first);
  if (!deep_bind)
    object.scopes.push(*object.arena, &root);
}

void spread_scope(Object& root) {
  for (Object* each : root.scope)
    if (!each->from_start && !each->scopes.empty() && !each->scopes.contains(&root))
      each->scopes.push(*each->arena, &root);
}

void withdraw_scope(Object& root) {
  for (Object* each : root.scope)
    if (std::size_t size = each->scopes.size(); size && each->scopes[size - 1] == &root)
      each->scopes.truncate(size - 1);
  root.scope.truncate(0);
}

void remove_visited(Scope& scope) {
  std::size_t kept = 0;
  for (Object* each : scope)
    if (!each->live->visited)
      scope[kept++] = each;
  scope.truncate(kept);
}

void leave_scopes(Object& object) {
  std::size_t kept = 0;
  for (Object* each : object.scopes)
    if (!each->live->visited)
      object.scopes[kept++] = each;
    else if (object::make_scope(object))
      object.scopes[kept++] = &object;
  object.scopes.truncate(kept);
}

} // namespace seal::link
