// The system calls of sealing.
#include "seal/apply.h"
#include "object/map.h"
#include "os/system.h"
#include <errno.h>
#include <sys/mman.h>

namespace seal::sealing {
namespace {

const char* reason_of(int err) {
  switch (err) {
  case ENOSYS:
    return "the kernel has no mseal (Linux 6.10 and later have it)";
  case EPERM:
    return "the kernel forbids mseal";
  case ENOMEM:
    return "mseal found a gap, or the limit of mappings is reached";
  default:
    return "mseal failed";
  }
}

// 0, or the errno.
int seal(std::uintptr_t start, std::uintptr_t end) {
  long result = os::seal(start, end - start);
  return os::failed(result) ? int(-result) : 0;
}

Status set_relro(const object::Object& object, int protection) {
  if (object::has_impossible_relro(object.image))
    return Error{.what = "cannot apply additional memory protection after relocation",
                 .file = object.path,
                 .err = ENOMEM};
  object::PageRange relro = object::relro_pages(object.image);
  if (relro.empty())
    return {};
  long result = os::protect(relro.start, relro.size(), protection);
  if (os::failed(result))
    return Error{.what = "cannot apply additional memory protection after relocation",
                 .file = object.shown_name(),
                 .err = int(-result)};
  return {};
}

} // namespace

Status protect_relro(const object::Object& object) { return set_relro(object, PROT_READ); }
Status open_relro(const object::Object& object) {
  return set_relro(object, PROT_READ | PROT_WRITE);
}

Status refuse_new_code() {
  constexpr long kSetMdwe = 65, kRefuseExecGain = 1;
  long result = arch::syscall(SYS_prctl, kSetMdwe, kRefuseExecGain, 0, 0, 0);
  if (os::failed(result))
    return Error{.what = "policy wx: the kernel does not enforce it",
                 .remedy = "it takes Linux 6.3",
                 .err = int(-result)};
  return {};
}

void fill_holes(Plan& plan) {
  for (Item& item : plan) {
    if (item.kind != Kind::kHole || item.reason || !item.object ||
        item.object->how == object::Origin::kMapped)
      continue;
    long at = os::map(item.start, item.end - item.start, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (at == -EEXIST && item.object->how == object::Origin::kChained)
      continue; // it is mapped: all of it, or sealing fails
    if (os::failed(at)) {
      item.err = int(-at);
      item.reason = "another mapping lies in the hole";
    }
  }
}

Outcome apply(Plan& plan, const Permission& permission) {
  Outcome outcome{.has_mseal = !permission.err};
  auto ask = [&](std::uintptr_t start, std::uintptr_t end) {
    if (permission.err)
      return permission.err;
    int err = outcome.has_mseal ? seal(start, end) : ENOSYS;
    outcome.has_mseal = err != ENOSYS;
    return err;
  };
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
    int err = ask(plan[first].start, plan[i].end);
    ++outcome.calls;
    for (std::size_t j = first; j <= i; ++j) {
      Item& item = plan[j];
      // What one call for several could not do is tried one by one: the others are spared.
      item.err = err && i > first ? ask(item.start, item.end) : err;
      if (item.err) {
        item.reason = permission.err ? permission.reason : reason_of(item.err);
        note_failure(item);
      } else if (item.object) {
        item.object->sealed = true;
      }
    }
  }
  return outcome;
}

Status seal_later(const os::Vector<object::Object*>& objects, const Policy& policy, bool has_mseal,
                  os::Arena& scratch) {
  for (const object::Object* object : objects)
    if (Status status = protect_relro(*object); !status)
      return status;
  if (!policy.on || !policy.later || !has_mseal)
    return {};
  Plan plan;
  for (object::Object* object : objects)
    TRY(plan_object(*object, policy, plan, scratch));
  sort(plan);
  const Outcome outcome = apply(plan);
  if (outcome.failed && policy.require)
    return Error{.what = "cannot be sealed, and the policy requires it",
                 .file = outcome.failed->name,
                 .detail = outcome.failed->reason,
                 .err = outcome.failed->err};
  return {};
}

} // namespace seal::sealing
