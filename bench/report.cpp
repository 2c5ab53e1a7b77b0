// Formatting. The table is Markdown: it goes into docs/performance.md as it is.
#include "report.h"
#include <cstdio>

namespace bench {
namespace {

std::string fixed(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

void write_estimate(std::ostream& out, const char* name, const Estimate& estimate) {
  out << ", \"" << name << "\": {\"median\": " << fixed(estimate.value, 4)
      << ", \"low\": " << fixed(estimate.low, 4) << ", \"high\": " << fixed(estimate.high, 4)
      << "}";
}

} // namespace

void write_table_head(std::ostream& out) {
  out << "| program | started by | us | faults | ratio | 95 % interval | CPU ratio |\n"
         "|---|---|--:|--:|--:|---|--:|\n";
}

void write_table_row(std::ostream& out, const Row& row) {
  out << "| " << row.program << " | " << row.variant << " | " << fixed(row.wall, 0) << " | "
      << fixed(row.faults, 0) << " | " << fixed(row.ratio.value, 3) << " | "
      << fixed(row.ratio.low, 3) << " to " << fixed(row.ratio.high, 3) << " | "
      << fixed(row.cpu_ratio.value, 3) << " |\n"
      << std::flush;
}

void write_json(std::ostream& out, const std::vector<Row>& rows) {
  // Names are ours and need no escapes.
  out << "[\n";
  for (const Row& row : rows) {
    out << "  {\"program\": \"" << row.program << "\", \"variant\": \"" << row.variant
        << "\", \"rounds\": " << row.rounds << ", \"wall_us\": " << fixed(row.wall, 1)
        << ", \"cpu_us\": " << fixed(row.cpu, 1) << ", \"minor_faults\": " << fixed(row.faults, 0);
    write_estimate(out, "ratio", row.ratio);
    write_estimate(out, "cpu_ratio", row.cpu_ratio);
    out << "}" << (&row == &rows.back() ? "\n" : ",\n");
  }
  out << "]\n";
}

} // namespace bench
