// A batch of files at a time: found in order, looked at in parallel, told in order.
#include "audit.h"

#include "buffer.h"
#include "error.h"
#include "image.h"
#include "mark.h"
#include "read_watch.h"
#include "text.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/ScopeExit.h>
#include <llvm/ADT/Sequence.h>
#include <llvm/BinaryFormat/ELF.h>
#include <llvm/Support/Parallel.h>
#include <llvm/Support/raw_ostream.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace seal::elfseal {
namespace {

constexpr std::size_t kBatch = 2048; // files: enough to keep processors busy, few enough to hold
constexpr char kClearLine[] = "\r\x1b[K";

bool is_elf(int fd) {
  char magic[4] = {};
  return pread(fd, magic, sizeof magic, 0) == sizeof magic &&
         std::memcmp(magic, llvm::ELF::ElfMagic, sizeof magic) == 0;
}

void judge(Entry& entry, llvm::ArrayRef<std::uint8_t> bytes) {
  const auto refuse = [&](llvm::Error error) {
    entry.standing = Standing::kRefused;
    entry.reason = llvm::toString(std::move(error));
  };
  llvm::Expected<Image> image = Image::parse(bytes);
  if (!image)
    return refuse(image.takeError());
  if (llvm::Error error = check_markable(*image))
    return refuse(std::move(error));
  entry.facts = gather_facts(*image);
  entry.standing = entry.facts.mark && entry.facts.mark->version == LDSEAL_NOTE_VERSION
                       ? Standing::kMarked
                       : Standing::kMarkable;
}

} // namespace

struct Audit::Examined {
  FileIdentity identity;
  bool elf = false; // or unreadable
  Entry entry;
};

// Whatever may stand in the file's place by now: this waits for nothing and follows no link.
Audit::Examined Audit::examine(const Found& found) {
  Examined file;
  file.entry.path = found.path;
  const auto unreadable = [&](std::string why) {
    file.elf = true;
    file.entry.reason = std::move(why);
    return file;
  };
  if (!found.error.empty())
    return unreadable(found.error);
  const int fd = open(found.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY |
                                              (found.named ? 0 : O_NOFOLLOW));
  if (fd < 0)
    return unreadable(reason(errno));
  const auto close_it = llvm::make_scope_exit([fd] { close(fd); });
  struct stat status = {};
  if (fstat(fd, &status) != 0)
    return unreadable(reason(errno));
  file.identity = {status.st_dev, status.st_ino};
  file.elf = S_ISREG(status.st_mode) && is_elf(fd);
  if (!file.elf)
    return file;
  llvm::Expected<Buffer> buffer = Buffer::map(fd, static_cast<std::uint64_t>(status.st_size));
  if (!buffer)
    return unreadable(llvm::toString(buffer.takeError()));
  const ReadWatch watch;
  judge(file.entry, llvm::ArrayRef<std::uint8_t>(buffer->bytes()));
  if (watch.lost()) {
    file.entry.standing = Standing::kUnreadable;
    file.entry.reason = llvm::toString(ReadWatch::error());
  }
  return file;
}

Audit::Audit(Report report) : report_(std::move(report)), progress_(llvm::errs().is_displayed()) {}

void Audit::show_progress() const {
  if (progress_)
    llvm::errs() << counted(totals_.files, "file") << ", "
                 << counted(totals_.elf_files(), "ELF file");
}

void Audit::clear_progress() const {
  if (progress_)
    llvm::errs() << kClearLine;
}

void Audit::tell(const Examined& file) {
  if (!file.elf)
    return;
  if (file.entry.standing != Standing::kUnreadable && !known_.insert(file.identity).second)
    return;
  if (file.entry.standing == Standing::kUnreadable)
    failed(file.entry.path, file.entry.reason);
  totals_.add(file.entry);
  report_.entry(file.entry);
}

void Audit::run(llvm::ArrayRef<std::string> roots, Roots kind) {
  Walk walk(roots, kind);
  for (;;) {
    const std::vector<Found> found = walk.next(kBatch);
    if (found.empty())
      break;
    std::vector<Examined> files(found.size());
    llvm::parallelForEach(llvm::seq<std::size_t>(0, found.size()),
                          [&](std::size_t i) { files[i] = examine(found[i]); });
    clear_progress();
    totals_.files += found.size();
    for (const Examined& file : files)
      tell(file);
    show_progress();
  }
  clear_progress();
}

void Audit::failed(const std::string& subject, const std::string& reason) {
  complain(subject, reason);
  totals_.failures.push_back({subject, reason});
}

const Totals& Audit::finish() {
  report_.end(totals_);
  return totals_;
}

} // namespace seal::elfseal
