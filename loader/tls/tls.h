// Thread-local storage: where each module's block lies below the thread pointer (ELF TLS, variant
// II), the dtv as libc expects it, and blocks of objects opened later.
#pragma once

#include "arch/x86_64/tls.h"
#include "object/object.h"
#include <bit>

namespace seal::tls {

// One element of a dtv. dtv[-1].counter is its length, dtv[0].counter its generation. The layout is
// ABI: libc walks it when it reuses a thread's stack, and frees to_free with its own free().
union DtvEntry {
  std::size_t counter;
  struct {
    void* value;
    void* to_free;
  } pointer;
};

inline void* const kUnallocated = reinterpret_cast<void*>(~std::uintptr_t{0});

// Where dtvs and dynamic blocks come from: the live arena until libc is there, then the program's
// malloc.
struct Allocator {
  void* (*calloc)(std::size_t count, std::size_t size) = nullptr;
  void (*free)(void* memory) = nullptr;
};

// The table of modules is in pieces, each twice as long as the one before, so that it grows and
// never moves: glibc's list of modules, which libthread_db reads, is cut in the same places.
struct Piece {
  static constexpr std::size_t kFirst = 64, kMost = 32;
  static constexpr std::size_t length(std::size_t number) { return kFirst << number; }

  std::size_t number; // of the piece
  std::size_t index;  // in it
};
constexpr Piece piece_of(std::size_t module) {
  const std::size_t from_first = module + Piece::kFirst;
  const auto number = std::size_t(std::bit_width(from_first / Piece::kFirst)) - 1;
  return {number, from_first - Piece::length(number)};
}

class State {
public:
  // The table of modules lies in `arena`, what threads write to in `live_arena`.
  State(os::Arena& arena, os::Arena& live_arena) : arena_(arena), live_arena_(live_arena) {}

  // Gives the object the next module id, if it has TLS.
  Status add_module(object::Object& object);
  void remove_module(object::Object& object);

  // Bytes for the host in each thread's static block, behind the modules of the start: before
  // lay_out(), which places them at host_offset() below the thread pointer.
  void reserve(std::size_t size, std::size_t align) { host_ = {size, align, 0}; }
  std::size_t host_offset() const { return host_.offset; }

  // Fixes the static block: the modules so far and `surplus` bytes for IE models opened later.
  void lay_out(std::size_t surplus);
  // An object opened later wants static TLS: takes it from the surplus.
  Status make_static(object::Object& object);

  // A static block with `tcb_size` zeroed bytes behind it, and the dtv for it; returns the TCB,
  // whose words 0 and 2 are its own address and word 1 the dtv. Images are copied by initialise().
  // With `own_pages` the block shares its pages with nothing else.
  Result<void*> create_main_block(std::size_t tcb_size, std::size_t tcb_align, bool own_pages);
  // Copies all static images into a block and fills its dtv. False where that is too short.
  bool initialise(void* tcb);
  // These ask for the program's memory, so that its malloc may wait for whom it likes: without
  // locks. A dtv for a new thread's TCB, and room in it for all modules that there are; false
  // without memory.
  bool allocate_dtv(void* tcb);
  bool make_room(void* tcb);
  void free_dtv(void* tcb);
  // Copies one image into the block of one thread (static TLS given out late).
  static void copy_image(void* tcb, const object::Object& object);

  // The address of a variable for the calling thread. Aborts with a message without memory.
  void* address(const arch::TlsIndex& index);
  // The block of a module if this thread has it already, else null.
  void* existing_block(const object::Object& object);
  // The argument of a dynamic TLS descriptor.
  Result<std::uintptr_t> descriptor(object::Object& object, std::uint64_t offset);

  std::size_t static_size() const { return static_size_; } // bytes below the thread pointer
  std::size_t static_align() const { return static_align_; }
  std::size_t static_used() const { return static_used_; }
  std::size_t max_module() const { return max_module_; }
  std::size_t generation() const { return generation_; }
  DtvEntry* initial_dtv() const { return initial_dtv_; }
  object::Object* module(std::size_t id) const {
    return id <= max_module_ ? slot(id).object : nullptr;
  }
  void set_allocator(const Allocator& allocator) { allocator_ = allocator; }
  // Commits the modules added since the last call: threads see them from now on.
  void next_generation() { __atomic_fetch_add(&generation_, 1, __ATOMIC_RELEASE); }

private:
  struct Slot {
    object::Object* object;
    std::size_t generation;
  };
  DtvEntry* new_dtv(std::size_t length);
  DtvEntry* grow(void* tcb, std::size_t module);
  DtvEntry* update(void* tcb);
  Text shortage(const object::Object& object) const;
  void* allocate_block(const object::Object& object, void*& to_free);

  os::Arena& arena_;
  os::Arena& live_arena_;
  Allocator allocator_;
  Slot& slot(std::size_t module) const {
    const Piece place = piece_of(module);
    return pieces_[place.number][place.index];
  }
  Slot* pieces_[Piece::kMost] = {}; // threads may read them at any time
  std::size_t max_module_ = 0;
  std::size_t start_modules_ = 0;  // the first ids, which are never given back
  std::size_t highest_module_ = 0; // that there ever was: so far the table reaches
  std::size_t generation_ = 0;
  std::size_t static_used_ = 0, static_size_ = 0, static_align_ = 64;
  struct {
    std::size_t size = 0, align = 1, offset = 0;
  } host_;
  DtvEntry* initial_dtv_ = nullptr;
};

} // namespace seal::tls
