// What is closed and stays mapped, since it is sealed, when its file is asked for again: the same
// object, if mapping the file again would give the same. Else it is marked as replaced, to be
// unloaded by who can run its destructors.
#include "object/load.h"
#include "os/string.h"

namespace seal::object {

bool has_its_file(const Object& object) {
  auto info = os::info_of(object.path);
  return info && info->is_unchanged(object.identity, object.modified);
}

bool is_overwritten(const Object& object) {
  auto info = os::info_of(object.path);
  return info && info->identity == object.identity && info->modified != object.modified;
}

// The closed object that was mapped from this file. It still answers to its old path, so that one
// has to lead there too.
Object* Loading::closed_of(const Found& found) const {
  for (Object* object = objects_.first(); object; object = object->next)
    if (object->closed && !object->replaced && object->space == space_ &&
        found.info.is_unchanged(object->identity, object->modified) &&
        (equal(object->path, found.path) || has_its_file(*object)))
      return object;
  return nullptr;
}

// Where a need leads today, without mapping anything.
Object* Loading::find_now(const char* name, Object& requester) {
  if (Object* object = known(name))
    return object;
  Found found;
  if (!search_.find(name, requester, *objects_.first(), false, found))
    return nullptr;
  if (Object* object = objects_.by_identity(found.info.identity, space_))
    return object;
  return closed_of(found);
}

// Whether all that it needs is what it would get now, and what it is bound to beside that is still
// its file's. `group` becomes what is closed of it.
bool Loading::is_as_it_was(Object& closed, os::Vector<Object*>& group) {
  bool same = true;
  const auto add = [&](Object& object) {
    if (!std::exchange(object.live->visited, true))
      group.push(arena_, &object);
  };
  add(closed);
  for (std::size_t i = 0; i < group.size(); ++i) {
    Object& object = *group[i];
    object.dynamic.for_each_need([&](elf::Need need, const char* wanted) {
      auto name = expand(wanted, object);
      Object* now = same && name ? find_now(*name, object) : nullptr;
      same &= now ? object.needed.contains(now) : need == elf::Need::kAuxiliary;
      if (same && now && now->closed)
        add(*now);
    });
    for (Object* each : object.bound)
      if (same && each->closed && (same = has_its_file(*each)))
        add(*each);
  }
  for (Object* object : group)
    object->live->visited = false;
  return same;
}

Object* Loading::reopen(const char* name, Found& found) {
  // The paths of closed objects that lead to this file now, and did not.
  for (Object* object = objects_.first(); object; object = object->next)
    if (object->closed && object->space == space_ && equal(object->path, found.path) &&
        !found.info.is_unchanged(object->identity, object->modified))
      object->replaced = true;
  Object* const closed = closed_of(found);
  if (!closed)
    return nullptr;
  found.path = arena_.copy(found.path); // other searches follow
  os::Vector<Object*> group;
  if (!is_as_it_was(*closed, group)) {
    closed->replaced = true;
    return nullptr;
  }
  for (Object* object : group) {
    object->closed = false;
    objects_.keep_name(*object, name); // the others may lead elsewhere now
  }
  return closed;
}

} // namespace seal::object
