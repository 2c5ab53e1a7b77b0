// A program for the tests: says that it runs, and with what arguments.
#include <stdio.h>
#include <string.h>

int main(int argc, char** argv) {
  printf("runs %d %s\n", argc - 1, argc > 1 ? argv[1] : "");
  return 0;
}
