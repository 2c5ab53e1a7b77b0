// `elfseal --process`: which mappings of running processes are sealed, for scripts.
#pragma once

#include "processes.h"

#include <llvm/ADT/ArrayRef.h>
#include <llvm/Support/raw_ostream.h>

#include <string>

namespace seal::elfseal {

/// The last word on a process: whether all is sealed that should be.
std::string verdict(const Process& process);

/// A line a mapping; before those of each process, if there are several, a line about it.
void print_processes(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes);

/// As one JSON document (docs/mark.md).
void write_processes(llvm::raw_ostream& out, llvm::ArrayRef<Process> processes);

} // namespace seal::elfseal
