// The order of a start. Each step is a function of the folder whose concern it is; this file only
// puts them in their order and decides what an error means for the process: one line and status
// 127, or 126.
#include "start/start.h"
#include "dl/constructors.h"
#include "dl/debug.h"
#include "dl/dlfcn.h"
#include "dl/error.h"
#include "dl/open.h"
#include "dl/stack.h"
#include "host/glibc/adapter.h"
#include "link/order.h"
#include "link/version_check.h"
#include "object/adopt.h"
#include "object/map.h"
#include "os/debug.h"
#include "os/string.h"
#include "seal/apply.h"
#include "seal/report.h"
#include "start/diagnostics.h"
#include "start/list.h"
#include "start/options.h"
#include "start/program.h"
#include "start/relocate_self.h"

namespace seal::start {
namespace {

[[noreturn]] void fail(const Error& error) {
  os::debug_error(error);
  if (the_process && the_process->verify_only)
    os::exit(1);
  os::die(error, error.not_executable ? 126 : 127);
}

void must(const Status& status) {
  if (!status)
    fail(status.error());
}
template <class T>
T take(Result<T>&& result) {
  if (!result)
    fail(result.error());
  return *result;
}

constexpr glibc::DlfcnHook kHook = {
    dl::dlopen,      dl::dlclose,      dl::dlsym,        dl::dlvsym,  dl::dlerror,
    dl::dladdr,      dl::dladdr1,      dl::dlinfo,       dl::dlmopen, dl::quiet_dlopen,
    dl::quiet_dlsym, dl::quiet_dlvsym, dl::quiet_dlclose};

bool is_secure(const StartVectors& start) { return start.aux(AT_SECURE) != 0; }

// The objects whose names libc's interface fixes.
void find_libc(Process& process) {
  process.objects.for_each([&](object::Object& object) {
    const char* soname = object.dynamic.soname;
    if (!soname)
      return;
    if (equal(soname, "ld-linux-x86-64.so.2")) {
      process.companion = &object;
      object.is_companion = true;
    } else if (equal(soname, "libc.so.6")) {
      process.base.libc = &object;
      object.is_libc = true;
    }
  });
}

// Static TLS: the modules of the start-up set, and room for IE models in what is opened later, as
// glibc's tunables size it (1664 bytes by default, of which optional_static_tls is 512).
void lay_out_tls(Process& process) {
  process.objects.for_each([&](object::Object& object) { process.tls.add_module(object); });
  const char* tunables = process.secure ? nullptr : process.start.env("GLIBC_TUNABLES");
  std::uint64_t optional = glibc::tunable_number(tunables, "glibc.rtld.optional_static_tls", 512);
  std::uint64_t namespaces = glibc::tunable_number(tunables, "glibc.rtld.nns", 4);
  constexpr std::uint64_t kPerNamespace = 288, kBase = 1664 - 512, kMost = 1 << 20;
  std::uint64_t surplus = kBase + (optional < kMost ? optional : kMost);
  if (namespaces > 4 && namespaces <= 16)
    surplus += (namespaces - 4) * kPerNamespace;
  process.tls.lay_out(surplus);
}

void link_all(Process& process, glibc::Adapter* adapter) {
  link::LinkState& state = process.base.link;
  state.tls = {&process.tls,
               [](void* tls, object::Object& object) {
                 return static_cast<tls::State*>(tls)->make_static(object);
               },
               [](void* tls, object::Object& object, std::uint64_t offset) {
                 return static_cast<tls::State*>(tls)->descriptor(object, offset);
               }};
  state.index.build(process.base.global, process.arena);
  link::Linking linking(state, process.arena, state.bind_now);
  if (process.companion) {
    // Alone and first: the others' resolvers ask it for the processor's features.
    must(linking.relocate(*process.companion));
    if (adapter)
      glibc::fill_companion(*adapter, kHook);
    must(linking.run_resolvers());
  }
  if (process.base.libc)
    must(linking.relocate(*process.base.libc));
  for (object::Object* object = process.objects.last(); object; object = object->previous)
    must(linking.relocate(*object));
  must(linking.run_resolvers());
}

void refuse_or_warn(const Process& process, const Error& error) {
  if (process.policy.require)
    fail(error);
  os::print_error(error, "warning");
}

void check_mark(Process& process) {
  const sealing::Policy& policy = process.policy;
  Error error{.what = "the mark has an unknown version", .file = process.program->path};
  if (policy.unknown_version) {
    error.detail = process.arena.number(process.program->mark.version);
    refuse_or_warn(process, error);
  }
  error.what = "the mark has a policy bit that this loader does not know";
  for (unsigned i = 0; i < 32; ++i)
    if (policy.unknown >> i & 1) {
      error.detail = process.arena.number(1u << i, 16);
      refuse_or_warn(process, error);
    }
}

// Read-only from here on: what was relocated and does not change.
void protect_all(Process& process) {
  process.objects.for_each([&](object::Object& object) {
    if (object.how == object::Origin::kSystem)
      return;
    if (process.policy.on && object.how == object::Origin::kKernel)
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
      sealing::plan_vdso(process.vdso->map_start, process.vdso->map_end, plan, process.arena))
    return;
  const auto stack = reinterpret_cast<std::uintptr_t>(process.start.stack);
  sealing::plan_system(process.start.aux(AT_SYSINFO_EHDR), policy.stack ? stack : 0, plan,
                       process.arena);
}

// After this nothing non-writable changes any more.
void seal_all(Process& process, const Options& options) {
  const sealing::Policy& policy = process.policy;
  check_mark(process);
  if (!policy.on && !options.report)
    return;
  sealing::Plan plan;
  process.objects.for_each([&](object::Object& object) {
    if (object.how != object::Origin::kSystem)
      sealing::plan_object(object, policy, plan, process.arena);
  });
  plan_system(process, options.report != nullptr, plan);
  if (policy.data)
    plan.push(process.arena,
              {"[main thread]", process.main_block.start, elf::page_up(process.main_block.end),
               sealing::Kind::kTls, nullptr, 0, nullptr});
  process.vault.for_each_region([&](std::uintptr_t start, std::uintptr_t end) {
    plan.push(process.arena, {"[ld-seal]", start, end, sealing::Kind::kState,
                              "read-only but while libraries are opened", 0, nullptr});
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
  sealing::Outcome outcome = sealing::apply(plan);
  if (options.report)
    must(sealing::report_to(options.report, plan));
  if (outcome.failed && policy.require)
    fail({.what = "cannot be sealed, and the policy requires it",
          .file = outcome.failed->name,
          .detail = outcome.failed->reason,
          .err = outcome.failed->err});
}

// Policy wx, last: relocation is over, and with it the last mapping that changes its mind.
void forbid_new_code(Process& process) {
  if (!process.policy.no_new_code)
    return;
  process.objects.for_each([&](const object::Object& object) {
    for (const Elf64_Phdr& load : object.image.phdrs)
      if (load.p_type == PT_LOAD && (load.p_flags & PF_W) && (load.p_flags & PF_X))
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

void construct_all(Process& process, const link::Scope& order) {
  for (object::Object* object : order)
    if (object->dynamic.flags_1 & DF_1_INITFIRST)
      dl::construct(process, *object, process.start.envp);
  dl::run_preinit_array(process);
  for (object::Object* object : order)
    if (!object->is_program)
      dl::construct(process, *object, process.start.envp);
  // Its own are run by its start code, with libc or without.
  process.program->live->initialised = true;
}

} // namespace

StartResult run(std::uintptr_t* stack) {
  std::uintptr_t self_bias = relocate_self();
  StartVectors vectors = read_vectors(stack);
  bool secure = is_secure(vectors);
  bool by_hand = is_by_hand(vectors);
  Options options = read_options(vectors, by_hand, secure);

  StartTimes times{.began = clock()};
  Process& process = create_process(vectors, options, secure);
  adopt_self(process, options, self_bias);
  must(bring_in_program(process, options));
  if (options.action == Action::kVerify)
    verify_and_exit(process);
  adopt_vdso(process);
  auto missing = take(bring_in_libraries(process, options));
  if (options.action != Action::kRun)
    list_and_exit(process, options, missing);
  times.loaded = clock();
  process.objects.for_each(
      [&](object::Object& object) { must(link::check_versions(object, process.objects)); });
  list_self(process);
  dl::note_stack(process, by_hand);
  process.objects.for_each([&](object::Object& object) {
    if (object.how != object::Origin::kSystem)
      must(dl::prepare_stack(process, object, false));
  });
  process.policy = sealing::decide(process.program->mark, by_hand, options.command_line,
                                   options.environment, secure);

  if (os::debugging(os::kScopes))
    describe_scopes(process);
  find_libc(process);
  glibc::Adapter* adapter = nullptr;
  if (process.base.libc && process.companion)
    adapter = take(glibc::create(process));
  if (process.companion)
    glibc::install_overrides(*process.companion, process.arena);
  if (adapter)
    glibc::reserve_tls(*adapter);
  lay_out_tls(process);
  glibc::create_tcb(process, adapter);
  if (process.host.attach)
    process.objects.for_each([&](object::Object& object) { process.host.attach(object); });
  publish_addresses(process);
  process.base.link.bind_now = options.bind_now;
  times.linking = clock();
  link_all(process, adapter);
  times.linked = clock();
  process.tls.initialise(reinterpret_cast<void*>(arch::thread_pointer()));
  if (adapter)
    glibc::register_thread(*adapter);
  dl::connect_debugger(process);
  dl::notify_debugger(process, r_debug::RT_ADD);
  dl::notify_debugger(process, r_debug::RT_CONSISTENT);

  link::Scope constructors;
  link::constructor_order(process.base.global, constructors, process.arena);
  process.forget_thread = dl::forget_error;
  if (adapter)
    glibc::use_libc(*adapter);

  protect_all(process);
  seal_all(process, options);
  forbid_new_code(process);
  guard_state(process);

  if (os::debugging(os::kStatistics))
    describe_statistics(process, times);
  if (adapter)
    glibc::begin(*adapter);
  construct_all(process, constructors);
  return {process.program->entry, process.start.stack};
}

} // namespace seal::start

extern "C" {

seal::start::StartResult ldseal_start(std::uintptr_t* stack) { return seal::start::run(stack); }

// What the program registers with atexit.
__attribute__((force_align_arg_pointer)) void ldseal_finish() {
  seal::dl::destroy_all(seal::process());
}

} // extern "C"
