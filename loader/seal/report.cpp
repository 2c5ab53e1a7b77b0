// Wording of the report.
#include "seal/report.h"
#include "os/string.h"
#include "os/system.h"
#include <fcntl.h>

namespace seal::sealing {
namespace {

// How many bytes the UTF-8 character at `text` has; 0: it is none (RFC 3629, section 4).
std::size_t utf8_size(const char* text) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80)
    return 1;
  if (first < 0xc2 || first > 0xf4)
    return 0;
  const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  // The first byte narrows the second: no overlong forms, no surrogates, nothing above U+10FFFF.
  const unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (byte(1) < low || byte(1) > high)
    return 0;
  for (std::size_t i = 2; i < size; ++i)
    if ((byte(i) & 0xc0) != 0x80)
      return 0;
  return size;
}

// JSON is UTF-8, and a file's name may be anything: other bytes become U+FFFD.
void write_json_string(os::Writer& out, const char* text) {
  out.text("\"");
  for (std::size_t size = 0; *text; text += size ? size : 1) {
    size = utf8_size(text);
    const unsigned char c = static_cast<unsigned char>(*text);
    if (size == 0)
      out.text("\\ufffd");
    else if (c == '"' || c == '\\')
      out.text("\\").text({text, 1});
    else if (c < 0x20)
      out.text("\\u").hex(c, 4);
    else
      out.text({text, size});
  }
  out.text("\"");
}

void write_json(os::Writer& out, const Item& item) {
  out.text("{\"object\":");
  write_json_string(out, item.name);
  out.text(",\"start\":\"0x").hex(item.start).text("\",\"end\":\"0x").hex(item.end);
  out.text("\",\"kind\":\"").text(kind_name(item.kind)).text("\",\"sealed\":");
  out.text(item.reason ? "false" : "true");
  if (item.reason) {
    out.text(",\"reason\":");
    write_json_string(out, item.reason);
  }
  if (item.err)
    out.text(",\"errno\":").dec(std::uint64_t(item.err));
  out.text("}\n");
}

void write_text(os::Writer& out, const Item& item) {
  std::string_view kind = kind_name(item.kind);
  out.hex(item.start, 12).text("-").hex(item.end, 12).text("  ").text(kind);
  out.text(slice("                ", 0, 16 - kind.size()));
  if (item.reason)
    out.text("not sealed  ").untrusted(item.name).text(" (").text(item.reason).text(")\n");
  else
    out.text("sealed      ").untrusted(item.name).text("\n");
}

void write_chained(os::Writer& out, const Chained& chained, Format format) {
  if (format == Format::kText) {
    out.text("host: chain: ").untrusted(chained.interpreter).text(" links the program (");
    out.untrusted(chained.reason).text("); ");
    if (chained.unsealed)
      out.text("nothing is sealed: ").untrusted(chained.unsealed).text("\n");
    else
      out.text("opened later: ").text(chained.later).text("\n");
    return;
  }
  out.text("{\"host\":\"chain\",\"interpreter\":");
  write_json_string(out, chained.interpreter);
  out.text(",\"reason\":");
  write_json_string(out, chained.reason);
  out.text(",\"later\":");
  write_json_string(out, chained.later);
  if (chained.unsealed) {
    out.text(",\"unsealed\":");
    write_json_string(out, chained.unsealed);
  }
  out.text("}\n");
}

} // namespace

void write_report(os::Writer& out, const Plan& plan, Format format, const Chained* chained) {
  if (chained)
    write_chained(out, *chained, format);
  for (const Item& item : plan)
    format == Format::kJson ? write_json(out, item) : write_text(out, item);
}

Status report_to(const char* destination, const Plan& plan, const Chained* chained) {
  const bool named = *destination && !equal(destination, "1");
  const long fd = named ? os::open(destination, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC) : 2;
  int err = os::failed(fd) ? int(-fd) : 0;
  if (!err) {
    const bool json = named && std::string_view(destination).ends_with(".json");
    os::Writer out(static_cast<int>(fd));
    write_report(out, plan, json ? Format::kJson : Format::kText, chained);
    out.flush();
    err = out.error();
    // Some file systems tell only now that there was no room.
    if (const long closed = named ? os::close(static_cast<int>(fd)) : 0; !err && os::failed(closed))
      err = int(-closed);
  }
  if (err)
    return Error{.what = "cannot write the seal report",
                 .file = named ? destination : "standard error",
                 .err = err};
  return {};
}

} // namespace seal::sealing
