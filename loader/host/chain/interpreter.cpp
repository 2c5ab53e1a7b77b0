// Which interpreter, and how it is entered: as the kernel would have done it.
#include "host/chain/chain.h"
#include "object/load.h"
#include "object/map.h"
#include "os/string.h"

namespace seal::chain {
namespace {

constexpr const char* kGlibcName = "ld-linux-x86-64.so.2";
constexpr const char* kGlibcPath = "/lib64/ld-linux-x86-64.so.2";

// As a program by itself, and by its path alone: this loader may go by that name in the program.
Result<object::Object*> map(Process& process, const char* path) {
  auto found = loading_of(process).program(path, false);
  Error error =
      found ? Error{.what = "is ld-seal, not the loader of the program's libc", .file = path}
            : found.error();
  if (found) {
    const char* soname = (*found)->dynamic.soname;
    if (!soname || !equal(soname, process.self->dynamic.soname))
      return found;
  }
  error.needed_by = process.program->path;
  return error;
}

// libc and its loader are of one build: they lie together.
Result<const char*> beside(Process& process, const object::Object& libc) {
  const std::string_view path = libc.path;
  return process.arena.concat(slice(path, 0, path.rfind('/') + 1), kGlibcName);
}

Result<object::Object*> find(Process& process, const char* own, const object::Object* libc) {
  if (needs_musl(*process.program))
    return map(process, own ? own : kMuslPath);
  if (!libc)
    if (auto found = loading_of(process).library("libc.so.6", *process.program))
      libc = *found;
  if (libc) {
    const char* sibling = TRY(beside(process, *libc));
    if (auto found = map(process, sibling))
      return found;
  }
  return map(process, own ? own : kGlibcPath);
}

// Puts words before argv[0]. The stack's end keeps its alignment, so that all may move (start.S
// leaves the room).
void prepend(StartVectors& start, const Elf64_auxv_t* end, const os::Vector<const char*>& words) {
  constexpr std::size_t kEven = 2;
  auto* to = start.stack - (words.size() + words.size() % kEven);
  const auto* from = reinterpret_cast<std::uintptr_t*>(start.argv);
  const auto size =
      std::size_t(reinterpret_cast<const char*>(end) - reinterpret_cast<const char*>(from));
  std::memmove(to + 1 + words.size(), from, size);
  *to = std::uintptr_t(start.argc) + words.size();
  for (std::size_t i = 0; i < words.size(); ++i)
    to[1 + i] = reinterpret_cast<std::uintptr_t>(words[i]);
  start.stack = to;
}

// The other loader may move the vector: this one goes on with a copy.
Status keep_auxv(StartVectors& start, os::Arena& arena) {
  const auto count = std::size_t(start.aux_end() - start.auxv);
  auto* copy = TRY(arena.array<Elf64_auxv_t>(count));
  std::memcpy(copy, start.auxv, count * sizeof *copy);
  start.auxv = copy;
  return {};
}

} // namespace

bool needs_musl(const object::Object& program) {
  bool musl = false;
  program.dynamic.for_each_needed(
      [&](const char* name) { musl |= equal(name, "libc.so") || starts_with(name, "libc.musl-"); });
  return musl;
}

Status check_mixture(Process& process) {
  Status status;
  process.program->dynamic.for_each_needed([&](const char* name) {
    auto found = loading_of(process).library(name, *process.program);
    using enum object::Rule;
    const object::Object* library = found ? *found : nullptr;
    if (!library || library->rule == kCache || library->rule == kDefault) // musl has its own
      return;
    library->dynamic.for_each_needed([&](const char* needed) {
      if (equal(needed, "libc.so.6"))
        status = Error{.what = "is built for glibc, and the program for musl",
                       .file = library->path,
                       .detail = "it needs libc.so.6",
                       .needed_by = process.program->path,
                       .remedy = "give the program libraries that are built for musl"};
    });
  });
  return status;
}

Result<object::Object*> map_interpreter(Process& process, const char* own,
                                        const object::Object* known) {
  auto found = find(process, own, known);
  if (!found)
    return found;
  process.objects.for_each([&](const object::Object& object) {
    if (object.how == object::Origin::kMapped && &object != *found)
      object::unmap(object);
  });
  process.objects.clear();
  process.search.finish();
  return found;
}

Status enter(Process& process, const Chain& chain, const os::Vector<const char*>& words) {
  const object::Object& interpreter = chain.interpreter;
  StartVectors& start = process.start;
  start.set_aux(AT_BASE, chain.by_hand ? 0 : interpreter.image.bias);
  if (chain.by_hand) {
    start.set_aux(AT_PHDR, interpreter.phdr_address);
    start.set_aux(AT_PHNUM, interpreter.image.phdrs.size());
    start.set_aux(AT_ENTRY, interpreter.entry);
    start.set_aux(AT_EXECFN, reinterpret_cast<std::uintptr_t>(interpreter.path));
  }
  const Elf64_auxv_t* end = start.aux_end();
  TRY(keep_auxv(start, process.arena));
  if (chain.by_hand)
    prepend(start, end, words);
  asm volatile("mov %0, %%rsp\n\t"
               "xor %%edx, %%edx\n\t" // no function for atexit (psABI, "Process Initialization")
               "xor %%ebp, %%ebp\n\t"
               "jmp *%1"
               :
               : "D"(start.stack), "a"(interpreter.entry)
               : "memory");
  __builtin_unreachable();
}

} // namespace seal::chain
