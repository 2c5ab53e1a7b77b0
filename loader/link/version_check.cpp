// Version needs against version definitions; pure.
#include "link/version_check.h"
#include "os/output.h"
#include "os/string.h"

namespace seal::link {

bool defines_version(const object::Object& object, const char* name, std::uint32_t hash) {
  for (const elf::Version& version : object.versions.by_index)
    if (version.name && !version.file && version.hash == hash && equal(version.name, name))
      return true;
  return false;
}

Status check_versions(const object::Object& object, const object::Objects& objects) {
  Status status;
  for_each_unmet_version(object, objects, [&](const UnmetVersion& unmet) {
    if (!unmet.provider_has_versions) {
      os::print_error({.what = "no version information available",
                       .file = unmet.provider.path,
                       .needed_by = object.shown_name()},
                      "warning");
      return false; // once for each object
    }
    status =
        Error{.what = "version not found",
              .file = unmet.provider.path,
              .detail = unmet.version,
              .needed_by = object.shown_name(),
              .remedy = "install a newer version of the library, or a program built for this one"};
    return false;
  });
  return status;
}

} // namespace seal::link
