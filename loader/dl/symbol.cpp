// Scopes of handles, and the nearest symbol.
#include "dl/symbol.h"
#include "link/describe.h"
#include "os/debug.h"
#include <dlfcn.h>

namespace seal::dl {

using object::Object;

Result<void*> symbol(Process& process, void* handle, const char* name, const char* version,
                     Object& caller) {
  elf::Version wanted{
      .name = version, .hash = version ? elf::sysv_hash(version) : 0, .hidden = true};
  link::Reference reference{.name = name,
                            .hash = elf::gnu_hash(name),
                            .version = version ? &wanted : nullptr,
                            .newest = !version};
  link::Definition found;
  Object* of = nullptr;
  const link::LinkState& state = process.space_of(caller).link;
  if (handle == RTLD_DEFAULT) {
    found = link::find_for(state, caller, reference);
  } else if (handle == RTLD_NEXT) {
    found = link::find_next(state, caller, reference);
  } else {
    of = static_cast<Object*>(handle);
    found = link::find_from(state, *of, reference);
  }
  if (!found)
    return Error{.what = "undefined symbol",
                 .file = of ? of->shown_name() : caller.shown_name(),
                 .detail = name,
                 .version = version,
                 .occasion = link::kSymbolLookup};
  if (os::debugging(os::kBindings))
    link::describe_binding(of ? *of : caller, reference, found, false);
  if (handle == RTLD_DEFAULT) { // like a reference of the caller's
    Guard guard(process.changes);
    if (link::lacks_dependency(caller, *found.object)) {
      const auto change = TRY(Change::begin(process));
      TRY(link::depend_on(caller, *found.object));
    }
  }
  if (ELF64_ST_BIND(found.symbol->st_info) == STB_GNU_UNIQUE) {
    const auto change = TRY(Change::begin(process));
    found = TRY(
        process.space_of(*found.object).link.unique.resolve(process.arena, reference.hash, found));
  }
  if (ELF64_ST_TYPE(found.symbol->st_info) == STT_TLS)
    return process.tls.address({found.object->tls.module, found.symbol->st_value});
  std::uintptr_t address = link::address_of(found);
  if (link::is_ifunc(*found.symbol))
    address = reinterpret_cast<std::uintptr_t (*)()>(address)();
  return reinterpret_cast<void*>(address);
}

const Elf64_Sym* symbol_at(const Object& object, std::uintptr_t address) {
  std::uint64_t wanted = address - object.image.bias;
  const Elf64_Sym* best = nullptr;
  std::uint32_t count = object.symbols.count();
  for (std::uint32_t i = 1; i < count && i < object.symbols.table.size(); ++i) {
    const Elf64_Sym& symbol = object.symbols.table[i];
    unsigned type = ELF64_ST_TYPE(symbol.st_info);
    if (type == STT_TLS || type == STT_SECTION || type == STT_FILE || symbol.st_name == 0)
      continue;
    if (symbol.st_shndx == SHN_UNDEF && symbol.st_value == 0)
      continue;
    if (symbol.st_shndx == SHN_ABS || symbol.st_value > wanted)
      continue;
    // Inside it, or right at one without a size.
    if (symbol.st_size == 0 ? symbol.st_value != wanted
                            : wanted - symbol.st_value >= symbol.st_size)
      continue;
    if (!best || symbol.st_value > best->st_value)
      best = &symbol;
  }
  return best;
}

} // namespace seal::dl
