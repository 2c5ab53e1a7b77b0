// Counting, lines and JSON. report_sarif.cpp has SARIF.
#include "report.h"

#include "show.h"
#include "text.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/Format.h>
#include <llvm/Support/JSON.h>

#include <memory>
#include <numeric>

namespace seal::elfseal {
namespace {

namespace json = llvm::json;

constexpr llvm::StringLiteral kStandingNames[kStandings] = {"marked", "markable", "refused",
                                                            "unreadable"};

void print_entry(llvm::raw_ostream& out, const Entry& entry) {
  if (entry.standing == Standing::kUnreadable)
    return; // an error message has told it
  out << llvm::left_justify(text(entry.standing), 8) << ' ' << printable(entry.path);
  llvm::StringRef separator = ": ";
  for (const Weakness* weakness : entry.facts.weaknesses) {
    out << separator << weakness->name;
    separator = ", ";
  }
  if (!entry.reason.empty())
    out << ": " << printable(entry.reason);
  out << '\n';
}

void print_totals(llvm::raw_ostream& out, const Totals& totals) {
  out << counted(totals.elf_files(), "ELF file") << " of " << counted(totals.files, "file");
  llvm::StringRef separator = ": ";
  for (std::size_t i = 0; i < kStandings; ++i)
    if (static_cast<Standing>(i) != Standing::kUnreadable || totals.by_standing[i] != 0) {
      out << separator << totals.by_standing[i] << ' ' << kStandingNames[i];
      separator = ", ";
    }
  out << "; " << totals.weak << " weak" << (totals.weak == 0 ? "" : ":") << '\n';
  for (const auto& weakness : llvm::enumerate(all_weaknesses()))
    if (const std::size_t count = totals.by_weakness[weakness.index()])
      out << llvm::format("%7zu ", count) << weakness.value().name << ": " << weakness.value().what
          << "; link or compile with " << weakness.value().remedy << '\n';
}

void write_entry(json::OStream& json, const Entry& entry) {
  json.object([&] {
    json.attribute("file", json::fixUTF8(entry.path));
    json.attribute("state", text(entry.standing));
    if (entry.is_sealable())
      write_summary(json, entry.facts);
    else
      json.attribute("reason", json::fixUTF8(entry.reason));
  });
}

void write_totals(json::OStream& json, const Totals& totals) {
  json.object([&] {
    json.attribute("files", static_cast<std::int64_t>(totals.files));
    for (std::size_t i = 0; i < kStandings; ++i)
      json.attribute(kStandingNames[i], static_cast<std::int64_t>(totals.by_standing[i]));
    json.attribute("weak", static_cast<std::int64_t>(totals.weak));
  });
}

void write_failures(json::OStream& json, const Totals& totals) {
  for (const Failure& failure : totals.failures)
    json.object([&] {
      json.attribute("subject", json::fixUTF8(failure.subject));
      json.attribute("reason", json::fixUTF8(failure.reason));
    });
}

} // namespace

llvm::StringRef text(Standing standing) {
  return kStandingNames[static_cast<std::size_t>(standing)];
}

std::size_t Totals::elf_files() const {
  return std::accumulate(by_standing.begin(), by_standing.end(), std::size_t{0}) -
         count(Standing::kUnreadable);
}

void Totals::add(const Entry& entry) {
  ++by_standing[static_cast<std::size_t>(entry.standing)];
  weak += entry.facts.weaknesses.empty() ? 0 : 1;
  for (const Weakness* weakness : entry.facts.weaknesses)
    ++by_weakness[static_cast<std::size_t>(weakness - all_weaknesses().begin())];
}

Report lines_report(llvm::raw_ostream& out) {
  return {[&out](const Entry& entry) { print_entry(out, entry); },
          [&out](const Totals& totals) { print_totals(out, totals); }};
}

Report json_report(llvm::raw_ostream& out) {
  const auto json = std::make_shared<json::OStream>(out, 2);
  json->objectBegin();
  json->attribute("schema", 3);
  json->attributeBegin("files");
  json->arrayBegin();
  return {[json](const Entry& entry) { write_entry(*json, entry); },
          [json, &out](const Totals& totals) {
            json->arrayEnd();
            json->attributeEnd();
            json->attributeArray("errors", [&] { write_failures(*json, totals); });
            json->attributeBegin("summary");
            write_totals(*json, totals);
            json->attributeEnd();
            json->objectEnd();
            json->flush();
            out << '\n';
          }};
}

} // namespace seal::elfseal
