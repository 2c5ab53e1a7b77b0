// The entry of late binding, for GOT[2].
#pragma once

namespace seal::arch {

extern "C" void ldseal_late_binding();

} // namespace seal::arch
