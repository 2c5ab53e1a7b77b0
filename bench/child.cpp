// posix_spawn (vfork underneath: its cost does not grow with this process), wait4, rusage.
#include "child.h"
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

namespace bench {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  result.reserve(strings.size() + 1);
  for (const std::string& each : strings)
    result.push_back(const_cast<char*>(each.c_str()));
  result.push_back(nullptr);
  return result;
}

double now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return double(t.tv_sec) * 1e6 + double(t.tv_nsec) / 1e3;
}

double microseconds(const timeval& t) { return double(t.tv_sec) * 1e6 + double(t.tv_usec); }

class Streams {
public:
  Streams() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
  }
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;
  ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }

private:
  posix_spawn_file_actions_t actions_;
};

} // namespace

Sample run(const Command& command) {
  static const Streams streams;
  auto argv = pointers(command.arguments), envp = pointers(command.environment);
  Sample sample;
  pid_t child = 0;
  double start = now();
  int error = posix_spawn(&child, command.file.c_str(), streams.actions(), nullptr, argv.data(),
                          envp.data());
  if (error) {
    sample.failure = command.file + ": " + std::strerror(error);
    return sample;
  }
  int status = 0;
  rusage used = {};
  while (wait4(child, &status, 0, &used) < 0 && errno == EINTR)
    ;
  sample.wall = now() - start;
  sample.cpu = microseconds(used.ru_utime) + microseconds(used.ru_stime);
  sample.faults = used.ru_minflt;
  if (WIFSIGNALED(status))
    sample.failure = command.file + ": killed by signal " + std::to_string(WTERMSIG(status));
  else if (WEXITSTATUS(status) != 0)
    sample.failure = command.file + ": exited with " + std::to_string(WEXITSTATUS(status));
  return sample;
}

bool pin_to(int processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  return sched_setaffinity(0, sizeof set, &set) == 0;
}

} // namespace bench
