// Whole starts, from spawn to exit, under several loaders: paired, interleaved, in one run.
//
// Not on Google Benchmark: it times one function after the other and compares two runs of itself.
// What another process on the machine takes away then falls on one side of the comparison. Here
// each round starts a program once in every way, in random order, and only ratios within a round
// count.
#include "programs.h"
#include "report.h"
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <getopt.h>
#include <iostream>
#include <map>
#include <random>
#include <stdexcept>

namespace bench {
namespace {

namespace fs = std::filesystem;

struct Options {
  Settings settings;
  int rounds = 0; // 0: by the program's length
  int processor = 0;
  std::string only, json;
};

constexpr const char* kUsage =
    "usage: startup --loader LD-SEAL --synthetic DIR [--rounds N] [--only PROGRAM] [--by-hand]\n"
    "               [--policies] [--against OTHER-LD-SEAL] [--json FILE] [--cpu N]\n";

Options read_options(int argc, char** argv) {
  static const option kOptions[] = {
      {"loader", required_argument, nullptr, 'l'},  {"synthetic", required_argument, nullptr, 's'},
      {"rounds", required_argument, nullptr, 'r'},  {"only", required_argument, nullptr, 'o'},
      {"by-hand", no_argument, nullptr, 'h'},       {"policies", no_argument, nullptr, 'p'},
      {"against", required_argument, nullptr, 'a'}, {"json", required_argument, nullptr, 'j'},
      {"cpu", required_argument, nullptr, 'c'},     {}};
  Options options;
  for (int c; (c = getopt_long(argc, argv, "", kOptions, nullptr)) != -1;) {
    switch (c) {
    case 'l':
      options.settings.loader = fs::absolute(optarg);
      break;
    case 'a':
      options.settings.other = fs::absolute(optarg);
      break;
    case 's':
      options.settings.synthetic = fs::absolute(optarg);
      break;
    case 'r':
      options.rounds = std::atoi(optarg);
      break;
    case 'o':
      options.only = optarg;
      break;
    case 'h':
      options.settings.by_hand = true;
      break;
    case 'p':
      options.settings.policies = true;
      break;
    case 'j':
      options.json = optarg;
      break;
    case 'c':
      options.processor = std::atoi(optarg);
      break;
    default:
      throw std::runtime_error(kUsage);
    }
  }
  if (options.settings.loader.empty() || options.settings.synthetic.empty() || optind != argc)
    throw std::runtime_error(kUsage);
  return options;
}

// A directory with a short name, removed at the end.
class Scratch {
public:
  Scratch() {
    char name[] = "/tmp/ldsXXXXXX";
    if (!mkdtemp(name))
      throw std::runtime_error("cannot make a directory in /tmp");
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

private:
  fs::path path_;
};

volatile std::sig_atomic_t stopped = 0;

// A signal ends the run between two starts, so that the scratch directory goes away.
void stop_on_signals() {
  struct sigaction action = {};
  action.sa_handler = [](int) { stopped = 1; };
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

Sample start(const Settings& settings, const Variant& variant) {
  choose_loader(settings, variant);
  return run(variant.command);
}

// Runs each variant until it is warm; says which ones do not work at all.
std::vector<const Variant*> working(const Settings& settings, const Program& program) {
  std::vector<const Variant*> result;
  for (const Variant& variant : program.variants) {
    Sample last;
    for (int i = 0; i < 3; ++i)
      last = start(settings, variant);
    if (last.failure.empty())
      result.push_back(&variant);
    else
      std::cerr << program.name << ", " << variant.name << ": " << last.failure << "\n";
  }
  return result;
}

// Enough rounds for a narrow interval, in about a minute a program.
int rounds_for(const Settings& settings, const Variant& variant) {
  double once = start(settings, variant).wall;
  return int(std::clamp(8e6 / once, 60.0, 1500.0));
}

struct Series {
  std::vector<double> wall, cpu, faults;
};

std::vector<Row> measure(const Settings& settings, const Program& program, int rounds) {
  auto variants = working(settings, program);
  auto is_baseline = [&](const Variant* v) { return v->name == program.baseline; };
  auto baseline = std::find_if(variants.begin(), variants.end(), is_baseline);
  if (baseline == variants.end())
    return {};
  if (rounds == 0)
    rounds = rounds_for(settings, **baseline);
  std::map<const Variant*, Series> series;
  auto order = variants;
  std::mt19937 random(7);
  for (int i = 0; i < rounds; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    for (const Variant* variant : order) {
      if (stopped)
        throw std::runtime_error("stopped");
      Sample sample = start(settings, *variant);
      Series& to = series[variant];
      to.wall.push_back(sample.wall);
      to.cpu.push_back(sample.cpu);
      to.faults.push_back(double(sample.faults));
    }
  }
  std::vector<Row> rows;
  const Series& base = series[*baseline];
  for (const Variant* variant : variants) {
    const Series& s = series[variant];
    rows.push_back({program.name, variant->name, median(s.wall), median(s.cpu), median(s.faults),
                    paired_ratio(s.wall, base.wall), paired_ratio(s.cpu, base.cpu),
                    std::size_t(rounds)});
  }
  return rows;
}

int run_all(int argc, char** argv) {
  Options options = read_options(argc, argv);
  stop_on_signals();
  Scratch scratch;
  options.settings.scratch = scratch.path();
  if (!pin_to(options.processor))
    std::cerr << "cannot stay on one processor: expect wider intervals\n";
  std::vector<Row> all;
  write_table_head(std::cout);
  for (const Program& program : programs(options.settings)) {
    if (!options.only.empty() && program.name != options.only)
      continue;
    for (const Row& row : measure(options.settings, program, options.rounds)) {
      write_table_row(std::cout, row);
      all.push_back(row);
    }
  }
  if (!options.json.empty()) {
    std::ofstream out(options.json);
    write_json(out, all);
    if (!out.flush())
      throw std::runtime_error(options.json + ": cannot be written");
  }
  return 0;
}

} // namespace
} // namespace bench

int main(int argc, char** argv) {
  try {
    return bench::run_all(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
