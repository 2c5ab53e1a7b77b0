// The system calls of sealing.
#include "seal/apply.h"
#include "object/map.h"
#include "os/string.h"
#include "os/system.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

namespace seal::sealing {
namespace {

// PROCMAP_QUERY (Linux 6.11), on an open /proc/self/maps: the mapping that covers an address.
struct ProcmapQuery {
  std::uint64_t size, query_flags, query_addr;
  std::uint64_t vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
  std::uint32_t dev_major, dev_minor, vma_name_size, build_id_size;
  std::uint64_t vma_name_addr, build_id_addr;
};
constexpr long kProcmapQuery = long(_IOWR('f', 17, ProcmapQuery));

struct Mapping {
  std::uintptr_t start, end;
  char name[32];
};

bool query(int maps, std::uintptr_t address, Mapping& mapping) {
  ProcmapQuery query = {};
  query.size = sizeof query;
  query.query_addr = address;
  query.vma_name_addr = reinterpret_cast<std::uint64_t>(mapping.name);
  query.vma_name_size = sizeof mapping.name;
  mapping.name[0] = '\0';
  if (os::failed(arch::syscall(SYS_ioctl, maps, kProcmapQuery, long(&query))))
    return false;
  mapping.start = query.vma_start;
  mapping.end = query.vma_end;
  return true;
}

const char* reason_of(int err) {
  switch (err) {
  case ENOSYS:
    return "the kernel has no mseal (Linux 6.10 and later have it)";
  case EPERM:
    return "the kernel or a filter forbids mseal";
  case ENOMEM:
    return "mseal found a gap, or the limit of mappings is reached";
  default:
    return "mseal failed";
  }
}

// 0, or the errno.
int seal(std::uintptr_t start, std::uintptr_t end) {
  long result;
  do
    result = os::seal(start, end - start);
  while (result == -EINTR);
  return os::failed(result) ? int(-result) : 0;
}

} // namespace

Status protect_relro(const object::Object& object) {
  object::PageRange relro = object::relro_pages(object.image);
  if (relro.empty())
    return {};
  long result = os::protect(relro.start, relro.size(), PROT_READ);
  if (os::failed(result))
    return Error{.what = "cannot protect RELRO", .file = object.path, .err = int(-result)};
  return {};
}

void plan_system(std::uintptr_t vdso, Plan& plan, os::Arena& arena) {
  if (!vdso)
    return;
  auto maps = os::File::open("/proc/self/maps");
  Mapping mapping;
  if (!maps || !query(maps->fd(), vdso, mapping)) {
    constexpr const char* kReason =
        "where it lies is not known without PROCMAP_QUERY on /proc/self/maps";
    plan.push(arena, {"[vdso]", vdso, vdso, Kind::kVdso, kReason, ENOENT, nullptr});
    return;
  }
  plan.push(arena, {"[vdso]", mapping.start, mapping.end, Kind::kVdso, nullptr, 0, nullptr});
  // vvar's mappings lie right below the vdso.
  while (query(maps->fd(), mapping.start - 1, mapping) && starts_with(mapping.name, "[vvar"))
    plan.push(arena, {arena.copy(mapping.name), mapping.start, mapping.end, Kind::kVvar, nullptr, 0,
                      nullptr});
}

void fill_holes(Plan& plan) {
  for (Item& item : plan) {
    if (item.kind != Kind::kHole || item.reason || !item.object ||
        item.object->how != object::Origin::kKernel)
      continue;
    long at = os::map(item.start, item.end - item.start, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (os::failed(at)) {
      item.err = int(-at);
      item.reason = "another mapping lies in the hole";
    }
  }
}

Outcome apply(Plan& plan) {
  Outcome outcome;
  auto note_failure = [&](const Item& item) {
    if (!outcome.failed)
      outcome.failed = &item;
  };
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (plan[i].reason) {
      if (plan[i].err) // should have been sealed, and cannot
        note_failure(plan[i]);
      continue;
    }
    std::size_t first = i;
    while (i + 1 < plan.size() && !plan[i + 1].reason && plan[i + 1].start == plan[i].end)
      ++i;
    int err = seal(plan[first].start, plan[i].end);
    ++outcome.calls;
    for (std::size_t j = first; j <= i; ++j) {
      Item& item = plan[j];
      // What one call for several could not do is tried one by one: the others are spared.
      item.err = err && i > first ? seal(item.start, item.end) : err;
      if (item.err) {
        item.reason = reason_of(item.err);
        note_failure(item);
      } else if (item.object) {
        item.object->sealed = true;
      }
    }
  }
  return outcome;
}

} // namespace seal::sealing
