// A record's three passes: measure, write, parse.
#include "record.h"

#include "fields.h"

#include "host/glibc/layout.h"

#include <llvm/ADT/StringExtras.h>

#include <algorithm>
#include <tuple>

namespace seal::layout {
namespace {

// A field's value, before it is known to fit a record.
struct Measure {
  std::uint64_t number = 0;
  std::uint64_t shift = 0;
  std::uint64_t width = 0;
  bool operator==(const Measure&) const = default;
};

std::optional<Measure> measure_place(const Place& place, Kind kind) {
  const auto number = [](std::optional<std::uint64_t> value) {
    return value ? std::optional(Measure{*value}) : std::nullopt;
  };
  switch (kind) {
  case Kind::kSize:
    return number(size_of(place.type));
  case Kind::kAlignment:
    return number(alignment_of(place.type));
  case Kind::kCount:
    return number(count_of(place.type));
  case Kind::kOffset:
    if (place.bit_width != 0)
      return std::nullopt;
    return Measure{place.bit_offset / 8};
  case Kind::kBits:
    if (place.bit_width == 0)
      return std::nullopt;
    return Measure{place.bit_offset / 8, place.bit_offset % 8, place.bit_width};
  }
  return std::nullopt;
}

std::optional<Measure> measure_field(const DebugInfo& info, const Section& section,
                                     const Field& field) {
  const std::string paths =
      field.path != nullptr ? field.path : (section.prefix + field.name).str();
  llvm::SmallVector<llvm::StringRef> alternatives;
  llvm::StringRef(paths).split(alternatives, '|');
  for (llvm::StringRef path : alternatives) {
    llvm::StringRef structure = section.structure;
    if (path.contains(':'))
      std::tie(structure, path) = path.split(':');
    if (const auto place = info.find(structure, path))
      return measure_place(*place, field.kind);
  }
  return std::nullopt;
}

// Whether the members of an Offset or a Bits can hold it.
bool fits(const Measure& value) { return value.number < glibc::kAbsent && value.width <= 64; }

std::string text_of(const std::optional<Measure>& value, Kind kind) {
  std::string number = value ? llvm::utostr(value->number) : "kAbsent";
  if (kind != Kind::kBits)
    return number;
  if (!value)
    return "{.byte = kAbsent}";
  return ("{.byte = " + number + ", .shift = " + llvm::Twine(value->shift) +
          ", .width = " + llvm::Twine(value->width) + "}")
      .str();
}

// libc.so.6 names itself in the text that it prints when it is run: "GNU C Library (Debian
// GLIBC 2.36-9) stable release version 2.36." gives the package and the release.
bool read_banner(llvm::StringRef bytes, Record& record) {
  constexpr llvm::StringLiteral kStart = "GNU C Library (";
  constexpr llvm::StringLiteral kRelease = " release version ";
  for (std::size_t at = bytes.find(kStart); at != llvm::StringRef::npos;
       at = bytes.find(kStart, at + 1)) {
    const llvm::StringRef line =
        bytes.substr(at + kStart.size(), 256).take_until([](char c) { return c == '\n' || !c; });
    const auto [build, version] = line.split(kRelease);
    const llvm::StringRef release =
        version.take_while([](char c) { return llvm::isDigit(c) || c == '.'; }).rtrim('.');
    if (release.empty())
      continue;
    record.package = build.take_front(build.rfind(')')).str();
    record.release = release.str();
    return true;
  }
  return false;
}

// The variables that glibc's loader exports must be as large as the structures that describe them.
llvm::Error check_exports(const ElfObject& loader, const DebugInfo& info) {
  for (const llvm::StringRef structure : {"rtld_global", "rtld_global_ro"}) {
    const auto exported = loader.exported_size(("_" + structure).str());
    const auto place = info.find(structure, "");
    if (!exported)
      return failure(loader.path(),
                     "does not export _" + structure + ": give glibc's ld-linux-x86-64.so.2 here");
    if (place && size_of(place->type) != exported)
      return failure(loader.path(), "_" + structure +
                                        " is not as large as its debug information "
                                        "says: install the libc6-dbg of this build");
  }
  return llvm::Error::success();
}

// The loader keeps the folders as strings, one behind the other.
std::string read_folders(const ElfObject& loader, const DebugInfo& info) {
  const auto variable = info.file().symbol("system_dirs", SHT_SYMTAB);
  std::string text = variable ? loader.bytes_at(variable->st_value, variable->st_size).str() : "";
  std::replace(text.begin(), text.end(), '\0', ':');
  return llvm::StringRef(text).rtrim(':').str();
}

} // namespace

llvm::Expected<Record> measure(const ElfObject& loader, const ElfObject& libc,
                               llvm::StringRef debug_dir) {
  Record record;
  if (!read_banner(libc.bytes(), record))
    return failure(libc.path(), "has no release banner: give glibc's libc.so.6 here");
  record.loader_build_id = loader.build_id();
  record.libc_build_id = libc.build_id();
  record.rseq_size = loader.stored_number("__rseq_size");
  auto loader_info = DebugInfo::open(loader, debug_dir);
  if (!loader_info)
    return loader_info.takeError();
  auto libc_info = DebugInfo::open(libc, debug_dir);
  if (!libc_info)
    return libc_info.takeError();
  if (auto error = check_exports(loader, *loader_info))
    return error;
  record.folders = read_folders(loader, *loader_info);
  if (record.folders.empty())
    return failure(loader.path(), "does not tell its default folders (system_dirs): install the "
                                  "libc6-dbg of this build");

  for (const Section& section : sections())
    for (const Field& field : section.fields) {
      const std::string name = (section.name + "." + field.name).str();
      const auto in_loader = measure_field(*loader_info, section, field);
      const auto in_libc = measure_field(*libc_info, section, field);
      if (in_loader && in_libc && in_loader != in_libc)
        return failure(libc.path(), name + " differs from that of " + loader.path() +
                                        ": give both objects of one build");
      const auto value = in_loader ? in_loader : in_libc;
      if (!value && !field.optional)
        return failure(libc.path(), "no single " + name + " in the debug information's struct " +
                                        section.structure +
                                        ": teach tools/glibc-layout/fields.cpp this release");
      if (value && !fits(*value))
        return failure(libc.path(), name + " is too large for a layout record");
      record.values.push_back(text_of(value, field.kind));
    }
  return record;
}

void write(const Record& record, llvm::raw_ostream& out) {
  std::string constant = "kGlibc_" + record.release;
  std::replace(constant.begin(), constant.end(), '.', '_');
  const auto string = [&](llvm::StringRef name, llvm::StringRef value) {
    out << "            ." << name << " = \"";
    out.write_escaped(value) << "\",\n";
  };
  out << "// How glibc " << record.release << " lays out what its loader and libc.so.6 share.\n"
      << "// Made by tools/glibc-layout: make it anew rather than edit it "
         "(docs/glibc-layouts.md).\n"
      << "#pragma once\n\n#include \"../layout.h\"\n\nnamespace seal::glibc {\n\n"
      << "inline constexpr Layout " << constant << " = {\n"
      << "    .release = \"" << record.release << "\",\n    .build =\n        {\n";
  string("package", record.package);
  string("loader_buildid", record.loader_build_id);
  string("libc_buildid", record.libc_build_id);
  out << "            .rseq_size = " << record.rseq_size << ",\n";
  string("folders", record.folders);
  out << "        },\n";
  auto value = record.values.begin();
  for (const Section& section : sections()) {
    out << "    ." << section.name << " =\n        {\n";
    for (const Field& field : section.fields)
      out << "            ." << field.name << " = " << *value++ << ",\n";
    out << "        },\n";
  }
  out << "};\n\n} // namespace seal::glibc\n";
}

// Reads designated initialisers and skips all else, so that a record may be reformatted and
// commented.
std::map<std::string, std::string> parse(llvm::StringRef text) {
  std::map<std::string, std::string> fields;
  llvm::SmallVector<std::string> scopes;
  std::string name;
  while (!(text = text.ltrim()).empty()) {
    if (text.consume_front("//") || text.consume_front("#")) {
      text = text.drop_until([](char c) { return c == '\n'; });
    } else if (text.consume_front("{")) {
      scopes.push_back((scopes.empty() ? "" : scopes.back()) + (name.empty() ? "" : name + "."));
      name.clear();
    } else if (text.consume_front("}")) {
      if (!scopes.empty())
        scopes.pop_back();
    } else if (text.consume_front(".")) {
      name = text.take_while([](char c) { return llvm::isAlnum(c) || c == '_'; }).str();
      text = text.drop_front(name.size());
    } else if (!name.empty() && text.front() != '=') {
      const std::size_t end =
          text.front() == '"' ? text.find('"', 1) + 1 : text.find_first_of(",}\n ");
      fields[(scopes.empty() ? "" : scopes.back()) + name] = text.take_front(end).str();
      text = text.drop_front(std::min(end, text.size()));
      name.clear();
    } else {
      text = text.drop_front();
    }
  }
  return fields;
}

} // namespace seal::layout
