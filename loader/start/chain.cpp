// The two halves of a chained start: before the other loader runs, and when it has linked.
#include "start/chain.h"
#include "dl/debug.h"
#include "dl/stack.h"
#include "host/chain/chain.h"
#include "os/output.h"
#include "os/relro.h"
#include "os/string.h"
#include "seal/apply.h"
#include "start/fail.h"
#include "start/program.h"
#include "start/sealing.h"

namespace seal::start {
namespace {

constexpr const char* kSealedLater = "sealed before its constructors";
constexpr const char* kOpenLater = "not sealed";

// What the second half needs of the first.
struct Promise {
  sealing::Destination report;
  sealing::Chained chained;
};
LDSEAL_RELRO constinit Promise promise{};

// The program's own, unless that is this loader.
const char* own_interpreter(const Process& process, const Options& options) {
  const char* own = options.by_hand ? interpreter_of(*process.program) : nullptr;
  return own && !starts_with(base_name(own), "ld-seal-") ? own : nullptr;
}

// To list what a musl program needs, musl's loader is run: the system's own, and not what the file
// says is its loader. Who lists a file does not trust it.
bool may_list(const Process& process, const Options& options) {
  const char* own = own_interpreter(process, options);
  return options.action == Action::kList && (!own || equal(own, chain::kMuslPath));
}

void keep_text(const Process& process, const object::Object& object) {
  const Status status = chain::keep_relocated_text(object);
  if (status)
    return;
  if (process.policy.require)
    refuse(status.error());
  os::print_error(status.error(), "warning");
}

void on_linked() {
  Process& process = seal::process();
  must(sealing::open_relro(*process.program));
  dl::connect_debugger(process);
  must(sealing::protect_relro(*process.program));
  if (!process.policy.on && !promise.report)
    return;
  chain::Chain& state = chain::chain();
  process.objects.for_each([&](const object::Object& object) {
    process.executable_stack |= dl::wants_executable(object);
    if (process.policy.on)
      keep_text(process, object);
  });
  must(process.objects.append(*process.self));
  if (process.policy.on && process.policy.later && chain::watch_opening(process, state))
    promise.chained.later = kSealedLater;
  else if (process.policy.require && process.policy.later)
    refuse({.what = "cannot seal what is opened later, and the policy requires it",
            .file = state.interpreter.path,
            .remedy = "use policy no-dlopen"});
  make_immutable(process, promise.report, &promise.chained);
}

void on_changed(bool consistent) {
  Process& process = seal::process();
  auto vault = OpenVault::begin(process.vault);
  if (!vault)
    return;
  if (auto list = chain::mirror(process, chain::chain()))
    dl::show_debugger(*list, consistent ? r_debug::RT_CONSISTENT : r_debug::RT_ADD);
}

// By hand the other loader is run by hand too: it knows its options best.
os::Vector<const char*> words_for(Process& process, const Options& options,
                                  const object::Object& interpreter) {
  os::Vector<const char*> words;
  must(words.push(process.arena, interpreter.path));
  if (options.action == Action::kList)
    must(words.push(process.arena, "--list"));
  for (std::size_t i = 0; i < options.passed_count; ++i)
    must(words.push(process.arena, options.passed[i]));
  return words;
}

// The interpreter does not call this loader: it links and runs the program as if it were alone.
void leave_unsealed(Process& process, const Error& error) {
  if (process.policy.require)
    refuse(error);
  if (process.policy.on)
    os::print_error(error, "warning: runs unsealed");
  if (!promise.report)
    return;
  os::Writer text(-1);
  os::write_brief(text, error);
  promise.chained.unsealed = take(process.arena.copy(text.buffered()));
  if (Status status = sealing::report_to(promise.report, {}, &promise.chained); !status)
    refuse(status.error());
}

std::uintptr_t first_load(const object::Object& program) {
  for (const Elf64_Phdr& load : program.image.loads)
    if (elf::page_down(load.p_offset) == 0)
      return elf::page_down(load.p_vaddr);
  return 0;
}

// The program names auditors itself: "DT_AUDIT", "DT_DEPAUDIT", or null.
const char* own_audits(const object::Object& program) {
  for (const Elf64_Dyn& entry : program.dynamic.entries)
    if (entry.d_tag == DT_AUDIT || entry.d_tag == DT_DEPAUDIT)
      return entry.d_tag == DT_AUDIT ? "DT_AUDIT" : "DT_DEPAUDIT";
  return nullptr;
}

} // namespace

const char* reason_to_chain(const Process& process, const Options& options) {
  const bool is_musl = chain::needs_musl(*process.program);
  if (options.action != Action::kRun && !(is_musl && may_list(process, options)))
    return nullptr;
  if (options.chain)
    return "asked for";
  if (options.audits)
    return options.audits;
  return is_musl ? "a program for musl" : own_audits(*process.program);
}

void run_chained(Process& process, const Options& options, const char* reason) {
  if (process.policy.require && process.policy.data)
    refuse({.what = "cannot seal the main thread's thread-local storage where another loader links "
                    "the program, and the policy requires it",
            .file = process.program->path,
            .detail = reason,
            .remedy = "take data or require from the policy"});
  const object::Object* libc = process.base.libc;
  const bool is_musl = chain::needs_musl(*process.program); // while it is mapped
  if (is_musl)
    must(chain::check_mixture(process));
  auto interpreter = chain::map_interpreter(process, own_interpreter(process, options), libc);
  if (!interpreter)
    fail(interpreter.error());
  auto& state = *take(
      process.arena.create<chain::Chain>(chain::Chain{.interpreter = **interpreter,
                                                      .by_hand = options.by_hand,
                                                      .is_musl = is_musl,
                                                      .listener = {on_linked, on_changed},
                                                      .first_load = first_load(*process.program),
                                                      .openings = nullptr,
                                                      .mirrored = {}}));
  process.host = {.name = "chain", .state = &state};
  promise = {
      .report = options.report,
      .chained = {.interpreter = state.interpreter.path, .reason = reason, .later = kOpenLater}};
  if (Status status = chain::hook(state); !status)
    leave_unsealed(process, status.error());
  // As the program's name the other loader takes a path.
  if (options.by_hand) {
    const bool has_slash = std::string_view(options.program).find('/') != std::string_view::npos;
    process.start.argv[0] = const_cast<char*>(
        has_slash ? options.program : take(process.arena.concat("./", options.program)));
  }
  fail(chain::enter(process, state, words_for(process, options, state.interpreter)).error());
}

void run_chained(Process& process, const Options& options, const Error& error) {
  run_chained(process, options,
              error.detail ? take(process.arena.concat(error.what.c_str(), ": ",
                                                       std::string_view(error.detail)))
                           : error.what.c_str());
}

} // namespace seal::start
