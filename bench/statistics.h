// Medians and how far to trust them.
#pragma once

#include <vector>

namespace bench {

double median(std::vector<double> values);

struct Estimate {
  double value = 0, low = 0, high = 0; // the median, and its 95 % bootstrap interval
};

// The median of numerators[i] / denominators[i]: both of the same round, so that what slows a round
// down as a whole cancels out.
Estimate paired_ratio(const std::vector<double>& numerators,
                      const std::vector<double>& denominators);

} // namespace bench
