// Copying a file's identity.
#include "attributes.h"

#include "error.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/ADT/StringRef.h>

#include <linux/limits.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace seal::elfseal {
namespace {

constexpr mode_t kModeBits = 07777;
constexpr mode_t kPermissionBits = 0777;
constexpr char kCapabilities[] = "security.capability";
constexpr char kAcl[] = "system.posix_acl_access";
constexpr char kRemedy[] = "run as root, or write a new file with -o";

// Nothing if the file has no such attribute.
llvm::Expected<std::vector<char>> attribute(int fd, const std::string& name) {
  std::vector<char> value(XATTR_SIZE_MAX);
  const ssize_t size = fgetxattr(fd, name.c_str(), value.data(), value.size());
  if (size < 0 && errno != ENODATA && errno != ENOTSUP)
    return fail("its attribute {0} cannot be read: {1}; {2}", name, std::strerror(errno), kRemedy);
  value.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
  return value;
}

llvm::Error copy_attribute(int from, int to, const std::string& name) {
  llvm::Expected<std::vector<char>> value = attribute(from, name);
  if (!value)
    return value.takeError();
  llvm::Expected<std::vector<char>> present = attribute(to, name);
  if (!present)
    return present.takeError();
  if (*value == *present) // such as the security label that new files get
    return llvm::Error::success();
  if (fsetxattr(to, name.c_str(), value->data(), value->size(), 0) != 0)
    return fail("its attribute {0} cannot be kept: {1}; {2}", name, std::strerror(errno), kRemedy);
  return llvm::Error::success();
}

} // namespace

bool is_signature(llvm::StringRef attribute) {
  return attribute == "security.ima" || attribute == "security.evm";
}

llvm::Expected<std::vector<std::string>> attribute_names(int fd) {
  std::vector<char> list(XATTR_LIST_MAX);
  const ssize_t size = flistxattr(fd, list.data(), list.size());
  std::vector<std::string> names;
  if (size < 0 && errno == ENOTSUP)
    return names;
  if (size < 0)
    return fail("its extended attributes cannot be listed: {0}; {1}", std::strerror(errno),
                kRemedy);
  llvm::SmallVector<llvm::StringRef, 8> parts;
  llvm::StringRef(list.data(), static_cast<std::size_t>(size)).split(parts, '\0', -1, false);
  for (const llvm::StringRef part : parts)
    names.push_back(part.str());
  return names;
}

llvm::Error copy_identity(int from, const struct stat& status, int to, Privileges privileges) {
  const bool kept = privileges == Privileges::kKept;
  struct stat own = {};
  if (fstat(to, &own) != 0)
    return fail("the new file cannot be examined: {0}", reason(errno));
  // The owner first: changing it takes set-user-id bits and capabilities away.
  if ((own.st_uid != status.st_uid || own.st_gid != status.st_gid) &&
      fchown(to, status.st_uid, status.st_gid) != 0)
    return fail("its owner cannot be kept: {0}; {1}", std::strerror(errno), kRemedy);
  llvm::Expected<std::vector<std::string>> names = attribute_names(from);
  if (!names)
    return names.takeError();
  // A new file may have got its folder's default ACL.
  if (!llvm::is_contained(*names, kAcl) && fremovexattr(to, kAcl) != 0 && errno != ENODATA &&
      errno != ENOTSUP)
    return fail("its access control list cannot be kept: {0}; {1}", std::strerror(errno), kRemedy);
  for (const std::string& name : *names)
    if (!is_signature(name) && (kept || name != kCapabilities))
      if (llvm::Error error = copy_attribute(from, to, name))
        return error;
  if (fchmod(to, status.st_mode & (kept ? kModeBits : kPermissionBits)) != 0)
    return fail("its mode cannot be kept: {0}; {1}", std::strerror(errno), kRemedy);
  return llvm::Error::success();
}

} // namespace seal::elfseal
