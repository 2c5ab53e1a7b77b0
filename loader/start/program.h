// Bringing together what a process consists of: the loader itself, the program, the vdso and the
// libraries.
#pragma once

#include "start/options.h"

namespace seal::start {

StartVectors read_vectors(std::uintptr_t* stack);
// Was the loader run as a program, rather than as a program's interpreter?
bool is_by_hand(const StartVectors& start);

Process& create_process(const StartVectors& start, const Options& options, bool secure);
void adopt_self(Process& process, const Options& options, std::uintptr_t bias);
// Debuggers and unwinders are to find the loader as an object like all others; in no scope.
void list_self(Process& process);
void adopt_vdso(Process& process);
// The program: mapped by the kernel, or by hand from its path.
Status bring_in_program(Process& process, const Options& options);
// What the program's PT_INTERP names; null for none.
const char* interpreter_of(const object::Object& program);
// Preloaded libraries and all dependencies; the global scope. Where the program is not to be run a
// missing library is no error: gives what is missing.
Result<object::MissingList> bring_in_libraries(Process& process, const Options& options);

} // namespace seal::start
