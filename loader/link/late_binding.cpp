// GOT[1] holds the object, GOT[2] the loader's entry.
#include "link/late_binding.h"
#include "arch/x86_64/extended_state.h"
#include "arch/x86_64/late_binding.h"
#include "object/map.h"
#include <cstring>

namespace seal::link {

using object::Object;

bool prepare_late_binding(Object& object, std::uintptr_t slot) {
  const elf::Image& image = object.image;
  std::uint64_t in_plt;
  std::memcpy(&in_plt, reinterpret_cast<const void*>(slot), sizeof in_plt);
  const Elf64_Phdr* plt = image.load_of(in_plt, 1);
  const Elf64_Phdr* data = image.load_of(object.dynamic.pltgot, 1);
  auto got = image.array<std::uintptr_t>(object.dynamic.pltgot, 3);
  if (!plt || !(plt->p_flags & PF_X) || got.empty() || !data || !(data->p_flags & PF_W))
    return false;
  arch::need_extended_state();
  got[1] = reinterpret_cast<std::uintptr_t>(&object);
  got[2] = reinterpret_cast<std::uintptr_t>(&arch::ldseal_late_binding);
  in_plt += image.bias;
  std::memcpy(reinterpret_cast<void*>(slot), &in_plt, sizeof in_plt);
  return true;
}

Result<Definition> bind_late(LinkState& state, Object& object, std::size_t number) {
  if (number >= object.dynamic.jump_slots.size())
    return Error{.what = "a PLT entry has the number of no relocation", .file = object.path};
  std::uint64_t info = object.dynamic.jump_slots[number].r_info;
  return resolve(state, object, std::uint32_t(ELF64_R_SYM(info)), true, false);
}

void settle_late_binding(const Object& object, std::size_t number, std::uintptr_t address) {
  const std::uintptr_t place =
      object.image.bias + object.dynamic.jump_slots[number].r_offset; // relocation checked it
  const Elf64_Phdr* load = object.image.load_of(place - object.image.bias, 8);
  const object::PageRange relro = object::relro_pages(object.image);
  if (load && (load->p_flags & PF_W) && (place < relro.start || place >= relro.end))
    __atomic_store_n(reinterpret_cast<std::uintptr_t*>(place), address, __ATOMIC_RELAXED);
}

} // namespace seal::link
