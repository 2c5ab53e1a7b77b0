// Who decides whether a process is sealed: the mark, the command line, the environment, and what
// secure mode and a mark that says `require` forbid.
#include "seal/policy.h"
#include "support/result.h"
#include <gtest/gtest.h>
#include <optional>

namespace {

using seal::elf::Mark;
using seal::sealing::decide;
using seal::sealing::Mode;
using seal::sealing::Policy;
using seal::sealing::Request;

using Ask = std::optional<Mode>;
constexpr Ask kNothing;
constexpr Ask kAsks[] = {kNothing, Mode::kNone, Mode::kMarked, Mode::kAll};

Request request(Ask ask) {
  return {.has_mode = ask.has_value(), .mode = ask.value_or(Mode::kNone)};
}
Mark marked(std::uint32_t policy = 0) { return {.present = true, .policy = policy}; }

Policy by_mark(const Mark& mark, Ask environment = {}, bool secure = false) {
  return decide(mark, false, {}, request(environment), secure);
}
Policy by_hand(const Mark& mark, Ask command_line = {}, Ask environment = {}) {
  return decide(mark, true, request(command_line), request(environment), false);
}

TEST(Policy, AsInterpreterTheMarkDecides) {
  EXPECT_FALSE(by_mark({}).on);
  EXPECT_TRUE(by_mark(marked()).on);
}

TEST(Policy, ByHandEverythingIsSealed) {
  EXPECT_TRUE(by_hand({}).on);
  EXPECT_TRUE(by_hand(marked()).on);
  EXPECT_FALSE(by_hand(marked(LDSEAL_POLICY_MARKED_ONLY)).marked_only);
}

TEST(Policy, ByHandTheCommandLineMayLower) {
  EXPECT_FALSE(by_hand(marked(), Mode::kNone).on);
  EXPECT_FALSE(by_hand({}, Mode::kMarked).on);
  EXPECT_TRUE(by_hand(marked(), Mode::kMarked).on);
  EXPECT_TRUE(by_hand(marked(LDSEAL_POLICY_MARKED_ONLY), Mode::kMarked).marked_only);
}

TEST(Policy, CommandLineIsTheLastWord) {
  EXPECT_FALSE(by_hand({}, Mode::kNone, Mode::kAll).on);
  EXPECT_TRUE(by_hand({}, Mode::kAll, Mode::kNone).on);
  EXPECT_FALSE(by_hand({}, kNothing, Mode::kNone).on) << "silent: the environment speaks";
}

TEST(Policy, EnvironmentMayRaise) {
  EXPECT_TRUE(by_mark({}, Mode::kAll).on);
  EXPECT_FALSE(by_mark(marked(LDSEAL_POLICY_MARKED_ONLY), Mode::kAll).marked_only);
}

TEST(Policy, EnvironmentMayLowerAnOrdinaryMark) { EXPECT_FALSE(by_mark(marked(), Mode::kNone).on); }

TEST(Policy, SecureModeIsNeverLowered) {
  EXPECT_TRUE(by_mark(marked(), Mode::kNone, true).on);
  EXPECT_TRUE(by_mark({}, Mode::kAll, true).on) << "but may be raised";
}

TEST(Policy, MarkThatRequiresIsNeverLowered) {
  for (Ask ask : kAsks) {
    Policy policy = by_mark(marked(LDSEAL_POLICY_REQUIRE), ask);
    EXPECT_TRUE(policy.on);
    EXPECT_TRUE(policy.require);
    EXPECT_TRUE(by_hand(marked(LDSEAL_POLICY_REQUIRE), ask).on);
  }
}

TEST(Policy, RequireMayComeFromAnywhere) {
  Request require{.require = true};
  EXPECT_TRUE(decide(marked(), false, require, {}, false).require);
  EXPECT_TRUE(decide(marked(), false, {}, require, false).require);
  EXPECT_FALSE(decide(marked(), false, {}, {}, false).require);
}

TEST(Policy, WhatIsRequiredIsOn) {
  Request require{.require = true};
  EXPECT_TRUE(decide({}, false, {}, require, false).on);
  require.has_mode = true;
  require.mode = Mode::kNone;
  EXPECT_TRUE(decide({}, true, require, {}, false).on);
}

TEST(Policy, WordsOfTheMark) {
  EXPECT_TRUE(by_mark(marked()).system);
  EXPECT_TRUE(by_mark(marked()).later);
  EXPECT_FALSE(by_mark(marked()).marked_only);
  EXPECT_TRUE(by_mark(marked(LDSEAL_POLICY_MARKED_ONLY)).marked_only);
  EXPECT_FALSE(by_mark(marked(LDSEAL_POLICY_NO_SYSTEM)).system);
  EXPECT_FALSE(by_mark(marked(LDSEAL_POLICY_NO_DLOPEN)).later);
  EXPECT_TRUE(by_mark(marked(LDSEAL_POLICY_REQUIRE)).require);
}

TEST(Policy, WordsCountOnlyInAMarkThatIsThere) {
  Mark absent{.present = false, .version = 7, .policy = 0xffffffff};
  EXPECT_FALSE(by_mark(absent).on);
  Policy policy = by_hand(absent);
  EXPECT_TRUE(policy.on && policy.system && policy.later);
  EXPECT_FALSE(policy.require || policy.marked_only || policy.unknown || policy.unknown_version);
}

Request words(std::uint32_t bits) { return {.words = bits}; }

TEST(Policy, WordsThatRaiseAlwaysCount) {
  constexpr std::uint32_t kRaising = LDSEAL_POLICY_DATA | LDSEAL_POLICY_STACK | LDSEAL_POLICY_WX;
  for (std::uint32_t in_mark : {0u, LDSEAL_POLICY_REQUIRE})
    for (bool secure : {false, true}) {
      Policy policy = decide(marked(in_mark), false, {}, words(kRaising), secure);
      EXPECT_TRUE(policy.data && policy.stack && policy.no_new_code) << in_mark << secure;
    }
}

TEST(Policy, WordsThatLowerCountWhereLoweringIsAllowed) {
  constexpr std::uint32_t kLowering =
      LDSEAL_POLICY_MARKED_ONLY | LDSEAL_POLICY_NO_DLOPEN | LDSEAL_POLICY_NO_SYSTEM;
  Policy free = decide(marked(), false, {}, words(kLowering), false);
  EXPECT_TRUE(free.marked_only && !free.later && !free.system);
  Policy required = decide(marked(LDSEAL_POLICY_REQUIRE), false, {}, words(kLowering), false);
  EXPECT_TRUE(!required.marked_only && required.later && required.system);
  Policy secure = decide(marked(), false, {}, words(kLowering), true);
  EXPECT_TRUE(!secure.marked_only && secure.later && secure.system);
  Policy hand = decide({}, true, words(LDSEAL_POLICY_MARKED_ONLY), {}, false);
  EXPECT_TRUE(hand.marked_only) << "said on the command line";
}

TEST(Policy, WordsAloneSealNothingButRequire) {
  EXPECT_FALSE(decide({}, false, {}, words(LDSEAL_POLICY_DATA), false).on);
  Policy policy = decide({}, false, {}, words(LDSEAL_POLICY_REQUIRE), false);
  EXPECT_TRUE(policy.on && policy.require);
}

TEST(Policy, WordsAreParsed) {
  using seal::sealing::parse_words;
  EXPECT_EQ(*parse_words("data,stack"), LDSEAL_POLICY_DATA | LDSEAL_POLICY_STACK);
  EXPECT_EQ(*parse_words("wx"), LDSEAL_POLICY_WX);
  EXPECT_EQ(*parse_words(""), 0u);
  EXPECT_EQ(seal::test::error_of(parse_words("data, stack")), "unknown policy word");
  EXPECT_EQ(seal::test::error_of(parse_words("dat")), "unknown policy word");
}

TEST(Policy, UnknownBitsAndVersionsAreReported) {
  EXPECT_EQ(by_mark(marked(0x80000080)).unknown, 0x80000080u);
  EXPECT_EQ(by_mark(marked(LDSEAL_POLICY_ALL)).unknown, 0u);
  Mark newer = marked();
  newer.version = LDSEAL_NOTE_VERSION + 1;
  EXPECT_TRUE(by_mark(newer).unknown_version);
  EXPECT_FALSE(by_mark(marked()).unknown_version);
}

TEST(Policy, EachBitHasItsWord) {
  const std::pair<std::uint32_t, const char*> kWords[] = {
      {LDSEAL_POLICY_MARKED_ONLY, "marked-only"},
      {LDSEAL_POLICY_NO_DLOPEN, "no-dlopen"},
      {LDSEAL_POLICY_DATA, "data"},
      {LDSEAL_POLICY_STACK, "stack"},
      {LDSEAL_POLICY_NO_SYSTEM, "no-system"},
      {LDSEAL_POLICY_WX, "wx"},
      {LDSEAL_POLICY_REQUIRE, "require"}};
  std::uint32_t all = 0;
  for (auto [bit, word] : kWords) {
    EXPECT_STREQ(seal::sealing::policy_word(bit), word);
    all |= bit;
  }
  EXPECT_EQ(all, LDSEAL_POLICY_ALL);
  for (std::uint32_t other : {0u, 3u, LDSEAL_POLICY_REQUIRE << 1, 0x80000000u})
    EXPECT_EQ(seal::sealing::policy_word(other), nullptr) << other;
}

TEST(Policy, ModesHaveNames) {
  EXPECT_EQ(*seal::sealing::parse_mode("all"), Mode::kAll);
  EXPECT_EQ(*seal::sealing::parse_mode("marked"), Mode::kMarked);
  EXPECT_EQ(*seal::sealing::parse_mode("none"), Mode::kNone);
  for (const char* other : {"", "ALL", "al", "alll", "1"})
    EXPECT_EQ(seal::test::error_of(seal::sealing::parse_mode(other)), "unknown sealing mode");
}

// Every combination there is, against the two promises of the design.
TEST(Policy, WholeMatrix) {
  for (bool present : {false, true})
    for (std::uint32_t bits = 0; bits <= LDSEAL_POLICY_ALL; ++bits)
      for (bool hand : {false, true})
        for (bool secure : {false, true})
          for (Ask line : kAsks)
            for (Ask environment : kAsks)
              for (int required = 0; required < 4; ++required) {
                Mark mark{.present = present, .policy = bits};
                Request ask_line = request(line), ask_environment = request(environment);
                ask_line.require = required & 1;
                ask_environment.require = required & 2;
                Policy policy = decide(mark, hand, ask_line, ask_environment, secure);
                Policy unasked = decide(mark, hand, {}, {}, secure);
                bool mark_requires = present && (bits & LDSEAL_POLICY_REQUIRE);
                if (secure || mark_requires) {
                  EXPECT_GE(policy.on, unasked.on) << "lowered";
                  EXPECT_LE(policy.marked_only && unasked.on, unasked.marked_only) << "lowered";
                }
                EXPECT_EQ(policy.require, required || mark_requires);
                if (policy.require) {
                  EXPECT_TRUE(policy.on);
                }
                if (!hand && line == kNothing && environment == kNothing && !required) {
                  EXPECT_EQ(policy.on, present) << "the mark decides";
                }
                if (!policy.on) {
                  EXPECT_FALSE(policy.marked_only || policy.unknown || policy.data ||
                               policy.stack || policy.no_new_code);
                }
              }
}

} // namespace
