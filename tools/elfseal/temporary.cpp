// Signals are held off between each step and the note of it; LLVM's handlers remove the file.
#include "temporary.h"

#include "error.h"
#include "read_watch.h"

#include <llvm/ADT/SmallString.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Signals.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace seal::elfseal {
namespace {

namespace path = llvm::sys::path;

constexpr std::size_t kNameStart = 200; // of a file's name in its temporary file's: names are short

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

std::string folder_of(llvm::StringRef file) {
  const llvm::StringRef folder = path::parent_path(file);
  return folder.empty() ? "." : folder.str();
}

// LLVM handles signals that the caller wants to be ignored, too, such as nohup's SIGHUP, and would
// remove the file of a program that goes on.
void remove_on_signal(const std::string& file) {
  constexpr int kStandardSignals = 31;
  std::array<struct sigaction, kStandardSignals + 1> before = {};
  for (int signal = 1; signal <= kStandardSignals; ++signal)
    sigaction(signal, nullptr, &before[signal]);
  llvm::sys::RemoveFileOnSignal(file);
  for (int signal = 1; signal <= kStandardSignals; ++signal)
    if (before[signal].sa_handler == SIG_IGN)
      sigaction(signal, &before[signal], nullptr);
}

llvm::Error no_file(int error) {
  return fail("no file can be made in its folder: {0}", reason(error));
}

// The rename is on the disk once the folder is.
void flush_folder(llvm::StringRef file) {
  const int fd = open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  (void)fsync(fd); // some file systems cannot; the file is whole all the same
  close(fd);
}

} // namespace

llvm::Error check_folder(llvm::StringRef file) {
  if (faccessat(AT_FDCWD, folder_of(file).c_str(), W_OK | X_OK, AT_EACCESS) != 0)
    return no_file(errno);
  return llvm::Error::success();
}

llvm::Expected<Temporary> Temporary::create(llvm::StringRef target) {
  llvm::SmallString<256> name = path::parent_path(target);
  path::append(name, "." + path::filename(target).take_front(kNameStart) + ".elfseal-XXXXXX");
  Temporary temporary;
  temporary.path_ = name.str().str();
  const HeldSignals held;
  temporary.descriptor_ = mkostemp(temporary.path_.data(), O_CLOEXEC);
  if (temporary.descriptor_ < 0)
    return no_file(errno);
  remove_on_signal(temporary.path_);
  return temporary;
}

Temporary::Temporary(Temporary&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

Temporary::~Temporary() {
  if (descriptor_ < 0)
    return;
  const HeldSignals held;
  unlink(path_.c_str());
  llvm::sys::DontRemoveFileOnSignal(path_);
  close(descriptor_);
}

llvm::Error Temporary::write(llvm::ArrayRef<std::uint8_t> bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0 && errno == EFAULT) // of the file that is read
      return ReadWatch::error();
    if (written < 0)
      return fail("its new contents cannot be written: {0}", reason(errno));
    bytes = bytes.drop_front(static_cast<std::size_t>(written));
  }
  if (fsync(descriptor_) != 0)
    return fail("its new contents cannot be written: {0}", reason(errno));
  return llvm::Error::success();
}

llvm::Error Temporary::rename_to(const std::string& target) {
  const HeldSignals held;
  if (rename(path_.c_str(), target.c_str()) != 0)
    return fail("it cannot be replaced in its folder: {0}", reason(errno));
  llvm::sys::DontRemoveFileOnSignal(path_);
  close(std::exchange(descriptor_, -1));
  flush_folder(target);
  return llvm::Error::success();
}

} // namespace seal::elfseal
