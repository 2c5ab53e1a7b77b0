// struct link_map as libc, gdb and programs see it: one for each object, filled from ours.
#pragma once

#include "host/glibc/layout.h"
#include "host/process.h"

namespace seal::glibc {

// Makes the object's link_map (object.host), which is in no list yet.
Status create_link_map(const Layout& layout, object::Object& object);
// Makes room in it for the object's scopes, and for `more` objects in its own.
Status reserve_link_map(const Layout& layout, object::Object& object, std::size_t more);
// The values that come late: TLS place, scopes. There is room for them.
void update_link_map(const Layout& layout, object::Object& object);
// Into its namespace's list behind the one of the object before it, and out of it.
void list_link_map(object::Object& object);
void unlist_link_map(object::Object& object);

object::Object* object_of(const void* link_map);

} // namespace seal::glibc
