/* What the loader does for libldseal (ldseal/seal.h), whose code may be of another version: found
 * as LDSEAL_CONTROL in the object of this loader. C, for both sides. */
#ifndef LDSEAL_DL_CONTROL_H
#define LDSEAL_DL_CONTROL_H

#include <stdint.h>

#define LDSEAL_CONTROL "ldseal_control"
#define LDSEAL_LOADER_SONAME "ld-seal-x86-64.so.1"

enum ldseal_request {
  LDSEAL_QUERY = 1, /* struct ldseal_loader_facts */
  /* Lets no library come or go any more, and seals what the loader keeps of them; no argument.
   * Irrevocable. */
  LDSEAL_FREEZE = 2
};

struct ldseal_loader_facts {
  uint32_t sealing; /* 1: it sealed what it loaded */
  uint32_t policy;  /* LDSEAL_POLICY_* bits that it carries out */
  uint32_t frozen;  /* 1: LDSEAL_FREEZE came */
};

/* 0, or an errno: ENOSYS for requests that it does not know. */
typedef int ldseal_control_function(unsigned request, void* argument);

#endif
