// What is closed and stays mapped, since it is sealed, when its file is asked for again: the same
// object, if mapping the file again would give the same. Else it is marked as replaced, to be
// unloaded by who can run its destructors.
#include "object/load.h"
#include "os/string.h"
#include <errno.h>

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

// Where a need leads today, without mapping anything; null: nowhere.
Result<Object*> Loading::find_now(const char* name, Object& requester) {
  if (Object* object = known(name))
    return object;
  Found found;
  if (Status status = search_.find(name, requester, *objects_.first(), false, found); !status) {
    if (status.error().err == ENOMEM)
      return status.error();
    return nullptr;
  }
  if (Object* object = objects_.by_identity(found.info.identity, space_))
    return object;
  return closed_of(found);
}

// Follows one need of a closed object; false in `same` if it does not lead where it led.
Status Loading::follow(Object& object, elf::Need need, const char* wanted, Visited& group,
                       bool& same) {
  auto name = expand(wanted, object);
  if (!name && name.error().err == ENOMEM)
    return name.error();
  Object* const now = name ? TRY(find_now(*name, object)) : nullptr;
  if (now) {
    same = object.needed.contains(now);
  } else { // as it was if it led nowhere then, too
    same = need == elf::Need::kAuxiliary;
    for (const Object* each : object.filtees)
      same &= !name || !each->answers_to(*name);
  }
  return same && now && now->closed ? group.visit(*now) : Status();
}

// Whether all that it needs is what it would get now, and what it is bound to beside that is still
// its file's. `group` becomes what is closed of it.
Result<bool> Loading::is_as_it_was(Object& closed, Visited& group) {
  bool same = true;
  TRY(group.visit(closed));
  for (std::size_t i = 0; i < group.list().size(); ++i) {
    Object& object = *group.list()[i];
    Status status;
    object.dynamic.for_each_need([&](elf::Need need, const char* wanted) {
      if (status && same)
        status = follow(object, need, wanted, group, same);
    });
    TRY(std::move(status));
    for (Object* each : object.bound)
      if (same && each->closed && (same = has_its_file(*each)))
        TRY(group.visit(*each));
  }
  return same;
}

Result<Object*> Loading::reopen(const char* name, Found& found) {
  if (!objects_.any_closed())
    return nullptr;
  // The paths of closed objects that lead to this file now, and did not.
  for (Object* object = objects_.first(); object; object = object->next)
    if (object->closed && object->space == space_ && equal(object->path, found.path) &&
        !found.info.is_unchanged(object->identity, object->modified))
      object->replaced = true;
  Object* const closed = closed_of(found);
  if (!closed)
    return nullptr;
  found.path = TRY(arena_.copy(found.path)); // other searches follow
  Visited group(arena_);
  if (!TRY(is_as_it_was(*closed, group))) {
    closed->replaced = true;
    return nullptr;
  }
  for (Object* object : group.list()) {
    object->closed = false;
    objects_.keep_name(*object, name); // the others may lead elsewhere now
  }
  return closed;
}

} // namespace seal::object
