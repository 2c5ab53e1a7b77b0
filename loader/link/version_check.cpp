// Version needs against version definitions; pure.
#include "link/version_check.h"
#include "os/output.h"
#include "os/string.h"

namespace seal::link {
namespace {

bool defines(const object::Object& object, const char* name, std::uint32_t hash) {
  for (const elf::Version& version : object.versions.by_index)
    if (version.name && !version.file && version.hash == hash && equal(version.name, name))
      return true;
  return false;
}

} // namespace

Status check_versions(const object::Object& object, const object::Objects& objects) {
  Status status;
  elf::for_each_needed_version(
      object.image, object.dynamic,
      [&](const char* file, const char* name, std::uint32_t hash, bool weak) {
        const object::Object* provider = objects.by_name(file);
        if (!provider || weak)
          return true;
        if (!provider->dynamic.verdef) {
          os::print_error({.what = "no version information available",
                           .file = provider->path,
                           .needed_by = object.shown_name()},
                          "warning");
          return false; // once for each object
        }
        if (defines(*provider, name, hash))
          return true;
        status = Error{
            .what = "version not found",
            .file = provider->path,
            .detail = name,
            .needed_by = object.shown_name(),
            .remedy = "install a newer version of the library, or a program built for this one"};
        return false;
      });
  return status;
}

} // namespace seal::link
