// Wording of what is said about scopes and bindings.
#include "link/describe.h"
#include "os/debug.h"

namespace seal::link {

using object::Object;

void describe_binding(const Object& user, const Reference& reference, const Definition& definition,
                      bool is_protected) {
  os::DebugMessage message;
  message.add("binding file % [0] to % [0]: % symbol `%'", user.shown_name(),
              definition.object->shown_name(), is_protected ? "protected" : "normal",
              reference.name);
  if (reference.version)
    message.add(" [%]", reference.version->name);
  message.add("\n");
}

void describe_scopes(const Object& object, std::size_t first) {
  os::DebugMessage message;
  message.add("object=% [0]\n", object.shown_name());
  if (object.scopes.empty()) {
    message.add(" no scope\n\n");
    return;
  }
  std::size_t number = 0;
  auto list = [&](const Scope& scope) {
    if (number++ < first)
      return;
    message.add(" scope %:", number - 1);
    for (const Object* each : scope)
      message.add(" %", each->shown_name());
    message.add("\n");
  };
  if (object.own_first && number++ >= first)
    message.add(" scope 0: %\n", object.shown_name());
  for (const Object* owner : object.scopes)
    list(owner->scope);
  message.add("\n");
}

} // namespace seal::link
