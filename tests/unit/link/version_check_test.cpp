// Versions that an object needs, against those that the libraries define.
#include "link/version_check.h"
#include "support/library.h"
#include "support/object.h"
#include "support/result.h"
#include <gtest/gtest.h>

namespace {

using namespace seal::test;

class VersionCheckTest : public testing::Test {
protected:
  VersionCheckTest() { user_object_.name = user_object_.path = "user"; }
  ~VersionCheckTest() override { arena_.release({}); }

  // The error of an object that needs these versions of lib.so.
  std::string check(const std::vector<VersionNeed>& needs) {
    put_verneed(user_, {{"lib.so", needs}});
    user_object_.image = user_.image();
    user_object_.arena = &arena_;
    EXPECT_TRUE(parse(user_object_));
    seal::object::Objects objects(arena_);
    seal::test::take(objects.append(user_object_));
    seal::test::take(objects.append(provider_->object()));
    auto status = seal::link::check_versions(user_object_, objects, true);
    return status ? ""
                  : std::string(status.error().detail) + " not found; " +
                        std::string(status.error().note);
  }
  void provide(const std::vector<VersionDefinition>& versions) {
    provider_ = std::make_unique<Library>("lib.so", std::vector<Symbol>{}, versions);
  }
  std::unique_ptr<Library> provider_;
  TestImage user_;
  seal::test::TestObject user_object_;
  seal::os::Arena arena_;
};

TEST_F(VersionCheckTest, DefinedVersionsAreThere) {
  provide({{"V1", 2}, {"V2", 3}});
  EXPECT_EQ(check({{"V2", 2}, {"V1", 3}}), "");
}

TEST_F(VersionCheckTest, MissingVersionIsNamed) {
  provide({{"V1", 2}});
  EXPECT_EQ(check({{"V1", 2}, {"V3", 3}}), "V3 not found; ");
}

TEST_F(VersionCheckTest, WeakNeedMayStayUnmet) {
  provide({{"V1", 2}});
  EXPECT_EQ(check({{"V3", 2, VER_FLG_WEAK}}), "");
}

TEST_F(VersionCheckTest, BaseNameIsNoVersion) {
  provide({{"BASE", 1, VER_FLG_BASE}, {"V1", 2}});
  EXPECT_EQ(check({{"BASE", 2}}), "BASE not found; ");
}

TEST_F(VersionCheckTest, OfSeveralTheFirstIsNamedAndTheNewestNoted) {
  provide({{"GLIBC_2.9", 2}, {"GLIBC_2.30", 3}});
  EXPECT_EQ(check({{"GLIBC_2.31", 2}, {"GLIBC_2.4", 3}, {"GLIBC_2.101", 4}}),
            "GLIBC_2.31 not found; it takes GLIBC_2.101, and the newest it has is GLIBC_2.30");
}

TEST_F(VersionCheckTest, LibraryWithoutVersionsIsWarnedAbout) {
  provide({});
  testing::internal::CaptureStderr();
  EXPECT_EQ(check({{"V1", 2}, {"V2", 3}}), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ld-seal: warning: lib.so: no version information available (required by user)\n");
}

TEST_F(VersionCheckTest, FileThatIsNotLoadedIsSomebodyElsesError) {
  provide({{"V1", 2}});
  provider_->object().name = provider_->object().path = "another.so";
  EXPECT_EQ(check({{"V9", 2}}), "");
}

} // namespace
