// From a relocation's symbol number to its definition: what the symbol's binding and visibility,
// DT_SYMBOLIC and the scopes have to do with it.
#include "link/relocate.h"
#include "support/library.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;
using seal::link::Definition;
using seal::test::take;

class ResolveTest : public testing::Test {
protected:
  ~ResolveTest() override { arena_.release({}); }
  // A library in the global scope.
  Library& global(const char* name, std::vector<Symbol> symbols) {
    Library& library = local(name, std::move(symbols));
    library.object().from_start = true;
    take(global_scope_.object().scope.push(arena_, &library.object()));
    return library;
  }
  // One that was opened with RTLD_LOCAL.
  Library& local(const char* name, std::vector<Symbol> symbols) {
    libraries_.push_back(std::make_unique<Library>(name, std::move(symbols)));
    Library& library = *libraries_.back();
    library.object().arena = &arena_;
    library.object().number = libraries_.size();
    take(library.object().scopes.push(arena_, &global_scope_.object()));
    return library;
  }
  // Who defines what symbol number `index` of `user` refers to.
  std::string definer(Library& user, std::uint32_t index, bool copy = false) {
    auto result = resolve(state_, user.object(), index, false, copy);
    if (!result)
      return error_of(result) +
             (result.error().detail ? std::string(": ") + result.error().detail.c_str() : "");
    return *result ? result->object->path : "nobody";
  }
  std::string definer(Library& user, const char* name, bool copy = false) {
    return definer(user, user.tables().number(name), copy);
  }
  seal::os::Arena arena_;
  Library global_scope_{"whose scope is the global one"};
  std::vector<std::unique_ptr<Library>> libraries_;
  seal::link::LinkState state_{.arena = arena_};
};

constexpr Symbol undefined(const char* name, unsigned bind = STB_GLOBAL) {
  return {.name = name, .value = 0, .bind = bind, .section = SHN_UNDEF};
}

TEST_F(ResolveTest, FirstInTheGlobalScopeIsTaken) {
  Library& user = global("user", {undefined("f")});
  global("a", {{"f"}});
  global("b", {{"f"}});
  EXPECT_EQ(definer(user, "f"), "a");
}

TEST_F(ResolveTest, DefinitionBeforeTheLibrarysOwnInterposes) {
  global("program", {{"f"}});
  Library& user = global("user", {{"f"}});
  EXPECT_EQ(definer(user, "f"), "program");
}

TEST_F(ResolveTest, SymbolicPrefersItsOwn) {
  global("program", {{"f"}, {"g"}});
  Library& user = global("user", {{"f"}, undefined("g")});
  user.object().own_first = true;
  EXPECT_EQ(definer(user, "f"), "user");
  EXPECT_EQ(definer(user, "g"), "program") << "what it does not have it takes from others";
}

TEST_F(ResolveTest, VisibilityKeepsADefinitionToItself) {
  global("program", {{"hidden"}, {"internal"}, {"protected"}, {"default"}});
  Library& user = global("user", {{.name = "hidden", .visibility = STV_HIDDEN},
                                  {.name = "internal", .visibility = STV_INTERNAL},
                                  {.name = "protected", .visibility = STV_PROTECTED},
                                  {.name = "default"}});
  EXPECT_EQ(definer(user, "hidden"), "user");
  EXPECT_EQ(definer(user, "internal"), "user");
  EXPECT_EQ(definer(user, "protected"), "user");
  EXPECT_EQ(definer(user, "default"), "program");
}

TEST_F(ResolveTest, LocalSymbolIsItsOwn) {
  global("program", {{"f"}});
  Library& user = global("user", {{.name = "f", .bind = STB_LOCAL}});
  EXPECT_EQ(definer(user, "f"), "user");
}

TEST_F(ResolveTest, UndefinedSymbolIsAnErrorUnlessWeak) {
  Library& user = global("user", {undefined("f"), undefined("w", STB_WEAK)});
  EXPECT_EQ(definer(user, "f"), "undefined symbol: f");
  EXPECT_EQ(definer(user, "w"), "nobody");
}

TEST_F(ResolveTest, SymbolNumberMustExist) {
  Library& user = global("user", {{"f"}});
  EXPECT_EQ(definer(user, std::uint32_t(user.object().symbols.table.size())),
            "a relocation names a symbol that does not exist");
  EXPECT_EQ(definer(user, 0xffffffff), "a relocation names a symbol that does not exist");
}

TEST_F(ResolveTest, CopyComesFromSomebodyElse) {
  Library& program = global("program", {{"data"}});
  program.object().is_program = true;
  global("library", {{"data"}});
  EXPECT_EQ(definer(program, "data", true), "library");
}

TEST_F(ResolveTest, ScopesAreSearchedInTheirOrder) {
  global("program", {{"f"}});
  Library& plugin = local("plugin", {undefined("f"), undefined("g")});
  Library& helper = local("helper", {{"f"}, {"g"}});
  auto& scope = plugin.object().scope;
  take(scope.push(arena_, &plugin.object()));
  take(scope.push(arena_, &helper.object()));
  EXPECT_EQ(definer(plugin, "g"), "undefined symbol: g");
  take(plugin.object().scopes.push(arena_, &plugin.object()));
  EXPECT_EQ(definer(plugin, "f"), "program");
  EXPECT_EQ(definer(plugin, "g"), "helper");
  std::swap(plugin.object().scopes[0], plugin.object().scopes[1]); // RTLD_DEEPBIND
  EXPECT_EQ(definer(plugin, "f"), "helper");
}

TEST_F(ResolveTest, StrongDefinitionOfALaterScopeWinsWithDynamicWeak) {
  global("program", {{.name = "f", .bind = STB_WEAK}, {.name = "g", .bind = STB_WEAK}});
  Library& plugin = local("plugin", {undefined("f"), undefined("g")});
  Library& helper = local("helper", {{"f"}});
  take(plugin.object().scope.push(arena_, &helper.object()));
  take(plugin.object().scopes.push(arena_, &plugin.object()));
  EXPECT_EQ(definer(plugin, "f"), "program");
  state_.dynamic_weak = true; // LD_DYNAMIC_WEAK
  EXPECT_EQ(definer(plugin, "f"), "helper");
  EXPECT_EQ(definer(plugin, "g"), "program");
}

TEST_F(ResolveTest, UseOfWhatCouldBeUnloadedIsRemembered) {
  Library& user = local("user", {undefined("f"), undefined("g")});
  global("started", {{"g"}});
  Library& plugin = global("plugin", {{"f"}});
  plugin.object().from_start = false;
  definer(user, "f");
  definer(user, "f");
  definer(user, "g");
  ASSERT_EQ(user.object().bound.size(), 1u);
  EXPECT_EQ(user.object().bound[0], &plugin.object());
}

TEST_F(ResolveTest, UniqueSymbolIsTheFirstOneEverywhere) {
  Library& first = local("first", {{.name = "u", .bind = STB_GNU_UNIQUE}});
  Library& second = local("second", {{.name = "u", .bind = STB_GNU_UNIQUE}});
  for (seal::object::Object* object : {&first.object(), &second.object()}) {
    take(object->scope.push(arena_, object));
    take(object->scopes.push(arena_, object));
  }
  EXPECT_EQ(definer(first, "u"), "first");
  EXPECT_EQ(definer(second, "u"), "first");
}

} // namespace
