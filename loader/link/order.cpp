// Depth-first walks; an object is done when all that it leads to is done. The walk keeps its own
// stack: a chain of dependencies may be longer than the thread's. Pure.
#include "link/order.h"

namespace seal::link {
namespace {

using object::Object;

// Which references a walk follows.
enum class Edges { kNeeded, kNeededAndBound };

class Walk {
public:
  // `blank`: an object that leads nowhere, or null.
  Walk(Edges edges, const Object* blank, os::Arena& scratch)
      : edges_(edges), blank_(blank), scratch_(scratch) {}

  Status run(const Scope& objects) {
    TRY(done_.reserve(scratch_, objects.size()));
    TRY(steps_.reserve(scratch_, objects.size()));
    for (Object* object : objects)
      object->live->visited = true; // is one of them, and to be visited
    for (std::size_t i = objects.size(); i-- > 0;)
      visit(*objects[i]);
    return {};
  }

  // What was done first stands first.
  const Scope& done() const { return done_; }
  // An object was bound to others, whether the walk got there that way or not.
  bool met_bound() const { return met_bound_; }

private:
  struct Step {
    Object* object;
    std::size_t next; // of its references
  };

  void visit(Object& first) {
    enter(first);
    while (!steps_.empty()) {
      Step& step = steps_[steps_.size() - 1];
      Object& object = *step.object;
      if (Object* reference = reference_of(object, step.next++)) {
        if (!reference->is_program) // always last
          enter(*reference);
        continue;
      }
      done_.append(&object);
      steps_.truncate(steps_.size() - 1);
    }
  }

  void enter(Object& object) {
    if (std::exchange(object.live->visited, false))
      steps_.append({&object, 0});
  }

  // Null behind the last one.
  Object* reference_of(const Object& object, std::size_t number) {
    const Scope& needed = object.order.empty() ? object.needed : object.order;
    const std::size_t needed_count = &object == blank_ ? 0 : needed.size();
    if (number < needed_count)
      return needed[number];
    if (edges_ == Edges::kNeeded || object.bound.empty())
      return nullptr;
    met_bound_ = true;
    number -= needed_count;
    return number < object.bound.size() ? object.bound[object.bound.size() - 1 - number] : nullptr;
  }

  Edges edges_;
  const Object* blank_;
  os::Arena& scratch_;
  Scope done_;
  os::Vector<Step> steps_;
  bool met_bound_ = false;
};

Status append_reversed(const Scope& objects, Scope& out, os::Arena& arena) {
  TRY(out.reserve(arena, objects.size()));
  for (std::size_t i = objects.size(); i-- > 0;)
    out.append(objects[i]);
  return {};
}

} // namespace

Status note_order(Object& root, const Scope& scope, bool is_new, os::Arena& scratch) {
  Walk walk(Edges::kNeeded, is_new ? &root : nullptr, scratch);
  TRY(walk.run(scope));
  Scope order;
  TRY(order.reserve(*root.arena, 1 + walk.done().size()));
  order.append(&root);
  for (std::size_t i = walk.done().size(); i-- > 0;)
    if (walk.done()[i] != &root)
      order.append(walk.done()[i]);
  root.order = order;
  return {};
}

void note_as_opened(Object& object) {
  if (!object.order.empty() || object.from_start)
    return;
  object.order.append(&object);
  for (Object* each : object.needed)
    object.order.append(each);
}

Status destructor_order(const Scope& objects, Scope& out, os::Arena& arena, os::Arena& scratch) {
  Walk both(Edges::kNeededAndBound, nullptr, scratch);
  TRY(both.run(objects));
  if (!both.met_bound())
    return append_reversed(both.done(), out, arena);
  // Needs outweigh what relocations are bound to: once more from there, by needs alone.
  Scope first;
  TRY(append_reversed(both.done(), first, scratch));
  Walk needs(Edges::kNeeded, nullptr, scratch);
  TRY(needs.run(first));
  return append_reversed(needs.done(), out, arena);
}

} // namespace seal::link
