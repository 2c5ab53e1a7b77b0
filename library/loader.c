/* Asking ld-seal. In a static program there is no dlopen, nor a loader. */
#include "internal.h"
#include <dlfcn.h>
#include <stddef.h>

#pragma weak dlopen
#pragma weak dlsym
#pragma weak dlclose

ldseal_control_function* loader_control(void) {
  if (!dlopen || !dlsym)
    return NULL;
  void* loader = dlopen(LDSEAL_LOADER_SONAME, RTLD_LAZY | RTLD_NOLOAD);
  if (!loader)
    return NULL;
  ldseal_control_function* control = (ldseal_control_function*)dlsym(loader, LDSEAL_CONTROL);
  if (dlclose)
    dlclose(loader);
  return control;
}

int ask_loader(struct ldseal_loader_facts* facts) {
  ldseal_control_function* control = loader_control();
  *facts = (struct ldseal_loader_facts){0};
  return control && control(LDSEAL_QUERY, facts) == 0;
}
