// What the loader's assembly calls and start/ and dl/ would define. Nothing here is ever called.
#include <cstdlib>

extern "C" {
[[noreturn]] void ldseal_bind_late(void*, unsigned long) { std::abort(); }
[[noreturn]] void* ldseal_tls_get_addr(const void*) { std::abort(); }
}
