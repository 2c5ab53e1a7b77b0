// Reading: as much as there is, however the kernel cuts it.
#include "os/file.h"
#include "support/result.h"
#include <errno.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace {

using seal::os::File;

File file_of(std::string_view text) {
  char path[] = "/tmp/file_testXXXXXX";
  File file(mkstemp(path));
  unlink(path);
  EXPECT_EQ(write(file.fd(), text.data(), text.size()), ssize_t(text.size()));
  return file;
}

TEST(File, IsReadUpToItsEnd) {
  File file = file_of("0123456789");
  char text[20] = {};
  auto got = file.read_up_to(text, sizeof text, 3);
  ASSERT_TRUE(got);
  EXPECT_EQ(*got, 7u);
  EXPECT_STREQ(text, "3456789");
}

TEST(File, ThatIsShorterThanWantedIsAnError) {
  File file = file_of("0123456789");
  char text[20];
  EXPECT_TRUE(file.read_exactly(text, 10, 0));
  auto status = file.read_exactly(text, 11, 0);
  EXPECT_EQ(seal::test::error_of(status), "cannot read file data");
  EXPECT_EQ(status.error().err, 0);
}

TEST(File, ErrorsKeepTheirCause) {
  char byte;
  EXPECT_EQ(File::open("/nowhere").error().err, ENOENT);
  EXPECT_EQ(File::open("/dev/null/x").error().err, ENOTDIR);
  auto folder = File::open("/");
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->read_up_to(&byte, 1, 0).error().err, EISDIR);
}

} // namespace
