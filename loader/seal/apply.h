// Carrying out a plan with mseal(2).
#pragma once

#include "seal/permission.h"
#include "seal/plan.h"

namespace seal::sealing {

struct Outcome {
  std::size_t calls = 0;
  const Item* failed = nullptr; // the first item that should have been sealed and was not
  bool has_mseal = true;        // false: the kernel has no mseal, or it may not be called
};

// Protects RELRO (read-only) of one object: after its last relocation, before the seal.
Status protect_relro(const object::Object& object);
// Writable again, before it is sealed.
Status open_relro(const object::Object& object);

// Puts PROT_NONE mappings into the holes of what the kernel mapped, where they are to be sealed: so
// that nothing else can come to lie there. A hole that is taken gets the reason and errno.
void fill_holes(Plan& plan);

// Seals everything in a sorted plan that has no reason against it, neighbours together; objects of
// which something is sealed are `sealed` then. Items that the kernel refuses get the reason and
// errno.
Outcome apply(Plan& plan, const Permission& permission = {});

// Objects that are opened while the program runs, and relocated: protects their RELRO and, if the
// policy wants it and the kernel has mseal, seals them, for good. Only with `require` it is an
// error that something was not.
Status seal_later(const os::Vector<object::Object*>& objects, const Policy& policy, bool has_mseal,
                  os::Arena& scratch);

// What the kernel made for the process: the vdso with its data pages (vvar) right below it, the
// main thread's stack.
//
// The vdso by its own headers, its data by asking page by page, which is faster than the kernel's
// list. False, and nothing is planned, where that does not tell.
Result<bool> plan_vdso(std::uintptr_t start, std::uintptr_t end, Plan& plan, os::Arena& arena);
// By the kernel's list, with its names. Addresses inside them; 0 for what is not to be planned.
Status plan_system(std::uintptr_t vdso, std::uintptr_t stack, Plan& plan, os::Arena& arena);

// PR_SET_MDWE (Linux 6.3): from now on nothing becomes executable that was writable. Children
// inherit it.
Status refuse_new_code();

} // namespace seal::sealing
