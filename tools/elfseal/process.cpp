// Mappings as text and as JSON.
#include "process.h"

#include "text.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/Format.h>
#include <llvm/Support/JSON.h>

namespace seal::elfseal {
namespace {

namespace json = llvm::json;

// Only what should be sealed and is not is worth a word.
llvm::StringRef word(State state) {
  return state == State::kSealed || state == State::kOpen ? facts(state).name : "-";
}

void print_mapping(llvm::raw_ostream& out, const Mapping& m) {
  out << llvm::format_hex_no_prefix(m.begin, 12) << '-' << llvm::format_hex_no_prefix(m.end, 12)
      << ' ' << m.permissions << ' ' << llvm::left_justify(word(m.state()), 6) << ' '
      << llvm::left_justify(facts(m.kind).name, 14) << (m.path.empty() ? "" : " ")
      << printable(m.path);
  if (!m.sealed)
    out << " (" << facts(m.kind).reason << ')';
  out << '\n';
}

void write_mapping(json::OStream& json, const Mapping& m) {
  json.object([&] {
    json.attribute("begin", hexadecimal(m.begin));
    json.attribute("end", hexadecimal(m.end));
    json.attribute("permissions", m.permissions);
    json.attribute("kind", facts(m.kind).name);
    json.attribute("path",
                   m.path.empty() ? json::Value(nullptr) : json::Value(json::fixUTF8(m.path)));
    json.attribute("sealed", m.sealed);
    json.attribute("open", m.state() == State::kOpen);
    if (!m.sealed)
      json.attribute("reason", facts(m.kind).reason);
  });
}

void write_process(json::OStream& json, const Process& process) {
  json.object([&] {
    json.attribute("process", static_cast<std::int64_t>(process.number));
    json.attribute("name", json::fixUTF8(process.name));
    json.attribute("executable", process.executable.empty()
                                     ? json::Value(nullptr)
                                     : json::Value(json::fixUTF8(process.executable)));
    json.attribute("open", static_cast<std::int64_t>(process.open()));
    json.attributeArray("mappings", [&] {
      for (const Mapping& m : process.mappings)
        write_mapping(json, m);
    });
  });
}

} // namespace

std::string verdict(const Process& process) {
  const std::size_t open = process.open();
  if (open == 0)
    return "every non-writable mapping of an ELF file is sealed";
  return counted(open, "non-writable mapping") + " of ELF files not sealed";
}

void print_processes(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes) {
  for (const Process& process : processes) {
    if (processes.size() > 1)
      out << "process " << process.number << ' ' << printable(process.name) << ' '
          << printable(process.executable) << '\n';
    for (const Mapping& m : process.mappings)
      print_mapping(out, m);
    out << verdict(process) << '\n';
  }
}

void write_processes(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes) {
  json::OStream json(out, 2);
  json.object([&] {
    json.attribute("schema", 2);
    json.attributeArray("processes", [&] {
      for (const Process& process : processes)
        write_process(json, process);
    });
  });
  json.flush();
  out << '\n';
}

} // namespace seal::elfseal
