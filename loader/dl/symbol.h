// dlsym and dladdr: from names to addresses and back.
#pragma once

#include "host/process.h"

namespace seal::dl {

// dlsym(3), dlvsym(3): `handle` is RTLD_DEFAULT, RTLD_NEXT or an object's; version may be null.
Result<void*> symbol(Process& process, void* handle, const char* name, const char* version,
                     object::Object& caller);

// The symbol that an address belongs to, as dladdr(3) picks it; null for none.
const Elf64_Sym* symbol_at(const object::Object& object, std::uintptr_t address);

} // namespace seal::dl
