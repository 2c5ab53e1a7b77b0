// Wording of the report.
#include "seal/report.h"
#include "os/string.h"
#include "os/system.h"
#include <fcntl.h>

namespace seal::sealing {
namespace {

void write_json_string(os::Writer& out, const char* text) {
  out.text("\"");
  for (const char* p = text; *p; ++p) {
    unsigned char c = static_cast<unsigned char>(*p);
    if (c == '"' || c == '\\')
      out.text("\\").text({p, 1});
    else if (c < 0x20)
      out.text("\\u").hex(c, 4);
    else
      out.text({p, 1});
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
    out.text("not sealed  ").text(item.name).text(" (").text(item.reason).text(")\n");
  else
    out.text("sealed      ").text(item.name).text("\n");
}

} // namespace

void write_report(os::Writer& out, const Plan& plan, Format format) {
  for (const Item& item : plan)
    format == Format::kJson ? write_json(out, item) : write_text(out, item);
}

Status report_to(const char* destination, const Plan& plan) {
  if (!*destination || equal(destination, "1")) {
    os::Writer out(2);
    write_report(out, plan, Format::kText);
    return {};
  }
  long fd = os::open(destination, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  if (os::failed(fd))
    return Error{.what = "cannot write the seal report", .file = destination, .err = int(-fd)};
  bool json = std::string_view(destination).ends_with(".json");
  {
    os::Writer out(static_cast<int>(fd));
    write_report(out, plan, json ? Format::kJson : Format::kText);
  }
  os::close(static_cast<int>(fd));
  return {};
}

} // namespace seal::sealing
