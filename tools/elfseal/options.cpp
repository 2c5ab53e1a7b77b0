// LLVM's CommandLine does the parsing (also of @FILE); what may go together is checked here.
#include "options.h"

#include "error.h"
#include "policy.h"
#include "text.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/StringSaver.h>
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

// LLVM repeats a value that it does not know in its message: not as terminals would take it.
template <typename Value>
struct PrintableParser : cl::parser<Value> {
  using cl::parser<Value>::parser;
  bool parse(cl::Option& option, llvm::StringRef name, llvm::StringRef given, Value& value) {
    return cl::parser<Value>::parse(option, name, printable(given), value);
  }
};
template <typename Value>
using Choice = cl::opt<Value, false, PrintableParser<Value>>;
using Flag = Choice<bool>;

Flag mark_mode("mark", cl::cat(category), cl::desc("Mark the files"));
Flag unmark_mode("unmark", cl::cat(category),
                 cl::desc("Take the mark back, byte for byte where possible"));
Flag show_mode("show", cl::cat(category), cl::desc("Show the mark and what would be sealed"));
Flag check_mode("check", cl::cat(category),
                cl::desc("Exit with 1 unless every file is marked (with --policy: with at "
                         "least these words)"));
Flag process_mode("process", cl::cat(category),
                  cl::desc("Show the mappings of the processes with this number or name; "
                           "exit with 1 unless all that should be are sealed"));
Flag audit_mode("audit", cl::cat(category),
                cl::desc("Tell of every ELF file in these folders whether it is marked "
                         "and what makes it weak; exit with 1 if any is weak"));
cl::list<std::string> packages("package", cl::cat(category), cl::value_desc("name"),
                               cl::desc("With --audit: the files of a Debian package, too"));
Choice<FailOn> fail_on("fail-on", cl::cat(category),
                       cl::desc("With --audit: what makes the exit status 1"),
                       cl::init(FailOn::kWeak),
                       cl::values(clEnumValN(FailOn::kWeak, "weak", "a weak file (default)"),
                                  clEnumValN(FailOn::kUnmarked, "unmarked",
                                             "a weak file, or one that could be marked"),
                                  clEnumValN(FailOn::kNever, "never", "nothing")));
cl::opt<std::string> policy("policy", cl::cat(category), cl::value_desc("words"),
                            cl::desc("Policy words, comma separated: marked-only, no-dlopen, data, "
                                     "stack, no-system, wx, require"));
// Tells "--set-interpreter" from "--set-interpreter=".
struct PathOrDefault : cl::parser<std::string> {
  using cl::parser<std::string>::parser;
  static bool parse(cl::Option&, llvm::StringRef, llvm::StringRef given, std::string& path) {
    path = given.data() ? given.str() : kDefaultInterpreter;
    return false;
  }
};
cl::opt<std::string, false, PathOrDefault>
    interpreter("set-interpreter", cl::cat(category), cl::ValueOptional, cl::value_desc("path"),
                cl::desc("With --mark: the program interpreter, too "
                         "(/lib64/ld-seal-x86-64.so.1)"));
Flag gnu_property("gnu-property", cl::cat(category),
                  cl::desc("With --mark: the property GNU_PROPERTY_MEMORY_SEAL, too"));
cl::opt<std::string> output("o", cl::cat(category), cl::value_desc("file"),
                            cl::desc("Write another file and leave the given one as it is"));
Flag all("all", cl::cat(category), cl::desc("With --process: all processes that may be read"));
cl::opt<std::string> page("html", cl::cat(category), cl::value_desc("file"),
                          cl::desc("With --process: write a picture, as one HTML page"));
// Made when LLVM's own --color, which knows no "always", is out of the way.
Choice<Color>& color_option() {
  static Choice<Color> color(
      "color", cl::cat(category), cl::desc("With --process: a map in colours, or a line a mapping"),
      cl::values(
          clEnumValN(Color::kAuto, "auto", "a map in a terminal, unless NO_COLOR is set (default)"),
          clEnumValN(Color::kAlways, "always", "a map"),
          clEnumValN(Color::kNever, "never", "lines")));
  return color;
}
Flag json("json", cl::cat(category), cl::desc("With --show, --process, --audit: JSON"));
Flag sarif("sarif", cl::cat(category), cl::desc("With --audit: SARIF 2.1.0"));
Flag dry_run("dry-run", cl::cat(category), cl::desc("Tell what would be done and write nothing"));
Flag verbose("verbose", cl::cat(category), cl::desc("Tell what was done to each file"));
Flag preserve_times("preserve-times", cl::cat(category),
                    cl::desc("Leave the times of access and modification as they were"));
Flag break_hard_links("break-hard-links", cl::cat(category),
                      cl::desc("Change a file that has other names, under this one only"));
Flag force("force", cl::cat(category),
           cl::desc("Mark even where that invalidates a signature or stands behind data "
                    "appended to the ELF file"));
cl::list<std::string> arguments(cl::Positional, cl::cat(category),
                                cl::desc("FILE... | DIR... | PID | NAME"));

struct ModeOption {
  Flag& given;
  Mode mode;
};

std::optional<Options> wrong(const llvm::Twine& what) {
  llvm::errs() << "elfseal: " << printable(what) << "; see elfseal --help\n";
  return std::nullopt;
}

// A NUL would end a name, and those behind it would be lost in silence.
bool list_has_nul = false;
void split_list(llvm::StringRef text, llvm::StringSaver& saver,
                llvm::SmallVectorImpl<const char*>& words, bool mark_ends_of_lines) {
  list_has_nul |= text.contains('\0');
  cl::TokenizeGNUCommandLine(text, saver, words, mark_ends_of_lines);
}

// LLVM leaves what it cannot read as it is; @FILE is then a name, if there is no such file.
llvm::Error expand_lists(llvm::StringSaver& saver, llvm::SmallVectorImpl<const char*>& words) {
  cl::ExpandResponseFiles(saver, split_list, words);
  if (list_has_nul)
    return fail("a list of arguments holds NUL bytes; separate names by ends of lines");
  for (const llvm::StringRef word : llvm::drop_begin(words))
    if (word.startswith("@") && llvm::sys::fs::exists(word.drop_front()))
      return fail("the list {0} is no readable file, or names itself", word);
  return llvm::Error::success();
}

// Of LLVM's errors, which are lines that begin with the program's name.
std::string one_line(llvm::StringRef errors, llvm::StringRef program) {
  llvm::SmallVector<llvm::StringRef, 4> lines;
  errors.split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (llvm::StringRef& line : llvm::drop_begin(lines))
    if (line.consume_front(program))
      line.consume_front(": ");
  return printable(llvm::join(lines, " "));
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

// Lists and LLVM's options; false after wrong use, which was told.
bool parse_words(int argc, char** argv) {
  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  llvm::SmallVector<const char*, 0> words(argv, argv + argc);
  if (llvm::Error error = expand_lists(saver, words)) {
    wrong(llvm::toString(std::move(error)));
    return false;
  }
  std::string errors;
  llvm::raw_string_ostream error_stream(errors);
  const bool parsed = cl::ParseCommandLineOptions(static_cast<int>(words.size()), words.data(),
                                                  kOverview, &error_stream);
  if (!error_stream.str().empty()) // some it prints itself
    llvm::errs() << one_line(errors, llvm::sys::path::filename(argv[0])) << '\n';
  return parsed;
}

} // namespace

std::optional<Options> parse_options(int argc, char** argv) {
  cl::getRegisteredOptions()["color"]->removeArgument();
  cl::getRegisteredOptions()["help-list"]->removeArgument(); // --help without its groups
  color_option();
  cl::HideUnrelatedOptions(category);
  cl::SetVersionPrinter(
      [](llvm::raw_ostream& out) { out << "elfseal " << LDSEAL_VERSION << '\n'; });
  if (!parse_words(argc, argv))
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
    options.wish.interpreter = interpreter.getValue();
    if (!llvm::StringRef(interpreter).startswith("/")) // else whoever starts it chooses the loader
      return wrong("--set-interpreter takes an absolute path");
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
