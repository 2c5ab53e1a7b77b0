// Carrying out a plan with mseal(2).
#pragma once

#include "seal/plan.h"

namespace seal::sealing {

struct Outcome {
  std::size_t calls = 0;
  const Item* failed = nullptr; // the first item that should have been sealed and was not
};

// Protects RELRO (read-only) of one object: after its last relocation, before the seal.
Status protect_relro(const object::Object& object);

// Puts PROT_NONE mappings into the holes of what the kernel mapped, where they are to be sealed: so
// that nothing else can come to lie there. A hole that is taken gets the reason and errno.
void fill_holes(Plan& plan);

// Seals everything in a sorted plan that has no reason against it, neighbours together; objects of
// which something is sealed are `sealed` then. Items that the kernel refuses get the reason and
// errno.
Outcome apply(Plan& plan);

// The vdso and its data pages (vvar), as the kernel lists them; nothing where /proc is not mounted.
void plan_system(std::uintptr_t vdso, Plan& plan, os::Arena& arena);

} // namespace seal::sealing
