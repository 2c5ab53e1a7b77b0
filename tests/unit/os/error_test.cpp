// Texts of errors outlive what they were made of.
#include "os/error.h"
#include <gtest/gtest.h>
#include <string>

namespace {

using seal::Error;
using seal::Text;

TEST(ErrorTexts, AreCopies) {
  std::string name = "libgone.so";
  Error error{.what = "w", .file = name.c_str(), .detail = std::string_view(name).substr(0, 3)};
  name.assign(name.size(), 'x');
  EXPECT_STREQ(error.file.c_str(), "libgone.so");
  EXPECT_STREQ(error.detail.c_str(), "lib");
}

TEST(ErrorTexts, GoWithTheLastErrorThatHasThem) {
  Error kept;
  {
    seal::Status status = Error{.what = "w", .file = std::string(100000, 'f').c_str()};
    kept = status.error();
    status = seal::Status();
  }
  EXPECT_EQ(std::string_view(kept.file), std::string(100000, 'f'));
  kept.file = {};
  EXPECT_FALSE(kept.file);
}

TEST(ErrorTexts, CanBeNoneOrEmptyOrMadeOfTwo) {
  const char* none = nullptr;
  EXPECT_FALSE(Text(none));
  EXPECT_EQ(Text(none).c_str(), nullptr);
  EXPECT_TRUE(Text(""));
  EXPECT_STREQ(Text("a", "bc").c_str(), "abc");
}

TEST(ErrorTexts, MoveWithAResult) {
  seal::Result<int> first = Error{.what = "w", .file = "f"};
  seal::Result<int> second = std::move(first);
  EXPECT_STREQ(second.error().file.c_str(), "f");
}

} // namespace
