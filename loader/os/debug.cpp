// Wording of LD_DEBUG's lines.
#include "os/debug.h"
#include "os/system.h"

namespace seal::os {

DebugSettings debug_settings;

void DebugMessage::add_words(std::string_view format, const DebugWord* words) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (std::exchange(at_line_start_, false)) {
      // Asked for each time: the child of a fork is another process.
      const std::uint64_t id = std::uint64_t(process_id());
      for (std::uint64_t power = 1'000'000'000; power > id; power /= 10)
        out_.text(" ");
      out_.dec(id).text(":\t");
    }
    if (format[i] != '%') {
      out_.text({&format[i], 1});
      at_line_start_ = format[i] == '\n';
      continue;
    }
    const DebugWord& word = *words++;
    switch (word.kind) {
    case DebugWord::Kind::kText:
      out_.untrusted(word.text);
      break;
    case DebugWord::Kind::kDecimal:
      out_.dec(word.number);
      break;
    case DebugWord::Kind::kAddress:
      out_.text("0x").hex(word.number, 16);
      break;
    }
  }
}

} // namespace seal::os
