// Functions without a definition when their object is relocated, weak ones as well: each call asks
// again, until a library that is opened later defines them. Otherwise the program ends with a
// message, or by a call of address 0 for a weak one (psABI, "Procedure Linkage Table": lazy
// binding, of these alone).
#pragma once

#include "link/relocate.h"

namespace seal::link {

// Leads a jump slot back into the object's PLT, as the linker made it, and that to
// ldseal_bind_late(). False where the object has no such PLT.
bool prepare_late_binding(object::Object& object, std::uintptr_t slot);

// The function of jump slot `number`; the slot gets it where it is still writable. An IFUNC is not
// resolved: its definition tells. Where there is no definition yet, that is an error; null for a
// weak function.
Result<Definition> bind_late(LinkState& state, object::Object& object, std::size_t number);
// Stores what bind_late() led to.
void settle_late_binding(const object::Object& object, std::size_t number, std::uintptr_t address);

} // namespace seal::link
