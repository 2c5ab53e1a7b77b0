// What is to be sealed: objects in, page ranges out. Pure.
#pragma once

#include "object/object.h"
#include "seal/policy.h"

namespace seal::sealing {

enum class Kind : std::uint8_t {
  kText,
  kReadOnly,
  kRelro,
  kHole,
  kData,
  kBss,
  kTls, // the main thread's static TLS block
  kStack,
  kVdso,
  kVvar,
  kLoader, // the loader's own image
  kState   // what it keeps, and writes to
};
const char* kind_name(Kind kind);

// One stretch of pages of one kind.
struct Item {
  const char* name = nullptr; // of the object, or of a mapping that belongs to none
  std::uintptr_t start = 0, end = 0;
  Kind kind = Kind::kText;
  const char* reason = nullptr; // why it is not sealed; null: it is to be sealed, or is
  int err = 0;                  // errno of what failed
  object::Object* object = nullptr;
};

using Plan = os::Vector<Item>;

// Appends what one object consists of, in ascending order. Holes are only listed where they are
// mapped: in images that this loader mapped, or filled.
Status plan_object(object::Object& object, const Policy& policy, Plan& plan, os::Arena& arena);

// Sorts by address, so that neighbours can be sealed by one call.
void sort(Plan& plan);

} // namespace seal::sealing
