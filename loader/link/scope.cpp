// As glibc's loader has it: an object's scopes are the global one, that of the object by whose
// opening it came, and those of all that were opened later and need it.
#include "link/scope.h"

namespace seal::link {

using object::Object;

Status enter_scopes(Object& object, Object& program) {
  object.from_start = true;
  object.own_first = object.dynamic.symbolic && !object.is_program;
  return object.scopes.push(*object.arena, &program);
}

Status enter_scopes(Object& object, Object* first, Object& root, bool deep_bind) {
  object.own_first = object.dynamic.symbolic && !deep_bind;
  if (deep_bind)
    TRY(object.scopes.push(*object.arena, &root));
  if (first && first != &root)
    TRY(object.scopes.push(*object.arena, first));
  if (!deep_bind)
    TRY(object.scopes.push(*object.arena, &root));
  return {};
}

Status spread_scope(Object& root) {
  for (Object* each : root.scope)
    if (!each->from_start && !each->scopes.empty() && !each->scopes.contains(&root))
      TRY(each->scopes.push(*each->arena, &root));
  return {};
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

bool leave_scopes(Object& object) {
  const bool had_own = object.scopes.contains(&object);
  bool has_own = had_own;
  std::size_t kept = 0;
  for (Object* each : object.scopes)
    if (!each->live->visited)
      object.scopes[kept++] = each;
    else if (!std::exchange(has_own, true))
      object.scopes[kept++] = &object;
  object.scopes.truncate(kept);
  return has_own != had_own;
}

} // namespace seal::link
