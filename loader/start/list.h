// The loader's answers about a program that it does not run: --verify, --list, and what ldd asks
// through LD_TRACE_LOADED_OBJECTS and its kin, in the words of glibc's loader.
#pragma once

#include "start/options.h"

namespace seal::start {

// Status 0: dynamically linked, with an interpreter; 2: without one; 1: not dynamically linked.
[[noreturn]] void verify_and_exit(const Process& process);

// For ldd status 0 whatever is missing, for --list 127 with the first error on standard error.
[[noreturn]] void list_and_exit(Process& process, const Options& options,
                                const object::MissingList& missing);

// --list=tree, on standard output.
void print_tree(const Process& process);

} // namespace seal::start
