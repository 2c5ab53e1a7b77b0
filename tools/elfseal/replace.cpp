// What may be replaced, and the order of it: write, identity, verification, rename.
#include "replace.h"

#include "attributes.h"
#include "error.h"
#include "temporary.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <utility>

namespace seal::elfseal {
namespace {

namespace fs = llvm::sys::fs;

constexpr mode_t kPermissionBits = 0777;

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

llvm::Error read_back(int fd, llvm::ArrayRef<std::uint8_t> bytes, Verify verify) {
  llvm::Expected<Buffer> written = Buffer::map(fd, bytes.size());
  if (!written)
    return written.takeError();
  if (llvm::ArrayRef<std::uint8_t>(written->bytes()) != bytes)
    return fail("what was written reads back otherwise, so it is left as it was; check the disk");
  return verify(written->bytes());
}

// It is still the file that was read.
llvm::Error check_unchanged(const File& file) {
  struct stat now = {};
  const struct stat& then = file.status();
  if (stat(file.path().c_str(), &now) != 0 || !is_same(now, then) || now.st_size != then.st_size ||
      now.st_mtim.tv_sec != then.st_mtim.tv_sec || now.st_mtim.tv_nsec != then.st_mtim.tv_nsec)
    return fail("another program changed it meanwhile; try again");
  return llvm::Error::success();
}

llvm::Error check_in_place(const File& file, const ReplaceOptions& options) {
  if (file.status().st_nlink > 1 && !options.break_hard_links)
    return fail("it has {0} names (hard links); --break-hard-links changes this one only",
                file.status().st_nlink);
  llvm::Expected<std::vector<std::string>> names = attribute_names(file.descriptor());
  if (!names)
    return names.takeError();
  for (const std::string& name : *names)
    if (is_signature(name) && !options.force)
      return fail("it is signed ({0}), and a change makes the signature invalid; --force drops it",
                  name);
  return check_folder(file.path());
}

// Where an output goes.
struct Target {
  std::string path;                  // a symbolic link was followed
  std::optional<struct stat> status; // of what stands there
};

llvm::Expected<Target> find_target(const std::string& name) {
  Target target{name, std::nullopt};
  struct stat status = {};
  if (stat(name.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode))
      return fail("not a regular file; give another name");
    llvm::SmallString<256> real;
    if (const std::error_code error = fs::real_path(name, real))
      return fail("{0}", reason(error));
    target = {real.str().str(), status};
  } else if (errno != ENOENT) {
    return fail("{0}", reason(errno));
  } else if (fs::is_symlink_file(name)) {
    return fail("a symbolic link that leads nowhere; remove it, or give another name");
  }
  if (llvm::Error error = check_folder(target.path))
    return error;
  return target;
}

llvm::Expected<Target> find_output(const File& file, const std::string& name) {
  llvm::Expected<Target> target = find_target(name);
  if (target && target->status && is_same(*target->status, file.status()))
    return fail("the file that is read; leave out -o to change it in place");
  return target;
}

llvm::Error keep_times(int fd, const struct stat& status) {
  const struct timespec times[] = {status.st_atim, status.st_mtim};
  if (futimens(fd, times) != 0)
    return fail("its times cannot be kept: {0}; leave out --preserve-times", std::strerror(errno));
  return llvm::Error::success();
}

llvm::Error replace_in_place(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                             const ReplaceOptions& options, Verify verify) {
  if (llvm::Error error = check_in_place(file, options))
    return error;
  llvm::Expected<Temporary> temporary = Temporary::create(file.path());
  if (!temporary)
    return temporary.takeError();
  if (llvm::Error error = temporary->write(bytes))
    return error;
  if (llvm::Error error = copy_identity(file.descriptor(), file.status(), temporary->descriptor(),
                                        Privileges::kKept))
    return error;
  if (llvm::Error error = read_back(temporary->descriptor(), bytes, verify))
    return error;
  if (options.preserve_times)
    if (llvm::Error error = keep_times(temporary->descriptor(), file.status()))
      return error;
  if (llvm::Error error = check_unchanged(file))
    return error;
  return temporary->rename_to(file.path());
}

// As cp has it: a new file's permissions are `mode`, as far as the user's mask lets it; what is
// replaced keeps its owner, permissions and attributes.
llvm::Error set_identity(const Target& target, mode_t mode, int fd) {
  if (target.status) {
    llvm::Expected<File> replaced = File::open(target.path);
    return replaced
               ? copy_identity(replaced->descriptor(), replaced->status(), fd, Privileges::kLost)
               : replaced.takeError();
  }
  const mode_t mask = umask(0);
  umask(mask);
  if (fchmod(fd, mode & kPermissionBits & ~mask) != 0)
    return fail("its mode cannot be set: {0}", reason(errno));
  return llvm::Error::success();
}

// The times are those of `times` unless that is null.
llvm::Error write_target(const Target& target, llvm::ArrayRef<std::uint8_t> bytes, mode_t mode,
                         const struct stat* times, Verify verify) {
  llvm::Expected<Temporary> temporary = Temporary::create(target.path);
  if (!temporary)
    return temporary.takeError();
  if (llvm::Error error = temporary->write(bytes))
    return error;
  if (llvm::Error error = set_identity(target, mode, temporary->descriptor()))
    return error;
  if (llvm::Error error = read_back(temporary->descriptor(), bytes, verify))
    return error;
  if (times)
    if (llvm::Error error = keep_times(temporary->descriptor(), *times))
      return error;
  return temporary->rename_to(target.path);
}

llvm::Error of_output(const std::string& output, llvm::Error error) {
  return error ? fail("-o {0}: {1}", output, llvm::toString(std::move(error)))
               : llvm::Error::success();
}

} // namespace

llvm::Expected<File> File::open(llvm::StringRef path) {
  llvm::SmallString<256> real;
  if (const std::error_code error = fs::real_path(path, real))
    return fail("{0}", reason(error));
  const int fd = ::open(real.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return fail("{0}", reason(errno));
  File file(fd, real.str().str());
  if (fstat(fd, &file.status_) != 0)
    return fail("{0}", reason(errno));
  if (S_ISDIR(file.status_.st_mode))
    return fail("a directory; name the files in it");
  if (!S_ISREG(file.status_.st_mode))
    return fail("not a regular file; give a linked program or shared library");
  return file;
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)),
      status_(other.status_) {}

File::~File() {
  if (descriptor_ >= 0)
    close(descriptor_);
}

llvm::Error check_replaceable(const File& file, const ReplaceOptions& options) {
  if (options.output.empty())
    return check_in_place(file, options);
  return of_output(options.output, find_output(file, options.output).takeError());
}

llvm::Error replace(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                    const ReplaceOptions& options, Verify verify) {
  if (options.output.empty())
    return replace_in_place(file, bytes, options, verify);
  llvm::Expected<Target> target = find_output(file, options.output);
  if (!target)
    return of_output(options.output, target.takeError());
  const struct stat* const times = options.preserve_times ? &file.status() : nullptr;
  return of_output(options.output,
                   write_target(*target, bytes, file.status().st_mode, times, verify));
}

llvm::Error write_file(const std::string& path, llvm::StringRef text) {
  llvm::Expected<Target> target = find_target(path);
  if (!target)
    return target.takeError();
  return write_target(*target, llvm::arrayRefFromStringRef(text), 0666, nullptr,
                      [](llvm::ArrayRef<std::uint8_t>) { return llvm::Error::success(); });
}

} // namespace seal::elfseal
