// The objects of a start.
#include "start/program.h"
#include "host/glibc/adapter.h"
#include "object/adopt.h"
#include "os/output.h"
#include "os/relro.h"
#include "os/string.h"
#include "start/fail.h"
#include <errno.h>
#include <limits.h>

extern "C" {
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));
void _start() __attribute__((visibility("hidden")));
}

namespace seal::start {
namespace {

LDSEAL_RELRO alignas(Process) unsigned char process_memory[sizeof(Process)];
alignas(AnyTime) unsigned char any_time_memory[sizeof(AnyTime)];

constexpr const char* kPreloadFile = "/etc/ld.so.preload";
constexpr const char* kDefaultPath = "/lib64/ld-seal-x86-64.so.1";

const Elf64_Phdr* phdrs_of(const Elf64_Ehdr& header) {
  return reinterpret_cast<const Elf64_Phdr*>(reinterpret_cast<std::uintptr_t>(&header) +
                                             header.e_phoff);
}

// PT_PHDR tells where the headers are linked to; without it they lie behind the ELF header, as all
// linkers put them.
std::uintptr_t bias_of(const Elf64_Phdr* phdrs, std::size_t count) {
  auto at = reinterpret_cast<std::uintptr_t>(phdrs);
  for (std::size_t i = 0; i < count; ++i)
    if (phdrs[i].p_type == PT_PHDR)
      return at - phdrs[i].p_vaddr;
  for (std::size_t i = 0; i < count; ++i)
    if (elf::is_loaded(phdrs[i]) && phdrs[i].p_offset == 0)
      return at - sizeof(Elf64_Ehdr) - phdrs[i].p_vaddr;
  return 0;
}

// The program as the kernel mapped it: AT_PHDR tells where its headers lie, PT_PHDR where they are
// linked to.
Status adopt_program(Process& process) {
  const StartVectors& start = process.start;
  auto* phdrs = reinterpret_cast<const Elf64_Phdr*>(start.aux(AT_PHDR));
  std::size_t count = start.aux(AT_PHNUM);
  auto* program = TRY(object::make_object(process.arena, process.live_arena));
  const char* path = reinterpret_cast<const char*>(start.aux(AT_EXECFN));
  program->path = TRY(process.arena.copy(path ? path : process.title));
  program->title = start.argc ? process.title : "<main program>";
  program->how = object::Origin::kKernel;
  program->rule = object::Rule::kProgram;
  program->is_program = true;
  program->global = true;
  program->entry = start.aux(AT_ENTRY);
  process.program = process.base.first = program;
  if (!phdrs || start.aux(AT_PHENT) != sizeof(Elf64_Phdr))
    return Error{.what = "the kernel gave no program headers", .file = program->path};
  TRY(object::lay_out(*program, {phdrs, count}, bias_of(phdrs, count)));
  if (Status status = elf::check_program_headers(program->image, ~std::uint64_t{0}); !status)
    return with_file(status.error(), program->path);
  if (program->image.bias != 0 && !program->image.find(PT_DYNAMIC)) // nothing would relocate it
    return Error{.what = "object file has no dynamic section", .file = program->path};
  Status status = object::parse(*program);
  TRY(process.objects.append(*program));
  return status;
}

// The auxiliary vector as the kernel would have made it for the program.
void describe_program(Process& process) {
  object::Object& program = *process.program;
  StartVectors& start = process.start;
  start.set_aux(AT_PHDR, program.phdr_address);
  start.set_aux(AT_PHNUM, program.image.phdrs.size());
  start.set_aux(AT_ENTRY, program.entry);
  start.set_aux(AT_BASE, process.self->image.bias);
  start.set_aux(AT_EXECFN, reinterpret_cast<std::uintptr_t>(program.path));
}

// A name without a slash is looked for in PATH's way by shells; the loader takes it from the
// current directory.
Status map_program(Process& process, object::Loading& loading, const Options& options) {
  auto program = loading.program(options.program, options.action == Action::kRun);
  if (!program)
    return program.error();
  process.program = process.base.first = *program;
  process.program->name = "";
  process.program->title = process.start.argc ? process.title : "<main program>";
  TRY(process.objects.append(*process.program));
  if (options.action != Action::kRun)
    return {};
  // Neither an interpreter nor a library is asked for: static, static-pie, or a loader itself.
  bool needs_any = false;
  process.program->dynamic.for_each_needed([&](const char*) { needs_any = true; });
  if (!process.program->image.find(PT_INTERP) && !needs_any)
    return Error{.what = "is a static program or a loader: there is nothing to load for it",
                 .file = options.program,
                 .remedy = "run it directly",
                 .not_executable = true};
  describe_program(process);
  os::set_name(base_name(options.program)); // as the kernel does for what it executes
  return {};
}

Status check_entry(const object::Object& program) {
  if (!program.entry)
    return Error{.what = "has no entry point: it is a library, not a program",
                 .file = program.path};
  const Elf64_Phdr* code = program.image.load_of(program.entry - program.image.bias, 1);
  if (!code || !(code->p_flags & PF_X))
    return Error{.what = "the entry point lies outside the executable segments",
                 .file = program.path};
  return {};
}

// Calls visit for each name in a list.
template <class Visit>
void for_each_name(os::Arena& arena, std::string_view list, std::string_view separators,
                   Visit visit) {
  while (!list.empty()) {
    const std::string_view name = slice(list, 0, list.find_first_of(separators));
    if (!name.empty())
      visit(take(arena.copy(name)));
    list = slice(list, name.size() + 1);
  }
}

const char* read_preload_file(os::Arena& arena) {
  auto file = os::File::open(kPreloadFile);
  if (!file)
    return nullptr;
  auto info = file->info();
  if (!info || info->size == 0 || info->size > 1 << 20)
    return nullptr;
  char* text = take(arena.array<char>(info->size + 1));
  if (!file->read_exactly(text, info->size, 0))
    return nullptr;
  bool comment = false;
  for (char* p = text; *p; ++p) {
    comment = *p == '#' || (comment && *p != '\n');
    if (comment)
      *p = ' ';
  }
  return text;
}

// In glibc's words.
void report_unloaded(const char* name, const char* list, Error error) {
  error.file = {};
  error.err = 0;
  os::Writer out(2);
  out.text("ERROR: ld.so: object '").untrusted(name).text("' from ").text(list);
  os::write_shown(out.text(" cannot be preloaded ("), error);
  out.text("): ignored.\n");
}

void preload(Process& process, object::Loading& loading, const char* name, const char* list,
             os::Vector<object::Object*>& roots) {
  object::Rule rule = object::Rule::kPreload;
  const object::Object* before = process.objects.last();
  auto object = loading.library(name, *process.program, &rule);
  if (!object)
    report_unloaded(name, list, object.error());
  else if (process.objects.last() != before) // it is new
    must(roots.push(process.arena, *object));
}

// A list of the user's. In secure mode names with a slash do not count.
void preload_named(Process& process, object::Loading& loading, const char* names, const char* list,
                   os::Vector<object::Object*>& roots) {
  if (!names)
    return;
  for_each_name(process.arena, names, " :", [&](const char* name) {
    const std::string_view view = name;
    if (!process.secure || (view.find('/') == view.npos && view.size() < NAME_MAX))
      preload(process, loading, name, list, roots);
  });
}

void preload_from_file(Process& process, object::Loading& loading,
                       os::Vector<object::Object*>& roots) {
  if (const char* text = read_preload_file(process.arena))
    for_each_name(process.arena, text, ": \t\n",
                  [&](const char* name) { preload(process, loading, name, kPreloadFile, roots); });
}

} // namespace

const char* interpreter_of(const object::Object& program) {
  const Elf64_Phdr* interp = program.image.find(PT_INTERP);
  if (!interp)
    return nullptr;
  auto path = program.image.array<const char>(interp->p_vaddr, interp->p_filesz);
  return !path.empty() && path.back() == '\0' ? path.data() : nullptr;
}

StartVectors read_vectors(std::uintptr_t* stack) {
  StartVectors start;
  start.stack = stack;
  start.argc = int(stack[0]);
  start.argv = reinterpret_cast<char**>(stack + 1);
  start.envp = start.argv + start.argc + 1;
  char** end = start.envp;
  while (*end)
    ++end;
  start.auxv = reinterpret_cast<Elf64_auxv_t*>(end + 1);
  return start;
}

bool is_by_hand(const StartVectors& start) {
  return start.aux(AT_ENTRY) == reinterpret_cast<std::uintptr_t>(&_start);
}

Process& create_process(const StartVectors& start, const Options& options, bool secure) {
  object::SearchSettings settings = options.search;
  settings.secure = secure;
  auto& any_time = *new (any_time_memory) AnyTime;
  auto& vault = *take(os::Vault::make());
  auto& arena = *take(os::Arena::make(os::kPageSize, &vault.pool()));
  // The program may write over the strings that it was started with.
  for (const char** text : {&settings.library_path, &settings.ignore_paths_of,
                            &settings.hwcaps_first, &settings.hwcaps_allowed})
    if (*text)
      *text = take(arena.copy(*text));
  if (!secure)
    settings.cpu_features =
        take(arena.copy(glibc::tunable_text(start.env("GLIBC_TUNABLES"), "glibc.cpu.hwcaps")));
  auto& changing = *take(arena.create<Changing>(settings, arena, any_time.arena));
  arch::ldseal_extended_state = &changing.extended_state;
  the_process = new (process_memory) Process(vault, arena, changing, any_time);
  the_process->start = start;
  if (start.argc)
    the_process->title = take(arena.copy(start.argv[0]));
  the_process->secure = secure;
  the_process->verify_only = options.action == Action::kVerify;
  return *the_process;
}

void adopt_self(Process& process, const Options& options, std::uintptr_t bias) {
  auto* self = take(object::make_object(process.arena, process.live_arena));
  // By hand the kernel executed the loader itself; as an interpreter its path stands in the
  // program.
  const char* executed = reinterpret_cast<const char*>(process.start.aux(AT_EXECFN));
  self->name = self->path =
      options.by_hand && executed ? take(process.arena.copy(executed)) : kDefaultPath;
  self->how = object::Origin::kKernel;
  self->rule = object::Rule::kSelf;
  self->relocated = self->permanent = self->from_start = true;
  process.self = self;
  must(object::lay_out(*self, {phdrs_of(__ehdr_start), __ehdr_start.e_phnum}, bias));
  if (Status status = object::parse(*self); !status)
    os::die(status.error(), 127);
}

void list_self(Process& process) {
  must(process.objects.append(*process.self));
  ++process.additions;
}

void adopt_vdso(Process& process) {
  auto* header = reinterpret_cast<const Elf64_Ehdr*>(process.start.aux(AT_SYSINFO_EHDR));
  if (!header)
    return;
  std::uintptr_t base = reinterpret_cast<std::uintptr_t>(header), bias = base;
  for (std::size_t i = 0; i < header->e_phnum; ++i)
    if (phdrs_of(*header)[i].p_type == PT_LOAD) {
      bias = base - phdrs_of(*header)[i].p_vaddr;
      break;
    }
  auto* vdso = take(object::make_object(process.arena, process.live_arena));
  vdso->path = "[vdso]";
  vdso->how = object::Origin::kSystem;
  vdso->rule = object::Rule::kSystem;
  vdso->relocated = vdso->permanent = vdso->from_start = true;
  must(object::lay_out(*vdso, {phdrs_of(*header), header->e_phnum}, bias));
  if (!object::parse(*vdso))
    return;
  vdso->name = vdso->dynamic.soname ? vdso->dynamic.soname : "linux-vdso.so.1";
  process.vdso = vdso;
  must(process.objects.append(*vdso));
}

Status bring_in_program(Process& process, const Options& options) {
  object::Loading loading = loading_of(process);
  Status status = options.by_hand ? map_program(process, loading, options) : adopt_program(process);
  if (status && options.action == Action::kRun)
    status = check_entry(*process.program);
  if (!status)
    return status;
  if (const char* path = interpreter_of(*process.program); path && !options.by_hand)
    process.self->name = process.self->path = path;
  return {};
}

Result<object::MissingList> bring_in_libraries(Process& process, const Options& options) {
  object::Loading loading = loading_of(process);
  os::Vector<object::Object*> roots;
  TRY(roots.push(process.arena, process.program));
  preload_named(process, loading, options.preload_env, "LD_PRELOAD", roots);
  preload_named(process, loading, options.preload, "--preload", roots);
  preload_from_file(process, loading, roots);
  object::MissingList missing;
  Status status = loading.dependencies(roots, options.action == Action::kRun ? nullptr : &missing);
  if (!status)
    return status.error();
  process.search.finish();
  for (object::Object* object : process.base.global()) {
    object->global = object->permanent = true;
    TRY(link::enter_scopes(*object, *process.program));
  }
  process.additions = process.objects.size();
  return missing;
}

} // namespace seal::start
