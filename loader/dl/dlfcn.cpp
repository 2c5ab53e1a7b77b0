// Locks, handles and error texts around open.cpp and symbol.cpp. A handle is the object's link_map,
// as in glibc.
#include "dl/dlfcn.h"
#include "dl/close.h"
#include "dl/error.h"
#include "dl/open.h"
#include "dl/symbol.h"
#include "os/string.h"
#include <dlfcn.h>
#include <errno.h>

// The program's malloc and constructors may be reached from here, whatever alignment the caller
// had.
#define REALIGN __attribute__((force_align_arg_pointer))

namespace seal::dl {
namespace {

using object::Object;

// The object that an address of the caller lies in; unknown code counts as the program.
Object& caller_of(const void* address) {
  Object* object = process().objects.by_address(reinterpret_cast<std::uintptr_t>(address));
  return object ? *object : *process().program;
}

// The object of a handle; null for anything that is not one.
Object* object_of(void* handle) {
  for (Object* object = process().objects.first(); object; object = object->next)
    if (object->host == handle)
      return object;
  return nullptr;
}

// RTLD_DI_SERINFO and RTLD_DI_SERINFOSIZE: the folders that the object's needs are looked for in.
// The names lie behind the array that the caller made room for.
Status search_info(Object& object, Dl_serinfo& info, bool size_only) {
  const auto change = TRY(Change::begin(process()));
  os::Scratch scratch;
  os::Vector<const char*> folders;
  TRY(process().search.folders(object, *process().program, folders, scratch));
  char* text = reinterpret_cast<char*>(info.dls_serpath + folders.size());
  for (std::size_t i = 0; i < folders.size(); ++i) {
    std::size_t size = std::strlen(folders[i]) + 1;
    if (!size_only) {
      std::memcpy(text, folders[i], size);
      info.dls_serpath[i] = {text, 0};
    }
    text += size;
  }
  info.dls_cnt = unsigned(folders.size());
  info.dls_size = std::size_t(text - reinterpret_cast<char*>(&info));
  return {};
}

// RTLD_DI_ORIGIN.
Status write_origin(Object& object, char* to) {
  const auto change = TRY(Change::begin(process()));
  const char* origin = TRY(process().search.origin_of(object));
  if (!origin)
    return Error{.what = "the origin of the object is not known", .file = object.shown_name()};
  std::memcpy(to, origin, std::strlen(origin) + 1);
  return {};
}

Error bad_handle() { return {.what = "invalid handle"}; }

Result<void*> find_symbol(void* handle, const char* name, const char* version, const void* caller) {
  void* where = handle;
  if (handle == RTLD_NEXT && !process().objects.by_address(std::uintptr_t(caller)))
    return Error{.what = "RTLD_NEXT used in code not dynamically loaded"};
  if (handle != RTLD_DEFAULT && handle != RTLD_NEXT && !(where = object_of(handle)))
    return bad_handle();
  return symbol(process(), where, name, version, caller_of(caller));
}

template <class T>
T keep_error(Result<T>&& result, T otherwise) {
  if (result) {
    return *result;
  }
  set_error(result.error());
  return otherwise;
}

// 0, or -1 with an error.
int keep_error(const Status& status) {
  if (!status)
    set_error(status.error());
  return status ? 0 : -1;
}

Result<void*> open_handle(const char* file, int mode, std::size_t space, Object& caller,
                          os::Arena& scratch) {
  auto object = open(process(), file, mode, space, caller, scratch);
  if (!object)
    return object.error();
  return *object ? (*object)->host : nullptr;
}

// Of a program's own call: libc's have flags that only it knows.
Status check_mode(int mode) {
  constexpr int kKnown =
      RTLD_LAZY | RTLD_NOW | RTLD_NOLOAD | RTLD_DEEPBIND | RTLD_GLOBAL | RTLD_NODELETE;
  return mode & ~kKnown ? Status(Error{.what = "invalid mode parameter"}) : Status();
}

Result<std::size_t> space_by_number(long number, const char* file) {
  Process& p = process();
  if (number == LM_ID_NEWLM)
    return new_space(p, file);
  if (number < 0 || number >= long(Process::kMostSpaces) || !p.spaces[number] ||
      !p.spaces[number]->first)
    return Error{.what = "invalid target namespace in dlmopen()", .file = file, .err = EINVAL};
  return std::size_t(number);
}

Result<void*> open_checked(const char* file, int mode, Object& caller, os::Arena& scratch) {
  if (Status status = check_mode(mode); !status)
    return status.error();
  return open_handle(file, mode, caller.space, caller, scratch);
}

Result<void*> open_in_space(long number, const char* file, int mode, Object& caller,
                            os::Arena& scratch) {
  if (Status status = check_mode(mode); !status)
    return status.error();
  if (number != LM_ID_BASE && !file)
    return Error{.what = "invalid namespace", .err = EINVAL};
  if (number != LM_ID_BASE && (mode & RTLD_GLOBAL)) // nothing there could use it
    return Error{.what = "invalid mode", .err = EINVAL};
  auto space = space_by_number(number, file);
  if (!space)
    return space.error();
  return open_handle(file, mode, *space, caller, scratch);
}

} // namespace

REALIGN void* dlopen(const char* file, int mode, void* address) {
  HostLock lock;
  clear_error();
  os::Scratch scratch;
  return keep_error<void*>(open_checked(file, mode, caller_of(address), scratch), nullptr);
}

REALIGN void* dlmopen(long ns, const char* file, int mode, void* address) {
  HostLock lock;
  clear_error();
  os::Scratch scratch;
  return keep_error<void*>(open_in_space(ns, file, mode, caller_of(address), scratch), nullptr);
}

REALIGN int dlclose(void* handle) {
  HostLock lock;
  clear_error();
  Object* object = object_of(handle);
  if (object && object->is_program)
    return 0;
  return keep_error(object ? close(process(), *object) : Status(bad_handle()));
}

REALIGN void* dlsym(void* handle, const char* name, void* caller) {
  return dlvsym(handle, name, nullptr, caller);
}

REALIGN void* dlvsym(void* handle, const char* name, const char* version, void* caller) {
  HostLock lock;
  clear_error();
  return keep_error<void*>(find_symbol(handle, name, version, caller), nullptr);
}

REALIGN char* dlerror() { return const_cast<char*>(take_error()); }

REALIGN int dladdr(const void* address, void* info) { return dladdr1(address, info, nullptr, 0); }

REALIGN int dladdr1(const void* address, void* info, void** extra, int flags) {
  HostLock lock;
  auto at = reinterpret_cast<std::uintptr_t>(address);
  Object* object = process().objects.by_address(at);
  if (!object)
    return 0;
  const Elf64_Sym* symbol = symbol_at(*object, at);
  auto* result = static_cast<Dl_info*>(info);
  const char* name = *object->name ? object->name : process().start.argv[0];
  result->dli_fname = name;
  result->dli_fbase = reinterpret_cast<void*>(object->map_start);
  result->dli_sname = symbol ? object->symbols.name(*symbol) : nullptr;
  result->dli_saddr =
      symbol ? reinterpret_cast<void*>(link::address_of({object, symbol})) : nullptr;
  if (extra && flags == RTLD_DL_SYMENT)
    *extra = const_cast<Elf64_Sym*>(symbol);
  if (extra && flags == RTLD_DL_LINKMAP)
    *extra = object->host;
  return 1;
}

REALIGN int dlinfo(void* handle, int request, void* argument) {
  HostLock lock;
  clear_error();
  Object* object = object_of(handle);
  if (!object) {
    set_error(bad_handle());
    return -1;
  }
  switch (request) {
  case RTLD_DI_LMID:
    *static_cast<long*>(argument) = long(object->space);
    return 0;
  case RTLD_DI_LINKMAP:
    *static_cast<void**>(argument) = object->host;
    return 0;
  case RTLD_DI_ORIGIN:
    return keep_error(write_origin(*object, static_cast<char*>(argument)));
  case RTLD_DI_SERINFO:
  case RTLD_DI_SERINFOSIZE:
    if (process().frozen) {
      set_error({.what = "nothing is searched for any more", .file = object->shown_name()});
      return -1;
    }
    return keep_error(
        search_info(*object, *static_cast<Dl_serinfo*>(argument), request == RTLD_DI_SERINFOSIZE));
  case RTLD_DI_TLS_MODID:
    *static_cast<std::size_t*>(argument) = object->tls.module;
    return 0;
  case RTLD_DI_TLS_DATA:
    *static_cast<void**>(argument) = process().tls.existing_block(*object);
    return 0;
  case 11: // RTLD_DI_PHDR, glibc 2.36: returns the number of program headers
    *static_cast<const void**>(argument) = reinterpret_cast<const void*>(object->phdr_address);
    return int(object->image.phdrs.size());
  default:
    set_error({.what = "unsupported dlinfo request"});
    return -1;
  }
}

REALIGN void* quiet_dlopen(const char* name, int mode) {
  HostLock lock;
  os::Scratch scratch;
  // A libc of another namespace calls for that one.
  const std::size_t space = caller_of(__builtin_return_address(0)).space;
  auto handle = open_handle(name, mode, space, *process().program, scratch);
  return handle ? *handle : nullptr;
}

REALIGN void* quiet_dlsym(void* map, const char* name) { return quiet_dlvsym(map, name, nullptr); }

REALIGN void* quiet_dlvsym(void* map, const char* name, const char* version) {
  HostLock lock;
  auto address = find_symbol(map, name, version, nullptr);
  return address ? *address : nullptr;
}

REALIGN int quiet_dlclose(void* map) {
  HostLock lock;
  Object* object = object_of(map);
  return object && close(process(), *object) ? 0 : -1;
}

} // namespace seal::dl
