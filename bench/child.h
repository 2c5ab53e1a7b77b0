// One whole run of a program: from before the spawn to after the exit was collected.
#pragma once

#include <string>
#include <vector>

namespace bench {

struct Command {
  std::string file;
  std::vector<std::string> arguments; // argv, the name first
  std::vector<std::string> environment;
};

struct Sample {
  double wall = 0;     // microseconds from posix_spawn to wait4's return
  double cpu = 0;      // microseconds of user and system time that the kernel charged to the child
  long faults = 0;     // minor page faults
  std::string failure; // empty when it exited with 0
};

// Runs it with /dev/null as its standard streams.
Sample run(const Command& command);

// Keeps this process and its children on one processor. False when the kernel refuses.
bool pin_to(int processor);

} // namespace bench
