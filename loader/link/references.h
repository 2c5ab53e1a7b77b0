// What an object's relocations refer to, without relocating it: for tools that only ask.
#pragma once

#include "arch/x86_64/relocations.h"
#include "link/relocate.h"

namespace seal::link {

// Calls visit(Result<Definition>) for each symbol that a relocation refers to, in the
// order of the relocations; of neighbours with the same symbol once. Jump slots only on request.
template <class Visit>
void for_each_reference(LinkState& state, object::Object& object, bool jump_slots, Visit visit) {
  std::uint32_t last_index = 0;
  bool last_plt = false;
  auto visit_all = [&](std::span<const Elf64_Rela> relocations) {
    for (const Elf64_Rela& relocation : relocations) {
      auto index = static_cast<std::uint32_t>(ELF64_R_SYM(relocation.r_info));
      auto rule =
          arch::relocation_rule(static_cast<std::uint32_t>(ELF64_R_TYPE(relocation.r_info)));
      if (index == 0 || index >= object.symbols.table.size() ||
          (index == last_index && rule.plt == last_plt))
        continue;
      last_index = index;
      last_plt = rule.plt;
      visit(resolve(state, object, index, rule.plt, rule.formula == arch::Formula::kCopy));
    }
  };
  visit_all(object.dynamic.rela);
  if (jump_slots)
    visit_all(object.dynamic.jump_slots);
}

} // namespace seal::link
