// The debugger's rendezvous. Names and layout are the ABI that gdb knows.
#include "dl/debug.h"
#include "object/map.h"

__attribute__((visibility("default"))) struct r_debug _r_debug; // declared by <link.h>

extern "C" __attribute__((visibility("default"), noinline)) void _dl_debug_state() {
  asm volatile("");
}

namespace seal::dl {

void connect_debugger(Process& process) {
  _r_debug.r_version = 1;
  _r_debug.r_brk = reinterpret_cast<std::uintptr_t>(&_dl_debug_state);
  _r_debug.r_ldbase = process.self->image.bias;
  _r_debug.r_map = static_cast<::link_map*>(process.program->host);
  _r_debug.r_state = r_debug::RT_ADD;
  for (Elf64_Dyn& entry : elf::writable_dynamic(process.program->image))
    if (entry.d_tag == DT_DEBUG)
      entry.d_un.d_ptr = reinterpret_cast<std::uintptr_t>(&_r_debug);
}

void notify_debugger(Process& process, int state) {
  show_debugger(static_cast<::link_map*>(process.program->host), state);
}

void show_debugger(::link_map* first, int state) {
  _r_debug.r_map = first;
  _r_debug.r_state = static_cast<decltype(_r_debug.r_state)>(state);
  _dl_debug_state();
}

} // namespace seal::dl
