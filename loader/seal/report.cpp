// Wording of the report.
#include "seal/report.h"
#include "os/string.h"
#include "os/system.h"
#include "os/utf8.h"
#include <fcntl.h>

namespace seal::sealing {
namespace {

// JSON is UTF-8, and a file's name may be anything: other bytes become U+FFFD.
void write_json_string(os::Writer& out, std::string_view text) {
  out.text("\"");
  while (!text.empty()) {
    const auto [character, size] = os::first_character(text);
    if (size == 0)
      out.text("\\ufffd");
    else if (character == '"' || character == '\\')
      out.text("\\").text(slice(text, 0, 1));
    else if (character < 0x20)
      out.text("\\u").hex(character, 4);
    else
      out.text(slice(text, 0, size));
    text.remove_prefix(size ? size : 1);
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

Status report_to(const Destination& to, const Plan& plan, const Chained* chained) {
  const bool named = *to.file && !equal(to.file, "1");
  const int how = to.by_environment ? O_APPEND | O_NOFOLLOW | O_NONBLOCK : O_TRUNC;
  const long fd = named ? os::open(to.file, O_WRONLY | O_CREAT | O_CLOEXEC | how) : 2;
  int err = os::failed(fd) ? int(-fd) : 0;
  if (!err) {
    const bool json = named && std::string_view(to.file).ends_with(".json");
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
                 .file = named ? to.file : "standard error",
                 .err = err};
  return {};
}

} // namespace seal::sealing
