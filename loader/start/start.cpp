// The order of a start. Each step is a function of the folder whose concern it is; this file only
// puts them in their order.
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
#include "object/processor.h"
#include "os/string.h"
#include "start/chain.h"
#include "start/descriptors.h"
#include "start/diagnostics.h"
#include "start/fail.h"
#include "start/list.h"
#include "start/options.h"
#include "start/program.h"
#include "start/relocate_self.h"
#include "start/sealing.h"

namespace seal::start {
namespace {

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
  process.objects.for_each([&](object::Object& object) { must(process.tls.add_module(object)); });
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
  must(state.index.build(process.base.global(), process.arena));
  link::Linking linking(state, process.arena, state.bind_now);
  if (process.companion) {
    // Alone and first: the others' resolvers ask it for the processor's features.
    must(linking.relocate(*process.companion));
    if (adapter)
      must(glibc::fill_companion(*adapter, kHook));
    must(linking.run_resolvers());
  }
  if (process.base.libc)
    must(linking.relocate(*process.base.libc));
  for (object::Object* object = process.objects.last(); object; object = object->previous)
    must(linking.relocate(*object));
  must(linking.run_resolvers());
}

void construct_all(Process& process) {
  if (object::Object* first = dl::find_initfirst(process.objects.first()))
    dl::construct(process, *first, process.start.envp);
  dl::run_preinit_array(process);
  dl::construct_all(process, *process.program, nullptr, process.start.envp);
  // Its own are run by its start code, with libc or without.
  process.program->live->initialised = true;
}

} // namespace

StartResult run(std::uintptr_t* stack) {
  std::uintptr_t self_bias = relocate_self();
  StartVectors vectors = read_vectors(stack);
  bool secure = is_secure(vectors);
  if (secure)
    fill_standard_descriptors();
  bool by_hand = is_by_hand(vectors);
  Options options = read_options(vectors, by_hand, secure);

  StartTimes times{.began = clock()};
  Process& process = create_process(vectors, options, secure);
  adopt_self(process, options, self_bias);
  must(bring_in_program(process, options));
  if (options.action == Action::kVerify)
    verify_and_exit(process);
  adopt_vdso(process);
  process.policy = sealing::decide(process.program->mark, by_hand, options.command_line,
                                   options.environment, secure);
  if (const char* reason = reason_to_chain(process, options))
    run_chained(process, options, reason);
  auto missing = take(bring_in_libraries(process, options));
  if (options.action != Action::kRun)
    list_and_exit(process, options, missing);
  times.loaded = clock();
  process.objects.for_each(
      [&](object::Object& object) { must(link::check_versions(object, process.objects, true)); });
  process.objects.for_each([&](object::Object& object) {
    must(object::check_processor(object, process.search.hwcaps()));
  });
  list_self(process);
  dl::note_stack(process, by_hand);
  process.objects.for_each([&](object::Object& object) {
    if (object.how != object::Origin::kSystem)
      must(dl::prepare_stack(process, object, false));
  });
  find_libc(process);
  glibc::Adapter* adapter = nullptr;
  if (process.base.libc && process.companion) {
    auto hosted = glibc::create(process);
    if (!hosted)
      run_chained(process, options, hosted.error());
    adapter = *hosted;
  }
  if (os::debugging(os::kScopes))
    describe_scopes(process);
  if (process.companion)
    must(glibc::install_overrides(*process.companion, process.arena));
  if (adapter)
    glibc::reserve_tls(*adapter);
  lay_out_tls(process);
  must(glibc::create_tcb(process, adapter));
  if (process.host.attach)
    process.objects.for_each([&](object::Object& object) { must(process.host.attach(object)); });
  must(process.addresses.reserve(process.objects.size(), process.arena));
  process.addresses.publish(process.objects);
  // Before COPY relocations: a program's copy of _r_debug stays what it is then, as with glibc.
  dl::connect_debugger(process);
  process.base.link.bind_now = options.bind_now;
  process.base.link.dynamic_weak = options.dynamic_weak;
  times.linking = clock();
  link_all(process, adapter);
  times.linked = clock();
  process.tls.initialise(reinterpret_cast<void*>(arch::thread_pointer()));
  // Debuggers read libc's data as soon as they know of it, so that they stop when it is relocated.
  dl::notify_debugger(process, r_debug::RT_ADD);
  dl::notify_debugger(process, r_debug::RT_CONSISTENT);

  must(link::note_order(*process.program, process.base.global(), true, process.arena));
  process.forget_thread = dl::forget_error;
  if (adapter)
    glibc::use_libc(*adapter);

  if (process.policy.on)
    must(dl::note_first_ending(process));
  make_immutable(process, options.report);

  if (os::debugging(os::kStatistics))
    describe_statistics(process, times);
  if (adapter)
    glibc::begin(*adapter);
  construct_all(process);
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
