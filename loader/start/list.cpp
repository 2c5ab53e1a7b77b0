// The lines that ldd passes on to its reader.
#include "start/list.h"
#include "link/references.h"
#include "link/version_check.h"
#include "os/string.h"
#include "start/fail.h"

namespace seal::start {
namespace {

using object::Missing;
using object::Object;

bool needs_any(const Process& process) {
  bool any = false;
  process.program->dynamic.for_each_needed([&](const char*) { any = true; });
  return any;
}

// "NAME => PATH (ADDRESS)"; only the path where it was asked for by it.
void print_objects(const Process& process, const Options& options,
                   const os::Vector<Missing>& missing) {
  os::Writer out(1);
  if (!needs_any(process)) {
    out.text("\tstatically linked\n");
    return;
  }
  process.objects.for_each([&](const Object& object) {
    if (!object.is_program || options.lists_program) {
      out.text("\t");
      if (!object.names.empty() && !equal(object.names[0], object.name))
        out.untrusted(object.names[0]).text(" => ");
      out.untrusted(object.name).text(" (0x").hex(object.map_start, 16).text(")\n");
    }
    for (const Missing& each : missing)
      if (each.after == &object)
        out.text("\t").untrusted(each.name).text(" => not found\n");
  });
}

void report_versions(const Process& process) {
  process.objects.for_each([&](const Object& object) {
    link::for_each_unmet_version(object, process.objects, [&](const link::UnmetVersion& unmet) {
      os::Writer out(2);
      out.untrusted(process.title).text(": ").untrusted(unmet.provider.shown_name());
      if (unmet.provider_has_versions)
        out.text(": version `").untrusted(unmet.version).text("' not found");
      else
        out.text(": no version information available");
      out.text(" (required by ").untrusted(object.shown_name()).text(")\n");
      return unmet.provider_has_versions;
    });
  });
}

void report_undefined(Process& process, Object& object, bool jump_slots) {
  link::for_each_reference(process.base.link, object, jump_slots,
                           [&](const Result<link::Definition>& definition) {
                             if (definition)
                               return;
                             os::Writer out(2);
                             os::write_shown(out, with_file(definition.error(), {}));
                             out.text("\t(").untrusted(object.shown_name()).text(")\n");
                           });
}

void print_versions(const Process& process) {
  os::Writer out(1);
  bool first = true;
  process.objects.for_each([&](const Object& object) {
    if (!object.dynamic.verneed_count)
      return;
    if (std::exchange(first, false))
      out.text("\n\tVersion information:\n");
    out.text("\t").untrusted(object.shown_name()).text(":\n");
    elf::for_each_needed_version(
        object.image, object.dynamic,
        [&](const char* file, const char* name, std::uint32_t hash, bool weak) {
          const Object* provider = process.objects.by_name(file);
          bool found = provider && link::defines_version(*provider, name, hash);
          out.text("\t\t").untrusted(file).text(" (").untrusted(name);
          out.text(weak ? ") [WEAK] => " : ") => ");
          out.untrusted(found ? provider->shown_name() : "not found").text("\n");
          return true;
        });
  });
}

// ldd -u: which needs of the program does nothing in the program refer to? Status 1 if there are
// any.
[[noreturn]] void print_unused_and_exit(Process& process) {
  Object& program = *process.program;
  os::Vector<const Object*> used;
  link::for_each_reference(process.base.link, program, true,
                           [&](Result<link::Definition> definition) {
                             if (definition && *definition && !used.contains(definition->object))
                               must(used.push(process.arena, definition->object));
                           });
  bool any = false;
  {
    os::Writer out(1);
    program.dynamic.for_each_needed([&](const char* name) {
      const Object* needed = process.objects.by_name(name);
      if (needed && used.contains(needed))
        return;
      if (!std::exchange(any, true))
        out.text("Unused direct dependencies:\n");
      out.text("\t").untrusted(needed ? needed->name : name).text("\n");
    });
  }
  os::exit(any);
}

} // namespace

void verify_and_exit(const Process& process) {
  const Object& program = *process.program;
  if (program.dynamic.entries.empty())
    os::exit(1);
  os::exit(program.image.find(PT_INTERP) ? 0 : 2);
}

void list_and_exit(Process& process, const Options& options, const object::MissingList& missing) {
  report_versions(process);
  if (os::debugging(os::kUnused))
    print_unused_and_exit(process);
  if (options.action == Action::kTree)
    print_tree(process);
  else
    print_objects(process, options, missing.all);
  if (options.action != Action::kTrace) {
    must(missing.first);
    os::exit(0);
  }
  if (options.warn)
    for (Object* object = process.objects.last(); object; object = object->previous)
      report_undefined(process, *object, options.bind_now);
  if (options.verbose)
    print_versions(process);
  os::exit(0);
}

} // namespace seal::start
