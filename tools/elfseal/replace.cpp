// Temporary file, identity, flush, verification, rename.
#include "replace.h"

#include "attributes.h"
#include "error.h"
#include "read_watch.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Signals.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace seal::elfseal {
namespace {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

constexpr mode_t kPermissionBits = 0777;
constexpr std::size_t kNameStart = 200; // of a file's name in its temporary file's: names are short

// Holds signals off between a step and the note of it.
class HeldSignals {
public:
  HeldSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
  sigset_t before_ = {};
};

// The rename is on the disk once the folder is.
void flush_folder(llvm::StringRef file) {
  const std::string folder = path::parent_path(file).str();
  const int fd = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)fsync(fd); // some file systems cannot; the file is whole all the same
  close(fd);
}

// A file that is removed again, also by a signal (LLVM's handlers do that), unless it is renamed.
class Temporary {
public:
  static llvm::Expected<Temporary> create(llvm::StringRef target) {
    llvm::SmallString<256> name = path::parent_path(target);
    path::append(name, "." + path::filename(target).take_front(kNameStart) + ".elfseal-XXXXXX");
    Temporary temporary;
    temporary.path_ = name.str().str();
    const HeldSignals held;
    temporary.descriptor_ = mkostemp(temporary.path_.data(), O_CLOEXEC);
    if (temporary.descriptor_ < 0)
      return fail("no file can be made beside it: {0}; make the folder writable, or write "
                  "elsewhere",
                  std::strerror(errno));
    llvm::sys::RemoveFileOnSignal(temporary.path_);
    return temporary;
  }

  Temporary(Temporary&& other) noexcept
      : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
  Temporary& operator=(Temporary&&) = delete;
  Temporary(const Temporary&) = delete;
  ~Temporary() {
    if (descriptor_ < 0)
      return;
    const HeldSignals held;
    unlink(path_.c_str());
    llvm::sys::DontRemoveFileOnSignal(path_);
    close(descriptor_);
  }

  int descriptor() const { return descriptor_; }

  llvm::Error write(llvm::ArrayRef<std::uint8_t> bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0 && errno == EFAULT) // of the file that is read
        return ReadWatch::error();
      if (written < 0)
        return fail("its new contents cannot be written: {0}; make room on its file system",
                    std::strerror(errno));
      bytes = bytes.drop_front(static_cast<std::size_t>(written));
    }
    if (fsync(descriptor_) != 0)
      return fail("its new contents cannot be written: {0}; make room on its file system",
                  std::strerror(errno));
    return llvm::Error::success();
  }

  llvm::Error rename_to(const std::string& target) {
    const HeldSignals held;
    if (rename(path_.c_str(), target.c_str()) != 0)
      return fail("it cannot be replaced: {0}; make the folder writable, or write elsewhere",
                  std::strerror(errno));
    llvm::sys::DontRemoveFileOnSignal(path_);
    close(std::exchange(descriptor_, -1));
    flush_folder(target);
    return llvm::Error::success();
  }

private:
  Temporary() = default;

  int descriptor_ = -1;
  std::string path_;
};

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
  if (stat(file.path().c_str(), &now) != 0 || now.st_dev != then.st_dev ||
      now.st_ino != then.st_ino || now.st_size != then.st_size ||
      now.st_mtim.tv_sec != then.st_mtim.tv_sec || now.st_mtim.tv_nsec != then.st_mtim.tv_nsec)
    return fail("another program changed it meanwhile; try again");
  return llvm::Error::success();
}

llvm::Error check_replaceable(const File& file, const ReplaceOptions& options) {
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
  return llvm::Error::success();
}

llvm::Error keep_times(int fd, const struct stat& status) {
  const struct timespec times[] = {status.st_atim, status.st_mtim};
  if (futimens(fd, times) != 0)
    return fail("its times cannot be kept: {0}; leave out --preserve-times", std::strerror(errno));
  return llvm::Error::success();
}

llvm::Error replace_in_place(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                             const ReplaceOptions& options, Verify verify) {
  if (llvm::Error error = check_replaceable(file, options))
    return error;
  llvm::Expected<Temporary> temporary = Temporary::create(file.path());
  if (!temporary)
    return temporary.takeError();
  if (llvm::Error error = temporary->write(bytes))
    return error;
  if (llvm::Error error = copy_identity(file.descriptor(), file.status(), temporary->descriptor()))
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

// Gives it the permissions `mode`, as far as the user's mask lets it, and the times of `times`
// unless that is null.
llvm::Error write_new(const std::string& output, llvm::ArrayRef<std::uint8_t> bytes, mode_t mode,
                      const struct stat* times, Verify verify) {
  llvm::SmallString<256> target(output);
  if (fs::exists(output)) { // a symbolic link is followed
    if (const std::error_code error = fs::real_path(output, target))
      return fail("{0}; check its name", error.message());
    if (!fs::is_regular_file(target))
      return fail("not a regular file; give another name");
  }
  llvm::Expected<Temporary> temporary = Temporary::create(target);
  if (!temporary)
    return temporary.takeError();
  if (llvm::Error error = temporary->write(bytes))
    return error;
  const mode_t mask = umask(0);
  umask(mask);
  if (fchmod(temporary->descriptor(), mode & kPermissionBits & ~mask) != 0)
    return fail("its mode cannot be set: {0}; try again", std::strerror(errno));
  if (llvm::Error error = read_back(temporary->descriptor(), bytes, verify))
    return error;
  if (times)
    if (llvm::Error error = keep_times(temporary->descriptor(), *times))
      return error;
  return temporary->rename_to(target.str().str());
}

} // namespace

llvm::Expected<File> File::open(llvm::StringRef path) {
  llvm::SmallString<256> real;
  if (const std::error_code error = fs::real_path(path, real))
    return fail("{0}; check its name", error.message());
  const int fd = ::open(real.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    return fail("{0}; check its permissions", std::strerror(errno));
  File file(fd, real.str().str());
  if (fstat(fd, &file.status_) != 0)
    return fail("{0}; try again", std::strerror(errno));
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

llvm::Error replace(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                    const ReplaceOptions& options, Verify verify) {
  if (options.output.empty())
    return replace_in_place(file, bytes, options, verify);
  const struct stat* const times = options.preserve_times ? &file.status() : nullptr;
  if (llvm::Error error = write_new(options.output, bytes, file.status().st_mode, times, verify))
    return fail("-o {0}: {1}", options.output, llvm::toString(std::move(error)));
  return llvm::Error::success();
}

llvm::Error write_file(const std::string& path, llvm::StringRef text) {
  return write_new(path, llvm::arrayRefFromStringRef(text), 0666, nullptr,
                   [](llvm::ArrayRef<std::uint8_t>) { return llvm::Error::success(); });
}

} // namespace seal::elfseal
