// What is opened later: sealed before its constructors, and kept.
//
// musl, and glibc since 2.41, tell of new objects when they are relocated: they are sealed at once.
// Older glibcs tell before, and of nothing until the constructors run. So these are held: an
// object's dynamic section is made to name a list of this loader's, whose first function seals all
// that came with this dlopen and puts the dynamic sections right again. The list goes on with the
// object's own functions. Where nothing has a constructor, the next dlopen of the thread seals.
//
// All of it runs while the other loader holds the lock of its own list: one thread at a time.
#include "host/chain/chain.h"
#include "link/lookup.h"
#include "object/adopt.h"
#include "object/map.h"
#include "os/output.h"
#include "os/relro.h"
#include "seal/apply.h"
#include <dlfcn.h>

// Of glibc's _dl_open (2.26 and later) this loader changes an argument only: no frame of a function
// that unwinders do not know lies on the stack (arch/x86_64/chain.S).
extern "C" {
[[gnu::visibility("hidden")]] void ldseal_chain_open();
[[gnu::visibility("hidden")]] LDSEAL_RELRO std::uintptr_t ldseal_chain_glibc_open = 0;
[[gnu::visibility("hidden")]] LDSEAL_RELRO int ldseal_chain_added_mode = 0;
}

namespace seal::chain {

// An object whose constructors wait until it is sealed.
struct Held {
  object::Object* object = nullptr;
  // Where its dynamic section tells of constructors, and what stood there. No array: none.
  Elf64_Dyn *init = nullptr, *array = nullptr, *size = nullptr;
  Elf64_Dyn was_init{}, was_array{}, was_size{};
  std::uintptr_t* list = nullptr; // in place of its own
};

// One dlopen that is under way.
struct Opening {
  os::Arena* arena; // of this and all that it brings
  std::uintptr_t thread;
  os::Vector<Held> held;
  os::Vector<object::Object*> objects; // the same, with room for them
  Opening* next;
};

namespace {

using Words = std::uintptr_t;

// Seals what this dlopen brought. With `require` there is no way to make it fail: the process ends.
void seal(Process& process, const os::Vector<object::Object*>& objects) {
  os::Arena scratch(os::Arena::kTiny);
  Status status;
  for (const object::Object* object : objects) {
    if (status)
      status = object::move_relro(*object);
    if (status)
      status = keep_relocated_text(*object);
  }
  if (status)
    status = sealing::seal_later(objects, process.policy, process.has_mseal, scratch);
  scratch.release({});
  if (!status && process.policy.require)
    os::die(status.error(), 127);
}

void nothing() {}
void release();

// An address as the other loader reads it: relative to the object.
void put(Elf64_Dyn& entry, const object::Object& object, std::uintptr_t address) {
  entry.d_un.d_ptr = address - object.image.bias;
}

Status hold(object::Object& object, os::Arena& arena, Opening& opening) {
  TRY(opening.held.push(arena, Held{.object = &object}));
  Held& held = opening.held[opening.held.size() - 1];
  const elf::Image& image = object.image;
  Elf64_Dyn* array = nullptr;
  for (Elf64_Dyn& entry : elf::writable_dynamic(image)) {
    if (entry.d_tag == DT_INIT)
      held.init = &entry;
    else if (entry.d_tag == DT_INIT_ARRAY)
      array = &entry;
    else if (entry.d_tag == DT_INIT_ARRAYSZ)
      held.size = &entry;
  }
  if (!array || !held.size)
    return {};
  const std::size_t count = held.size->d_un.d_val / sizeof(Words);
  if (image.array<Words>(array->d_un.d_ptr, count).empty())
    return {};
  held.list = TRY(arena.array<Words>(count + 2));
  held.array = array;
  held.was_array = *array;
  held.was_size = *held.size;
  held.list[0] = reinterpret_cast<std::uintptr_t>(&release);
  put(*array, object, reinterpret_cast<std::uintptr_t>(held.list));
  held.size->d_un.d_val = (count + 1 + (held.init != nullptr)) * sizeof(Words);
  if (held.init) { // comes before the list: it is in it instead
    held.was_init = *held.init;
    put(*held.init, object, reinterpret_cast<std::uintptr_t>(&nothing));
  }
  return {};
}

// Its dynamic section is RELRO, and protected by now: that is moved and protected again after this.
void let_go(Held& held) {
  if (!held.array)
    return;
  const elf::Image& image = held.object->image;
  const std::size_t count = held.was_size.d_un.d_val / sizeof(Words);
  Words* to = held.list + 1;
  if (held.init)
    *to++ = image.bias + held.was_init.d_un.d_ptr;
  for (Words function : image.array<Words>(held.was_array.d_un.d_ptr, count))
    *to++ = function;
  (void)sealing::open_relro(*held.object); // without RELRO it is writable
  *held.array = held.was_array;
  *held.size = held.was_size;
  if (held.init)
    *held.init = held.was_init;
}

// Everything that the calling thread's dlopen brought is relocated.
void release_all(Process& process) {
  Chain& c = chain();
  for (Opening** at = &c.openings; *at;) {
    Opening& opening = **at;
    if (opening.thread != arch::thread_pointer()) {
      at = &opening.next;
      continue;
    }
    *at = opening.next;
    for (Held& held : opening.held) {
      let_go(held);
      opening.objects.append(held.object);
    }
    seal(process, opening.objects);
  }
}
void release() {
  auto vault = OpenVault::begin(process().vault);
  if (!vault) // the constructors cannot be reached
    os::die(vault.error(), 127);
  release_all(process());
}

// An opening that failed took its objects away again.
void forget_failed(Chain& c) {
  for (Opening** at = &c.openings; *at;) {
    Opening& opening = **at;
    bool gone = true;
    for (const Held& held : opening.held)
      gone &= held.object->host == nullptr;
    if (!gone) {
      at = &opening.next;
      continue;
    }
    *at = opening.next;
    opening.arena->destroy();
  }
}

// Of what the interpreter has for libc (struct rtld_global_ro): the function behind its
// neighbours of 2.26 and later, _dl_mcount and _dl_lookup_symbol_x, and before _dl_close.
std::uintptr_t* find_open(const object::Object& interpreter) {
  const Elf64_Sym* table = link::find_export(interpreter, "_rtld_global_ro");
  const Elf64_Sym* neighbour = link::find_export(interpreter, "_dl_mcount");
  if (!table || !neighbour)
    return nullptr;
  const elf::Image& image = interpreter.image;
  auto words = image.array<Words>(table->st_value, table->st_size / sizeof(Words));
  auto is_code = [&](Words address) {
    const Elf64_Phdr* load = image.load_of(address - image.bias, 1);
    return load && (load->p_flags & PF_X);
  };
  for (std::size_t i = 0; i + 3 < words.size(); ++i)
    if (words[i] == image.bias + neighbour->st_value)
      return is_code(words[i + 1]) && is_code(words[i + 2]) && is_code(words[i + 3]) ? &words[i + 2]
                                                                                     : nullptr;
  return nullptr;
}

} // namespace

bool watch_opening(const Process& process, const Chain& c) {
  if (c.is_musl) // it unmaps none
    return true;
  std::uintptr_t* place = find_open(c.interpreter);
  if (!place)
    return false;
  if (!sealing::open_relro(c.interpreter))
    return false;
  ldseal_chain_glibc_open = *place;
  // A sealed object is never unmapped; without mseal there is none.
  if (os::seal(process.self->map_start, elf::kPageSize) == 0)
    ldseal_chain_added_mode = RTLD_NODELETE;
  *place = reinterpret_cast<std::uintptr_t>(&ldseal_chain_open);
  return true;
}

Status note_opened(Process& process, Chain& c) {
  const auto vault = TRY(OpenVault::begin(process.vault));
  auto& arena = *TRY(os::Arena::make(os::Arena::kTiny, &process.vault.pool()));
  os::Scratch scratch;
  os::Vector<object::Object*> fresh, ready;
  TRY(collect(process, c, arena, scratch, fresh));
  forget_failed(c);
  release_all(process); // of an earlier dlopen
  auto* opening =
      TRY(arena.create<Opening>(Opening{&arena, arch::thread_pointer(), {}, {}, c.openings}));
  TRY(opening->objects.reserve(arena, fresh.size()));
  TRY(ready.reserve(scratch, fresh.size()));
  for (object::Object* object : fresh)
    if (c.is_musl || relocation_of(*object) == Relocation::kDone)
      ready.append(object);
    else if (ldseal_chain_glibc_open)
      TRY(hold(*object, arena, *opening));
  seal(process, ready);
  if (!opening->held.empty())
    c.openings = opening;
  if (fresh.empty())
    arena.destroy();
  return {};
}

} // namespace seal::chain
