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

namespace {

// The release of a version of glibc's, GLIBC_2.<number>; 0 for another.
unsigned release_of(const char* version) {
  constexpr std::string_view kPrefix = "GLIBC_2.";
  unsigned release = 0;
  if (version && starts_with(version, kPrefix))
    for (const char* digit = version + kPrefix.size();
         *digit >= '0' && *digit <= '9' && release < 1000; ++digit)
      release = release * 10 + unsigned(*digit - '0');
  return release;
}

const char* newest_of(const object::Object& provider) {
  const char* newest = nullptr;
  for (const elf::Version& version : provider.versions.by_index)
    if (!version.file && release_of(version.name) > release_of(newest))
      newest = version.name;
  return newest;
}

// A file with DT_RELR that needs a libc must need the version by which that libc says that its
// loader knows DT_RELR.
bool lacks_relr_version(const object::Object& object) {
  if (object.dynamic.relr.empty() || !object.dynamic.verneed)
    return false;
  bool needs_libc = false, has_version = false;
  object.dynamic.for_each_needed(
      [&](const char* name) { needs_libc |= starts_with(name, "libc.so."); });
  elf::for_each_needed_version(object.image, object.dynamic,
                               [&](const char*, const char* name, std::uint32_t, bool) {
                                 has_version |= equal(name, "GLIBC_ABI_DT_RELR");
                                 return true;
                               });
  return needs_libc && !has_version;
}

} // namespace

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
    // Of several the newest: that is the release which will do.
    if (!status && release_of(unmet.version) <= release_of(status.error().detail))
      return true;
    status =
        Error{.what = "version not found",
              .file = unmet.provider.path,
              .detail = unmet.version,
              .newest = newest_of(unmet.provider),
              .needed_by = object.shown_name(),
              .remedy = "install a newer version of the library, or a program built for this one"};
    return true;
  });
  if (status && lacks_relr_version(object))
    return Error{.what = "DT_RELR without GLIBC_ABI_DT_RELR dependency",
                 .file = object.path,
                 .remedy = "link it with -Wl,-z,pack-relative-relocs, or with a newer linker"};
  return status;
}

} // namespace seal::link
