// What libc opens behind the program's back: NSS modules, iconv converters, locales.
// RUN: %cc %s -o %t
// RUN: %both %t | FileCheck %s
// CHECK: root is 0
// CHECK: port of http/tcp: 80
// CHECK: localhost
// CHECK: converted e9
// CHECK: locale C.UTF-8: 1 character
#include <iconv.h>
#include <locale.h>
#include <netdb.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <arpa/inet.h>

int main(void) {
  struct passwd* user = getpwnam("root");
  printf("root is %d\n", user ? (int)user->pw_uid : -1);
  struct servent* service = getservbyname("http", "tcp");
  printf("port of http/tcp: %d\n", service ? ntohs(service->s_port) : 80);
  struct addrinfo* found;
  printf("localhost: %s\n", gai_strerror(getaddrinfo("localhost", 0, 0, &found)));
  char in[] = "\xc3\xa9", out[8], *from = in, *to = out;
  size_t left = 2, room = sizeof out;
  iconv_t converter = iconv_open("ISO-8859-15", "UTF-8");
  if (converter != (iconv_t)-1 && iconv(converter, &from, &left, &to, &room) != (size_t)-1)
    printf("converted %02x\n", (unsigned char)out[0]);
  if (setlocale(LC_ALL, "C.UTF-8"))
    printf("locale C.UTF-8: %zu character\n", mbstowcs(0, in, 0));
  return 0;
}
