/* What libc opens when it is first needed, opened before it may not be any more. */
#include "internal.h"
#include <dlfcn.h>
#include <grp.h>
#include <iconv.h>
#include <langinfo.h>
#include <netdb.h>
#include <pwd.h>

int ldseal_open(const char* name) { return dlopen(name, RTLD_NOW | RTLD_NODELETE) ? 0 : -1; }

/* Left open: a conversion's modules may go with its last user. */
static void open_conversions(const char* charset) {
  (void)iconv_open("UTF-8", charset);
  (void)iconv_open(charset, "UTF-8");
}

/* The answers are of no interest, nor whether there are any. */
static void ask_name_services(void) {
  getpwnam("root");
  getgrnam("root");
  getservbyname("domain", "udp");
  getprotobyname("tcp");
  struct addrinfo* addresses = NULL;
  if (getaddrinfo("localhost", NULL, NULL, &addresses) == 0)
    freeaddrinfo(addresses);
}

int ldseal_open_services(void) {
  ask_name_services();
  open_conversions(nl_langinfo(CODESET));
  open_conversions("UTF-16");
  open_conversions("ISO-8859-1");
  return ldseal_open("libgcc_s.so.1");
}
