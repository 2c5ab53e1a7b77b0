// What the seal report says, for people and for programs.
#include "seal/report.h"
#include "support/result.h"
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using seal::sealing::Format;
using seal::sealing::Item;
using seal::sealing::Kind;
using seal::sealing::Plan;
using seal::test::take;

class ReportTest : public testing::Test {
protected:
  ~ReportTest() override { arena_.release({}); }
  std::string report(const Item& item, Format format) {
    Plan plan;
    take(plan.push(arena_, item));
    seal::os::Writer out(-1);
    write_report(out, plan, format);
    return std::string(out.buffered());
  }
  seal::os::Arena arena_;
};

const Item kSealed{"/lib/libc.so.6", 0x7f1200000000, 0x7f1200028000, Kind::kReadOnly, nullptr, 0};
const Item kFailed{"./program", 0x401000, 0x402000, Kind::kText, "the kernel refused", 12};

TEST_F(ReportTest, TextHasALineForEachRange) {
  EXPECT_EQ(report(kSealed, Format::kText),
            "7f1200000000-7f1200028000  read-only data  sealed      /lib/libc.so.6\n");
  EXPECT_EQ(report(kFailed, Format::kText),
            "000000401000-000000402000  text            not sealed  ./program "
            "(the kernel refused)\n");
}

TEST_F(ReportTest, FirstTellsWhoElseLinks) {
  const seal::sealing::Chained chained{"/lib/ld-musl.so.1", "\"reason\"", "not sealed"};
  const auto report = [&](Format format) {
    seal::os::Writer out(-1);
    write_report(out, {}, format, &chained);
    return std::string(out.buffered());
  };
  EXPECT_EQ(report(Format::kText), "host: chain: /lib/ld-musl.so.1 links the program "
                                   "(\"reason\"); opened later: not sealed\n");
  EXPECT_EQ(report(Format::kJson), R"({"host":"chain","interpreter":"/lib/ld-musl.so.1",)"
                                   R"("reason":"\"reason\"","later":"not sealed"})"
                                   "\n");
}

TEST_F(ReportTest, FirstTellsWhyNothingIsSealed) {
  const seal::sealing::Chained chained{"/lib/ld-musl.so.1", "reason", "not sealed", "\"cause\""};
  const auto report = [&](Format format) {
    seal::os::Writer out(-1);
    write_report(out, {}, format, &chained);
    return std::string(out.buffered());
  };
  EXPECT_EQ(report(Format::kText), "host: chain: /lib/ld-musl.so.1 links the program (reason); "
                                   "nothing is sealed: \"cause\"\n");
  EXPECT_EQ(report(Format::kJson), R"({"host":"chain","interpreter":"/lib/ld-musl.so.1",)"
                                   R"("reason":"reason","later":"not sealed",)"
                                   R"("unsealed":"\"cause\""})"
                                   "\n");
}

TEST_F(ReportTest, JsonHasAnObjectForEachRange) {
  EXPECT_EQ(report(kSealed, Format::kJson),
            R"({"object":"/lib/libc.so.6","start":"0x7f1200000000","end":"0x7f1200028000",)"
            R"("kind":"read-only data","sealed":true})"
            "\n");
  EXPECT_EQ(report(kFailed, Format::kJson),
            R"({"object":"./program","start":"0x401000","end":"0x402000","kind":"text",)"
            R"("sealed":false,"reason":"the kernel refused","errno":12})"
            "\n");
}

TEST_F(ReportTest, JsonEscapesWhatItMust) {
  Item item = kSealed;
  item.name = "a\"b\\c\nd\x01"
              "e\x1f";
  EXPECT_NE(report(item, Format::kJson).find(R"("a\"b\\c\u000ad\u0001e\u001f")"),
            std::string::npos);
}

// JSON is UTF-8 (RFC 8259, section 8.1); the name of a file need not be.
TEST_F(ReportTest, JsonIsUtf8) {
  auto shown = [&](const char* name) {
    Item item = kSealed;
    item.name = name;
    std::string line = report(item, Format::kJson);
    const std::size_t begin = std::string("{\"object\":\"").size();
    return line.substr(begin, line.find("\",\"start") - begin);
  };
  for (const char* good : {"caf\u00e9", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff",
                           "\U00010000", "\U0010ffff", "\x7f"})
    EXPECT_EQ(shown(good), good);
  EXPECT_EQ(shown("a\xff"
                  "b"),
            R"(a\ufffdb)");
  EXPECT_EQ(shown("\xc3"), R"(\ufffd)") << "cut off";
  EXPECT_EQ(shown("\xe2\x82"), R"(\ufffd\ufffd)") << "cut off";
  EXPECT_EQ(shown("\xc0\x80"), R"(\ufffd\ufffd)") << "overlong";
  EXPECT_EQ(shown("\xe0\x9f\xbf"), R"(\ufffd\ufffd\ufffd)") << "overlong";
  EXPECT_EQ(shown("\xf0\x8f\xbf\xbf"), R"(\ufffd\ufffd\ufffd\ufffd)") << "overlong";
  EXPECT_EQ(shown("\xed\xa0\x80"), R"(\ufffd\ufffd\ufffd)") << "a surrogate";
  EXPECT_EQ(shown("\xf4\x90\x80\x80"), R"(\ufffd\ufffd\ufffd\ufffd)") << "above U+10FFFF";
}

// A library's path is chosen by whoever names it; a line of the report must not be forged by it.
TEST_F(ReportTest, TextShowsNoControlCharacters) {
  Item item = kSealed;
  item.name = "a\n000000401000-000000402000  text  sealed  b\x1b[2J";
  std::string text = report(item, Format::kText);
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST_F(ReportTest, EachKindHasAName) {
  const char* expected[] = {"text", "read-only data", "RELRO", "hole", "data",   "bss",
                            "TLS",  "stack",          "vdso",  "vvar", "loader", "loader state"};
  for (unsigned i = 0; i < std::size(expected); ++i)
    EXPECT_STREQ(kind_name(static_cast<Kind>(i)), expected[i]);
}

class ReportFileTest : public ReportTest {
protected:
  ReportFileTest() { EXPECT_NE(mkdtemp(folder_), nullptr); }
  ~ReportFileTest() override {
    unlink(file("report").c_str());
    unlink(file("report.json").c_str());
    rmdir(folder_);
  }
  std::string file(const std::string& name) { return std::string(folder_) + "/" + name; }
  std::string written(const std::string& path, const Plan& plan) {
    EXPECT_EQ(seal::test::error_of(report_to({path.c_str(), by_environment_}, plan)), "");
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  bool by_environment_ = false;
  char folder_[32] = "/tmp/ldseal-report-XXXXXX";
};

TEST_F(ReportFileTest, NameDecidesTheFormat) {
  Plan plan;
  take(plan.push(arena_, kSealed));
  EXPECT_EQ(written(file("report"), plan), report(kSealed, Format::kText));
  EXPECT_EQ(written(file("report.json"), plan), report(kSealed, Format::kJson));
}

TEST_F(ReportFileTest, FileIsReplaced) {
  Plan plan;
  take(plan.push(arena_, kSealed));
  take(plan.push(arena_, kFailed));
  written(file("report"), plan);
  plan.truncate(1);
  EXPECT_EQ(written(file("report"), plan), report(kSealed, Format::kText));
}

TEST_F(ReportFileTest, FileThatTheEnvironmentNamesIsAddedTo) {
  Plan plan;
  take(plan.push(arena_, kSealed));
  by_environment_ = true;
  const std::string once = written(file("report"), plan);
  EXPECT_EQ(written(file("report"), plan), once + once);
}

TEST_F(ReportFileTest, EnvironmentLeadsThroughNoLinkAndWaitsForNobody) {
  ASSERT_EQ(symlink("/dev/null", file("report").c_str()), 0);
  ASSERT_EQ(mkfifo(file("report.json").c_str(), 0600), 0);
  EXPECT_TRUE(seal::sealing::report_to({file("report").c_str()}, {}));
  for (const char* name : {"report", "report.json"})
    EXPECT_EQ(seal::test::error_of(seal::sealing::report_to({file(name).c_str(), true}, {})),
              "cannot write the seal report");
}

TEST_F(ReportFileTest, LongReportIsWhole) {
  Plan plan;
  for (int i = 0; i < 1000; ++i)
    take(plan.push(arena_, kSealed));
  std::string text = written(file("report"), plan);
  EXPECT_EQ(text.size(), 1000 * report(kSealed, Format::kText).size());
}

TEST_F(ReportFileTest, FileThatCannotBeWrittenIsAnError) {
  auto status = seal::sealing::report_to({(file("absent") + "/report").c_str()}, {});
  EXPECT_EQ(seal::test::error_of(status), "cannot write the seal report");
  EXPECT_EQ(status.error().err, 2);
}

TEST_F(ReportFileTest, ReportThatFindsNoRoomIsAnError) {
  Plan plan;
  take(plan.push(arena_, kSealed));
  auto status = seal::sealing::report_to({"/dev/full"}, plan);
  EXPECT_EQ(seal::test::error_of(status), "cannot write the seal report");
  EXPECT_EQ(status.error().err, 28);
}

TEST_F(ReportTest, WithoutANameItGoesToStandardError) {
  Plan plan;
  take(plan.push(arena_, kSealed));
  for (const char* destination : {"", "1"}) {
    testing::internal::CaptureStderr();
    EXPECT_TRUE(report_to({destination}, plan));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), report(kSealed, Format::kText));
  }
}

} // namespace
