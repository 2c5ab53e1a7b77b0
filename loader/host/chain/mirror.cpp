// The interpreter's list of objects once more, for debuggers, with this loader in it: who stops in
// _dl_debug_state here must not find the object gone that it lies in.
#include "host/chain/chain.h"

namespace seal::chain {

Result<link_map*> mirror(Process& process, Chain& c) {
  std::size_t count = 1; // this loader
  for_each_map(c, [&](const link_map&) { ++count; });
  while (c.mirrored.size() < count) {
    auto* map = TRY(process.arena.create<link_map>());
    TRY(c.mirrored.push(process.arena, map));
  }
  count = 0;
  auto add = [&](std::uintptr_t bias, const char* name, const void* dynamic) {
    link_map& map = *c.mirrored[count];
    map.l_addr = bias;
    map.l_name = const_cast<char*>(name);
    map.l_ld = static_cast<Elf64_Dyn*>(const_cast<void*>(dynamic));
    map.l_prev = count ? c.mirrored[count - 1] : nullptr;
    map.l_next = nullptr;
    if (count)
      c.mirrored[count - 1]->l_next = &map;
    ++count;
  };
  for_each_map(c, [&](const link_map& map) { add(map.l_addr, map.l_name, map.l_ld); });
  const object::Object& self = *process.self;
  add(self.image.bias, self.name, self.dynamic.entries.data());
  return c.mirrored[0];
}

} // namespace seal::chain
