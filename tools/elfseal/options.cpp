// LLVM's CommandLine does the parsing (also of @FILE); what may go together is checked here.
#include "options.h"

#include "policy.h"

#include <llvm/Support/CommandLine.h>
#include <llvm/Support/raw_ostream.h>

namespace seal::elfseal {
namespace {

namespace cl = llvm::cl;

constexpr char kDefaultInterpreter[] = "/lib64/ld-seal-x86-64.so.1";
constexpr std::size_t kLongestPath = 4095;

constexpr char kOverview[] =
    "marks ELF files so that ld-seal seals them, and shows what is sealed\n\n"
    "Exit status: 0 as asked, 1 a check did not hold, 2 wrong use, 3 a file could not be "
    "processed.\nThe manual page elfseal(1) has the details.";

cl::OptionCategory category("Options");

cl::opt<bool> mark_mode("mark", cl::cat(category), cl::desc("Mark the files"));
cl::opt<bool> unmark_mode("unmark", cl::cat(category),
                          cl::desc("Take the mark back, byte for byte where possible"));
cl::opt<bool> show_mode("show", cl::cat(category),
                        cl::desc("Show the mark and what would be sealed"));
cl::opt<bool> check_mode("check", cl::cat(category),
                         cl::desc("Exit with 1 unless every file is marked (with --policy: with at "
                                  "least these words)"));
cl::opt<bool> process_mode("process", cl::cat(category),
                           cl::desc("Show the mappings of the processes with this number or name; "
                                    "exit with 1 unless all that should be are sealed"));
cl::opt<bool> audit_mode("audit", cl::cat(category),
                         cl::desc("Tell of every ELF file in these folders whether it is marked "
                                  "and what makes it weak; exit with 1 if any is weak"));
cl::list<std::string> packages("package", cl::cat(category), cl::value_desc("name"),
                               cl::desc("With --audit: the files of a Debian package, too"));
cl::opt<FailOn> fail_on("fail-on", cl::cat(category),
                        cl::desc("With --audit: what makes the exit status 1"),
                        cl::init(FailOn::kWeak),
                        cl::values(clEnumValN(FailOn::kWeak, "weak", "a weak file (default)"),
                                   clEnumValN(FailOn::kUnmarked, "unmarked",
                                              "a weak file, or one that could be marked"),
                                   clEnumValN(FailOn::kNever, "never", "nothing")));
cl::opt<std::string> policy("policy", cl::cat(category), cl::value_desc("words"),
                            cl::desc("Policy words, comma separated: marked-only, no-dlopen, data, "
                                     "stack, no-system, wx, require"));
cl::opt<std::string> interpreter("set-interpreter", cl::cat(category), cl::ValueOptional,
                                 cl::value_desc("path"),
                                 cl::desc("With --mark: the program interpreter, too "
                                          "(/lib64/ld-seal-x86-64.so.1)"));
cl::opt<bool> gnu_property("gnu-property", cl::cat(category),
                           cl::desc("With --mark: the property GNU_PROPERTY_MEMORY_SEAL, too"));
cl::opt<std::string> output("o", cl::cat(category), cl::value_desc("file"),
                            cl::desc("Write a new file and leave the given one as it is"));
cl::opt<bool> all("all", cl::cat(category),
                  cl::desc("With --process: all processes that may be read"));
cl::opt<std::string> page("html", cl::cat(category), cl::value_desc("file"),
                          cl::desc("With --process: write a picture, as one HTML page"));
// Made when LLVM's own --color, which knows no "always", is out of the way.
cl::opt<Color>& color_option() {
  static cl::opt<Color> color(
      "color", cl::cat(category), cl::desc("With --process: a map in colours, or a line a mapping"),
      cl::values(
          clEnumValN(Color::kAuto, "auto", "a map in a terminal, unless NO_COLOR is set (default)"),
          clEnumValN(Color::kAlways, "always", "a map"),
          clEnumValN(Color::kNever, "never", "lines")));
  return color;
}
cl::opt<bool> json("json", cl::cat(category), cl::desc("With --show, --process, --audit: JSON"));
cl::opt<bool> sarif("sarif", cl::cat(category), cl::desc("With --audit: SARIF 2.1.0"));
cl::opt<bool> dry_run("dry-run", cl::cat(category),
                      cl::desc("Tell what would be done and write nothing"));
cl::opt<bool> verbose("verbose", cl::cat(category), cl::desc("Tell what was done to each file"));
cl::opt<bool> preserve_times("preserve-times", cl::cat(category),
                             cl::desc("Leave the times of access and modification as they were"));
cl::opt<bool> break_hard_links("break-hard-links", cl::cat(category),
                               cl::desc("Change a file that has other names, under this one only"));
cl::opt<bool> force("force", cl::cat(category),
                    cl::desc("Mark even where that invalidates a signature or stands behind data "
                             "appended to the ELF file"));
cl::list<std::string> arguments(cl::Positional, cl::cat(category),
                                cl::desc("FILE... | DIR... | PID | NAME"));

struct ModeOption {
  cl::opt<bool>& given;
  Mode mode;
};

std::optional<Options> wrong(const llvm::Twine& what) {
  llvm::errs() << "elfseal: " << what << "; see elfseal --help\n";
  return std::nullopt;
}

std::optional<Mode> chosen_mode() {
  const ModeOption modes[] = {{mark_mode, Mode::kMark},       {unmark_mode, Mode::kUnmark},
                              {show_mode, Mode::kShow},       {check_mode, Mode::kCheck},
                              {process_mode, Mode::kProcess}, {audit_mode, Mode::kAudit}};
  std::optional<Mode> mode;
  int count = 0;
  for (const ModeOption& option : modes)
    if (option.given) {
      mode = option.mode;
      ++count;
    }
  return count == 1 ? mode : std::nullopt;
}

// An option that the mode has no use for is a mistake rather than nothing.
struct Use {
  const cl::Option& option;
  std::initializer_list<Mode> modes;
};

const cl::Option* misplaced_option(Mode mode) {
  const Use uses[] = {
      {policy, {Mode::kMark, Mode::kCheck}},
      {interpreter, {Mode::kMark}},
      {gnu_property, {Mode::kMark}},
      {output, {Mode::kMark, Mode::kUnmark}},
      {json, {Mode::kShow, Mode::kProcess, Mode::kAudit}},
      {sarif, {Mode::kAudit}},
      {packages, {Mode::kAudit}},
      {fail_on, {Mode::kAudit}},
      {all, {Mode::kProcess}},
      {page, {Mode::kProcess}},
      {color_option(), {Mode::kProcess}},
      {dry_run, {Mode::kMark, Mode::kUnmark}},
      {verbose, {Mode::kMark, Mode::kUnmark, Mode::kCheck}},
      {preserve_times, {Mode::kMark, Mode::kUnmark}},
      {break_hard_links, {Mode::kMark, Mode::kUnmark}},
      {force, {Mode::kMark, Mode::kUnmark}},
  };
  for (const Use& use : uses)
    if (use.option.getNumOccurrences() != 0 && !llvm::is_contained(use.modes, mode))
      return &use.option;
  return nullptr;
}

std::optional<Options> parse_process(Options options) {
  if (all ? !arguments.empty() : arguments.size() != 1 || arguments[0].empty())
    return wrong("give the number or the name of one process, or --all");
  if (!all)
    options.process = arguments[0];
  if (page.getNumOccurrences() != 0 && (page.empty() || json))
    return wrong("--html takes the name of a file, and does not go with --json");
  options.page = page;
  options.color = color_option();
  return options;
}

} // namespace

std::optional<Options> parse_options(int argc, char** argv) {
  cl::getRegisteredOptions()["color"]->removeArgument();
  cl::getRegisteredOptions()["help-list"]->removeArgument(); // --help without its groups
  color_option();
  cl::HideUnrelatedOptions(category);
  cl::SetVersionPrinter(
      [](llvm::raw_ostream& out) { out << "elfseal " << LDSEAL_VERSION << '\n'; });
  if (!cl::ParseCommandLineOptions(argc, argv, kOverview, &llvm::errs()))
    return std::nullopt;

  Options options;
  const std::optional<Mode> mode = chosen_mode();
  if (!mode)
    return wrong("give one of --mark, --unmark, --show, --check, --process and --audit");
  options.mode = *mode;
  if (const cl::Option* const option = misplaced_option(*mode))
    return wrong("--" + option->ArgStr + " has no meaning here");

  llvm::Expected<std::uint32_t> words = parse_policy(policy);
  if (!words)
    return wrong(llvm::toString(words.takeError()));
  if (policy.getNumOccurrences() != 0)
    options.wish.policy = *words;
  if (interpreter.getNumOccurrences() != 0) {
    options.wish.interpreter = interpreter.empty() ? kDefaultInterpreter : interpreter.getValue();
    if (options.wish.interpreter->size() > kLongestPath)
      return wrong("the interpreter's path is longer than " + llvm::Twine(kLongestPath) +
                   " characters");
  }
  options.wish.gnu_property = gnu_property;
  options.wish.force = force;
  options.replace.output = output;
  options.replace.preserve_times = preserve_times;
  options.replace.break_hard_links = break_hard_links;
  options.replace.force = force;
  options.packages = packages;
  options.fail_on = fail_on;
  options.json = json;
  options.sarif = sarif;
  options.dry_run = dry_run;
  options.verbose = verbose;

  if (*mode == Mode::kProcess)
    return parse_process(std::move(options));
  if (arguments.empty() && packages.empty())
    return wrong("no file is given");
  if (llvm::is_contained(arguments, ""))
    return wrong("the name of a file is empty");
  if (json && sarif)
    return wrong("--json does not go with --sarif");
  options.files = arguments;
  if (output.getNumOccurrences() != 0 && (options.files.size() != 1 || output.empty()))
    return wrong("-o takes a name, and one file to make it from");
  return options;
}

} // namespace seal::elfseal
