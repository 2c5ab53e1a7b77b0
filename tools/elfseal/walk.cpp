// fts(3) walks; here is what it is to leave out.
#include "walk.h"

#include "error.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/ErrorHandling.h>

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <cerrno>
#include <cstring>

namespace seal::elfseal {
namespace {

// What is read there is made up on the spot, may wait for events, and is no file of anyone's.
constexpr std::uint32_t kKernelFileSystems[] = {
    PROC_SUPER_MAGIC, SYSFS_MAGIC,        DEBUGFS_MAGIC,       TRACEFS_MAGIC,  SECURITYFS_MAGIC,
    SELINUX_MAGIC,    CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC, PSTOREFS_MAGIC, EFIVARFS_MAGIC,
    BPF_FS_MAGIC,     DEVPTS_SUPER_MAGIC, BINFMTFS_MAGIC,      NSFS_MAGIC,
};

int by_name(const FTSENT** a, const FTSENT** b) {
  return std::strcmp((*a)->fts_name, (*b)->fts_name);
}

// Why a link leads nowhere: fts says only that it does.
int error_of(const FTSENT& entry) {
  struct stat status = {};
  return stat(entry.fts_accpath, &status) == 0 ? ENOENT : errno;
}

} // namespace

Walk::Walk(llvm::ArrayRef<std::string> roots, Roots kind) : kind_(kind) {
  if (roots.empty()) // glibc's fts_read knows no tree without roots
    return;
  std::vector<char*> paths;
  for (const std::string& root : roots)
    paths.push_back(const_cast<char*>(root.c_str())); // fts_open copies them
  paths.push_back(nullptr);
  const int follow = kind == Roots::kTrees ? FTS_COMFOLLOW : 0;
  tree_.reset(fts_open(paths.data(), FTS_PHYSICAL | FTS_NOCHDIR | follow, by_name));
  if (!tree_)
    llvm::report_bad_alloc_error("fts_open");
}

bool Walk::on_kernel_file_system(const FTSENT& entry) {
  if (device_ != entry.fts_statp->st_dev) {
    struct statfs status = {};
    device_ = entry.fts_statp->st_dev;
    device_is_kernels_ =
        statfs(entry.fts_accpath, &status) == 0 &&
        llvm::is_contained(kKernelFileSystems, static_cast<std::uint32_t>(status.f_type));
  }
  return device_is_kernels_;
}

std::optional<Found> Walk::step() {
  while (FTSENT* const entry = tree_ ? fts_read(tree_.get()) : nullptr) {
    const bool named = entry->fts_level == FTS_ROOTLEVEL;
    switch (entry->fts_info) {
    case FTS_D:
      if (on_kernel_file_system(*entry) || kind_ == Roots::kFiles)
        fts_set(tree_.get(), entry, FTS_SKIP);
      break;
    case FTS_F:
      if (!on_kernel_file_system(*entry))
        return Found{entry->fts_path, "", named && kind_ == Roots::kTrees};
      break;
    case FTS_NS:
      if (kind_ == Roots::kFiles && entry->fts_errno == ENOENT)
        break;
      [[fallthrough]];
    case FTS_DNR:
    case FTS_ERR:
      return Found{entry->fts_path, reason(entry->fts_errno), named};
    case FTS_SLNONE: // only a root is followed
      if (named && kind_ == Roots::kTrees)
        return Found{entry->fts_path, reason(error_of(*entry)), named};
      break;
    default: // links, special files, folders on the way back or met twice
      break;
    }
  }
  return std::nullopt;
}

std::vector<Found> Walk::next(std::size_t most) {
  std::vector<Found> found;
  while (found.size() < most)
    if (std::optional<Found> file = step())
      found.push_back(std::move(*file));
    else
      break;
  return found;
}

} // namespace seal::elfseal
