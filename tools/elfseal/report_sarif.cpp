// SARIF 2.1.0, the form in which code-scanning services take findings
// (docs.oasis-open.org/sarif/sarif/v2.1.0).
#include "report.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/JSON.h>
#include <llvm/Support/xxhash.h>

#include <memory>

namespace seal::elfseal {
namespace {

namespace json = llvm::json;

constexpr char kSchema[] =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct Rule {
  llvm::StringRef name;
  llvm::StringRef what;
  std::string help;
  llvm::StringRef level;
};

// Behind the weaknesses, so that a weakness's place in its list is its rule's.
const Rule& unmarked_rule() {
  static const Rule rule{"unmarked", "not marked, so ld-seal does not seal it",
                         "Mark it: elfseal --mark FILE", "note"};
  return rule;
}

Rule rule_of(const Weakness& weakness) {
  return {weakness.name, weakness.what, "Link or compile with " + weakness.remedy.str() + ".",
          "warning"};
}

void write_text(json::OStream& json, llvm::StringRef name, llvm::StringRef text) {
  json.attributeObject(name, [&] { json.attribute("text", text); });
}

void write_rule(json::OStream& json, const Rule& rule) {
  json.object([&] {
    json.attribute("id", rule.name);
    write_text(json, "shortDescription", rule.what);
    write_text(json, "help", rule.help);
    json.attributeObject("defaultConfiguration", [&] { json.attribute("level", rule.level); });
    json.attributeObject("properties",
                         [&] { json.attributeArray("tags", [&] { json.value("security"); }); });
  });
}

// A path as a URI reference (RFC 3986): absolute ones begin with "file://", others are taken from
// where the service has the sources.
std::string uri(llvm::StringRef path) {
  while (path.consume_front("./"))
    path = path.ltrim('/');
  std::string text = path.startswith("/") ? "file://" : "";
  for (const char c : path)
    if (llvm::isAlnum(c) || llvm::StringRef("/-._~").contains(c))
      text += c;
    else
      text += "%" + llvm::toHex(llvm::StringRef(&c, 1));
  return text;
}

void write_result(json::OStream& json, const Rule& rule, std::size_t index,
                  const std::string& path) {
  json.object([&] {
    json.attribute("ruleId", rule.name);
    json.attribute("ruleIndex", static_cast<std::int64_t>(index));
    json.attribute("level", rule.level);
    write_text(json, "message", (rule.what + ". " + rule.help).str());
    json.attributeArray("locations", [&] {
      json.object([&] {
        json.attributeObject("physicalLocation", [&] {
          json.attributeObject("artifactLocation", [&] { json.attribute("uri", uri(path)); });
          // Services show no finding without a line, which a program does not have.
          json.attributeObject("region", [&] { json.attribute("startLine", 1); });
        });
      });
    });
    // By which services know a finding of an earlier run again.
    const std::string identity = (rule.name + llvm::Twine('\0') + path).str();
    json.attributeObject("partialFingerprints", [&] {
      json.attribute("primaryLocationLineHash",
                     llvm::utohexstr(llvm::xxHash64(identity), /*LowerCase=*/true) + ":1");
    });
  });
}

void write_tool(json::OStream& json, bool unmarked_too) {
  json.attributeObject("tool", [&] {
    json.attributeObject("driver", [&] {
      json.attribute("name", "elfseal");
      json.attribute("version", LDSEAL_VERSION);
      json.attributeArray("rules", [&] {
        for (const Weakness& weakness : all_weaknesses())
          write_rule(json, rule_of(weakness));
        if (unmarked_too)
          write_rule(json, unmarked_rule());
      });
    });
  });
}

void write_results(json::OStream& json, const Entry& entry, bool unmarked_too) {
  for (const Weakness* weakness : entry.facts.weaknesses)
    write_result(json, rule_of(*weakness),
                 static_cast<std::size_t>(weakness - all_weaknesses().begin()), entry.path);
  if (unmarked_too && entry.standing == Standing::kMarkable)
    write_result(json, unmarked_rule(), all_weaknesses().size(), entry.path);
}

void write_failure(json::OStream& json, const Failure& failure) {
  json.object([&] {
    json.attribute("level", "error");
    write_text(json, "message", json::fixUTF8(failure.subject + ": " + failure.reason));
  });
}

} // namespace

Report sarif_report(llvm::raw_ostream& out, bool unmarked_too) {
  const auto json = std::make_shared<json::OStream>(out, 2);
  json->objectBegin();
  json->attribute("$schema", kSchema);
  json->attribute("version", "2.1.0");
  json->attributeBegin("runs");
  json->arrayBegin();
  json->objectBegin();
  write_tool(*json, unmarked_too);
  json->attributeBegin("results");
  json->arrayBegin();
  return {[json, unmarked_too](const Entry& entry) { write_results(*json, entry, unmarked_too); },
          [json, &out](const Totals& totals) {
            json->arrayEnd();
            json->attributeEnd();
            json->attributeArray("invocations", [&] {
              json->object([&] {
                json->attribute("executionSuccessful", totals.failures.empty());
                json->attributeArray("toolExecutionNotifications", [&] {
                  for (const Failure& failure : totals.failures)
                    write_failure(*json, failure);
                });
              });
            });
            json->objectEnd();
            json->arrayEnd();
            json->attributeEnd();
            json->objectEnd();
            json->flush();
            out << '\n';
          }};
}

} // namespace seal::elfseal
