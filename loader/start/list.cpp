// ldd's lines: "\tNAME => PATH (0xADDRESS)".
#include "start/list.h"
#include "os/output.h"

namespace seal::start {

void list_and_exit(const Process& process, const os::Vector<Error>& missing) {
  {
    os::Writer out(1);
    process.objects.for_each([&](const object::Object& object) {
      if (object.is_program)
        return;
      out.text("\t");
      if (!object.names.empty())
        out.text(object.names[0]).text(" => ");
      out.text(object.name).text(" (0x").hex(object.map_start, 16).text(")\n");
    });
    for (const Error& error : missing)
      out.text("\t").untrusted(error.file).text(" => not found\n");
  }
  if (!missing.empty())
    os::die(missing[0], 127);
  os::exit(0);
}

} // namespace seal::start
