// The measurements as a table for people and as JSON for programs.
#pragma once

#include "statistics.h"
#include <ostream>
#include <string>

namespace bench {

struct Row {
  std::string program, variant;
  double wall = 0, cpu = 0, faults = 0; // medians: microseconds, microseconds, number
  Estimate ratio, cpu_ratio;            // paired, to the baseline
  std::size_t rounds = 0;
};

void write_table_head(std::ostream& out);
void write_table_row(std::ostream& out, const Row& row);
void write_json(std::ostream& out, const std::vector<Row>& rows);

} // namespace bench
