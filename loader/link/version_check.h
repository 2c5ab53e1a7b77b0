// Does every object get the versions it was linked against?
#pragma once

#include "object/load.h"
#include "os/debug.h"

namespace seal::link {

// A version that an object needs of `provider`, and does not get.
struct UnmetVersion {
  const object::Object& provider;
  const char* version;
  bool provider_has_versions;
};

// Does the object define this version?
bool defines_version(const object::Object& object, const char* name, std::uint32_t hash);

// Calls visit(UnmetVersion), which returns false to stop. A weak need may stay unmet (LSB, "Symbol
// Versioning"); who is to provide it and was not found is nobody's version error.
template <class Visit>
void for_each_unmet_version(const object::Object& object, const object::Objects& objects,
                            Visit visit) {
  elf::for_each_needed_version(
      object.image, object.dynamic,
      [&](const char* file, const char* name, std::uint32_t hash, bool weak) {
        const object::Object* provider = objects.by_name(file, object.space);
        if (os::debugging(os::kVersions) && provider)
          os::debug("checking for version `%' in file % [0] required by file % [0]\n", name,
                    provider->shown_name(), object.shown_name());
        if (!provider || weak || defines_version(*provider, name, hash))
          return true;
        return visit(UnmetVersion{*provider, name, provider->dynamic.verdef != 0});
      });
}

// Checks the needs of one object against the loaded ones. An object without version definitions
// satisfies every need; `warns` says so.
Status check_versions(const object::Object& object, const object::Objects& objects, bool warns);

} // namespace seal::link
