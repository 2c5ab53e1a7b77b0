// Running constructors and destructors.
#pragma once

#include "host/process.h"

namespace seal::dl {

// DT_INIT, then DT_INIT_ARRAY, once. The program's own are run by libc where there is one.
void construct(Process& process, object::Object& object, char** environment);
// DT_PREINIT_ARRAY of the program: before everything else.
void run_preinit_array(Process& process);
// Constructs what `root.order` has, from its end; before all others the one that asks for it.
void construct_all(Process& process, const object::Object& root, object::Object* first,
                   char** environment);
// Of the objects in the list from `from` on that have DF_1_INITFIRST the last one, which is the one
// that glibc constructs first; null for none.
object::Object* find_initfirst(object::Object* from);
// DT_FINI_ARRAY backwards, then DT_FINI, once, of an object that was constructed.
void destroy(object::Object& object);
// What the program calls at exit: all objects' destructors, dependents before what they depend on,
// the base namespace last. What is there then stays mapped; destructors may open and close.
void destroy_all(Process& process);
// The order for destroy_all() if nothing is opened or closed until then: so the vault is not opened
// at exit.
Status note_first_ending(Process& process);
// Notes the order for destroy_all() while it can be noted.
Status note_endings(Process& process);
// Appends all objects of a namespace in the order of their destructors: first what is closed, since
// glibc's loader has ended it by now.
Status append_ending(const Process& process, std::size_t number, link::Scope& out, os::Arena& arena,
                     os::Arena& scratch);

} // namespace seal::dl
