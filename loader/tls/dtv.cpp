// Blocks and dtvs of threads.
#include "os/output.h"
#include "tls/tls.h"
#include <cstring>
#include <utility>

namespace seal::tls {
namespace {

constexpr std::size_t kDtvSurplus = 14; // spare entries, as glibc keeps

struct TcbHead {
  void* tcb;
  DtvEntry* dtv;
  void* self;
};
TcbHead& head(void* tcb) { return *static_cast<TcbHead*>(tcb); }

void* block_of(void* tcb, const object::Object& object) {
  return static_cast<char*>(tcb) - object.tls.offset();
}

[[noreturn]] void end_without_memory() {
  os::die({.what = "out of memory for thread-local data", .err = 12}, 127);
}

} // namespace

DtvEntry* State::new_dtv(std::size_t length) {
  std::size_t count = length + 2; // the length's own entry and the generation's
  void* memory = nullptr;
  if (allocator_.calloc)
    memory = allocator_.calloc(count, sizeof(DtvEntry));
  else if (auto entries = live_arena_.array<DtvEntry>(count))
    memory = *entries;
  if (!memory)
    return nullptr;
  auto* dtv = static_cast<DtvEntry*>(memory) + 1;
  dtv[-1].counter = length;
  return dtv;
}

Result<void*> State::create_main_block(std::size_t tcb_size, std::size_t tcb_align,
                                       bool own_pages) {
  if (tcb_align > static_align_) {
    static_align_ = tcb_align;
    static_size_ = (static_size_ + tcb_align - 1) & ~(tcb_align - 1);
  }
  std::size_t size = static_size_ + tcb_size, align = static_align_;
  if (own_pages) {
    size = elf::page_up(size);
    align = align > elf::kPageSize ? align : elf::kPageSize;
  }
  auto* start = static_cast<char*>(TRY(live_arena_.allocate(size, align)));
  void* tcb = start + static_size_;
  initial_dtv_ = new_dtv(max_module_ + kDtvSurplus);
  if (!initial_dtv_)
    return os::out_of_memory();
  head(tcb) = {tcb, initial_dtv_, tcb};
  return tcb;
}

bool State::allocate_dtv(void* tcb) {
  DtvEntry* dtv = new_dtv(__atomic_load_n(&max_module_, __ATOMIC_ACQUIRE) + kDtvSurplus);
  if (dtv)
    head(tcb).dtv = dtv;
  return dtv != nullptr;
}

bool State::make_room(void* tcb) {
  const std::size_t modules = __atomic_load_n(&max_module_, __ATOMIC_ACQUIRE);
  return head(tcb).dtv[-1].counter >= modules || grow(tcb, modules);
}

void State::free_dtv(void* tcb) {
  DtvEntry* dtv = head(tcb).dtv;
  if (!dtv || !allocator_.free)
    return;
  for (std::size_t i = 1; i <= dtv[-1].counter; ++i)
    allocator_.free(dtv[i].pointer.to_free);
  if (dtv != initial_dtv_)
    allocator_.free(dtv - 1);
}

void State::copy_image(void* tcb, const object::Object& object) {
  auto* block = static_cast<char*>(block_of(tcb, object));
  std::memcpy(block, reinterpret_cast<const void*>(object.tls.image), object.tls.file_size);
  std::memset(block + object.tls.file_size, 0, object.tls.size - object.tls.file_size);
}

bool State::initialise(void* tcb) {
  std::size_t generation = __atomic_load_n(&generation_, __ATOMIC_ACQUIRE);
  DtvEntry* dtv = head(tcb).dtv;
  if (dtv[-1].counter < max_module_)
    return false;
  for (std::size_t id = 1; id <= max_module_; ++id) {
    object::Object* object = slot(id).object;
    dtv[id].pointer = {kUnallocated, nullptr};
    if (!object || !object->tls.is_static())
      continue;
    dtv[id].pointer.value = block_of(tcb, *object);
    copy_image(tcb, *object);
  }
  dtv[0].counter = generation;
  return true;
}

// A longer dtv with the same contents.
DtvEntry* State::grow(void* tcb, std::size_t module) {
  DtvEntry* old = head(tcb).dtv;
  std::size_t length = old[-1].counter;
  DtvEntry* dtv = new_dtv((module > max_module_ ? module : max_module_) + kDtvSurplus);
  if (!dtv)
    return nullptr;
  std::memcpy(dtv, old, (length + 1) * sizeof(DtvEntry));
  head(tcb).dtv = dtv;
  if (old != initial_dtv_ && allocator_.free)
    allocator_.free(old - 1);
  return dtv;
}

// Brings the calling thread's dtv up to the current generation: what was unloaded is freed, what is
// new is unallocated.
DtvEntry* State::update(void* tcb) {
  std::size_t generation = __atomic_load_n(&generation_, __ATOMIC_ACQUIRE);
  std::size_t modules = __atomic_load_n(&max_module_, __ATOMIC_ACQUIRE);
  DtvEntry* dtv = head(tcb).dtv;
  if (dtv[-1].counter < modules && !(dtv = grow(tcb, modules)))
    end_without_memory();
  const std::size_t highest = __atomic_load_n(&highest_module_, __ATOMIC_ACQUIRE);
  for (std::size_t id = 1; id <= dtv[-1].counter && id <= highest; ++id) {
    const Slot& each = slot(id);
    if (each.generation > dtv[0].counter && each.generation <= generation)
      dtv[id].pointer.value = kUnallocated;
  }
  dtv[0].counter = generation;
  // Freed when all is in place, and each taken out before: the program's free may use TLS itself
  // (LeakSanitizer's does) and come back here, and a child of fork must not find what another
  // thread was freeing.
  for (std::size_t id = 1; allocator_.free && id <= head(tcb).dtv[-1].counter; ++id) {
    auto& pointer = head(tcb).dtv[id].pointer;
    if (pointer.value == kUnallocated && pointer.to_free)
      allocator_.free(std::exchange(pointer.to_free, nullptr));
  }
  return head(tcb).dtv;
}

void* State::allocate_block(const object::Object& object, void*& to_free) {
  std::size_t room = object.tls.size + object.tls.align;
  void* memory = nullptr;
  if (allocator_.calloc)
    memory = allocator_.calloc(1, room);
  else if (auto block = live_arena_.allocate(room, 16))
    memory = *block;
  if (!memory)
    end_without_memory();
  to_free = allocator_.calloc ? memory : nullptr;
  std::uintptr_t start = reinterpret_cast<std::uintptr_t>(memory);
  std::size_t align = object.tls.align;
  start += (object.tls.first_byte - start) & (align - 1);
  std::memcpy(reinterpret_cast<void*>(start), reinterpret_cast<const void*>(object.tls.image),
              object.tls.file_size);
  return reinterpret_cast<void*>(start);
}

void* State::address(const arch::TlsIndex& index) {
  void* tcb = reinterpret_cast<void*>(arch::thread_pointer());
  DtvEntry* dtv = head(tcb).dtv;
  // The modules of the start stay what they are, so that an old dtv is right about them. The
  // program's malloc may use its own variables while update() asks it for memory.
  if (__builtin_expect(dtv[0].counter != __atomic_load_n(&generation_, __ATOMIC_ACQUIRE), 0) &&
      index.module > start_modules_)
    dtv = update(tcb);
  DtvEntry& entry = dtv[index.module];
  if (__builtin_expect(entry.pointer.value == kUnallocated, 0)) {
    object::Object& object = *slot(index.module).object;
    if (object.tls.decide(object::Tls::kDynamic) != object::Tls::kDynamic) {
      entry.pointer = {block_of(tcb, object), nullptr};
    } else {
      void* to_free = nullptr;
      void* block = allocate_block(object, to_free);
      // The program's malloc may itself have used TLS and moved the dtv.
      head(tcb).dtv[index.module].pointer = {block, to_free};
      return static_cast<char*>(block) + index.offset;
    }
  }
  return static_cast<char*>(entry.pointer.value) + index.offset;
}

void* State::existing_block(const object::Object& object) {
  if (object.tls.module == 0)
    return nullptr;
  void* tcb = reinterpret_cast<void*>(arch::thread_pointer());
  if (object.tls.is_static())
    return block_of(tcb, object);
  DtvEntry* dtv = head(tcb).dtv;
  if (object.tls.module > dtv[-1].counter || slot(object.tls.module).generation > dtv[0].counter)
    return nullptr;
  void* value = dtv[object.tls.module].pointer.value;
  return value == kUnallocated ? nullptr : value;
}

Result<std::uintptr_t> State::descriptor(object::Object& object, std::uint64_t offset) {
  struct Argument {
    arch::TlsIndex index;
    std::size_t generation;
  };
  // Not committed yet: the generation that next_generation() is about to begin.
  auto* argument = TRY(object.arena->create<Argument>(
      Argument{{object.tls.module, offset}, slot(object.tls.module).generation}));
  return reinterpret_cast<std::uintptr_t>(argument);
}

} // namespace seal::tls
