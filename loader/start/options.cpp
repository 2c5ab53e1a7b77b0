// A table of options; the loader has no library to parse them with.
#include "start/options.h"
#include "os/output.h"
#include "os/string.h"
#include "os/system.h"
#include "start/diagnostics.h"

namespace seal::start {
namespace {

constexpr const char* kHelp =
    R"(Usage: ld-seal-x86-64.so.1 [OPTION]... PROGRAM [ARGUMENT]...
Runs PROGRAM, a dynamically linked x86-64 program, with everything that must not change sealed by mseal(2).

  --seal=all|marked|none   what to seal; by hand the default is all
  --policy=WORDS           how to seal: data, stack, wx, marked-only, no-dlopen, no-system, require
  --require-seal           do not start the program unless all of it was sealed
  --host=auto|chain        who links: this loader where it knows the libc, or always libc's own loader
  --seal-report[=FILE]     write a line per mapping to FILE (JSON lines if *.json) or standard error
  --library-path DIRS      search DIRS instead of LD_LIBRARY_PATH
  --preload LIBS           load LIBS before the program's own libraries
  --argv0 NAME             give NAME to the program as argv[0]
  --inhibit-cache          do not use /etc/ld.so.cache
  --inhibit-rpath LIST     ignore RPATH and RUNPATH of the objects whose paths are in LIST
  --glibc-hwcaps-prepend LIST
                           search the glibc-hwcaps folders in LIST before the known ones
  --glibc-hwcaps-mask LIST search only those of the known glibc-hwcaps folders that are in LIST
  --list                   list the libraries that PROGRAM needs and where they were found, as ldd does
  --list=tree              show who needs what, and by which rule it was found
  --verify                 tell by the exit status whether PROGRAM is dynamically linked (0), a library
                           or without an interpreter (2), or something else (1)
  --help                   print this help
  --version                print the version

LD_SEAL, LD_SEAL_POLICY, LD_SEAL_REQUIRE and LD_SEAL_REPORT do the same from the environment.
LD_DEBUG=help lists what the loader can tell of its work; ldd asks through LD_TRACE_LOADED_OBJECTS,
LD_WARN, LD_BIND_NOW, LD_VERBOSE and LD_DEBUG=unused; LD_SHOW_AUXV shows the auxiliary vector.
--host=chain, LD_SEAL_HOST=chain, --audit, LD_AUDIT and LD_PROFILE have the loader of the program's
libc link it, and seal all the same.
)";

[[noreturn]] void wrong_use(Literal what, const char* argument) {
  os::die({.what = what, .detail = argument, .remedy = "try --help"}, 127);
}

[[noreturn]] void print_and_exit(std::string_view text) {
  {
    os::Writer out(1);
    out.text(text);
  }
  os::exit(0);
}

sealing::Mode mode_or_die(const char* word) {
  auto mode = sealing::parse_mode(word);
  if (!mode)
    os::die(mode.error(), 127);
  return *mode;
}

bool is_chain_or_die(const char* word) {
  if (!equal(word, "chain") && !equal(word, "auto"))
    os::die({.what = "unknown host", .detail = word, .remedy = "use auto or chain"}, 127);
  return equal(word, "chain");
}

// What only glibc's loader can answer.
void unanswered(Options&, const char*) {
  os::die({.what = "is not supported: tunables and diagnostics are those of the system's loader",
           .remedy = "ask /lib64/ld-linux-x86-64.so.2 with the same option"},
          127);
}

std::uint32_t words_or_die(const char* list) {
  auto words = sealing::parse_words(list);
  if (!words)
    os::die(words.error(), 127);
  return *words;
}

// One option: its name, and what to do with its value. Options whose name ends in '=' carry it in
// the same word.
struct Option {
  std::string_view name;
  enum class Value : std::uint8_t { kNone, kNext, kInside } value;
  void (*apply)(Options& options, const char* value);
};

using enum Option::Value;

constexpr Option kOptions[] = {
    {"--seal=", kInside,
     [](Options& o, const char* v) {
       o.command_line.has_mode = true;
       o.command_line.mode = mode_or_die(v);
     }},
    {"--host=", kInside, [](Options& o, const char* v) { o.chain = is_chain_or_die(v); }},
    {"--policy=", kInside,
     [](Options& o, const char* v) { o.command_line.words |= words_or_die(v); }},
    {"--require-seal", kNone, [](Options& o, const char*) { o.command_line.require = true; }},
    {"--seal-report=", kInside, [](Options& o, const char* v) { o.report = {v}; }},
    {"--seal-report", kNone, [](Options& o, const char*) { o.report = {""}; }},
    {"--library-path=", kInside, [](Options& o, const char* v) { o.search.library_path = v; }},
    {"--library-path", kNext, [](Options& o, const char* v) { o.search.library_path = v; }},
    {"--preload=", kInside, [](Options& o, const char* v) { o.preload = v; }},
    {"--preload", kNext, [](Options& o, const char* v) { o.preload = v; }},
    {"--argv0=", kInside, [](Options& o, const char* v) { o.argv0 = v; }},
    {"--argv0", kNext, [](Options& o, const char* v) { o.argv0 = v; }},
    {"--audit", kNext, [](Options& o, const char*) { o.audits = "--audit"; }},
    {"--inhibit-rpath", kNext, [](Options& o, const char* v) { o.search.ignore_paths_of = v; }},
    {"--glibc-hwcaps-prepend", kNext, [](Options& o, const char* v) { o.search.hwcaps_first = v; }},
    {"--glibc-hwcaps-mask", kNext, [](Options& o, const char* v) { o.search.hwcaps_allowed = v; }},
    {"--list-tunables", kNone, unanswered},
    {"--list-diagnostics", kNone, unanswered},
    {"--inhibit-cache", kNone, [](Options& o, const char*) { o.search.use_cache = false; }},
    {"--list", kNone, [](Options& o, const char*) { o.action = Action::kList; }},
    {"--list=tree", kNone, [](Options& o, const char*) { o.action = Action::kTree; }},
    {"--verify", kNone, [](Options& o, const char*) { o.action = Action::kVerify; }},
    {"--help", kNone, [](Options&, const char*) { print_and_exit(kHelp); }},
    {"--version", kNone,
     [](Options&, const char*) {
       print_and_exit("ld-seal " LDSEAL_VERSION
                      " (x86-64; hosts glibc 2.36, 2.41 and 2.43, chains others and musl)\n");
     }},
};

// Other loaders know them too, without '='.
constexpr const char* kShared[] = {
    "--library-path",         "--preload",           "--argv0",         "--audit",
    "--glibc-hwcaps-prepend", "--glibc-hwcaps-mask", "--inhibit-cache", "--inhibit-rpath"};

void pass_on(Options& options, std::string_view name, const char* value) {
  if (name.ends_with('='))
    name.remove_suffix(1);
  for (const char* shared : kShared) {
    if (name != shared)
      continue;
    if (options.passed_count + 2 > Options::kMostPassed)
      wrong_use("too many options", shared);
    options.passed[options.passed_count++] = shared;
    if (value)
      options.passed[options.passed_count++] = value;
  }
}

// Applies argv[at]; returns how many words it took, 0 if it is not an option of the loader.
int apply_option(Options& options, char** argv, int at, int argc) {
  const char* word = argv[at];
  for (const Option& option : kOptions) {
    const bool inside = option.value == kInside, next = option.value == kNext;
    if (inside ? !starts_with(word, option.name) : option.name != word)
      continue;
    if (next && at + 1 >= argc)
      wrong_use("option needs a value", word);
    const char* value = inside ? word + option.name.size() : next ? argv[at + 1] : nullptr;
    option.apply(options, value);
    pass_on(options, option.name, value);
    return next ? 2 : 1;
  }
  return 0;
}

// Takes `count` words away behind argc: the vectors move down, so that the stack stays as the ABI
// wants it.
void drop_arguments(StartVectors& start, int count) {
  start.argc -= count;
  *start.stack = std::uintptr_t(start.argc);
  auto* from = reinterpret_cast<std::uintptr_t*>(start.argv) + count;
  std::size_t words = std::size_t(reinterpret_cast<const std::uintptr_t*>(start.aux_end()) - from);
  std::memmove(start.argv, from, words * sizeof(std::uintptr_t));
  start.envp -= count;
  // An odd count would leave the auxiliary vector misaligned by nothing: its words are 8 bytes like
  // all others.
  start.auxv =
      reinterpret_cast<Elf64_auxv_t*>(reinterpret_cast<std::uintptr_t*>(start.auxv) - count);
}

// What a privileged program must not see, nor hand down: glibc's list
// (sysdeps/generic/unsecvars.h), MALLOC_CHECK_ and GLIBC_TUNABLES, which glibc's tunables filter,
// what glibc before 2.36 removed besides, and this loader's own.
constexpr std::string_view kUnsafe[] = {
    "GCONV_PATH",      "GETCONF_DIR",     "GLIBC_TUNABLES",
    "HOSTALIASES",     "LD_AUDIT",        "LD_DEBUG",
    "LD_DEBUG_OUTPUT", "LD_DYNAMIC_WEAK", "LD_HWCAP_MASK",
    "LD_LIBRARY_PATH", "LD_ORIGIN_PATH",  "LD_PREFER_MAP_32BIT_EXEC",
    "LD_PRELOAD",      "LD_PROFILE",      "LD_SEAL",
    "LD_SEAL_HOST",    "LD_SEAL_POLICY",  "LD_SEAL_REPORT",
    "LD_SEAL_REQUIRE", "LD_SHOW_AUXV",    "LOCALDOMAIN",
    "LOCPATH",         "MALLOC_CHECK_",   "MALLOC_TRACE",
    "NIS_PATH",        "NLSPATH",         "RESOLV_HOST_CONF",
    "RES_OPTIONS",     "TMPDIR",          "TZDIR"};

void remove_unsafe(StartVectors& start) {
  char** keep = start.envp;
  for (char** each = start.envp; *each; ++each) {
    std::string_view name(*each);
    name = slice(name, 0, name.find('='));
    bool unsafe = false;
    for (std::string_view bad : kUnsafe)
      unsafe |= name == bad;
    if (!unsafe)
      *keep++ = *each;
  }
  *keep++ = nullptr;
  // Whoever reads the stack next looks for the auxiliary vector right behind.
  const auto size = std::size_t(reinterpret_cast<const char*>(start.aux_end()) -
                                reinterpret_cast<const char*>(start.auxv));
  start.auxv = static_cast<Elf64_auxv_t*>(std::memmove(keep, start.auxv, size));
}

constexpr const char* kTrace = "LD_TRACE_LOADED_OBJECTS";

bool is_filled(const char* value) { return value && *value; }
bool is_set(const char* value) { return value && *value && !equal(value, "0"); }

// In secure mode too: they can raise protection then, and not lower it. What is not understood is
// an error only where the caller may stop the program.
void read_wishes(sealing::Request& request, const StartVectors& start, bool secure) {
  const char* word = start.env("LD_SEAL");
  if (is_filled(word))
    if (auto mode = sealing::parse_mode(word); mode || !secure) {
      request.has_mode = true;
      request.mode = mode ? *mode : mode_or_die(word);
    }
  if (const char* list = start.env("LD_SEAL_POLICY"))
    if (auto words = sealing::parse_words(list); words || !secure)
      request.words = words ? *words : words_or_die(list);
  request.require = is_set(start.env("LD_SEAL_REQUIRE"));
}

// A set-user-ID program of another loader hands the variable on to what it runs as root, which
// would then write wherever its caller likes.
void read_report(Options& options, const StartVectors& start) {
  const char* report = start.env("LD_SEAL_REPORT");
  if (options.report || !is_set(report))
    return;
  if (start.aux(AT_EUID) == 0 && !equal(report, "1"))
    os::print_error({.what = "LD_SEAL_REPORT names no file for root",
                     .remedy = "use --seal-report=FILE, or LD_SEAL_REPORT=1 for standard error"},
                    "warning");
  else
    options.report = {report, true};
}

void read_environment(Options& options, const StartVectors& start) {
  if (!options.search.library_path) {
    options.search.library_path = start.env("LD_LIBRARY_PATH");
    options.search.library_path_source = "LD_LIBRARY_PATH";
  }
  options.preload_env = start.env("LD_PRELOAD");
  options.dynamic_weak = start.env("LD_DYNAMIC_WEAK") != nullptr;
  options.warn = is_filled(start.env("LD_WARN"));
  options.verbose = is_filled(start.env("LD_VERBOSE"));
  if (const char* trace = start.env(kTrace)) {
    if (options.action == Action::kRun)
      options.action = Action::kTrace;
    options.lists_program = *trace >= '2' && *trace <= '9';
  }
  if (const char* host = start.env("LD_SEAL_HOST"); is_filled(host))
    options.chain |= is_chain_or_die(host);
  for (const char* name : {"LD_AUDIT", "LD_PROFILE"})
    if (is_filled(start.env(name)))
      options.audits = name;
  // Where the other loader is asked for, it answers LD_DEBUG and LD_SHOW_AUXV.
  if (options.action != Action::kRun || !(options.chain || options.audits))
    read_diagnostics(start);
  read_report(options, start);
}

} // namespace

Options read_options(StartVectors& start, bool by_hand, bool secure) {
  Options options;
  options.by_hand = by_hand;
  if (by_hand) {
    int at = 1;
    while (at < start.argc && start.argv[at][0] == '-') {
      if (equal(start.argv[at], "--")) {
        ++at;
        break;
      }
      int taken = apply_option(options, start.argv, at, start.argc);
      if (taken == 0)
        wrong_use("unknown option", start.argv[at]);
      at += taken;
    }
    if (at >= start.argc)
      wrong_use("no program to run", nullptr);
    drop_arguments(start, at);
    options.program = start.argv[0];
    if (options.argv0)
      start.argv[0] = const_cast<char*>(options.argv0);
  }
  read_wishes(options.environment, start, secure);
  options.bind_now = is_filled(start.env("LD_BIND_NOW"));
  if (secure) {
    // ldd's wish is not obeyed, and the program not run in its place either: as glibc does.
    if (start.env(kTrace))
      os::exit(5);
    options.preload_env = start.env("LD_PRELOAD");
    remove_unsafe(start);
  } else {
    read_environment(options, start);
  }
  return options;
}

} // namespace seal::start
