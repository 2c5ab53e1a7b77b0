// Text without libc: numbers, what files say, and how an Error reads.
#include "os/output.h"
#include <cstring>
#include <gtest/gtest.h>
#include <string>
#include <unistd.h>

namespace {

using seal::Error;
using seal::os::Writer;

template <class Write>
std::string written(Write write) {
  Writer out(-1);
  write(out);
  return std::string(out.buffered());
}

std::string dec(std::uint64_t value) {
  return written([&](Writer& out) { out.dec(value); });
}
std::string hex(std::uint64_t value, int width = 0) {
  return written([&](Writer& out) { out.hex(value, width); });
}
std::string untrusted(const char* text) {
  return written([&](Writer& out) { out.untrusted(text); });
}
std::string failure(const Error& error) {
  return written([&](Writer& out) { write_failure(out, "prog", error); });
}
std::string brief(const Error& error) {
  return written([&](Writer& out) { write_brief(out, error); });
}

TEST(Writer, Decimal) {
  EXPECT_EQ(dec(0), "0");
  EXPECT_EQ(dec(9), "9");
  EXPECT_EQ(dec(10), "10");
  EXPECT_EQ(dec(~std::uint64_t{0}), "18446744073709551615");
}

TEST(Writer, Hexadecimal) {
  EXPECT_EQ(hex(0), "0");
  EXPECT_EQ(hex(0xdeadbeef), "deadbeef");
  EXPECT_EQ(hex(~std::uint64_t{0}), "ffffffffffffffff");
  EXPECT_EQ(hex(0x1f, 4), "001f");
  EXPECT_EQ(hex(0, 4), "0000");
  EXPECT_EQ(hex(0x12345, 4), "12345") << "never cut";
  EXPECT_EQ(hex(1, 16), "0000000000000001");
}

TEST(Writer, TextOfFilesShowsNoControlCharacters) {
  EXPECT_EQ(untrusted("plain /path-1.so"), "plain /path-1.so");
  EXPECT_EQ(untrusted("a\nb\tc\x1b[31m\x7f\r"), "a?b?c?[31m??");
  EXPECT_EQ(untrusted("caf\xc3\xa9"), "caf\xc3\xa9") << "UTF-8 stays";
  EXPECT_EQ(untrusted("\xf0\x9f\x94\x92"), "\xf0\x9f\x94\x92");
}

TEST(Writer, TextOfFilesSteersNoTerminal) {
  EXPECT_EQ(untrusted("a\xc2\x9b"
                      "b"),
            "a?b")
      << "CSI of the C1 set";
  EXPECT_EQ(untrusted("a\x9b"
                      "b"),
            "a?b")
      << "the same as a byte";
  EXPECT_EQ(untrusted("a\xc2\xad"
                      "b"),
            "a?b")
      << "soft hyphen";
  EXPECT_EQ(untrusted("\xe2\x80\xae"
                      "os.1.eruces"),
            "?os.1.eruces")
      << "right to left";
  EXPECT_EQ(untrusted("\xe2\x81\xa6\xd8\x9c\xe1\xa0\x8e\xe2\x80\x8b\xef\xbb\xbf"), "?????");
  EXPECT_EQ(untrusted("\xe2\x80\xa8\xe2\x80\xa9"), "??") << "ends of lines and paragraphs";
}

TEST(Writer, WhatIsNoUtf8IsShownByteByByte) {
  EXPECT_EQ(untrusted("\xc3"), "?") << "cut";
  EXPECT_EQ(untrusted("\xe2\x80"), "??");
  EXPECT_EQ(untrusted("\xc0\xaf"), "??") << "overlong";
  EXPECT_EQ(untrusted("\xed\xa0\x80"), "???") << "a surrogate";
  EXPECT_EQ(untrusted("\xf4\x90\x80\x80"), "????") << "above U+10FFFF";
}

TEST(Writer, CallsCanBeChained) {
  EXPECT_EQ(written([](Writer& out) { out.text("a").dec(1).hex(255).untrusted("\n"); }), "a1ff?");
}

TEST(Writer, WithoutADescriptorDropsWhatDoesNotFit) {
  std::string text = written([](Writer& out) { out.text(std::string(5000, 'x')).dec(1); });
  EXPECT_EQ(text, std::string(1024, 'x'));
}

class PipeTest : public testing::Test {
protected:
  PipeTest() { EXPECT_EQ(pipe(ends_), 0); }
  ~PipeTest() override { close(ends_[0]); }
  std::string read_all() {
    close(ends_[1]);
    std::string all;
    char buffer[4096];
    for (ssize_t got; (got = read(ends_[0], buffer, sizeof buffer)) > 0;)
      all.append(buffer, std::size_t(got));
    return all;
  }
  int ends_[2];
};

TEST_F(PipeTest, LongTextArrivesWholeAndInOrder) {
  std::string expected;
  {
    Writer out(ends_[1]);
    for (int i = 0; i < 2000; ++i) {
      out.dec(std::uint64_t(i)).text(" ");
      expected += std::to_string(i) + " ";
    }
    out.text(std::string(3000, 'x'));
    expected += std::string(3000, 'x');
  }
  EXPECT_EQ(read_all(), expected);
}

TEST_F(PipeTest, TextIsHeldBackUntilFlushed) {
  Writer out(ends_[1]);
  out.text("held");
  EXPECT_EQ(out.buffered(), "held");
  out.flush();
  EXPECT_EQ(out.buffered(), "");
  out.flush(); // nothing twice
  EXPECT_EQ(read_all(), "held");
}

TEST(Writer, DescriptorThatCannotBeWrittenIsNoEndlessLoop) {
  Writer out(1000000);
  out.text(std::string(3000, 'x'));
  out.flush();
  EXPECT_EQ(out.buffered(), "");
}

TEST(Writer, IntoMemoryKeepsAll) {
  seal::os::Scratch arena;
  seal::os::Vector<char> chars;
  {
    Writer out(arena, chars);
    out.text(std::string(5000, 'x')).dec(1);
  }
  EXPECT_EQ(std::string(chars.begin(), chars.size()), std::string(5000, 'x') + "1");
}

TEST(ErrorText, OfAFailedStartIsGlibcsAndThenItsOwn) {
  EXPECT_EQ(failure({.what = "cannot open",
                     .file = "/lib/a.so",
                     .note = "a fact",
                     .needed_by = "b",
                     .remedy = "install it",
                     .trace = "\n    tried",
                     .err = 2}),
            "prog: error while loading shared libraries: /lib/a.so: cannot open: "
            "No such file or directory\n"
            "ld-seal: needed by b; a fact; install it\n    tried\n");
  EXPECT_EQ(failure({.what = "file too short", .file = "a"}),
            "prog: error while loading shared libraries: a: file too short\n");
  EXPECT_EQ(failure({.what = "undefined symbol", .detail = "f", .occasion = "symbol lookup error"}),
            "prog: symbol lookup error: undefined symbol: f\n");
  EXPECT_EQ(failure({.what = "out of memory", .occasion = ""}), "prog: out of memory\n");
}

TEST(ErrorText, HasItsNamesWhereGlibcHasThem) {
  const Error error{.what = "version `%' not found (required by %)",
                    .file = "a.so",
                    .detail = "V%1",
                    .needed_by = "b"};
  EXPECT_EQ(brief(error), "a.so: version `V%1' not found (required by b)");
  EXPECT_FALSE(seal::os::has_addition(error)) << "it names who needed it";
  EXPECT_EQ(brief({.what = "type 0x%", .detail = "fa", .err = 13}), "type 0xfa: Permission denied");
}

TEST(ErrorText, BriefIsAsDlerrorHasIt) {
  EXPECT_EQ(brief({.what = "cannot open",
                   .file = "a.so",
                   .detail = "f",
                   .needed_by = "b",
                   .remedy = "install it",
                   .trace = "\n    tried",
                   .err = 13}),
            "a.so: cannot open: f: Permission denied");
}

TEST(ErrorText, NamesFromFilesAreUntrustedButWholeInDlerror) {
  const Error error{.what = "w", .file = "a\nb", .detail = "c\nd", .needed_by = "e\nf"};
  EXPECT_EQ(failure(error),
            "prog: error while loading shared libraries: a?b: w: c?d\nld-seal: needed by e?f\n");
  EXPECT_EQ(brief(error), "a\nb: w: c\nd");
}

TEST(ErrorText, OfARareErrno) {
  EXPECT_EQ(brief({.what = "w", .err = 133}), "w: Unknown error 133");
  EXPECT_EQ(seal::os::errno_text(1), "Operation not permitted");
}

TEST(ErrorText, CommonErrnosReadAsInLibc) {
  for (int err = 1; err < 134; ++err)
    if (std::string_view text = seal::os::errno_text(err); !text.empty()) {
      EXPECT_EQ(text, strerror(err));
    }
}

TEST(ErrorText, IsPrintedWithItsSeverity) {
  testing::internal::CaptureStderr();
  seal::os::print_error({.what = "is odd", .file = "a.so"}, "warning");
  seal::os::print_error({.what = "is odd", .file = "a.so"});
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "ld-seal: warning: a.so: is odd\nld-seal: a.so: is odd\n");
}

TEST(ErrorDeathTest, DyingSaysWhyAndHasAStatus) {
  EXPECT_EXIT(seal::os::die({.what = "is odd"}, 126), testing::ExitedWithCode(126),
              "^ld-seal: is odd\n$");
}

} // namespace
