// The form of LD_DEBUG's messages.
#include "os/debug.h"
#include <cstdio>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace {

using namespace seal::os;

class DebugTest : public testing::Test {
protected:
  DebugTest() {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    read_end_ = ends[0];
    debug_settings = {.topics = kLibs | kCalls, .fd = ends[1]};
  }
  ~DebugTest() override { debug_settings = {}; }

  // Everything that was written, with ID for this process's id.
  std::string told() {
    close(debug_settings.fd);
    std::string text;
    char part[4096];
    for (ssize_t n; (n = read(read_end_, part, sizeof part)) > 0;)
      text.append(part, std::size_t(n));
    close(read_end_);
    char id[32];
    std::snprintf(id, sizeof id, "%10d:\t", getpid());
    for (std::size_t at; (at = text.find(id)) != std::string::npos;)
      text.replace(at, std::string(id).size(), "ID ");
    return text;
  }
  int read_end_ = -1;
};

TEST_F(DebugTest, OnlyTheTopicsAskedFor) {
  EXPECT_TRUE(debugging(kLibs));
  EXPECT_TRUE(debugging(kFiles | kCalls));
  EXPECT_FALSE(debugging(kFiles | kSymbols));
}

TEST_F(DebugTest, EachLineBeginsWithTheProcess) {
  debug("\ncalling init: %\n\n", "lib.so");
  EXPECT_EQ(told(), "ID \nID calling init: lib.so\nID \n");
}

TEST_F(DebugTest, WordsTakeThePlaces) {
  debug("% is % or %, |%|\n", "x", 10u, DebugWord::address(0xabc), DebugWord::column(123));
  EXPECT_EQ(told(), "ID x is 10 or 0x0000000000000abc, |             123|\n");
}

TEST_F(DebugTest, AMessageIsPutTogether) {
  DebugMessage().add(" search path=").add("%", "a").add(":%", "b").add("\n");
  EXPECT_EQ(told(), "ID  search path=a:b\n");
}

TEST_F(DebugTest, NamesCannotBeginALine) {
  debug("file=%\n", "a\nforged");
  EXPECT_EQ(told(), "ID file=a?forged\n");
}

TEST_F(DebugTest, ErrorsAreTold) {
  debug_error({.what = "undefined symbol", .file = "lib.so", .detail = "x", .remedy = "do"});
  EXPECT_EQ(told(), "ID lib.so: error: undefined symbol: x (fatal)\nID   do\n");
}

TEST_F(DebugTest, ErrorsAreNoStatistics) {
  debug_settings.topics = kStatistics;
  debug_error({.what = "undefined symbol"});
  EXPECT_EQ(told(), "");
}

} // namespace
