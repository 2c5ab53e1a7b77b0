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

void describe_scope(const Object& object, const Scope& global) {
  os::DebugMessage message;
  message.add("object=% [0]\n", object.shown_name());
  unsigned number = 0;
  auto list = [&](const Scope& scope) {
    message.add(" scope %:", number++);
    for (const Object* each : scope)
      message.add(" %", each->shown_name());
    message.add("\n");
  };
  if (object.how == object::Origin::kSystem) {
    message.add(" no scope\n\n");
    return;
  }
  if (object.dynamic.symbolic)
    message.add(" scope %: %\n", number++, object.shown_name());
  if (object.deep_bind && object.lookup_scope)
    list(*object.lookup_scope);
  list(global);
  if (!object.deep_bind && object.lookup_scope)
    list(*object.lookup_scope);
  message.add("\n");
}

} // namespace seal::link
