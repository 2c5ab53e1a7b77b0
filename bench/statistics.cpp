// Percentile bootstrap over rounds.
#include "statistics.h"
#include <algorithm>
#include <random>

namespace bench {

double median(std::vector<double> values) {
  if (values.empty())
    return 0;
  auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2)
    return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Estimate paired_ratio(const std::vector<double>& numerators,
                      const std::vector<double>& denominators) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < numerators.size() && i < denominators.size(); ++i)
    if (denominators[i] > 0)
      ratios.push_back(numerators[i] / denominators[i]);
  if (ratios.empty())
    return {};
  constexpr int kResamples = 2000;
  std::mt19937 random(1); // the same data give the same interval
  std::uniform_int_distribution<std::size_t> pick(0, ratios.size() - 1);
  std::vector<double> medians, resample(ratios.size());
  for (int i = 0; i < kResamples; ++i) {
    for (double& each : resample)
      each = ratios[pick(random)];
    medians.push_back(median(resample));
  }
  std::sort(medians.begin(), medians.end());
  return {median(ratios), medians[kResamples / 40], medians[kResamples - 1 - kResamples / 40]};
}

} // namespace bench
