// $ORIGIN, $LIB and $PLATFORM in search paths, as ld.so(8) describes them ("Dynamic string tokens").
#include "object/search.h"
#include "support/object.h"
#include "support/result.h"
#include <cstdlib>
#include <gtest/gtest.h>
#include <memory>
#include <unistd.h>

namespace {

using seal::object::Search;
using seal::test::take;

class ExpandTest : public testing::Test {
protected:
  ExpandTest() {
    object_.arena = &arena_;
    object_.path = "/opt/app/lib/libself.so";
  }
  ~ExpandTest() override { arena_.release({}); }
  std::string expand(std::string_view text, bool secure = false) {
    Search search({.secure = secure}, arena_);
    // Exactly as long as it is: it may be a part of a list.
    std::unique_ptr<char[]> copy(new char[text.size()]);
    text.copy(copy.get(), text.size());
    const char* result = take(search.expand(copy.get(), text.size(), object_));
    return result ? result : "(nothing)";
  }
  void move_to(const char* path) {
    object_.path = path;
    object_.origin = nullptr; // not asked for yet
  }
  std::string platform() {
    seal::object::Hwcaps hwcaps;
    return hwcaps.platform();
  }
  seal::os::Arena arena_;
  seal::test::TestObject object_;
};

TEST_F(ExpandTest, TextWithoutTokensStays) {
  EXPECT_EQ(expand("/usr/lib"), "/usr/lib");
  EXPECT_EQ(expand(""), "");
}

TEST_F(ExpandTest, OriginIsTheFolderOfTheFile) {
  EXPECT_EQ(expand("$ORIGIN"), "/opt/app/lib");
  EXPECT_EQ(expand("${ORIGIN}"), "/opt/app/lib");
  EXPECT_EQ(expand("$ORIGIN/../plugins"), "/opt/app/lib/../plugins");
  EXPECT_EQ(expand("${ORIGIN}s/x"), "/opt/app/libs/x");
}

TEST_F(ExpandTest, OriginOfAFileInTheRootIsTheRoot) {
  object_.path = "/libself.so";
  EXPECT_EQ(expand("$ORIGIN/x"), "//x");
}

TEST_F(ExpandTest, OriginThatIsKnownIsTaken) {
  object_.origin = "/resolved";
  EXPECT_EQ(expand("$ORIGIN"), "/resolved");
}

TEST_F(ExpandTest, OriginOfARelativePathBeginsAtTheCurrentFolder) {
  object_.path = "sub/libself.so";
  std::unique_ptr<char, void (*)(void*)> here(get_current_dir_name(), std::free);
  EXPECT_EQ(expand("$ORIGIN"), std::string(here.get()) + "/sub");
}

TEST_F(ExpandTest, LibAndPlatform) {
  EXPECT_EQ(expand("/opt/$LIB"), "/opt/lib/x86_64-linux-gnu");
  EXPECT_EQ(expand("/opt/${LIB}/x"), "/opt/lib/x86_64-linux-gnu/x");
  EXPECT_EQ(expand("$PLATFORM"), platform());
  EXPECT_EQ(expand("${PLATFORM}"), platform());
}

TEST_F(ExpandTest, SeveralTokens) {
  EXPECT_EQ(expand("$ORIGIN/$LIB/${PLATFORM}$ORIGIN"),
            "/opt/app/lib/lib/x86_64-linux-gnu/" + platform() + "/opt/app/lib");
}

TEST_F(ExpandTest, LongerWordIsNoToken) {
  for (const char* text : {"$ORIGINS", "$ORIGIN_", "$ORIGIN1", "$LIBS", "$PLATFORMz", "$origin",
                           "$ORIGI", "$", "$$", "${", "${}", "${ORIGIN", "${ORIGIN /", "${ORIGINS}",
                           "${ ORIGIN}", "$OTHER", "${OTHER}", "$/"})
    EXPECT_EQ(expand(text), text);
}

TEST_F(ExpandTest, TokenEndsAtAnythingElse) {
  for (const char* end : {"/", "-", ".", "$", "{", "}", "[", "@", "`", ":", "\xff"})
    EXPECT_EQ(expand(std::string("$ORIGIN") + end), std::string("/opt/app/lib") + end);
}

TEST_F(ExpandTest, TokenBehindADollarCounts) {
  EXPECT_EQ(expand("$$LIB"), "$lib/x86_64-linux-gnu");
}

TEST_F(ExpandTest, TokenEndsWithThePart) {
  // The part of a list ends where it ends, whatever follows in memory.
  Search search({}, arena_);
  const char* list = "$ORIGINAL:$LIB";
  EXPECT_STREQ(take(search.expand(list, 7, object_)), "/opt/app/lib");
  EXPECT_STREQ(take(search.expand(list, 6, object_)), "$ORIGI");
}

// Whoever can link a privileged program into a folder of their own must not choose its libraries.
TEST_F(ExpandTest, InSecureModeOriginMustLeadToASystemFolder) {
  EXPECT_EQ(expand("$ORIGIN", true), "(nothing)");
  EXPECT_EQ(expand("${ORIGIN}/lib", true), "(nothing)");
  EXPECT_EQ(expand("/opt/$LIB", true), "/opt/lib/x86_64-linux-gnu") << "no $ORIGIN in it";
  move_to("/usr/lib/x86_64-linux-gnu/libself.so");
  EXPECT_EQ(expand("$ORIGIN", true), "/usr/lib/x86_64-linux-gnu");
  EXPECT_EQ(expand("$ORIGIN/plugins", true), "/usr/lib/x86_64-linux-gnu/plugins");
}

TEST_F(ExpandTest, InSecureModeOriginMustNotLeaveTheSystemFolder) {
  move_to("/usr/lib/libself.so");
  EXPECT_EQ(expand("$ORIGIN/../tmp", true), "(nothing)");
  EXPECT_EQ(expand("$ORIGIN/x/..", true), "(nothing)");
  move_to("/usr/library/libself.so");
  EXPECT_EQ(expand("$ORIGIN", true), "(nothing)") << "only begins like a system folder";
}

} // namespace
