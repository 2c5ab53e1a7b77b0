// The descriptors 0, 1 and 2 of a program in secure mode.
#pragma once

namespace seal::start {

// Opens those that are closed, before anything else is opened: what a set-user-ID program opens
// first must not become its standard output. As glibc does (csu/check_fds.c): what reads or writes
// them fails. Ends the process where the devices are not what they are.
void fill_standard_descriptors();

} // namespace seal::start
