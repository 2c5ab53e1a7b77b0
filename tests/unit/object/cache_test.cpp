// ld.so.cache: synthetic caches as ldconfig writes them, and what is left of them when any byte is
// another.
#include "object/cache.h"
#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace {

using seal::object::Cache;
using seal::object::Hwcaps;

constexpr std::uint32_t kLib64 = 0x0303, kLibX32 = 0x0803, kLib32 = 0x0003;
constexpr std::uint64_t kExtension = std::uint64_t{1} << 62;

struct Entry {
  const char* key;
  const char* value;
  std::uint32_t flags = kLib64;
  std::uint64_t hwcap = 0;
};

class Bytes {
public:
  std::size_t size() const { return bytes_.size(); }
  void u32(std::uint32_t value) { raw(&value, 4); }
  void u64(std::uint64_t value) { raw(&value, 8); }
  void text(std::string_view text) { bytes_.append(text); }
  void align(std::size_t to) { bytes_.resize((bytes_.size() + to - 1) / to * to); }
  void patch(std::size_t at, std::uint32_t value) { std::memcpy(bytes_.data() + at, &value, 4); }
  std::string& data() { return bytes_; }

private:
  void raw(const void* from, std::size_t size) {
    bytes_.append(static_cast<const char*>(from), size);
  }
  std::string bytes_;
};

// As ldconfig lays it out: header, entries in descending order, strings, extensions. The entries'
// offsets count from the header.
std::string make_cache(const std::vector<Entry>& entries,
                       const std::vector<std::string>& hwcaps = {}) {
  Bytes out;
  out.text("glibc-ld.so.cache1.1");
  out.u32(std::uint32_t(entries.size()));
  out.u32(0); // size of the strings
  out.u32(2); // flags: little-endian
  std::size_t extension_offset_at = out.size();
  for (int i = 0; i < 4; ++i)
    out.u32(0);
  std::size_t strings = out.size() + entries.size() * 24;
  std::string texts;
  auto string = [&](std::string_view text) {
    std::size_t offset = strings + texts.size();
    texts.append(text).push_back('\0');
    return std::uint32_t(offset);
  };
  for (const Entry& entry : entries) {
    out.u32(entry.flags);
    out.u32(string(entry.key));
    out.u32(string(entry.value));
    out.u32(0);
    out.u64(entry.hwcap);
  }
  std::vector<std::uint32_t> names;
  for (const std::string& name : hwcaps)
    names.push_back(string(name));
  out.text(texts);
  if (!hwcaps.empty()) {
    out.align(4);
    out.patch(extension_offset_at, std::uint32_t(out.size()));
    out.u32(0xeaa42174);
    out.u32(2); // sections: one unknown, and the hwcaps
    out.u32(0);
    out.u32(0);
    out.u32(0);
    out.u32(0);
    out.u32(1);
    out.u32(0);
    out.u32(std::uint32_t(out.size() + 8));
    out.u32(std::uint32_t(names.size() * 4));
    for (std::uint32_t name : names)
      out.u32(name);
  }
  return out.data();
}

// The table of the format before, as ldconfig -c compat puts it in front.
std::string with_old_format(std::uint32_t count, const std::string& cache) {
  Bytes out;
  out.text("ld.so-1.7.0");
  out.text(std::string(1, '\0'));
  out.u32(count);
  out.text(std::string(count * 12, 'o'));
  out.align(8);
  out.text(cache);
  return out.data();
}

// A cache over bytes that end where their memory ends.
class Parsed {
public:
  explicit Parsed(const std::string& bytes) : bytes_(new std::uint64_t[(bytes.size() + 7) / 8]) {
    // Placed at the end would be misaligned: a mapping begins at a page, and so at a multiple of 8.
    std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    cache_.parse({reinterpret_cast<const char*>(bytes_.get()), bytes.size()});
  }
  std::string find(const char* name) {
    const char* path = cache_.find(name, hwcaps_);
    return path ? path : "none";
  }

private:
  std::unique_ptr<std::uint64_t[]> bytes_;
  Cache cache_;
  Hwcaps hwcaps_;
};

const std::vector<Entry> kThree = {{"libz.so.1", "/lib/libz.so.1"},
                                   {"libm.so.6", "/lib/libm.so.6"},
                                   {"libc.so.6", "/lib/libc.so.6"}};

TEST(Cache, FindsEachOfItsNames) {
  Parsed cache(make_cache(kThree));
  for (const Entry& entry : kThree)
    EXPECT_EQ(cache.find(entry.key), entry.value);
}

TEST(Cache, DoesNotFindOthers) {
  Parsed cache(make_cache(kThree));
  for (const char* name : {"", "liba.so", "libd.so", "libzz.so", "libm.so", "libm.so.66", "~"})
    EXPECT_EQ(cache.find(name), "none") << name;
}

TEST(Cache, MayBeEmpty) {
  EXPECT_EQ(Parsed(make_cache({})).find("libc.so.6"), "none");
  EXPECT_EQ(Parsed("").find("libc.so.6"), "none");
}

TEST(Cache, StandsBehindTheOldFormat) {
  for (std::uint32_t count : {0u, 1u, 2u, 7u}) {
    Parsed cache(with_old_format(count, make_cache(kThree)));
    EXPECT_EQ(cache.find("libm.so.6"), "/lib/libm.so.6") << count;
  }
}

TEST(Cache, OfTheOldFormatAloneHasNoEntries) {
  EXPECT_EQ(Parsed(with_old_format(3, "")).find("libc.so.6"), "none");
  std::string reaches_outside = with_old_format(3, make_cache(kThree));
  std::memset(reaches_outside.data() + 12, 0xff, 4); // the old table's count
  EXPECT_EQ(Parsed(reaches_outside).find("libc.so.6"), "none");
}

TEST(Cache, OfAnUnknownFormatHasNoEntries) {
  std::string bytes = make_cache(kThree);
  bytes[19] = '2';
  EXPECT_EQ(Parsed(bytes).find("libc.so.6"), "none");
}

TEST(Cache, OfTheOtherByteOrderHasNoEntries) {
  std::string bytes = make_cache(kThree);
  bytes[28] = 3;
  EXPECT_EQ(Parsed(bytes).find("libc.so.6"), "none");
  bytes[28] = 0; // written before glibc said its byte order
  EXPECT_EQ(Parsed(bytes).find("libc.so.6"), "/lib/libc.so.6");
}

TEST(Cache, EntriesForOtherMachinesArePassedOver) {
  Parsed cache(make_cache({{"libc.so.6", "/lib32/libc.so.6", kLib32},
                           {"libc.so.6", "/libx32/libc.so.6", kLibX32},
                           {"libc.so.6", "/lib64/libc.so.6"}}));
  EXPECT_EQ(cache.find("libc.so.6"), "/lib64/libc.so.6");
  EXPECT_EQ(Parsed(make_cache({{"a", "/a", kLib32}})).find("a"), "none");
}

TEST(Cache, FirstOfEquallyGoodEntriesCounts) {
  Parsed cache(make_cache({{"a", "/first/a"}, {"a", "/second/a"}}));
  EXPECT_EQ(cache.find("a"), "/first/a");
}

// ldconfig's order, in which .so.10 comes after .so.9: runs of digits are numbers.
TEST(Cache, IsSortedWithNumbers) {
  std::vector<Entry> entries = {{"libx.so.100", "100"},     {"libx.so.20", "20"},
                                {"libx.so.10", "10"},       {"libx.so.9", "9"},
                                {"libx.so.2", "2"},         {"libx.so.1.10", "1.10"},
                                {"libx.so.1.9", "1.9"},     {"libx.so.1", "1"},
                                {"libx.so", "none-at-all"}, {"libx-1.so", "dash"}};
  Parsed cache(make_cache(entries));
  for (const Entry& entry : entries)
    EXPECT_EQ(cache.find(entry.key), entry.value) << entry.key;
}

TEST(Cache, DigitsComeBehindLetters) {
  std::vector<Entry> entries = {{"lib2.so", "2"}, {"libz.so", "z"}, {"lib.so", "dot"}};
  Parsed cache(make_cache(entries));
  for (const Entry& entry : entries)
    EXPECT_EQ(cache.find(entry.key), entry.value) << entry.key;
}

TEST(Cache, ManyEntriesAreFoundByHalving) {
  std::vector<std::string> names;
  for (int i = 0; i < 500; ++i)
    names.push_back("lib" + std::to_string(1000 - i) + ".so");
  std::vector<Entry> entries;
  for (const std::string& name : names)
    entries.push_back({name.c_str(), name.c_str()});
  for (std::size_t count : {1u, 2u, 3u, 499u, 500u}) {
    Parsed cache(make_cache({entries.begin(), entries.begin() + std::ptrdiff_t(count)}));
    for (std::size_t i = 0; i < entries.size(); ++i)
      EXPECT_EQ(cache.find(entries[i].key), i < count ? names[i] : "none");
  }
}

class CacheHwcapsTest : public testing::Test {
protected:
  std::string find(std::vector<Entry> entries) {
    return Parsed(make_cache(entries, {"x86-64-v2", "x86-64-v3", "x86-64-v4", "another"}))
        .find("a");
  }
  int level_ = seal::arch::detect_cpu_level({}).level;
};

TEST_F(CacheHwcapsTest, BestFolderOfThisProcessorIsTaken) {
  const char* expected[] = {"", "/base/a", "/v2/a", "/v3/a", "/v4/a"};
  EXPECT_EQ(find({{"a", "/v4/a", kLib64, kExtension | 2},
                  {"a", "/v3/a", kLib64, kExtension | 1},
                  {"a", "/v2/a", kLib64, kExtension | 0},
                  {"a", "/base/a"}}),
            expected[level_]);
  EXPECT_EQ(find({{"a", "/base/a"},
                  {"a", "/v2/a", kLib64, kExtension | 0},
                  {"a", "/v3/a", kLib64, kExtension | 1},
                  {"a", "/v4/a", kLib64, kExtension | 2}}),
            expected[level_])
      << "in any order";
}

TEST_F(CacheHwcapsTest, UnknownFolderIsPassedOver) {
  EXPECT_EQ(find({{"a", "/odd/a", kLib64, kExtension | 3}, {"a", "/base/a"}}), "/base/a");
  EXPECT_EQ(find({{"a", "/odd/a", kLib64, kExtension | 4}, {"a", "/base/a"}}), "/base/a");
  EXPECT_EQ(find({{"a", "/odd/a", kLib64, kExtension | 0xffffffff}}), "none");
}

TEST_F(CacheHwcapsTest, LegacyFolderIsPassedOver) { // hwcaps before glibc 2.33: "tls", "haswell"
  EXPECT_EQ(find({{"a", "/haswell/a", kLib64, std::uint64_t{1} << 50}, {"a", "/base/a"}}),
            "/base/a");
}

TEST(Cache, WithoutTheExtensionNoFolderIsKnown) {
  Parsed cache(make_cache({{"a", "/v2/a", kLib64, kExtension}, {"a", "/base/a"}}));
  EXPECT_EQ(cache.find("a"), "/base/a");
}

// Whatever a byte becomes, nothing outside is read (AddressSanitizer would tell), and what is found
// is a string inside.
TEST(DamagedCache, AnyByteMayBeAnything) {
  std::string good = make_cache({{"libc.so.6", "/v2/libc.so.6", kLib64, kExtension},
                                 {"libc.so.6", "/lib/libc.so.6"},
                                 {"liba.so.1", "/lib/liba.so.1"}},
                                {"x86-64-v2"});
  for (const std::string& whole : {good, with_old_format(2, good)})
    for (std::size_t i = 0; i < whole.size(); ++i)
      for (int value : {0, 1, 0x7f, 0x80, 0xfe, 0xff, whole[i] ^ 1, whole[i] ^ 4}) {
        std::string bytes = whole;
        bytes[i] = char(value);
        Parsed cache(bytes);
        for (const char* name : {"libc.so.6", "liba.so.1", "libb.so", ""})
          EXPECT_LT(cache.find(name).size(), whole.size());
      }
}

TEST(DamagedCache, MayEndAnywhere) {
  std::string whole = with_old_format(1, make_cache(kThree, {"x86-64-v2"}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Parsed cache(whole.substr(0, size));
    for (const Entry& entry : kThree)
      EXPECT_LT(cache.find(entry.key).size(), whole.size());
  }
}

TEST(DamagedCache, CountThatReachesOutsideMeansNoEntries) {
  for (std::uint32_t count : {6u, 1000u, 0x0aaaaaabu, 0xffffffffu}) {
    std::string bytes = make_cache(kThree);
    std::memcpy(bytes.data() + 20, &count, 4);
    EXPECT_EQ(Parsed(bytes).find("libc.so.6"), "none");
  }
}

} // namespace
