// The page's parts, from the top down.
#include "page.h"

#include "process.h"
#include "survey.h"
#include "text.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/FormatVariadic.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/raw_ostream.h>

#include <map>

namespace seal::elfseal {
namespace {

using llvm::formatv;

// Any bytes as text of a page, also inside quotes.
std::string escaped(llvm::StringRef text) {
  std::string result;
  llvm::raw_string_ostream out(result);
  llvm::printHTMLEscaped(llvm::json::fixUTF8(printable(text)), out);
  return out.str();
}

llvm::StringRef state_name(const Mapping& m) { return facts(m.state()).name; }

std::string range(const Mapping& m) { return formatv("{0:x-12}-{1:x-12}", m.begin, m.end); }

void write_header(llvm::raw_ostream& out, const Process& process) {
  out << formatv(
      "<header>\n<p class=\"kicker\">process {0}</p>\n<h1><bdi>{1}</bdi></h1>\n"
      "<p class=\"path\"><bdi>{2}</bdi></p>\n<p class=\"verdict {3}\">{4}</p>\n</header>\n",
      process.number, escaped(process.name), escaped(process.executable),
      facts(process.open() == 0 ? State::kSealed : State::kOpen).name, verdict(process));
}

void write_sums(llvm::raw_ostream& out, const Process& process) {
  const Sums sums = sum_up(process.mappings);
  out << "<div class=\"tiles\">\n";
  for (std::size_t i = 0; i < kStates; ++i)
    out << formatv("<div class=\"tile card\"><span class=\"pill {0}\">{0}</span><b>{1}</b>"
                   "<small>{2}</small><small>{3}</small></div>\n",
                   facts(static_cast<State>(i)).name, size_text(sums[i].bytes),
                   counted(sums[i].mappings, "mapping"), facts(static_cast<State>(i)).meaning);
  out << "</div>\n";
  const std::uint64_t sealed = sums[static_cast<std::size_t>(State::kSealed)].bytes;
  const std::uint64_t open = sums[static_cast<std::size_t>(State::kOpen)].bytes;
  if (sealed + open == 0)
    return;
  const double share = 100 * static_cast<double>(sealed) / static_cast<double>(sealed + open);
  out << formatv("<div class=\"share\"><span class=\"sealed\" style=\"width:{0:f2}%\"></span>"
                 "<span class=\"open\" style=\"width:{1:f2}%\"></span></div>\n"
                 "<p class=\"note\">{0:f1} % of the {2} that should be sealed is sealed.</p>\n",
                 share, 100 - share, size_text(sealed + open));
}

constexpr unsigned kCellWidth = 17, kLetterWidth = 6; // pixels, as the style has them

// Its kind in full where there is room for it, else its letter.
std::string label(const Mapping& m) {
  const KindFacts& kind = facts(m.kind);
  return kind.name.size() * kLetterWidth + 8 <= cells(m) * kCellWidth ? kind.name.str()
                                                                      : std::string(1, kind.letter);
}

void write_map(llvm::raw_ostream& out, const Process& process) {
  out << "<h2>Address space</h2>\n<p class=\"note\">From low addresses to high ones, an object a "
         "line. The narrowest piece is a page of 4 KiB; twice the size is one such piece "
         "more.</p>\n<div class=\"map card\">\n";
  std::map<char, llvm::StringRef> letters;
  for (const Group& group : group_mappings(process.mappings)) {
    const std::string name = escaped(group.name);
    out << formatv("<div class=\"row\"><span class=\"name\" title=\"{0}\"><bdi>{0}</bdi></span>"
                   "<span class=\"size\">{1}</span><div class=\"bar\">",
                   name, size_text(group.size()));
    for (const Mapping& m : group.mappings) {
      const KindFacts& kind = facts(m.kind);
      letters.try_emplace(kind.letter, kind.name);
      out << formatv(
          "<span class=\"{0}\" style=\"--n:{1}\" title=\"{2} {3} {4}, {5}, {0}\">{6}</span>",
          state_name(m), cells(m), range(m), m.permissions, kind.name, size_text(m.size()),
          label(m));
    }
    out << "</div></div>\n";
  }
  out << "</div>\n<p class=\"note letters\">";
  for (const auto& [letter, name] : letters)
    out << formatv("<span><b>{0}</b> {1}</span> ", letter, name);
  out << "</p>\n";
}

void write_row(llvm::raw_ostream& out, const Mapping& m) {
  out << formatv(
      "<tr><td class=\"range\">{0}</td><td class=\"protection\">{1}</td>"
      "<td class=\"size\">{2}</td><td>{3}</td><td><span class=\"pill {4}\">{4}</span></td>"
      "<td class=\"why\">{5}</td></tr>\n",
      range(m), m.permissions, size_text(m.size()), facts(m.kind).name, state_name(m),
      m.sealed ? "" : facts(m.kind).reason.str());
}

void write_table(llvm::raw_ostream& out, const Process& process) {
  out << "<h2>Mappings</h2>\n<div class=\"table card\"><table>\n<thead><tr><th>Addresses</th>"
         "<th>Protection</th><th class=\"size\">Size</th><th>Kind</th><th>State</th>"
         "<th>Why it is not sealed</th></tr></thead>\n";
  for (llvm::ArrayRef<Mapping> left = process.mappings; !left.empty();) {
    const std::string& path = left.front().path;
    const auto same = left.take_while([&](const Mapping& m) { return m.path == path; });
    left = left.drop_front(same.size());
    out << formatv("<tbody><tr><th colspan=\"6\" scope=\"rowgroup\"><bdi>{0}</bdi></th></tr>\n",
                   escaped(path.empty() ? "anonymous" : path));
    for (const Mapping& m : same)
      write_row(out, m);
    out << "</tbody>\n";
  }
  out << "</table></div>\n";
}

// Which way to each process; what is open comes to the eye.
void write_contents(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes) {
  out << formatv("<h1>{0}</h1>\n<div class=\"table card\"><table>\n<thead><tr><th>Process</th>"
                 "<th>Name</th><th>State</th><th>Executable</th></tr></thead>\n<tbody>\n",
                 (llvm::Twine(processes.size()) + " processes").str());
  for (const Process& process : processes) {
    const State state = process.open() == 0 ? State::kSealed : State::kOpen;
    out << formatv("<tr><td>{0}</td><td><a href=\"#p{0}\"><bdi>{1}</bdi></a></td>"
                   "<td><span class=\"pill {2}\">{2}</span></td>"
                   "<td class=\"path\"><bdi>{3}</bdi></td></tr>\n",
                   process.number, escaped(process.name), facts(state).name,
                   escaped(process.executable));
  }
  out << "</tbody></table></div>\n";
}

std::string title(llvm::ArrayRef<Process> processes) {
  return processes.size() == 1
             ? formatv("{0} ({1})", escaped(processes[0].name), processes[0].number).str()
             : (llvm::Twine(processes.size()) + " processes").str();
}

} // namespace

std::string html_page(llvm::ArrayRef<Process> processes) {
  std::string page;
  llvm::raw_string_ostream out(page);
  out << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
         "style-src 'unsafe-inline'\">\n<title>"
      << title(processes) << ": what is sealed</title>\n<style>" << kPageStyle
      << "</style>\n</head>\n<body>\n<main>\n";
  if (processes.size() > 1)
    write_contents(out, processes);
  for (const Process& process : processes) {
    out << "<section id=\"p" << process.number << "\">\n";
    write_header(out, process);
    write_sums(out, process);
    write_map(out, process);
    write_table(out, process);
    out << "</section>\n";
  }
  out << "<footer>What the kernel says of itself in /proc, as elfseal " << LDSEAL_VERSION
      << " read it.</footer>\n</main>\n</body>\n</html>\n";
  return out.str();
}

} // namespace seal::elfseal
