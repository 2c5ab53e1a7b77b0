// The dlfcn family as functions of C, for libc's hook and under their own names.
#pragma once

#include <cstdint>

namespace seal::dl {

void* dlopen(const char* file, int mode, void* caller);
int dlclose(void* handle);
void* dlsym(void* handle, const char* name, void* caller);
void* dlvsym(void* handle, const char* name, const char* version, void* caller);
char* dlerror();
int dladdr(const void* address, void* info);
int dladdr1(const void* address, void* info, void** extra, int flags);
int dlinfo(void* handle, int request, void* argument);
void* dlmopen(long ns, const char* file, int mode, void* caller);

// libc's own use (NSS, gconv, libgcc_s): quiet, no error text is kept.
void* quiet_dlopen(const char* name, int mode);
void* quiet_dlsym(void* map, const char* name);
void* quiet_dlvsym(void* map, const char* name, const char* version);
int quiet_dlclose(void* map);

} // namespace seal::dl
