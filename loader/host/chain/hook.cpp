// Taking control: the interpreter calls an empty function, _dl_debug_state, whenever debuggers are
// to look at its list of objects. In this process that function leads here: its page is replaced by
// a copy with a jump in it.
#include "host/chain/chain.h"
#include "link/lookup.h"
#include "object/map.h"
#include "os/output.h"
#include "os/replace.h"

extern "C" {
void ldseal_chain_event() __attribute__((visibility("hidden"))); // arch/x86_64/chain.S
void ldseal_on_chain_event() __attribute__((visibility("hidden")));
}

namespace seal::chain {
namespace {

constexpr std::size_t kJump = 5;                         // jmp rel32
constexpr const char* kName = "ld-seal:_dl_debug_state"; // of the page, in /proc/self/maps

// Up to the next function: NOPs, or traps.
bool is_padding(std::span<const std::uint8_t> code) {
  std::size_t at = 0;
  while (at < code.size() && (code[at] == 0x66 || code[at] == 0x2e)) // prefixes of a long NOP
    ++at;
  if (at + 2 < code.size() && code[at] == 0x0f && code[at + 1] == 0x1f && code[at + 2] >= 0x40)
    return true; // four bytes at least
  for (std::uint8_t byte : code.subspan(0, kJump - 1))
    if (byte != 0x90 && byte != 0xcc)
      return false;
  return true;
}

// Where the jump may stand: "ret", maybe behind "endbr64", and room.
Result<std::uintptr_t> find_place(const object::Object& interpreter) {
  const Elf64_Sym* symbol = link::find_export(interpreter, "_dl_debug_state");
  const Error error{.what = "its function for debuggers is not as expected"};
  if (!symbol)
    return error;
  auto code = interpreter.image.array<const std::uint8_t>(symbol->st_value, 16);
  if (code.empty())
    return error;
  constexpr std::uint8_t kEndbr64[] = {0xf3, 0x0f, 0x1e, 0xfa};
  std::size_t at = std::memcmp(code.data(), kEndbr64, sizeof kEndbr64) == 0 ? sizeof kEndbr64 : 0;
  if (code[at] != 0xc3 || !is_padding(code.subspan(at + 1)))
    return error;
  return reinterpret_cast<std::uintptr_t>(&code[at]);
}

// The pages that the jump lies in, with the jump.
Status insert_jump(const object::Object& interpreter) {
  auto place = find_place(interpreter);
  if (!place)
    return place.error();
  const std::uintptr_t at = *place;
  const auto distance =
      std::intptr_t(reinterpret_cast<std::uintptr_t>(&ldseal_chain_event) - (at + kJump));
  const auto relative = std::int32_t(distance);
  if (relative != distance)
    return Error{.what = "lies too far away from ld-seal"};
  const std::uintptr_t start = elf::page_down(at), size = elf::page_up(at + kJump) - start;
  os::Scratch scratch;
  auto* copy = TRY(scratch.array<std::byte>(size));
  std::memcpy(copy, reinterpret_cast<const void*>(start), size);
  copy[at - start] = std::byte{0xe9};
  std::memcpy(copy + (at - start) + 1, &relative, sizeof relative);
  const Elf64_Phdr* load = interpreter.image.load_of(at - interpreter.image.bias, kJump);
  return os::replace_pages(start, {copy, size}, object::protection_of(*load), kName);
}

} // namespace

Status hook(const Chain& chain) {
  Status status = insert_jump(chain.interpreter);
  if (status)
    return status;
  Error error = status.error();
  error.file = chain.interpreter.path;
  return error;
}

} // namespace seal::chain

namespace {

bool is_complete(seal::Process& process, const seal::chain::Chain& chain) {
  auto done = seal::chain::all_relocated(process, chain);
  if (!done)
    seal::os::die(done.error(), 127); // it is a start
  return *done;
}

} // namespace

// The interpreter tells debuggers something.
void ldseal_on_chain_event() {
  using namespace seal;
  Process& process = seal::process();
  chain::Chain& c = chain::chain();
  const bool consistent = chain::is_consistent(c);
  if (!c.linked)
    chain::name_interpreter(c);
  if (c.linked && consistent) {
    if (process.policy.on && process.policy.later)
      (void)chain::note_opened(process, c); // without memory it runs on, unsealed
  } else if (consistent && (c.announced || c.is_musl) && is_complete(process, c)) {
    c.linked = true;
    c.listener.linked();
  } else if (!c.linked) {
    c.announced |= chain::has_begun(c);
  }
  if (c.linked)
    c.listener.changed(consistent);
}
