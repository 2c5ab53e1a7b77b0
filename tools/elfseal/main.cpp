// elfseal: marks ELF files, shows and checks marks, and tells what of a process is sealed. Here:
// the modes, the messages, the exit status.
#include "audit.h"
#include "facts.h"
#include "mark.h"
#include "options.h"
#include "package.h"
#include "page.h"
#include "picture.h"
#include "policy.h"
#include "process.h"
#include "read_watch.h"
#include "replace.h"
#include "show.h"
#include "streams.h"
#include "text.h"
#include "verify.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/Support/Process.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace seal::elfseal {
namespace {

enum Exit { kAsAsked = 0, kCheckFailed = 1, kWrongUse = 2, kNotProcessed = 3 };

// What `read` finds in a file that is only read.
template <typename Found>
llvm::Expected<Found> read_file(const std::string& path, Found (*read)(const Image&)) {
  const ReadWatch watch;
  llvm::Expected<File> file = File::open(path);
  if (!file)
    return file.takeError();
  llvm::Expected<Buffer> buffer = Buffer::map(file->descriptor(), file->size());
  if (!buffer)
    return buffer.takeError();
  llvm::Expected<Image> image = Image::parse(buffer->bytes());
  llvm::Expected<Found> found =
      image ? llvm::Expected<Found>(read(*image)) : llvm::Expected<Found>(image.takeError());
  if (!watch.lost())
    return found;
  llvm::consumeError(found.takeError());
  return ReadWatch::error();
}

// A marked file must read as the original plus the mark, and lead back to it.
llvm::Error verify(const Outcome& outcome, llvm::ArrayRef<std::uint8_t> written) {
  return outcome.basis ? verify_marked(outcome.basis->bytes(), written, outcome.wanted)
                       : llvm::Error::success();
}

llvm::Error put_in_place(const File& file, llvm::ArrayRef<std::uint8_t> bytes,
                         const Outcome& outcome, const Options& options, const ReadWatch& watch) {
  if (options.dry_run)
    return check_replaceable(file, options.replace);
  return replace(file, bytes, options.replace, [&](llvm::ArrayRef<std::uint8_t> written) {
    if (llvm::Error differs = verify(outcome, written))
      return differs;
    return watch.check();
  });
}

llvm::Error change_whole_file(const std::string& path, const Options& options,
                              const ReadWatch& watch) {
  llvm::Expected<File> file = File::open(path);
  if (!file)
    return file.takeError();
  const Source source(file->descriptor(), file->size());
  llvm::Expected<Buffer> original = source.load();
  if (!original)
    return original.takeError();
  llvm::Expected<Outcome> outcome =
      options.mode == Mode::kMark ? mark(source, options.wish) : unmark(source);
  if (!outcome)
    return outcome.takeError();
  const llvm::ArrayRef<std::uint8_t> wanted =
      outcome->result ? llvm::ArrayRef<std::uint8_t>(outcome->result->bytes()) : original->bytes();
  const bool copies = !options.replace.output.empty();
  if (outcome->result || copies)
    if (llvm::Error error = put_in_place(*file, wanted, *outcome, options, watch))
      return error;
  if (llvm::Error error = watch.check())
    return error;
  if (options.verbose || options.dry_run)
    llvm::outs() << printable(path) << ": " << description(outcome->change)
                 << (copies && !outcome->result ? ", copied\n" : "\n");
  for (const std::string& warning : outcome->warnings)
    complain(path, "warning: " + warning);
  return llvm::Error::success();
}

llvm::Error change_file(const std::string& path, const Options& options) {
  const ReadWatch watch;
  llvm::Error error = change_whole_file(path, options, watch);
  if (!watch.lost())
    return error;
  llvm::consumeError(std::move(error)); // what came of the zeros
  return ReadWatch::error();
}

Exit run_changes(const Options& options) {
  Exit status = kAsAsked;
  for (const std::string& path : options.files)
    if (llvm::Error error = change_file(path, options)) {
      complain(path, llvm::toString(std::move(error)));
      status = kNotProcessed;
    }
  return status;
}

Exit run_show(const Options& options) {
  Exit status = kAsAsked;
  std::vector<NamedFacts> all;
  for (const std::string& path : options.files) {
    llvm::Expected<Facts> facts = read_file(path, gather_facts);
    if (!facts) {
      complain(path, llvm::toString(facts.takeError()));
      status = kNotProcessed;
      continue;
    }
    if (options.json)
      all.push_back({path, std::move(*facts)});
    else
      print_facts(llvm::outs(), path, *facts);
  }
  if (options.json)
    write_facts(llvm::outs(), all);
  return status;
}

// What a check asks of a file.
struct Checked {
  std::optional<Mark> mark;
  std::string remedy; // why there is none, or what sets one
};

Checked look_for_mark(const Image& image) {
  llvm::Error unmarkable = check_markable(image);
  return {find_mark(image),
          unmarkable ? llvm::toString(std::move(unmarkable)) : "elfseal --mark marks it"};
}

Exit run_check(const Options& options) {
  Exit status = kAsAsked;
  for (const std::string& path : options.files) {
    llvm::Expected<Checked> found = read_file(path, look_for_mark);
    if (!found) {
      complain(path, llvm::toString(found.takeError()));
      status = kNotProcessed;
      continue;
    }
    const std::optional<Mark>& mark = found->mark;
    const std::uint32_t least = options.wish.policy.value_or(0);
    std::string complaint;
    if (!mark)
      complaint = "not marked; " + found->remedy;
    else if (mark->version != LDSEAL_NOTE_VERSION)
      complaint = "its mark is of unknown version " + std::to_string(mark->version);
    else if ((mark->policy & least) != least)
      complaint = "its policy is " + policy_text(mark->policy) + ", without " +
                  policy_text(least & ~mark->policy);
    if (complaint.empty()) {
      if (options.verbose)
        llvm::outs() << printable(path) << ": " << policy_text(mark->policy) << '\n';
      continue;
    }
    complain(path, complaint);
    status = std::max(status, kCheckFailed);
  }
  return status;
}

llvm::Expected<std::vector<std::uint64_t>> chosen_processes(const Options& options) {
  if (options.process.empty())
    return all_processes();
  std::uint64_t number = 0;
  if (llvm::StringRef(options.process).getAsInteger(10, number))
    return find_processes(options.process);
  return std::vector<std::uint64_t>{number};
}

llvm::Error show_processes(llvm::ArrayRef<Process> processes, const Options& options) {
  if (!options.page.empty())
    return write_file(options.page, html_page(processes));
  llvm::raw_fd_ostream& out = llvm::outs();
  const char* const no_color = std::getenv("NO_COLOR"); // no-color.org
  const bool coloured = options.color == Color::kAuto
                            ? out.has_colors() && (!no_color || !*no_color)
                            : options.color == Color::kAlways;
  out.enable_colors(coloured);
  if (options.json)
    write_processes(out, processes);
  else if (coloured)
    draw(out, processes, llvm::sys::Process::StandardOutColumns());
  else
    print_processes(out, processes);
  return llvm::Error::success();
}

Exit run_process(const Options& options) {
  const std::string subject = "process " + options.process;
  llvm::Expected<std::vector<std::uint64_t>> numbers = chosen_processes(options);
  if (!numbers) {
    complain(subject, llvm::toString(numbers.takeError()));
    numbers = std::vector<std::uint64_t>();
  }
  Exit status = kAsAsked;
  std::vector<Process> processes;
  for (const std::uint64_t number : *numbers) {
    llvm::Expected<Process> process = read_process(number);
    if (process) {
      status = std::max(status, process->open() == 0 ? kAsAsked : kCheckFailed);
      processes.push_back(std::move(*process));
    } else if (options.process.empty()) { // --all: those that may be read
      llvm::consumeError(process.takeError());
    } else {
      complain("process " + llvm::Twine(number), llvm::toString(process.takeError()));
      status = kNotProcessed;
    }
  }
  if (processes.empty()) {
    if (options.process.empty())
      complain("--all", "no process may be read; run as root");
    status = kNotProcessed;
    if (!options.json)
      return status;
  }
  if (llvm::Error error = show_processes(processes, options)) {
    complain(options.page, llvm::toString(std::move(error)));
    return kNotProcessed;
  }
  return status;
}

Report chosen_report(const Options& options) {
  if (options.sarif)
    return sarif_report(llvm::outs(), options.fail_on == FailOn::kUnmarked);
  return options.json ? json_report(llvm::outs()) : lines_report(llvm::outs());
}

Exit run_audit(const Options& options) {
  Audit audit(chosen_report(options));
  audit.run(options.files, Roots::kTrees);
  for (const std::string& package : options.packages)
    if (llvm::Expected<std::vector<std::string>> files = package_files(package))
      audit.run(*files, Roots::kFiles);
    else
      audit.failed("package " + package, llvm::toString(files.takeError()));
  const Totals& totals = audit.finish();
  if (!totals.failures.empty())
    return kNotProcessed;
  const bool failed =
      (options.fail_on >= FailOn::kWeak && totals.weak != 0) ||
      (options.fail_on >= FailOn::kUnmarked && totals.count(Standing::kMarkable) != 0);
  return failed ? kCheckFailed : kAsAsked;
}

Exit run(const Options& options) {
  switch (options.mode) {
  case Mode::kMark:
  case Mode::kUnmark:
    return run_changes(options);
  case Mode::kShow:
    return run_show(options);
  case Mode::kCheck:
    return run_check(options);
  case Mode::kProcess:
    return run_process(options);
  case Mode::kAudit:
    return run_audit(options);
  }
  return kWrongUse;
}

int run(int argc, char** argv) {
  open_streams(kNotProcessed);
  const std::optional<Options> options = parse_options(argc, argv);
  return options ? run(*options) : kWrongUse;
}

} // namespace
} // namespace seal::elfseal

int main(int argc, char** argv) { return seal::elfseal::run(argc, argv); }
