// Module ids and the static block's layout.
#include "os/output.h"
#include "tls/tls.h"

namespace seal::tls {
namespace {

std::size_t round_up(std::size_t value, std::size_t align) {
  return (value + align - 1) & ~(align - 1);
}

// The smallest offset below the thread pointer that leaves `used` bytes free and lets the block
// start at an address congruent to first_byte modulo its alignment.
std::size_t place(const object::Tls& tls, std::size_t used) {
  std::size_t first = (0 - tls.first_byte) & (tls.align - 1);
  return round_up(used + tls.size - first, tls.align) + first;
}

} // namespace

Status State::add_module(object::Object& object) {
  if (object.tls.size == 0)
    return {};
  std::size_t id = 1;
  while (id <= max_module_ && slot(id).object)
    ++id;
  if (Slot*& piece = pieces_[piece_of(id).number]; !piece) {
    auto made = arena_.array<Slot>(Piece::length(piece_of(id).number));
    if (!made)
      return Error{.what = "cannot create TLS data structures",
                   .file = object.path,
                   .err = made.error().err};
    piece = *made;
  }
  slot(id) = {&object, generation_ + 1};
  if (id > highest_module_)
    __atomic_store_n(&highest_module_, id, __ATOMIC_RELEASE);
  if (id > max_module_)
    __atomic_store_n(&max_module_, id, __ATOMIC_RELEASE);
  object.tls.module = id;
  return {};
}

void State::remove_module(object::Object& object) {
  if (object.tls.module == 0)
    return;
  slot(object.tls.module) = {nullptr, generation_ + 1};
  while (max_module_ && !slot(max_module_).object)
    --max_module_;
  // Static space behind all others' is free again.
  static_used_ = host_.offset;
  for (std::size_t id = 1; id <= max_module_; ++id)
    if (const object::Object* other = slot(id).object;
        other && other->tls.is_static() && other->tls.offset() > static_used_)
      static_used_ = other->tls.offset();
  object.tls.module = 0;
}

void State::lay_out(std::size_t surplus) {
  start_modules_ = max_module_;
  for (std::size_t id = 1; id <= max_module_; ++id) {
    slot(id).generation = 0; // every dtv is born with them
    object::Tls& tls = slot(id).object->tls;
    if (tls.align > static_align_)
      static_align_ = tls.align;
    static_used_ = *tls.decided = place(tls, static_used_);
  }
  if (host_.size) {
    if (host_.align > static_align_)
      static_align_ = host_.align;
    static_used_ = host_.offset = round_up(static_used_ + host_.size, host_.align);
  }
  static_size_ = round_up(static_used_ + surplus, static_align_);
}

Status State::make_static(object::Object& object) {
  object::Tls& tls = object.tls;
  if (tls.is_static())
    return {};
  std::size_t offset = place(tls, static_used_);
  bool room = tls.align <= static_align_ && offset <= static_size_;
  if (!room || tls.decide(offset) != offset)
    return Error{.what = "cannot allocate memory in static TLS block",
                 .file = object.shown_name(),
                 .note = room ? Text("threads have blocks of their own already") : shortage(object),
                 .remedy = "load it at start (LD_PRELOAD), or raise "
                           "GLIBC_TUNABLES=glibc.rtld.optional_static_tls"};
  static_used_ = offset;
  tls.is_new_static = true;
  return {};
}

// "wants 4096 bytes aligned to 64, 1664 are left".
Text State::shortage(const object::Object& object) const {
  const object::Tls& tls = object.tls;
  os::Writer text(-1);
  text.text("wants ").dec(tls.size).text(" bytes aligned to ").dec(tls.align).text(", ");
  text.dec(static_size_ - static_used_).text(" are left, aligned to ").dec(static_align_);
  return text.buffered();
}

} // namespace seal::tls
