// elfseal on any bytes: it refuses them with one line, or what it makes of them holds: the marked file is an ELF file with
// the mark, marking it again changes nothing, and taking the mark back gives the same bytes again. The first bytes say
// what is asked for.
#include "error.h"
#include "facts.h"
#include "mark.h"
#include "show.h"
#include "source.h"
#include <cstdio>
#include <cstdlib>
#include <ldseal/note.h>
#include <optional>
#include <sys/mman.h>
#include <unistd.h>

using namespace seal::elfseal;

namespace {

void must(bool holds, const char* what) {
  if (holds)
    return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// A file in memory; gone when it is left.
class File {
public:
  explicit File(llvm::ArrayRef<std::uint8_t> bytes)
      : fd_(memfd_create("fuzz", MFD_CLOEXEC)), size_(bytes.size()) {
    must(fd_ >= 0 && write(fd_, bytes.data(), size_) == ssize_t(size_), "the file is written");
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() { close(fd_); }
  Source source() const { return {fd_, size_}; }

private:
  int fd_;
  std::size_t size_;
};

// The error's text is one line.
void refused(llvm::Error error) {
  const std::string text = llvm::toString(std::move(error));
  must(!text.empty() && text.find('\n') == text.npos, "an error is one line");
}

void look_at(llvm::ArrayRef<std::uint8_t> bytes) {
  llvm::Expected<Image> image = Image::parse(bytes);
  if (!image)
    return refused(image.takeError());
  std::string text;
  llvm::raw_string_ostream out(text);
  print_facts(out, "fuzz", gather_facts(*image));
}

void change(llvm::ArrayRef<std::uint8_t> bytes, const Wish& wish) {
  const File file(bytes);
  llvm::Expected<Outcome> marked = mark(file.source(), wish);
  if (!marked)
    return refused(marked.takeError());
  if (!marked->result)
    return;
  const llvm::ArrayRef<std::uint8_t> result = std::as_const(*marked->result).bytes();
  // What does not read as it should is not written: overlapping parts of a damaged file end here.
  if (marked->basis)
    if (llvm::Error error =
            verify_marked(std::as_const(*marked->basis).bytes(), result, marked->wanted))
      return refused(std::move(error));
  look_at(result);
  const File now(result);
  llvm::Expected<Outcome> again = mark(now.source(), wish);
  must(again && !again->result, "marking twice changes nothing");
  llvm::Expected<Outcome> back = unmark(now.source());
  must(bool(back) && back->result.has_value(), "the mark can be taken back");
  if (marked->basis && back->change == Change::kRestored)
    must(std::as_const(*back->result).bytes() == std::as_const(*marked->basis).bytes(),
         "byte for byte");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2)
    return 0;
  const llvm::ArrayRef<std::uint8_t> bytes(data + 2, size - 2);
  Wish wish;
  if (data[0] & 1)
    wish.policy = data[1] & LDSEAL_POLICY_ALL;
  if (data[0] & 2)
    wish.interpreter =
        data[0] & 4 ? "/a" : "/a/path/that/is/longer/than/what/stands/there/ld-seal-x86-64.so.1";
  wish.gnu_property = data[0] & 8;
  wish.force = data[0] & 16;
  look_at(bytes);
  change(bytes, wish);
  const File file(bytes);
  if (llvm::Expected<Outcome> back = unmark(file.source()); !back)
    refused(back.takeError());
  return 0;
}
