// The list of programs. A program that is not installed is left out, with a word on standard error.
#include "programs.h"
#include "interpreter.h"
#include <cstdlib>
#include <iostream>

namespace bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kGlibc = "/lib64/ld-linux-x86-64.so.2";
constexpr const char* kMusl = "/lib/ld-musl-x86_64.so.1";

struct Candidate {
  std::string name;
  std::string file;                   // without a slash: in the generated programs' directory
  std::vector<std::string> arguments; // behind argv[0]
  enum Libc { kNeedsGlibc, kNeedsNone } libc = kNeedsGlibc;
  std::string musl_twin; // the same source built for musl, if there is one
};

std::vector<Candidate> candidates() {
  return {
      {"bare", "bare", {}, Candidate::kNeedsNone, {}},
      {"hello", "hello", {}, Candidate::kNeedsGlibc, "hello-musl"},
      {"true", "/bin/true", {}, {}, {}},
      {"bash", "/bin/bash", {"-c", ":"}, {}, {}},
      {"python3", "/usr/bin/python3", {"-c", "pass"}, {}, {}},
      {"git", "/usr/bin/git", {"--version"}, {}, {}},
      {"cc1", "/usr/lib/gcc/x86_64-linux-gnu/12/cc1", {"--version"}, {}, {}},
      {"cmake", "/usr/bin/cmake", {"--version"}, {}, {}},
      {"gdb", "/usr/bin/gdb", {"--version"}, {}, {}},
      {"ffmpeg", "/usr/bin/ffmpeg", {"-version"}, {}, {}},
      {"20 libraries", "many-20", {}, {}, {}},
      {"50 libraries", "many-50", {}, {}, {}},
      {"200 libraries", "many-200", {}, {}, {}},
      {"300 libraries", "many-300", {}, {}, {}},
  };
}

// What the programs see of the environment is the same for all, and nobody's own.
std::vector<std::string> environment(std::vector<std::string> more = {}) {
  more.insert(more.end(), {"PATH=/usr/bin:/bin", "HOME=/", "LC_ALL=C"});
  return more;
}

// Short enough for the place that glibc's path leaves in PT_INTERP.
fs::path link_of(const Settings& settings) { return settings.scratch / "ld"; }

class Preparation {
public:
  explicit Preparation(const Settings& settings) : settings_(settings) {}

  Program prepare(const Candidate& from) {
    // One copy, whose interpreter is a symbolic link: every loader starts the same file, out of the
    // same pages of the page cache.
    copy_ = settings_.scratch / std::to_string(copies_++);
    candidate_ = &from;
    copy_with_interpreter(path_of(from.file), copy_, link_of(settings_));
    Program program{from.name, {}, {}};
    auto add = [&](const char* name, const fs::path& loader, std::vector<std::string> variables) {
      program.variants.push_back(start_with(name, loader, std::move(variables)));
    };
    if (settings_.policies) {
      program.baseline = "unsealed";
      add("unsealed", settings_.loader, {"LD_SEAL=none"});
      add("sealed", settings_.loader, {"LD_SEAL=all"});
      for (const char* words : {"data", "stack", "wx", "data,stack,wx"})
        add(words, settings_.loader, {"LD_SEAL=all", std::string("LD_SEAL_POLICY=") + words});
      return program;
    }
    // Like ld-seal it binds everything at start.
    program.baseline = "glibc-now";
    add("glibc", kGlibc, {});
    add("glibc-now", kGlibc, {"LD_BIND_NOW=1"});
    add("ld-seal", settings_.loader, {"LD_SEAL=none"});
    add("ld-seal sealed", settings_.loader, {"LD_SEAL=all"});
    add("ld-seal chained", settings_.loader, {"LD_SEAL=all", "LD_SEAL_HOST=chain"});
    if (!settings_.other.empty()) {
      add("other", settings_.other, {"LD_SEAL=none"});
      add("other sealed", settings_.other, {"LD_SEAL=all"});
    }
    if (fs::exists(kMusl)) {
      if (from.libc == Candidate::kNeedsNone)
        add("musl", kMusl, {});
      else if (!from.musl_twin.empty() && fs::exists(path_of(from.musl_twin)))
        program.variants.push_back({"musl", command(path_of(from.musl_twin), {}), {}});
    }
    return program;
  }

  fs::path path_of(const std::string& file) const {
    return file.find('/') == file.npos ? fs::path(settings_.synthetic) / file : fs::path(file);
  }

private:
  Command command(const fs::path& file, std::vector<std::string> variables) const {
    Command result{file, {candidate_->file}, environment(std::move(variables))};
    auto& argv = result.arguments;
    argv.insert(argv.end(), candidate_->arguments.begin(), candidate_->arguments.end());
    return result;
  }

  Variant start_with(const char* name, const fs::path& loader, std::vector<std::string> variables) {
    if (!settings_.by_hand)
      return {name, command(copy_, std::move(variables)), loader};
    Variant result{name, command(loader, std::move(variables)), {}};
    auto& argv = result.command.arguments;
    argv.insert(argv.begin() + 1, path_of(candidate_->file));
    return result;
  }

  const Settings& settings_;
  const Candidate* candidate_ = nullptr;
  fs::path copy_;
  int copies_ = 0;
};

} // namespace

void choose_loader(const Settings& settings, const Variant& variant) {
  if (variant.loader.empty())
    return;
  fs::path next = settings.scratch / "next";
  fs::create_symlink(variant.loader, next);
  fs::rename(next, link_of(settings));
}

std::vector<Program> programs(const Settings& settings) {
  std::vector<Program> result;
  Preparation preparation(settings);
  for (const Candidate& each : candidates()) {
    if (fs::exists(preparation.path_of(each.file)))
      result.push_back(preparation.prepare(each));
    else
      std::cerr << each.name << ": " << each.file << " is not here, left out\n";
  }
  return result;
}

} // namespace bench
