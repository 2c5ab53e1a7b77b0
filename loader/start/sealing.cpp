// From a relocated process to a sealed one.
#include "start/sealing.h"
#include "object/adopt.h"
#include "object/map.h"
#include "os/output.h"
#include "seal/apply.h"
#include "start/fail.h"

namespace seal::start {
namespace {

void refuse_or_warn(const Process& process, const Error& error) {
  if (process.policy.require)
    refuse(error);
  os::print_error(error, "warning");
}

void check_mark(Process& process) {
  const sealing::Policy& policy = process.policy;
  if (!policy.unknown_version && !policy.unknown)
    return;
  Error error{.what = "the mark has an unknown version", .file = process.program->path};
  if (policy.unknown_version) {
    error.detail = take(process.arena.number(process.program->mark.version));
    refuse_or_warn(process, error);
  }
  error.what = "the mark has a policy bit that this loader does not know";
  for (unsigned i = 0; i < 32; ++i)
    if (policy.unknown >> i & 1) {
      error.detail = take(process.arena.number(1u << i, 16));
      refuse_or_warn(process, error);
    }
}

// Read-only from here on: what was relocated and does not change.
void protect_all(Process& process) {
  process.objects.for_each([&](object::Object& object) {
    if (object.how == object::Origin::kSystem)
      return;
    if (process.policy.on && object.how != object::Origin::kMapped)
      must(object::make_relro_anonymous(object));
    must(sealing::protect_relro(object));
  });
}

// A report has the kernel's own names.
void plan_system(Process& process, bool reported, sealing::Plan& plan) {
  const sealing::Policy& policy = process.policy;
  if (!policy.system && !policy.stack && !reported)
    return;
  if (!policy.stack && !reported && process.vdso &&
      take(sealing::plan_vdso(process.vdso->map_start, process.vdso->map_end, plan, process.arena)))
    return;
  const auto stack = reinterpret_cast<std::uintptr_t>(process.start.stack);
  must(sealing::plan_system(process.start.aux(AT_SYSINFO_EHDR), policy.stack ? stack : 0, plan,
                            process.arena));
}

// After this nothing non-writable changes any more.
void seal_all(Process& process, const sealing::Destination& report,
              const sealing::Chained* chained) {
  const sealing::Policy& policy = process.policy;
  check_mark(process);
  if (!policy.on && !report)
    return;
  sealing::Plan plan;
  process.objects.for_each([&](object::Object& object) {
    if (object.how != object::Origin::kSystem)
      must(sealing::plan_object(object, policy, plan, process.arena));
  });
  plan_system(process, bool(report), plan);
  if (policy.data && process.main_block.end)
    must(plan.push(process.arena,
                   {"[main thread]", process.main_block.start, elf::page_up(process.main_block.end),
                    sealing::Kind::kTls, nullptr, 0, nullptr}));
  process.vault.for_each_region([&](std::uintptr_t start, std::uintptr_t end) {
    must(plan.push(process.arena, {"[ld-seal]", start, end, sealing::Kind::kState,
                                   "read-only but while libraries are opened", 0, nullptr}));
  });
  for (sealing::Item& item : plan) {
    if (!policy.on && !item.reason)
      item.reason = "sealing is off";
    bool system = item.kind == sealing::Kind::kVdso || item.kind == sealing::Kind::kVvar;
    if (system && !policy.system && !item.reason)
      item.reason = "policy no-system";
  }
  sealing::sort(plan);
  sealing::fill_holes(plan);
  sealing::Outcome outcome =
      sealing::apply(plan, policy.on ? sealing::ask_permission() : sealing::Permission());
  process.has_mseal = outcome.has_mseal;
  if (Status written = report ? sealing::report_to(report, plan, chained) : Status(); !written)
    policy.require ? refuse(written.error()) : os::print_error(written.error());
  if (outcome.failed && policy.require)
    refuse({.what = "cannot be sealed, and the policy requires it",
            .file = outcome.failed->name,
            .detail = outcome.failed->reason,
            .err = outcome.failed->err});
}

// Policy wx, last: relocation is over, and with it the last mapping that changes its mind.
void forbid_new_code(Process& process) {
  if (!process.policy.no_new_code)
    return;
  process.objects.for_each([&](const object::Object& object) {
    for (const Elf64_Phdr& load : object.image.loads)
      if ((load.p_flags & PF_W) && (load.p_flags & PF_X))
        refuse_or_warn(process, {.what = "policy wx: has a segment that is writable and executable",
                                 .file = object.path});
  });
  if (process.executable_stack)
    refuse_or_warn(process, {.what = "policy wx: the stack is executable",
                             .file = process.program->path,
                             .remedy = "link it and its libraries with -z noexecstack"});
  if (Status status = sealing::refuse_new_code(); !status)
    refuse_or_warn(process, status.error());
}

// What changes from here on changes by Change.
void guard_state(Process& process) {
  process.search.stop_tracing();
  if (process.policy.on)
    process.vault.guard();
}

} // namespace

void make_immutable(Process& process, const sealing::Destination& report,
                    const sealing::Chained* chained) {
  protect_all(process);
  seal_all(process, report, chained);
  forbid_new_code(process);
  guard_state(process);
}

} // namespace seal::start
