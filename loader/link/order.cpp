// Depth-first walks; an object is done when all that it needs is done. Pure.
#include "link/order.h"

namespace seal::link {
namespace {

class Walk {
public:
  Walk(Scope& out, os::Arena& arena, bool bound) : out_(out), arena_(arena), bound_(bound) {}

  void run(const Scope& objects) {
    for (object::Object* object : objects)
      object->live->visited = true; // is one of them, and to be visited
    for (std::size_t i = objects.size(); i-- > 0;)
      visit(*objects[i]);
  }

private:
  void visit(object::Object& object) {
    if (!std::exchange(object.live->visited, false))
      return;
    visit_all(object.needed);
    if (bound_)
      visit_all(object.bound);
    out_.push(arena_, &object);
  }
  void visit_all(const Scope& objects) {
    for (object::Object* each : objects)
      if (!each->is_program) // always last
        visit(*each);
  }

  Scope& out_;
  os::Arena& arena_;
  bool bound_;
};

} // namespace

void constructor_order(const Scope& objects, Scope& out, os::Arena& arena) {
  Walk(out, arena, false).run(objects);
}

void destructor_order(const Scope& objects, Scope& out, os::Arena& arena) {
  const std::size_t begin = out.size();
  Walk(out, arena, true).run(objects);
  for (std::size_t i = begin, j = out.size(); i + 1 < j; ++i)
    std::swap(out[i], out[--j]);
}

} // namespace seal::link
