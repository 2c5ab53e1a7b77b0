// The relocation loop. Every place is checked against the object's segments, every symbol number
// against its table.
#include "link/relocate.h"
#include "arch/x86_64/extended_state.h"
#include "arch/x86_64/relocations.h"
#include "arch/x86_64/tls.h"
#include "link/late_binding.h"
#include "link/text.h"
#include "os/debug.h"
#include <cstring>

namespace seal::link {

using arch::Formula;
using arch::RelocationRule;
using object::Object;

namespace {

// A symbol together with what relocation formulas ask of it.
struct Value {
  Definition definition;
  std::uintptr_t address = 0; // S; of an IFUNC its resolver
  bool indirect = false;
};

void store(std::uintptr_t place, std::uint64_t value, unsigned width) {
  std::memcpy(reinterpret_cast<void*>(place), &value, width);
}

bool fits(std::uint64_t value, arch::Range range) {
  switch (range) {
  case arch::Range::kUnsigned32:
    return value == static_cast<std::uint32_t>(value);
  case arch::Range::kSigned32:
    return value == static_cast<std::uint64_t>(static_cast<std::int32_t>(value));
  case arch::Range::kAny:
    break;
  }
  return true;
}

} // namespace

class ObjectRelocator {
public:
  ObjectRelocator(Linking& linking, Object& object)
      : linking_(linking), state_(linking.state_), object_(object) {}

  Status run() {
    if (Status status = apply_relr(); !status)
      return status;
    if (Status status = apply(object_.dynamic.rela, false); !status)
      return status;
    return apply(object_.dynamic.jump_slots, true);
  }

private:
  Error error(Literal what, Text detail = {}) const {
    return {.what = what, .file = object_.shown_name(), .detail = std::move(detail)};
  }

  // Text becomes writable for the first relocation that lies in it: lld says for -z notext alone
  // that there are some.
  bool open_text() {
    if (!object_.dynamic.text_relocations || text_is_open_ || !outside_)
      return text_is_open_;
    os::print_error({.what = "has text relocations",
                     .file = object_.path,
                     .remedy = "build it with -fPIC, so that its text can be shared"},
                    "warning");
    outside_ = make_text_writable(object_);
    if (outside_)
      outside_ = linking_.text_.push(linking_.scratch_, &object_);
    text_is_open_ = bool(outside_);
    return text_is_open_;
  }

  // Of a relocation whose place is not writable.
  Status outside() const {
    return outside_ ? error("a relocation lies outside the writable segments") : outside_.error();
  }

  // May `size` bytes at this virtual address be written? Remembers the last segment.
  bool writable(std::uint64_t vaddr, std::uint64_t size) {
    if (vaddr >= window_start_ && size <= window_size_ &&
        vaddr - window_start_ <= window_size_ - size)
      return true;
    const Elf64_Phdr* load = object_.image.load_of(vaddr, size);
    if (!load || !((load->p_flags & PF_W) || open_text()))
      return false;
    window_start_ = load->p_vaddr;
    window_size_ = load->p_memsz;
    return true;
  }

  Status apply_relr() {
    const std::uintptr_t bias = object_.image.bias;
    std::uint64_t where = 0;
    bool inside = true;
    for (Elf64_Relr entry : object_.dynamic.relr)
      where = elf::visit_relr_entry(entry, where, [&](std::uint64_t at) {
        if (!writable(at, 8)) {
          inside = false;
          return;
        }
        std::uint64_t value;
        std::memcpy(&value, reinterpret_cast<void*>(bias + at), 8);
        store(bias + at, value + bias, 8);
      });
    return inside ? Status() : outside();
  }

  Status apply(std::span<const Elf64_Rela> relocations, bool jump_slots) {
    const std::uintptr_t bias = object_.image.bias;
    for (const Elf64_Rela& relocation : relocations) {
      std::uint32_t type = static_cast<std::uint32_t>(ELF64_R_TYPE(relocation.r_info));
      if (type == R_X86_64_RELATIVE) {
        if (!writable(relocation.r_offset, 8))
          return outside();
        store(bias + relocation.r_offset, bias + std::uint64_t(relocation.r_addend), 8);
        continue;
      }
      RelocationRule rule = arch::relocation_rule(type);
      if (rule.formula == Formula::kNothing)
        continue;
      if (rule.formula == Formula::kUnknown)
        return unknown(type, jump_slots);
      if (!writable(relocation.r_offset, rule.width))
        return outside();
      if (Status status = apply_one(relocation, rule, jump_slots); !status)
        return status;
    }
    return {};
  }

  // In glibc's words, which have two digits or eight.
  Error unknown(std::uint32_t type, bool jump_slots) const {
    os::Writer digits(-1);
    digits.hex(type, type > 0xff ? 8 : 2);
    return error(jump_slots ? Literal("unexpected PLT reloc type 0x%")
                            : Literal("unexpected reloc type 0x%"),
                 digits.buffered());
  }

  // The value of the relocation's symbol; one relocation after another often has the same.
  Result<Value> value_of(const Elf64_Rela& relocation, const RelocationRule& rule) {
    std::uint32_t index = static_cast<std::uint32_t>(ELF64_R_SYM(relocation.r_info));
    if (index == 0)
      return Value{};
    bool copy = rule.formula == Formula::kCopy;
    if (index == last_index_ && rule.plt == last_plt_ && !copy) {
      if (os::debugging(os::kStatistics))
        ++state_.statistics.repeated;
      return last_;
    }
    auto definition = resolve(state_, object_, index, rule.plt, copy);
    if (!definition)
      return definition.error();
    Value value;
    if (*definition) {
      value.definition = *definition;
      value.address = address_of(*definition);
      value.indirect = is_ifunc(*definition->symbol);
    }
    if (!copy) {
      last_index_ = index;
      last_plt_ = rule.plt;
      last_ = value;
    }
    return value;
  }

  // Only a call reaches a jump slot: a function without a definition can wait until somebody calls
  // it, or defines it.
  bool left_to_call(std::uintptr_t place, Result<Value>& found) {
    const bool is_undefined = found ? !found->definition : bool(found.error().detail);
    return is_undefined && !linking_.bind_now_ && !object_.dynamic.bind_now &&
           prepare_late_binding(object_, place);
  }

  Status apply_one(const Elf64_Rela& relocation, const RelocationRule& rule, bool jump_slots) {
    const std::uintptr_t place = object_.image.bias + relocation.r_offset;
    const std::uint64_t addend = static_cast<std::uint64_t>(relocation.r_addend);
    if (rule.formula == Formula::kIndirect)
      return defer_resolver(place, object_.image.bias + addend, 0);
    if (rule.formula == Formula::kRelative) {
      store(place, object_.image.bias + addend, rule.width);
      return {};
    }
    auto found = value_of(relocation, rule);
    if (jump_slots && rule.formula == Formula::kSymbol && left_to_call(place, found))
      return {};
    if (!found)
      return found.error();
    Value& value = *found;
    if (jump_slots && value.definition && is_address_of_function(relocation))
      warn_of_protected("direct reference to protected function may break pointer equality",
                        relocation, value);
    std::uint64_t result = 0;
    switch (rule.formula) {
    case Formula::kSymbol:
      if (value.indirect)
        return defer_resolver(place, value.address, 0);
      result = value.address;
      break;
    case Formula::kAbsolute:
      if (value.indirect)
        return rule.width == 8 ? defer_resolver(place, value.address, addend)
                               : Status(error("a narrow relocation refers to an IFUNC"));
      result = value.address + addend;
      break;
    case Formula::kPcRelative:
      result = value.address + addend - place;
      break;
    case Formula::kSize:
      result = (value.definition ? value.definition.symbol->st_size : 0) + addend;
      break;
    case Formula::kCopy:
      return defer_copy(relocation, value);
    default:
      return apply_tls(relocation, rule, value, place);
    }
    if (!fits(result, rule.range))
      return overflow(relocation);
    store(place, result, rule.width);
    return {};
  }

  const char* name_of(const Elf64_Rela& relocation) const {
    std::uint64_t index = ELF64_R_SYM(relocation.r_info);
    return index && index < object_.symbols.table.size()
               ? object_.symbols.name(object_.symbols.table[index])
               : nullptr;
  }

  // Only these types have a range (psABI, table 4.9).
  Error overflow(const Elf64_Rela& relocation) const {
    const char* symbol = name_of(relocation);
    const char* type = nullptr;
    switch (ELF64_R_TYPE(relocation.r_info)) {
    case R_X86_64_32:
      type = "R_X86_64_32";
      break;
    case R_X86_64_32S:
      type = "R_X86_64_32S";
      break;
    case R_X86_64_PC32:
      type = "R_X86_64_PC32";
      break;
    case R_X86_64_PLT32:
      type = "R_X86_64_PLT32";
      break;
    case R_X86_64_SIZE32:
      type = "R_X86_64_SIZE32";
      break;
    case R_X86_64_TPOFF32:
      type = "R_X86_64_TPOFF32";
      break;
    default:
      type = "R_X86_64_DTPOFF32";
      break;
    }
    if (!symbol)
      return error("a relocation does not fit in 32 bits", type);
    auto text = linking_.scratch_.concat(type, " against ", symbol);
    return error("a relocation does not fit in 32 bits", text ? *text : type);
  }

  Status apply_tls(const Elf64_Rela& relocation, const RelocationRule& rule, const Value& value,
                   std::uintptr_t place) {
    const std::uint64_t addend = static_cast<std::uint64_t>(relocation.r_addend);
    // Symbol 0 is this object's own block; an undefined weak variable has no object.
    bool own = ELF64_R_SYM(relocation.r_info) == 0;
    Object* owner = own ? &object_ : value.definition.object;
    std::uint64_t in_block = (own || !owner ? 0 : value.definition.symbol->st_value) + addend;
    if (owner && owner->tls.module == 0)
      return error("a TLS relocation refers to an object without TLS", name_of(relocation));
    if (!own && owner && ELF64_ST_TYPE(value.definition.symbol->st_info) != STT_TLS)
      return error("a TLS relocation refers to a symbol that is not thread-local",
                   name_of(relocation));
    std::uint64_t result = 0;
    switch (rule.formula) {
    case Formula::kModule:
      result = owner ? owner->tls.module : 0;
      break;
    case Formula::kDtpOffset:
      result = in_block;
      break;
    case Formula::kTpOffset:
      if (owner) {
        if (Status status = need_static(*owner); !status)
          return status;
        result = in_block - owner->tls.offset();
      }
      break;
    case Formula::kDescriptor:
      return store_descriptor(owner, in_block, place);
    default:
      break;
    }
    if (!fits(result, rule.range))
      return overflow(relocation);
    store(place, result, rule.width);
    return {};
  }

  Status need_static(Object& owner) {
    if (owner.tls.is_static())
      return {};
    Status status = state_.tls.make_static(state_.tls.state, owner);
    if (status)
      return status;
    Error error = status.error();
    error.needed_by = object_.shown_name();
    return error;
  }

  Status store_descriptor(Object* owner, std::uint64_t in_block, std::uintptr_t place) {
    std::uintptr_t function, argument;
    if (!owner) {
      function = reinterpret_cast<std::uintptr_t>(&arch::ldseal_tlsdesc_undefined_weak);
      argument = in_block;
    } else if (owner->tls.is_static()) {
      function = reinterpret_cast<std::uintptr_t>(&arch::ldseal_tlsdesc_static);
      argument = in_block - owner->tls.offset();
    } else {
      arch::need_extended_state();
      function = reinterpret_cast<std::uintptr_t>(&arch::ldseal_tlsdesc_dynamic);
      argument = TRY(state_.tls.descriptor(state_.tls.state, *owner, in_block));
    }
    store(place, function, 8);
    store(place + 8, argument, 8);
    return {};
  }

  Status defer_resolver(std::uintptr_t place, std::uintptr_t resolver, std::uint64_t addend) {
    return linking_.deferred_.push(linking_.scratch_, {&object_, place, resolver, addend, 0, 0});
  }

  // The program was linked before its library's symbol became protected.
  void warn_of_protected(Literal what, const Elf64_Rela& relocation, const Value& value) const {
    if (!object_.is_program ||
        ELF64_ST_VISIBILITY(value.definition.symbol->st_other) != STV_PROTECTED)
      return;
    os::print_error({.what = what,
                     .file = value.definition.object->path,
                     .detail = name_of(relocation),
                     .remedy = "link the program again"},
                    "warning");
  }

  // Is the program's PLT entry the function's address?
  bool is_address_of_function(const Elf64_Rela& relocation) const {
    const Elf64_Sym& symbol = object_.symbols.table[ELF64_R_SYM(relocation.r_info)];
    return symbol.st_shndx == SHN_UNDEF && symbol.st_value != 0;
  }

  Status defer_copy(const Elf64_Rela& relocation, const Value& value) {
    if (!value.definition)
      return {};
    std::uint64_t index = ELF64_R_SYM(relocation.r_info);
    const Elf64_Sym& here = object_.symbols.table[index];
    const Elf64_Sym& there = *value.definition.symbol;
    const Object& source = *value.definition.object;
    std::uint64_t size = here.st_size < there.st_size ? here.st_size : there.st_size;
    if (size == 0)
      return {};
    const Elf64_Phdr* to = object_.image.load_of(relocation.r_offset, size);
    if (!to || !(to->p_flags & PF_W) ||
        source.image.array<const std::byte>(there.st_value, size).empty())
      return error("a copy relocation lies outside the loaded segments", name_of(relocation));
    warn_of_protected("copy relocation against non-copyable protected symbol", relocation, value);
    if (here.st_size < there.st_size)
      os::print_error({.what = "symbol has another size in the library than in the program",
                       .file = object_.path,
                       .detail = name_of(relocation),
                       .remedy = "consider linking the program again"},
                      "warning");
    return linking_.deferred_.push(
        linking_.scratch_,
        {&object_, object_.image.bias + relocation.r_offset, 0, 0, value.address, size});
  }

  Linking& linking_;
  LinkState& state_;
  Object& object_;
  std::uint64_t window_start_ = 0, window_size_ = 0;
  Status outside_; // why text could not be made writable
  bool text_is_open_ = false;
  std::uint32_t last_index_ = 0;
  bool last_plt_ = false;
  Value last_;
};

Status Linking::relocate(Object& object) {
  if (object.relocated)
    return {};
  if (os::debugging(os::kReloc))
    os::debug("\nrelocation processing: %\n", object.shown_name());
  Status status = ObjectRelocator(*this, object).run();
  object.relocated = bool(status);
  return status;
}

Status Linking::run_resolvers() {
  for (const Object* object : text_)
    if (Status status = restore_text(*object); !status)
      return status;
  text_.truncate(0);
  for (std::size_t i = 0; i < deferred_.size();) {
    // Per object: copies before resolvers, which may look at copied data.
    Object& user = *deferred_[i].user;
    std::size_t end = i;
    for (; end < deferred_.size() && deferred_[end].user == &user; ++end)
      if (const Deferred& copy = deferred_[end]; copy.resolver == 0)
        std::memcpy(reinterpret_cast<void*>(copy.place), reinterpret_cast<void*>(copy.source),
                    copy.size);
    for (; i < end; ++i) {
      const Deferred& each = deferred_[i];
      if (each.resolver == 0)
        continue;
      std::uintptr_t value = reinterpret_cast<std::uintptr_t (*)()>(each.resolver)() + each.addend;
      if (Status status = store_final(user, each.place, value); !status)
        return status;
    }
  }
  deferred_.truncate(0);
  return {};
}

} // namespace seal::link
