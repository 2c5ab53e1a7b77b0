// Wording and formats are those of glibc 2.36's loader.
#include "start/diagnostics.h"
#include "arch/x86_64/clock.h"
#include "link/describe.h"
#include "os/debug.h"
#include "os/string.h"
#include "start/fail.h"

namespace seal::start {
namespace {

struct DebugClass {
  std::string_view name;
  std::string_view help;
  unsigned topics;
};
constexpr unsigned kAll = os::kLibs | os::kReloc | os::kFiles | os::kSymbols | os::kBindings |
                          os::kVersions | os::kCalls | os::kScopes;
constexpr DebugClass kDebugClasses[] = {
    {"libs", "display library search paths", os::kLibs | os::kCalls},
    {"reloc", "display relocation processing", os::kReloc | os::kCalls},
    {"files", "display progress for input file", os::kFiles | os::kCalls},
    {"symbols", "display symbol table processing", os::kSymbols | os::kCalls},
    {"bindings", "display information about symbol binding", os::kBindings | os::kCalls},
    {"versions", "display version dependencies", os::kVersions | os::kCalls},
    {"scopes", "display scope information", os::kScopes},
    {"all", "all previous options combined", kAll},
    {"statistics", "display relocation statistics", os::kStatistics},
    {"unused", "determined unused DSOs", os::kUnused},
    {"help", "display this help message and exit", 0},
};

[[noreturn]] void print_debug_help() {
  {
    os::Writer out(1);
    out.text("Valid options for the LD_DEBUG environment variable are:\n\n");
    for (const DebugClass& each : kDebugClasses)
      out.text("  ")
          .text(each.name)
          .text(slice("            ", each.name.size()))
          .text(each.help)
          .text("\n");
    out.text("\nTo direct the debugging output into a file instead of standard output\n"
             "a filename can be specified using the LD_DEBUG_OUTPUT environment variable.\n");
  }
  os::exit(0);
}

bool is_separator(char c) { return c == ' ' || c == ',' || c == ':'; }

unsigned topics_of(std::string_view name) {
  for (const DebugClass& each : kDebugClasses)
    if (each.name == name)
      return each.topics;
  os::Writer(2)
      .text("warning: debug option `")
      .untrusted(name)
      .text("' unknown; try LD_DEBUG=help\n");
  return 0;
}

unsigned parse_topics(const char* list) {
  unsigned topics = 0;
  bool help = false;
  while (*list) {
    std::size_t size = 0;
    while (list[size] && !is_separator(list[size]))
      ++size;
    if (std::string_view name{list, size}; size > 0) {
      topics |= topics_of(name);
      help |= name == "help";
    }
    list += size + (list[size] != '\0');
  }
  if (help)
    print_debug_help();
  return topics;
}

// PREFIX.PID, in which several processes do not meet.
int open_output(const char* prefix) {
  os::Scratch arena;
  const char* number = take(arena.number(std::uint64_t(os::process_id())));
  const char* path = take(arena.concat(prefix, ".", number));
  long fd = os::open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC);
  return os::failed(fd) ? 1 : int(fd);
}

struct AuxType {
  std::uint64_t type;
  std::string_view label;
  enum class Form : std::uint8_t { kDecimal, kAddress, kBits, kText } form;
};
using enum AuxType::Form;
constexpr AuxType kAuxTypes[] = {
    {AT_EXECFD, "EXECFD", kDecimal},
    {AT_PHDR, "PHDR", kAddress},
    {AT_PHENT, "PHENT", kDecimal},
    {AT_PHNUM, "PHNUM", kDecimal},
    {AT_PAGESZ, "PAGESZ", kDecimal},
    {AT_BASE, "BASE", kAddress},
    {AT_FLAGS, "FLAGS", kAddress},
    {AT_ENTRY, "ENTRY", kAddress},
    {AT_NOTELF, "NOTELF", kBits},
    {AT_UID, "UID", kDecimal},
    {AT_EUID, "EUID", kDecimal},
    {AT_GID, "GID", kDecimal},
    {AT_EGID, "EGID", kDecimal},
    {AT_PLATFORM, "PLATFORM", kText},
    {AT_HWCAP, "HWCAP", kBits},
    {AT_CLKTCK, "CLKTCK", kDecimal},
    {AT_FPUCW, "FPUCW", kBits},
    {AT_DCACHEBSIZE, "DCACHEBSIZE", kAddress},
    {AT_ICACHEBSIZE, "ICACHEBSIZE", kAddress},
    {AT_UCACHEBSIZE, "UCACHEBSIZE", kAddress},
    {AT_SECURE, "SECURE", kDecimal},
    {AT_BASE_PLATFORM, "BASE_PLATFORM", kText},
    {AT_RANDOM, "RANDOM", kAddress},
    {AT_HWCAP2, "HWCAP2", kAddress},
    {AT_EXECFN, "EXECFN", kText},
    {AT_SYSINFO, "SYSINFO", kAddress},
    {AT_SYSINFO_EHDR, "SYSINFO_EHDR", kAddress},
    {AT_L1I_CACHESIZE, "L1I_CACHESIZE", kDecimal},
    {AT_L1I_CACHEGEOMETRY, "L1I_CACHEGEOMETRY", kAddress},
    {AT_L1D_CACHESIZE, "L1D_CACHESIZE", kDecimal},
    {AT_L1D_CACHEGEOMETRY, "L1D_CACHEGEOMETRY", kAddress},
    {AT_L2_CACHESIZE, "L2_CACHESIZE", kDecimal},
    {AT_L2_CACHEGEOMETRY, "L2_CACHEGEOMETRY", kAddress},
    {AT_L3_CACHESIZE, "L3_CACHESIZE", kDecimal},
    {AT_L3_CACHEGEOMETRY, "L3_CACHEGEOMETRY", kAddress},
    {51, "MINSIGSTKSZ", kDecimal}, // AT_MINSIGSTKSZ, Linux 5.14
};

void show_aux(os::Writer& out, const Elf64_auxv_t& entry) {
  const std::uint64_t value = entry.a_un.a_val;
  for (const AuxType& each : kAuxTypes) {
    if (each.type != entry.a_type)
      continue;
    // Values stand below each other.
    out.text("AT_").text(each.label).text(":").text(slice("                  ", each.label.size()));
    switch (each.form) {
    case kDecimal:
      out.dec(value);
      break;
    case kAddress:
      out.text("0x").hex(value);
      break;
    case kBits:
      out.hex(value);
      break;
    case kText:
      out.text(reinterpret_cast<const char*>(value));
      break;
    }
    out.text("\n");
    return;
  }
  out.text("AT_??? (0x").hex(entry.a_type).text("): 0x").hex(value).text("\n");
}

void show_auxv(const StartVectors& start) {
  os::Writer out(1);
  for (const Elf64_auxv_t* entry = start.auxv; entry->a_type != AT_NULL; ++entry)
    if (entry->a_type != AT_IGNORE && entry->a_type != AT_IGNOREPPC)
      show_aux(out, *entry);
}

} // namespace

void read_diagnostics(const StartVectors& start) {
  if (start.env("LD_SHOW_AUXV"))
    show_auxv(start);
  if (const char* list = start.env("LD_DEBUG"))
    os::debug_settings.topics = parse_topics(list);
  const char* output = start.env("LD_DEBUG_OUTPUT");
  if (output && os::debug_settings.topics)
    os::debug_settings.fd = open_output(output);
}

void describe_scopes(const Process& process) {
  os::debug("\nInitial object scopes\n");
  process.objects.for_each([](const object::Object& object) { link::describe_scopes(object); });
}

std::uint64_t clock() { return os::debugging(os::kStatistics) ? arch::cycles() : 0; }

void describe_statistics(const Process& process, const StartTimes& times) {
  const std::uint64_t total = clock() - times.began;
  const link::Statistics& counts = process.base.link.statistics;
  std::uint64_t relative = 0;
  for (const object::Object* object : process.base.global())
    for (const Elf64_Dyn& entry : object->dynamic.entries)
      if (entry.d_tag == DT_RELACOUNT && object->image.bias)
        relative += entry.d_un.d_val;
  os::DebugMessage message;
  auto add_time = [&](std::string_view title, std::uint64_t cycles) {
    const std::uint64_t per_mille = cycles * 1000 / total;
    message.add(title)
        .add(": % cycles (%.%", cycles, per_mille / 10, per_mille % 10)
        .add("%)\n", "%");
  };
  message.add("\nruntime linker statistics:\n"
              "  total startup time in dynamic loader: % cycles\n",
              total);
  add_time("            time needed for relocation", times.linked - times.linking);
  message.add("                 number of relocations: %\n"
              "      number of relocations from cache: %\n"
              "        number of relative relocations: %\n",
              counts.lookups, counts.repeated, relative);
  add_time("           time needed to load objects", times.loaded - times.began);
}

} // namespace seal::start
