// The map: a mapping is a run of its kind's letter on its state's colour.
#include "picture.h"

#include "process.h"
#include "survey.h"
#include "text.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>

#include <algorithm>
#include <map>
#include <string>

namespace seal::elfseal {
namespace {

using Colors = llvm::raw_ostream::Colors;

constexpr unsigned kNameWidth = 23, kSizeWidth = 9, kLeastBar = 16;
constexpr unsigned kWidth = 80; // where there is no terminal to ask
constexpr unsigned kIndent = 2 + kNameWidth + 1 + kSizeWidth + 2;

constexpr Colors kColors[kStates] = {Colors::GREEN, Colors::RED, Colors::CYAN, Colors::WHITE};

// Letters in the terminal's own background colour on `state`'s: readable on dark and on light ones.
void paint(llvm::raw_ostream& out, State state, llvm::StringRef text) {
  out.changeColor(kColors[static_cast<std::size_t>(state)]).reverseColor() << text;
  out.resetColor();
}

// Cut in the middle, since versions stand at the end. Every byte of what is no ASCII takes a column
// here, so such a name may come out short.
std::string fit(llvm::StringRef text, std::size_t width) {
  if (text.size() <= width)
    return (text + std::string(width - text.size(), ' ')).str();
  const std::size_t front = (width - 2) / 2;
  return (text.take_front(front) + ".." + text.take_back(width - 2 - front)).str();
}

class Bar {
public:
  Bar(llvm::raw_ostream& out, unsigned width) : out_(out), width_(width) {}

  // Goes on in the next line where this one is full.
  void add(const Mapping& m) {
    for (unsigned left = cells(m); left > 0;) {
      if (used_ == width_) {
        out_ << '\n';
        out_.indent(kIndent);
        used_ = 0;
      }
      const unsigned now = std::min(left, width_ - used_);
      paint(out_, m.state(), std::string(now, facts(m.kind).letter));
      used_ += now;
      left -= now;
    }
  }

private:
  llvm::raw_ostream& out_;
  unsigned width_;
  unsigned used_ = 0;
};

void draw_process(llvm::raw_ostream& out, const Process& process, unsigned width) {
  out.changeColor(Colors::SAVEDCOLOR, /*Bold=*/true)
      << "process " << process.number << "  " << printable(process.name);
  out.resetColor() << "  " << printable(process.executable) << '\n';
  for (const Group& group : group_mappings(process.mappings)) {
    const bool open =
        llvm::any_of(group.mappings, [](const Mapping& m) { return m.state() == State::kOpen; });
    out << (open ? "! " : "  ") << fit(printable(group.name), kNameWidth) << ' '
        << llvm::right_justify(size_text(group.size()), kSizeWidth) << "  ";
    Bar bar(out, std::max(width, kIndent + kLeastBar) - kIndent);
    for (const Mapping& m : group.mappings)
      bar.add(m);
    out << '\n';
  }
  out << '\n';
  const Sums sums = sum_up(process.mappings);
  for (std::size_t i = 0; i < kStates; ++i) {
    const State state = static_cast<State>(i);
    out << "  ";
    paint(out, state, (" " + facts(state).name + " ").str());
    out.indent(static_cast<unsigned>(9 - facts(state).name.size()))
        << llvm::right_justify(size_text(sums[i].bytes), kSizeWidth) << " in "
        << llvm::right_justify(std::to_string(sums[i].mappings), 4) << "  " << facts(state).meaning
        << '\n';
  }
  out << "  " << verdict(process) << "\n\n";
}

void explain_letters(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes, unsigned width) {
  std::map<char, llvm::StringRef> letters;
  for (const Process& process : processes)
    for (const Mapping& m : process.mappings)
      letters.try_emplace(facts(m.kind).letter, facts(m.kind).name);
  std::string line;
  for (const auto& [letter, name] : letters) {
    const std::string item = "  " + std::string(1, letter) + ' ' + name.str();
    if (line.size() + item.size() > width) {
      out << line << '\n';
      line.clear();
    }
    line += item;
  }
  out << line << "\n  one letter: 4 KiB; one more: twice the size\n";
}

} // namespace

void draw(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes, unsigned width) {
  width = width == 0 ? kWidth : width;
  for (const Process& process : processes)
    draw_process(out, process, width);
  explain_letters(out, processes, width);
}

} // namespace seal::elfseal
