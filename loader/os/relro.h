// Variables that the start sets and nobody after it: they lie in the loader's RELRO, which is
// read-only and sealed when the program runs. Hosted builds, whose tests change them, define it
// empty.
#pragma once

#ifndef LDSEAL_RELRO
#define LDSEAL_RELRO [[gnu::section(".data.rel.ro")]]
#endif
