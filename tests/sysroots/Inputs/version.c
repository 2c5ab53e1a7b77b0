/* Which libc this is. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void) {
#ifdef __GLIBC__
  char text[64];
  confstr(_CS_GNU_LIBC_VERSION, text, sizeof text);
  puts(text);
#else
  puts("musl");
#endif
  return 0;
}
