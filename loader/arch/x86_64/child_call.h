// A system call that may kill, made by a child process.
#pragma once

namespace seal::arch {

// Makes a system call, all arguments 0, in a child whose exit status is the call's errno. Gives the
// child's id when it has ended, to be waited for with __WALL, or -errno.
extern "C" long ldseal_call_in_child(long number);

} // namespace seal::arch
