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

Status check_versions(const object::Object& object, const object::Objects& objects, bool warns) {
  Error error{.what = "version `%' not found (required by %)",
              .remedy = "install a newer version of the library, or a program built for this one",
              .occasion = ""};
  const char *needed = nullptr, *there = nullptr; // of glibc's versions the newest ones
  for_each_unmet_version(object, objects, [&](const UnmetVersion& unmet) {
    if (!unmet.provider_has_versions) {
      if (warns)
        os::print_error({.what = "no version information available (required by %)",
                         .file = unmet.provider.shown_name(),
                         .detail = object.shown_name()},
                        "warning");
      return false; // once for each object
    }
    if (!error.detail) { // glibc's words name the first
      error.file = unmet.provider.shown_name();
      error.detail = unmet.version;
      error.needed_by = object.shown_name();
    }
    if (release_of(unmet.version) > release_of(needed)) {
      needed = unmet.version;
      there = newest_of(unmet.provider);
    }
    return true;
  });
  if (!error.detail && lacks_relr_version(object))
    return Error{.what = "DT_RELR without GLIBC_ABI_DT_RELR dependency",
                 .file = object.shown_name(),
                 .remedy = "link it with -Wl,-z,pack-relative-relocs, or with a newer linker"};
  if (!error.detail)
    return {};
  if (needed && there)
    error.note = Text(Text("it takes ", needed), Text(", and the newest it has is ", there));
  return error;
}

} // namespace seal::link
