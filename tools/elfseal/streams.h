// The standard streams at a program's start and end.
#pragma once

namespace seal::elfseal {

/// To be called once, first of all. No file that is opened takes the place of a stream that the
/// caller has closed; messages on stderr and lines on stdout come in their order; and at the end,
/// also one by way of exit(3), output that could not be written is told and makes the exit status
/// `lost`: half a document must not pass for a whole one.
void open_streams(int lost);

} // namespace seal::elfseal
