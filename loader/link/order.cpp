// A depth-first walk; an object is done when all that it needs is done. Pure.
#include "link/order.h"

namespace seal::link {
namespace {

void visit(object::Object& object, Scope& out, os::Arena& arena) {
  if (std::exchange(object.visited, true))
    return;
  for (object::Object* needed : object.needed)
    if (!needed->is_program) // always last
      visit(*needed, out, arena);
  out.push(arena, &object);
}

} // namespace

void constructor_order(const Scope& objects, Scope& out, os::Arena& arena) {
  std::size_t begin = out.size();
  for (std::size_t i = objects.size(); i-- > 0;)
    visit(*objects[i], out, arena);
  for (std::size_t i = begin; i < out.size(); ++i)
    out[i]->visited = false;
}

} // namespace seal::link
