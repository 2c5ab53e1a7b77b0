// A call of a function that had no definition when its object was relocated.
#include "link/late_binding.h"
#include "host/process.h"
#include "os/output.h"

// By ldseal_late_binding, from a PLT: the address to go on at, or the end of the program.
extern "C" __attribute__((force_align_arg_pointer)) std::uintptr_t
ldseal_bind_late(seal::object::Object* object, std::size_t number) {
  using namespace seal;
  Process& process = seal::process();
  auto found = [&]() -> Result<link::Definition> {
    Guard guard(process.changes);
    if (!process.objects.has(object)) // the program can write where it comes from
      return Error{.what = "a PLT belongs to no object"};
    const auto change = TRY(Change::begin(process));
    return link::bind_late(process.space_of(*object).link, *object, number);
  }();
  if (!found) {
    {
      os::Writer out(2);
      os::write_failure(out, process.title, found.error());
    }
    os::exit(127);
  }
  if (!*found)
    return 0; // the call of a weak function that nobody defines
  std::uintptr_t address = link::address_of(*found);
  if (link::is_ifunc(*found->symbol))
    address = reinterpret_cast<std::uintptr_t (*)()>(address)();
  link::settle_late_binding(*object, number, address);
  return address;
}
