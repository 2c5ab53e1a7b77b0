// Closing and unloading objects.
#pragma once

#include "host/process.h"

namespace seal::dl {

// dlclose(3): gives back one dlopen. What nobody needs any more is destroyed and unmapped. A sealed
// object stays with what it needs, closed: no name leads to it, its destructors run at exit.
// Opening the same file again gives the same object; when the file was replaced, the object's
// destructors run and it leaves all lists and scopes. Its sealed pages stay even then.
Status close(Process& process, object::Object& object);

// Ends what nobody needs and what was replaced; not while a destructor is under way that does so.
void unload_unneeded(Process& process);
// Marks as closed what nobody needs and stays: an opening failed that had found it again.
void note_closed(Process& process);
// Marks as replaced what needs something that is. True if there is any of it; an error if too many
// objects were replaced for their pages to stay.
Result<bool> note_replaced(Process& process, os::Arena& scratch);

} // namespace seal::dl
