// The list of what is loaded, and bringing more in: one object per file and per soname.
#pragma once

#include "object/search.h"

namespace seal::object {

// All objects in load order. The program comes first.
// The ELF header of a file that was found, checked. The errors are those of what cannot be mapped.
Result<const Elf64_Ehdr*> header_of(const Found& found);

class Objects {
public:
  // The arena is that of the tables of names and files.
  explicit Objects(os::Arena& arena) : arena_(arena) {}

  // With the names and the file that it has by then. Without memory the list stays as it was.
  Status append(Object& object);
  // It was asked for by this name too.
  Status add_name(Object& object, const char* name);
  // It is not known any more by the other names that it was asked for by.
  void keep_name(Object& object, const char* name);
  // Unlinks everything behind `last`: what a failed dlopen had brought in. Gives the first of it,
  // which leads to the others.
  Object* truncate(Object* last);
  void remove(Object& object);
  // Both are in the list, and neither is the first.
  void move_before(Object& moved, Object& place);
  void clear();

  // Nobody needs it, and it stays: it is not found by name any more.
  void close(Object& object) { object.closed = any_closed_ = true; }
  // Was anything ever closed?
  bool any_closed() const { return any_closed_; }

  Object* first() const { return first_; }
  Object* last() const { return last_; }
  std::size_t size() const { return size_; }
  // Names and files are those of one namespace; the companion is in all of them, as glibc's loader
  // is. What is closed has no name any more.
  Object* by_name(const char* name, std::size_t space = 0) const;
  Object* by_identity(const os::FileIdentity& identity, std::size_t space = 0) const;
  bool has(const Object* object) const;
  // The object whose segments hold the address, or null.
  Object* by_address(std::uintptr_t address) const;

  template <class Visit>
  void for_each(Visit visit) const {
    for (Object* object = first_; object; object = object->next)
      visit(*object);
  }

private:
  // Calls visit(name) for each name that the object answers to.
  template <class Visit>
  static void for_each_name(const Object& object, Visit visit);
  Status index(Object& object);
  void forget(const Object& object);

  void unlink(Object& object);

  os::Arena& arena_;
  bool any_closed_ = false;
  Object* first_ = nullptr;
  Object* last_ = nullptr;
  std::size_t size_ = 0;
  std::uint64_t appended_ = 0; // ever
  Index<std::string_view, Object> names_;
  Index<os::FileIdentity, Object> files_;
};

// A library that could not be loaded, and the object behind which it would be in the list.
struct Missing {
  const char* name;
  const Object* after;
};

// The file at the object's path is the one that was mapped, and was not written to since.
bool has_its_file(const Object& object);
// That file was written to in place: what was mapped of it changed as well.
bool is_overwritten(const Object& object);

// All of them, and what was wrong with the first.
struct MissingList {
  os::Vector<Missing> all;
  Status first;
};

// Brings objects in: those of a start, or of one dlopen.
class Loading {
public:
  // New objects lie in `arena` and `live_arena`. `self` is the loader, which DT_NEEDED may name.
  Loading(Objects& objects, Search& search, Object& self, os::Arena& arena, os::Arena& live_arena,
          std::size_t space = 0)
      : objects_(objects), search_(search), self_(self), arena_(arena), live_arena_(live_arena),
        space_(space) {}

  // Maps and parses the file at `path` as the program; to run it, it must be executable.
  Result<Object*> program(const char* path, bool to_run);
  // The object for `name`, loaded already or now. Its dependencies are not looked at.
  // With `as` by that rule; `asked` is for LD_DEBUG.
  Result<Object*> library(const char* name, Object& requester, Rule* as = nullptr,
                          const char* asked = "needed");
  // All dependencies of `roots`; fills each new object's `needed`, and the scope of the first root.
  // With `missing` what cannot be found is noted there, and passed over.
  Status dependencies(const os::Vector<Object*>& roots, MissingList* missing = nullptr);

private:
  Status bring(elf::Need need, const char* wanted, Object& object, MissingList* missing);
  Status needs_of(Object& object, MissingList* missing);
  Result<const char*> expand(const char* name, Object& requester);
  Status note(MissingList& missing, const char* name, const Object* after, const Error& error);
  Object* known(const char* name) const; // by its name, without a search
  Result<Object*> reopen(const char* name, Found& found);
  Result<bool> is_as_it_was(Object& closed, Visited& group);
  Status follow(Object& object, elf::Need need, const char* wanted, Visited& group, bool& same);
  Result<Object*> find_now(const char* name, Object& requester);
  Object* closed_of(const Found& found) const;
  // `name` is what was asked for.
  Result<Object*> map(Found& found, const char* name, Object* requester);

  Objects& objects_;
  Search& search_;
  Object& self_;
  os::Arena& arena_;
  os::Arena& live_arena_;
  std::size_t space_;
};

} // namespace seal::object
