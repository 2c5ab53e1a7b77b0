// Any bytes as an ELF file: headers, mapping, dynamic section, symbols, versions, notes, lookups,
// and relocation of the object against itself. Nothing that the file names is run.
//
// What lies in the mapping but in no segment is poisoned, so that AddressSanitizer sees a read there
// as one outside the memory; protections are the loader's own, so that a stray write faults.
#include "link/relocate.h"
#include "link/version_check.h"
#include "object/map.h"
#include "tls/tls.h"
#include <cstdlib>
#include <cstring>
#include <sanitizer/asan_interface.h>
#include <sys/mman.h>
#include <unistd.h>

extern "C" {
[[noreturn]] void ldseal_bind_late(void*, unsigned long) { std::abort(); }
[[noreturn]] void* ldseal_tls_get_addr(const void*) { std::abort(); }
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
}

namespace {

using namespace seal;
using object::Object;

constexpr std::uint64_t kLargestImage = 256 * 1024;

// The input as a file that can be mapped; one for all runs.
const os::File& file_of(const std::uint8_t* data, std::size_t size) {
  static const os::File file(memfd_create("fuzz", 0));
  if (ftruncate(file.fd(), 0) != 0 || pwrite(file.fd(), data, size, 0) != ssize_t(size))
    std::abort();
  return file;
}

bool is_small(std::span<const Elf64_Phdr> loads) {
  for (const Elf64_Phdr& load : loads)
    if (load.p_align > kLargestImage)
      return false;
  return loads.back().p_vaddr + loads.back().p_memsz - loads.front().p_vaddr <= kLargestImage;
}

class Poison {
public:
  explicit Poison(const Object& object)
      : start_(reinterpret_cast<void*>(object.map_start)),
        size_(object.map_end - object.map_start) {
    ASAN_POISON_MEMORY_REGION(start_, size_);
    for (const Elf64_Phdr& load : object.image.loads)
      ASAN_UNPOISON_MEMORY_REGION(reinterpret_cast<void*>(object.image.bias + load.p_vaddr),
                                  load.p_memsz);
  }
  ~Poison() { ASAN_UNPOISON_MEMORY_REGION(start_, size_); }

private:
  void* start_;
  std::size_t size_;
};

template <class T>
void read_all(std::span<T> span) {
  auto* bytes = reinterpret_cast<const volatile char*>(span.data());
  for (std::size_t i = 0; i < span.size_bytes(); ++i)
    (void)bytes[i];
}

void read_all(const char* text) {
  if (text)
    read_all(std::span(text, std::strlen(text)));
}

void look_up(const link::Scope& scope, const char* name, const elf::Version* version) {
  link::Reference reference{.name = name, .hash = elf::gnu_hash(name), .version = version};
  for (bool plt : {false, true})
    for (bool newest : {false, true}) {
      reference.plt = plt;
      reference.newest = newest;
      if (link::Definition definition = link::find(scope, reference))
        link::address_of(definition);
    }
}

void look_up_all(const link::Scope& scope, const Object& object) {
  for (const char* name : {"", "f", "function", "data", "_init"})
    look_up(scope, name, nullptr);
  std::uint32_t count = object.symbols.count();
  for (std::uint32_t i = 0; i < count && i < 64; ++i) {
    const char* name = object.symbols.name(object.symbols.table[i]);
    look_up(scope, name, nullptr);
    for (unsigned version = 0; version < 4; ++version)
      look_up(scope, name, object.versions.at(version));
  }
}

// Relocations may write wherever the file wants them to in its writable segments. Tables there are
// the file's own to damage, after they were checked.
bool tables_are_read_only(const Object& object) {
  auto is_read_only = [&](std::uint64_t vaddr) {
    const Elf64_Phdr* load = object.image.load_of(vaddr, 1);
    return !load || !(load->p_flags & PF_W);
  };
  const elf::Dynamic& dynamic = object.dynamic;
  return is_read_only(reinterpret_cast<std::uintptr_t>(dynamic.strings.data) - object.image.bias) &&
         is_read_only(dynamic.symtab) && is_read_only(dynamic.hash) &&
         is_read_only(dynamic.gnu_hash) && is_read_only(dynamic.versym);
}

void relocate(Object& object, os::Arena& arena) {
  tls::State tls(arena, arena);
  (void)tls.add_module(object);
  tls.lay_out(0);
  link::LinkState state{.arena = arena,
                        .tls = {.state = &tls,
                                .make_static =
                                    [](void* tls_state, Object& user) {
                                      return static_cast<tls::State*>(tls_state)->make_static(user);
                                    },
                                .descriptor =
                                    [](void* tls_state, Object& user, std::uint64_t offset) {
                                      return static_cast<tls::State*>(tls_state)->descriptor(
                                          user, offset);
                                    }}};
  link::Linking linking(state, arena, false);
  object.dynamic.text_relocations = false; // would copy whole pages, poisoned parts too
  (void)linking.relocate(object);
}

void use(Object& object, os::Arena& arena) {
  object.arena = &arena;
  if (!object::parse(object))
    return;
  object.dynamic.for_each_need([](elf::Need, const char* name) { read_all(name); });
  read_all(object.dynamic.soname);
  read_all(object.dynamic.rpath);
  read_all(object.dynamic.runpath);
  read_all(object.dynamic.init_array);
  read_all(object.dynamic.fini_array);
  read_all(elf::find_build_id(object.image));
  if (object.tls.size)
    read_all(std::span(reinterpret_cast<const char*>(object.tls.image), object.tls.file_size));

  object::Objects objects(arena);
  (void)objects.append(object);
  (void)link::check_versions(object, objects, true);
  (void)object.scope.push(arena, &object);
  (void)object.scopes.push(arena, &object);
  look_up_all(object.scope, object);
  if (tables_are_read_only(object))
    relocate(object, arena);
}

void load(const std::uint8_t* data, std::size_t size, os::Arena& arena) {
  std::span head(reinterpret_cast<const std::byte*>(data), size);
  elf::foreign_kind(head);
  auto header = elf::check_header(head);
  if (!header)
    return;
  Elf64_Ehdr ehdr = **header;
  ehdr.e_type = ET_DYN; // no addresses of its choice in the fuzzer's own process
  std::size_t table_size = ehdr.e_phnum * sizeof(Elf64_Phdr);
  if (ehdr.e_phoff > size || table_size > size - ehdr.e_phoff)
    return;
  auto memory = arena.array<Elf64_Phdr>(ehdr.e_phnum);
  if (!memory)
    return;
  Elf64_Phdr* phdrs = *memory;
  std::memcpy(phdrs, data + ehdr.e_phoff, table_size);
  object::Live live;
  Object object;
  object.live = &live;
  object.tls.decided = &live.tls_offset;
  object.path = object.name = "fuzz";
  object.image.phdrs = {phdrs, ehdr.e_phnum};
  object.image.loads = *elf::loads_of(object.image.phdrs, arena);
  if (!elf::check_program_headers(object.image, size) || !is_small(object.image.loads))
    return;
  if (!object::map_segments(object, file_of(data, size), ehdr))
    return;
  {
    Poison poison(object);
    use(object, arena);
  }
  object::unmap(object);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  os::Arena arena;
  load(data, size, arena);
  arena.release({});
  return 0;
}
