// Whatever the release, a record agrees with what <link.h> and the x86-64 ABI promise to programs.
// RUN: %cxx -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I%source/loader %s
#include "host/glibc/records/glibc_2_31.h"
#include "host/glibc/records/glibc_2_36.h"
#include "host/glibc/records/glibc_2_41.h"
#include "host/glibc/records/glibc_2_43.h"

#include <link.h>

#include <cstddef>

namespace seal::glibc {

constexpr bool keeps_public_link_map(const LinkMap& map) {
  return map.addr == offsetof(link_map, l_addr) && map.name == offsetof(link_map, l_name) &&
         map.ld == offsetof(link_map, l_ld) && map.next == offsetof(link_map, l_next) &&
         map.prev == offsetof(link_map, l_prev) && map.real == sizeof(link_map);
}

// Compiled into every program: %fs:0 and %fs:0x10 are the thread pointer, %fs:0x28 the stack
// protector's value.
constexpr bool keeps_thread_pointer(const Pthread& pthread) {
  return pthread.tcb == 0 && pthread.self == 0x10 && pthread.stack_guard == 0x28 &&
         pthread.align % 64 == 0 && pthread.size % pthread.align == 0;
}

// The bit-fields that the loader sets are one bit each and do not overlap.
constexpr bool separates_bits(const LinkMap& map) {
  const Bits fields[] = {map.relocated, map.init_called, map.global,     map.phdr_allocated,
                         map.faked,     map.removed,     map.contiguous, map.free_initfini};
  for (const Bits& left : fields) {
    if (left.width != 1 || left.shift > 7 || left.byte >= map.size)
      return false;
    for (const Bits& right : fields)
      if (&left != &right && left.byte == right.byte && left.shift == right.shift)
        return false;
  }
  return true;
}

// Namespaces stand first in rtld_global, followed by their number.
constexpr bool has_sixteen_namespaces(const RtldGlobal& gl) {
  return gl.ns_loaded == 0 && gl.nns == 16 * gl.ns_stride && gl.size % 8 == 0;
}

constexpr bool is_sound(const Layout& layout) {
  return keeps_public_link_map(layout.map) && keeps_thread_pointer(layout.pthread) &&
         separates_bits(layout.map) && has_sixteen_namespaces(layout.gl);
}

static_assert(is_sound(kGlibc_2_31));
static_assert(is_sound(kGlibc_2_36));
static_assert(is_sound(kGlibc_2_41));
static_assert(is_sound(kGlibc_2_43));

} // namespace seal::glibc
