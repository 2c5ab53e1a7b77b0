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
  const object::Object& program = *process.program;
  for (Elf64_Dyn& entry : program.dynamic.entries)
    if (entry.d_tag == DT_DEBUG) {
      std::uint64_t at = reinterpret_cast<std::uintptr_t>(&entry) - program.image.bias;
      const Elf64_Phdr* load = program.image.load_of(at, sizeof entry);
      if (load && (load->p_flags & PF_W))
        entry.d_un.d_ptr = reinterpret_cast<std::uintptr_t>(&_r_debug);
    }
}

void notify_debugger(Process& process, int state) {
  _r_debug.r_map = static_cast<::link_map*>(process.program->host);
  _r_debug.r_state = static_cast<decltype(_r_debug.r_state)>(state);
  _dl_debug_state();
}

} // namespace seal::dl
