// Describing a difference in few bytes, and following the description.
#include "undo.h"

#include "notes.h"

#include <ldseal/note.h>

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallVector.h>
#include <llvm/Support/Endian.h>
#include <llvm/Support/LEB128.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Support/xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace seal::elfseal {
namespace {

namespace endian = llvm::support::endian;

// The low two bits of an operation's length say where the old bytes come from.
enum class Origin : std::uint64_t { kLiteral = 0, kZero = 1, kCopy = 2 };

constexpr std::size_t kFixedSize = sizeof(ldseal_undo_desc);
constexpr std::uint64_t kLargestDifference = std::uint64_t{1} << 20;
constexpr std::uint64_t kCompareBlock = 4096;
constexpr std::int64_t kWindow = 256; // moved section headers come back from at most this far
constexpr std::uint64_t kWorthAnOperation = 4;
// Within a range, what has only moved is found as such: better not to have it cut to pieces.
constexpr std::uint64_t kLargestGap = 16;

using Bytes = llvm::ArrayRef<std::uint8_t>;

// Where the original differs from what became of it, ranges close to each other taken together.
// What took the place of zeros is left out.
class Differences {
public:
  Differences(Bytes original, Bytes marked, const Addition& added)
      : original_(original), marked_(marked), added_(added),
        end_(std::min(original.size(), marked.size())) {}

  // The first range at or after `from`; empty at the end.
  FileRange next(std::uint64_t from) const {
    const std::uint64_t start = first_difference(from);
    if (start >= end_)
      return {end_, 0};
    std::uint64_t end = start + 1;
    for (;;) {
      const std::uint64_t more = first_difference(end);
      if (more >= end_ || more - end > kLargestGap)
        return {start, end - start};
      end = more + 1;
    }
  }

private:
  std::uint64_t first_difference(std::uint64_t at) const {
    while (at < end_) {
      const FileRange range = added_.range;
      if (!added_.inserted && at >= range.offset && at < range.end()) {
        at = range.end();
        continue;
      }
      const std::uint64_t stop = at < range.offset ? std::min(end_, range.offset) : end_;
      const std::uint64_t block = std::min(kCompareBlock, stop - at);
      const std::uint8_t* const now = marked_.data() + added_.displacement(at);
      if (std::memcmp(original_.data() + at, now + at, block) == 0) {
        at += block;
        continue;
      }
      while (original_[at] == now[at])
        ++at;
      return at;
    }
    return end_;
  }

  Bytes original_;
  Bytes marked_;
  Addition added_;
  std::uint64_t end_;
};

class Writer {
public:
  explicit Writer(llvm::raw_ostream& out) : out_(out) {}

  void zero(FileRange range) { begin(range, Origin::kZero); }
  void copy(FileRange range, std::int64_t distance) {
    begin(range, Origin::kCopy);
    llvm::encodeSLEB128(distance, out_);
  }
  void literal(FileRange range, Bytes original) {
    if (range.size == 0)
      return;
    begin(range, Origin::kLiteral);
    out_.write(reinterpret_cast<const char*>(original.data()) + range.offset, range.size);
  }

private:
  void begin(FileRange range, Origin origin) {
    llvm::encodeULEB128(range.size << 2 | static_cast<std::uint64_t>(origin), out_);
    llvm::encodeULEB128(range.offset - at_, out_);
    at_ = range.end();
  }

  llvm::raw_ostream& out_;
  std::uint64_t at_ = 0;
};

struct Match {
  std::int64_t distance = 0;
  std::uint64_t size = 0;
};

// The longest run of the marked file's bytes, near where those at `at` went, that equals the
// original's from `at` on.
Match best_match(Bytes original, Bytes marked, const Addition& added, std::uint64_t at,
                 std::uint64_t end) {
  Match best;
  const FileRange home = added.range;
  const auto near = static_cast<std::int64_t>(added.displacement(at));
  for (std::int64_t distance = near - kWindow; distance <= near + kWindow; ++distance) {
    const std::uint64_t from = at + static_cast<std::uint64_t>(distance); // wraps: then too large
    if (from >= marked.size() || home.contains({from, 1}))
      continue;
    std::uint64_t limit = std::min<std::uint64_t>(end - at, marked.size() - from);
    if (from < home.offset)
      limit = std::min(limit, home.offset - from);
    std::uint64_t size = 0;
    while (size < limit && original[at + size] == marked[from + size])
      ++size;
    if (size > best.size)
      best = {distance, size};
  }
  return best;
}

void describe_range(Writer& writer, Bytes original, Bytes marked, const Addition& added,
                    FileRange range) {
  std::uint64_t literal = range.offset; // from here on nothing is written yet
  for (std::uint64_t at = range.offset; at < range.end();) {
    std::uint64_t zeros = 0;
    while (at + zeros < range.end() && original[at + zeros] == 0)
      ++zeros;
    const Match match = best_match(original, marked, added, at, range.end());
    const std::uint64_t size = std::max(zeros, match.size);
    if (size <= kWorthAnOperation) {
      ++at;
      continue;
    }
    writer.literal({literal, at - literal}, original);
    if (zeros >= match.size)
      writer.zero({at, size});
    else
      writer.copy({at, size}, match.distance);
    at += size;
    literal = at;
  }
  writer.literal({literal, range.end() - literal}, original);
}

// Follows the operations; false where they contradict the sizes. Linear in the file's size, since
// the position only grows.
class Follower {
public:
  Follower(Bytes operations, Bytes marked, llvm::MutableArrayRef<std::uint8_t> out)
      : at_(operations.begin()), end_(operations.end()), marked_(marked), out_(out) {}

  bool run() {
    while (at_ != end_) {
      const std::uint64_t word = number();
      const std::uint64_t size = word >> 2;
      if (!error_ && size == 0)
        return true; // the padding after the last operation
      const std::uint64_t skip = number();
      if (error_)
        return false;
      if (skip > out_.size() || size > out_.size() - skip)
        return false;
      if (!fill(out_.slice(skip, size), written_ + skip, static_cast<Origin>(word & 3)))
        return false;
      out_ = out_.drop_front(skip + size);
      written_ += skip + size;
    }
    return true;
  }

private:
  std::uint64_t number() {
    unsigned size = 0;
    const std::uint64_t value = error_ ? 0 : llvm::decodeULEB128(at_, &size, end_, &error_);
    at_ += error_ ? 0 : size;
    return value;
  }

  bool fill(llvm::MutableArrayRef<std::uint8_t> to, std::uint64_t position, Origin origin) {
    switch (origin) {
    case Origin::kLiteral:
      if (to.size() > static_cast<std::uint64_t>(end_ - at_))
        return false;
      std::memcpy(to.data(), at_, to.size());
      at_ += to.size();
      return true;
    case Origin::kZero:
      std::memset(to.data(), 0, to.size());
      return true;
    case Origin::kCopy: {
      unsigned size = 0;
      const std::int64_t distance = llvm::decodeSLEB128(at_, &size, end_, &error_);
      const std::uint64_t from = position + static_cast<std::uint64_t>(distance);
      if (error_ || from > marked_.size() || to.size() > marked_.size() - from)
        return false;
      at_ += size;
      std::memcpy(to.data(), marked_.data() + from, to.size());
      return true;
    }
    }
    return false;
  }

  const std::uint8_t* at_;
  const std::uint8_t* end_;
  Bytes marked_;
  llvm::MutableArrayRef<std::uint8_t> out_; // what is not done yet
  std::uint64_t written_ = 0;
  const char* error_ = nullptr;
};

std::optional<FileRange> find_record(const Image& marked) {
  const std::vector<Note> notes = find_own_notes(marked, LDSEAL_NOTE_UNDO);
  // A stale record may stand before the one of the last marking.
  if (notes.empty() || notes.back().descriptor.size < kFixedSize)
    return std::nullopt;
  return notes.back().descriptor;
}

// Of the bytes, which show `marked` and are as they were afterwards. The record cannot tell of
// itself, and another policy is no change of the file.
std::uint64_t hash_marked(const Image& marked, Buffer& bytes) {
  std::vector<FileRange> left_out;
  if (const std::optional<FileRange> record = find_record(marked))
    left_out.push_back(*record);
  for (const Note& mark : find_own_notes(marked, LDSEAL_NOTE_SEAL))
    left_out.push_back(mark.descriptor);
  std::vector<std::vector<std::uint8_t>> contents;
  for (const FileRange range : left_out) {
    const llvm::MutableArrayRef<std::uint8_t> place = bytes.bytes().slice(range.offset, range.size);
    contents.emplace_back(place.begin(), place.end());
    std::memset(place.data(), 0, place.size());
  }
  const std::uint64_t hash = llvm::xxHash64(Bytes(bytes.bytes()));
  for (std::size_t i = left_out.size(); i-- > 0;) // the other way round: they may overlap
    llvm::copy(contents[i], bytes.bytes().begin() + left_out[i].offset);
  return hash;
}

} // namespace

std::optional<std::vector<std::uint8_t>> describe_undo(Bytes original, const Image& image,
                                                       Buffer& copy, const Addition& added) {
  const Bytes marked = image.bytes();
  llvm::SmallVector<char, 256> text;
  llvm::raw_svector_ostream out(text);
  Writer writer(out);
  std::uint64_t total = 0;
  // What is not told by a difference: zeros that the addition overwrote, or what moved behind it.
  std::uint64_t told = added.range.offset;
  const std::uint64_t end = added.inserted
                                ? original.size()
                                : std::min<std::uint64_t>(added.range.end(), original.size());
  const auto tell_until = [&](std::uint64_t to) {
    to = std::min(to, end);
    if (to <= told)
      return;
    if (added.inserted)
      writer.copy({told, to - told}, static_cast<std::int64_t>(added.range.size));
    else
      writer.zero({told, to - told});
    told = to;
  };

  const Differences differences(original, marked, added);
  for (FileRange range = differences.next(0); range.size != 0;
       range = differences.next(range.end())) {
    total += range.size;
    if (total > kLargestDifference)
      return std::nullopt;
    tell_until(range.offset);
    describe_range(writer, original, marked, added, range);
    told = std::max(told, range.end());
  }
  tell_until(end);

  std::vector<std::uint8_t> descriptor(kFixedSize + text.size());
  endian::write64le(descriptor.data() + offsetof(ldseal_undo_desc, size), original.size());
  endian::write64le(descriptor.data() + offsetof(ldseal_undo_desc, hash), llvm::xxHash64(original));
  endian::write64le(descriptor.data() + offsetof(ldseal_undo_desc, marked_hash),
                    hash_marked(image, copy));
  std::memcpy(descriptor.data() + kFixedSize, text.data(), text.size());
  return descriptor;
}

bool undo(const Image& marked, Buffer& copy) {
  const std::optional<FileRange> record = find_record(marked);
  if (!record)
    return false;
  const Bytes descriptor = marked.bytes(*record);
  const auto word = [&](std::size_t at) { return endian::read64le(descriptor.data() + at); };
  const std::uint64_t size = word(offsetof(ldseal_undo_desc, size));
  const bool unchanged = hash_marked(marked, copy) == word(offsetof(ldseal_undo_desc, marked_hash));
  // Marking never makes a file smaller.
  if (size > marked.bytes().size() || !copy.resize(size))
    return false;
  return Follower(descriptor.drop_front(kFixedSize), marked.bytes(), copy.bytes()).run() &&
         llvm::xxHash64(Bytes(copy.bytes())) == word(offsetof(ldseal_undo_desc, hash)) && unchanged;
}

} // namespace seal::elfseal
