// From names to objects.
#include "object/load.h"
#include "object/map.h"
#include "object/search_order.h"
#include "os/debug.h"
#include "os/string.h"
#include <errno.h>

namespace seal::object {

template <class Visit>
void Objects::for_each_name(const Object& object, Visit visit) {
  if (object.dynamic.soname)
    visit(object.dynamic.soname);
  if (*object.name)
    visit(object.name);
  for (const char* each : object.names)
    visit(each);
}

Status Objects::index(Object& object) {
  Status status;
  for_each_name(object, [&](const char* name) {
    if (status)
      status = names_.add(arena_, name, &object);
  });
  if (status && object.identity != os::FileIdentity{})
    status = files_.add(arena_, object.identity, &object);
  return status;
}

Status Objects::append(Object& object) {
  if (object.dynamic.soname) // the object may write over its own
    object.dynamic.soname = TRY(object.arena->copy(object.dynamic.soname));
  if (Status status = index(object); !status) {
    forget(object);
    return status;
  }
  object.previous = last_;
  object.next = nullptr;
  object.number = appended_++;
  (last_ ? last_->next : first_) = &object;
  last_ = &object;
  ++size_;
  return {};
}

Status Objects::add_name(Object& object, const char* name) {
  const char* copy = TRY(object.arena->copy(name));
  TRY(object.names.reserve(*object.arena, 1));
  if (object.previous || first_ == &object) // the loader is listed later
    TRY(names_.add(arena_, copy, &object));
  object.names.append(copy);
  return {};
}

void Objects::keep_name(Object& object, const char* name) {
  std::size_t kept = 0;
  for (const char* each : object.names)
    if (equal(each, name))
      object.names[kept++] = each;
    else
      names_.remove(each, &object);
  object.names.truncate(kept);
}

void Objects::forget(const Object& object) {
  for_each_name(object, [&](const char* name) { names_.remove(name, &object); });
  files_.remove(object.identity, &object);
}

void Objects::unlink(Object& object) {
  (object.previous ? object.previous->next : first_) = object.next;
  (object.next ? object.next->previous : last_) = object.previous;
}

void Objects::remove(Object& object) {
  unlink(object);
  forget(object);
  --size_;
}

void Objects::move_before(Object& moved, Object& place) {
  if (&moved == &place)
    return;
  unlink(moved);
  moved.previous = place.previous;
  moved.next = &place;
  (place.previous ? place.previous->next : first_) = &moved;
  place.previous = &moved;
}

Object* Objects::truncate(Object* last) {
  Object* gone = std::exchange(last ? last->next : first_, nullptr);
  last_ = last;
  for (Object* object = gone; object; object = object->next) {
    forget(*object);
    --size_;
  }
  return gone;
}

void Objects::clear() {
  first_ = last_ = nullptr;
  size_ = 0;
  names_.clear();
  files_.clear();
}

namespace {

auto open_in(std::size_t space) {
  return [space](const Object& object) {
    return !object.closed && (object.space == space || object.is_companion);
  };
}

} // namespace

Object* Objects::by_name(const char* name, std::size_t space) const {
  return names_.find(name, open_in(space));
}

Object* Objects::by_identity(const os::FileIdentity& identity, std::size_t space) const {
  return files_.find(identity, open_in(space));
}

bool Objects::has(const Object* object) const {
  const Object* each = first_;
  while (each && each != object)
    each = each->next;
  return each;
}

Object* Objects::by_address(std::uintptr_t address) const {
  for (Object* object = first_; object; object = object->next)
    if (address >= object->map_start && address < object->map_end &&
        object->image.contains(address - object->image.bias, 1))
      return object;
  return nullptr;
}

namespace {

void describe(const Object& object, const char* name) {
  using Word = os::DebugWord;
  os::debug("file=% [0];  generating link map\n"
            "  dynamic: %  base: %   size: %\n"
            "    entry: %  phdr: %  phnum:   %\n\n",
            name, Word::address(reinterpret_cast<std::uintptr_t>(object.dynamic.entries.data())),
            Word::address(object.image.bias), Word::address(object.map_end - object.map_start),
            Word::address(object.entry), Word::address(object.phdr_address),
            Word::column(object.image.phdrs.size()));
}

} // namespace

namespace {

// In what "objcopy --only-keep-debug" makes the section has no contents.
bool lacks_dynamic(const elf::Image& image, unsigned type) {
  const Elf64_Phdr* dynamic = image.find(PT_DYNAMIC);
  return dynamic ? dynamic->p_filesz == 0 : type == ET_DYN;
}

} // namespace

Result<const Elf64_Ehdr*> header_of(const Found& found) {
  if (found.read_error && found.head_size < sizeof(Elf64_Ehdr))
    return Error{.what = "cannot read file data",
                 .file = found.path,
                 .err = found.read_error,
                 .not_executable = found.read_error == EISDIR};
  auto header = elf::check_header({found.head, found.head_size});
  if (!header)
    return with_file(header.error(), found.path);
  return header;
}

Result<Object*> Loading::map(Found& found, const char* name, Object* requester) {
  // As glibc has it: what the header says is wrong with the file, the rest with what was asked for.
  auto fail_as = [&](const char* file, Error error) {
    if (requester) {
      error.needed_by = requester->shown_name();
      error.not_executable = false; // that is the program, not what it needs
    }
    return with_file(std::move(error), file);
  };
  auto fail = [&](Error error) { return fail_as(name, std::move(error)); };
  auto header = header_of(found);
  if (!header)
    return fail_as(found.path, header.error());
  const Elf64_Ehdr& ehdr = **header;
  auto* phdrs = TRY(arena_.array<Elf64_Phdr>(ehdr.e_phnum));
  std::size_t size = ehdr.e_phnum * sizeof(Elf64_Phdr);
  if (ehdr.e_phoff <= found.head_size && size <= found.head_size - ehdr.e_phoff) {
    std::memcpy(phdrs, found.head + ehdr.e_phoff, size);
  } else if (ehdr.e_phoff > found.info.size) {
    return fail_as(found.path, {.what = "cannot read file data",
                                .remedy = "the program headers lie behind the file's end"});
  } else if (Status status = found.file.read_exactly(phdrs, size, ehdr.e_phoff); !status) {
    return fail_as(found.path, status.error());
  }
  const std::span<const Elf64_Phdr> all{phdrs, ehdr.e_phnum};
  const elf::Image image{.phdrs = all, .loads = TRY(elf::loads_of(all, arena_))};
  if (Status status = elf::check_program_headers(image, found.info.size); !status)
    return fail(status.error());

  auto made = make_object(arena_, live_arena_);
  if (!made)
    return fail({.what = "cannot create shared object descriptor", .err = made.error().err});
  Object* const object = *made;
  object->space = space_;
  object->path = object->name = TRY(arena_.copy(found.path));
  object->loader = requester;
  if (requester)
    object->inherits = requester->dynamic.rpath ? requester : requester->inherits;
  object->rule = found.rule;
  object->identity = found.info.identity;
  object->modified = found.info.modified;
  object->image = image;
  if (requester && (ehdr.e_type != ET_DYN))
    return fail({.what = "cannot dynamically load executable"});
  if (lacks_dynamic(object->image, ehdr.e_type))
    return fail({.what = "object file has no dynamic section"});
  if (Status status = map_segments(*object, found.file, ehdr); !status)
    return fail(status.error());
  if (Status status = parse(*object); !status) {
    unmap(*object);
    return fail(status.error());
  }
  if (requester && (object->dynamic.flags_1 & DF_1_PIE)) {
    unmap(*object);
    return fail({.what = "cannot dynamically load position-independent executable"});
  }
  if (requester && object->path[0] != '/')
    if (auto origin = search_.origin_of(*object); !origin) { // now: the directory may change
      unmap(*object);
      return fail(origin.error());
    }
  return object;
}

Result<Object*> Loading::program(const char* path, bool to_run) {
  Found found;
  if (Status status = search_.open(path, Rule::kProgram, found); !status) {
    Error error = with_file(status.error(), path);
    error.not_executable = error.err == EACCES;
    return error;
  }
  auto object = map(found, path, nullptr);
  if (!object)
    return object;
  if (to_run && (found.info.mode & 0111) == 0)
    return Error{.what = "cannot execute", .file = path, .err = EACCES, .not_executable = true};
  // $ORIGIN of a program is where the file lies, not the link that led to it: as execve has it.
  const char* number = TRY(arena_.number(std::uint64_t(found.file.fd())));
  const char* link = TRY(arena_.concat("/proc/self/fd/", number));
  (*object)->origin = TRY(search_.folder_behind(link, arena_));
  (*object)->is_program = true;
  (*object)->identity = {}; // a library of the same file is another object, and refused
  if (os::debugging(os::kFiles))
    describe(**object, path);
  (*object)->global = true;
  return object;
}

Object* Loading::known(const char* name) const {
  if (!*name && space_ == 0) // the program's own name
    return objects_.first();
  if (Object* object = objects_.by_name(name, space_))
    return object;
  return self_.answers_to(name) ? &self_ : nullptr;
}

Result<Object*> Loading::library(const char* name, Object& requester, Rule* as, const char* asked) {
  if (Object* object = known(name))
    return object;
  if (os::debugging(os::kFiles))
    os::debug("\nfile=% [0];  % by % [0]\n", name, asked, requester.shown_name());
  Found found;
  if (Status status =
          search_.find(name, requester, *objects_.first(), as && *as == Rule::kPreload, found);
      !status)
    return status.error();
  Object* object = objects_.by_identity(found.info.identity, space_);
  if (!object && self_.identity == found.info.identity)
    object = &self_;
  if (!object)
    object = TRY(reopen(name, found));
  if (!object) {
    auto mapped = map(found, name, &requester);
    if (!mapped)
      return mapped;
    object = *mapped;
    if (as)
      object->rule = *as;
    if (Status status = objects_.append(*object); !status) {
      unmap(*object);
      return status.error();
    }
    if (os::debugging(os::kFiles))
      describe(*object, name);
  }
  if (object->names.empty() || !object->answers_to(name)) // lists show the first one
    TRY(objects_.add_name(*object, name));
  return object;
}

Status Loading::note(MissingList& missing, const char* name, const Object* after,
                     const Error& error) {
  if (missing.first)
    missing.first = error;
  const char* copy = TRY(arena_.copy(name));
  return missing.all.push(arena_, {copy, after});
}

// The tokens in a need stand for what they are in that object.
Result<const char*> Loading::expand(const char* name, Object& requester) {
  if (!std::strchr(name, '$'))
    return name;
  const char* expanded = TRY(search_.expand(name, std::strlen(name), requester));
  if (expanded && *expanded)
    return arena_.copy(expanded);
  return Error{.what = search_.settings().secure
                           ? Literal("DST not allowed in SUID/SGID programs")
                           : Literal("empty dynamic string token substitution"),
               .file = name,
               .needed_by = requester.shown_name()};
}

Status Loading::bring(elf::Need need, const char* wanted, Object& object, MissingList* missing) {
  auto expanded = expand(wanted, object);
  if (!expanded)
    return need == elf::Need::kAuxiliary ? Status() : expanded.error();
  const char* name = *expanded;
  const bool is_filtee = need != elf::Need::kNeeded;
  if (is_filtee && os::debugging(os::kLibs))
    os::debug("load auxiliary object=% requested by file=%\n", name, object.shown_name());
  auto needed = library(name, object);
  if (!needed) {
    // A file that is there and does not fit is an error in any case.
    if (missing && needed.error().err)
      return note(*missing, name, is_filtee ? object.previous : objects_.last(), needed.error());
    return need == elf::Need::kAuxiliary ? Status() : needed.error();
  }
  TRY(object.needed.push(arena_, *needed));
  return is_filtee ? object.filtees.push(arena_, *needed) : Status();
}

Status Loading::needs_of(Object& object, MissingList* missing) {
  if (object.relocated) // came with its dependencies before
    return {};
  Status status;
  object.dynamic.for_each_need([&](elf::Need need, const char* wanted) {
    if (status)
      status = bring(need, wanted, object, missing);
  });
  return status;
}

Status Loading::dependencies(const os::Vector<Object*>& roots, MissingList* missing) {
  SearchOrder order(roots[0]->scope, *roots[0]->arena, arena_);
  return order.run(
      roots, [&](Object& object) { return needs_of(object, missing); },
      [&](Object& filtee, Object& filter) {
        // In the list too, as in glibc's; what was there before stays where it is.
        if (!filtee.relocated && !filter.is_program && !filtee.is_program)
          objects_.move_before(filtee, filter);
      });
}

} // namespace seal::object
