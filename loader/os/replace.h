// Other contents for pages that are mapped already, without ever writing to them.
#pragma once

#include "os/error.h"
#include <cstddef>
#include <cstdint>
#include <span>

namespace seal::os {

// Maps a copy of `contents`, whole pages, at `start`, in place of what lies there. The copy lies in
// a file in memory that is sealed against changes (memfd_create(2)), and the mapping is private and
// never writable: rules that no page is writable and executable, or first one and then the other,
// do not concern it, and MADV_DONTNEED brings these very contents back. /proc/self/maps shows the
// file as "/memfd:NAME (deleted)". On error the pages are as before; the error has no file.
Status replace_pages(std::uintptr_t start, std::span<const std::byte> contents, int protection,
                     const char* name);

} // namespace seal::os
