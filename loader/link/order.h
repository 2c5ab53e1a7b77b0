// The order of constructors and destructors: glibc's (dynamic_sort=2), cycles included, since
// programs come to depend on it.
#pragma once

#include "link/scope.h"

namespace seal::link {

// Fills `root.order` from `scope`, the objects that are constructed with `root`, breadth first:
// constructors run from its end to its begin, so that what an object needs comes before it. `root`
// comes last of all, cycles or not. `is_new`: the root's own needs count for nothing, as the walk
// begins at what they lead to.
Status note_order(object::Object& root, const Scope& scope, bool is_new, os::Arena& scratch);

// What brought an object in goes, and it stays: from now on it counts as opened itself, by what it
// needs alone. `object.order` has room.
void note_as_opened(object::Object& object);

// Appends `objects` to `out` in the order of their destructors: dependents before what they need
// and, where cycles leave a choice, before what their relocations are bound to. `objects` are all
// of a namespace in load order, even where only some of them end: the others decide where a cycle
// is cut.
Status destructor_order(const Scope& objects, Scope& out, os::Arena& arena, os::Arena& scratch);

} // namespace seal::link
