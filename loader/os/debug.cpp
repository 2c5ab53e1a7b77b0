// Wording of LD_DEBUG's lines.
#include "os/debug.h"
#include "os/relro.h"
#include "os/system.h"

namespace seal::os {

LDSEAL_RELRO DebugSettings debug_settings;

namespace {

// Decimal, at the right end of `width` characters.
void write_column(Writer& out, std::uint64_t value, int width) {
  for (std::uint64_t rest = value; rest >= 10; rest /= 10)
    --width;
  for (; width > 1; --width)
    out.text(" ");
  out.dec(value);
}

} // namespace

void DebugMessage::add_words(std::string_view format, const DebugWord* words) {
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (std::exchange(at_line_start_, false)) {
      // Asked for each time: the child of a fork is another process.
      write_column(out_, std::uint64_t(process_id()), 10);
      out_.text(":\t");
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
    case DebugWord::Kind::kColumn:
      write_column(out_, word.number, 16);
      break;
    case DebugWord::Kind::kAddress:
      out_.text("0x").hex(word.number, 16);
      break;
    }
  }
}

void debug_error(const Error& error) {
  if (!debugging(~unsigned{kStatistics}))
    return;
  Scratch scratch;
  Vector<char> text, addition;
  Error rest = error;
  rest.file = {};
  {
    Writer out(scratch, text);
    write_brief(out, rest);
    Writer more(scratch, addition);
    write_addition(more, error);
  }
  const auto view = [](const Vector<char>& chars) {
    return std::string_view(chars.begin(), chars.size());
  };
  DebugMessage message;
  message.add("%: error: %%% (fatal)\n", error.file, error.occasion ? error.occasion.c_str() : "",
              error.occasion ? ": " : "", view(text));
  if (!addition.empty())
    message.add("  %\n", view(addition));
}

} // namespace seal::os
