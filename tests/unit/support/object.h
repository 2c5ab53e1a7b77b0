// An object with what changes at any time beside it.
#pragma once

#include "object/object.h"

namespace seal::test {

struct TestObject : object::Live, object::Object {
  TestObject() {
    live = this;
    tls.decided = &tls_offset;
  }
  TestObject(const TestObject&) = delete;
  TestObject& operator=(const TestObject&) = delete;
};

} // namespace seal::test
