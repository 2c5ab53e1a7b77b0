// A server with two bugs, as a memory-corruption bug looks when an attacker is through with it: it writes what it is
// told where it is told, and it makes system calls with arguments that it is told. In between it does its work.
//
//   write ADDRESS HEX        bytes go to memory
//   syscall NUMBER ARG...    "result N"
//   work                     calls a library function through the GOT, a virtual function, one of a constant table, a
//                            function pointer; asks a constant whether the user may do everything
//
// It begins by telling where its things lie: attackers have such leaks.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

struct Greeter {
  virtual void greet() const { std::puts("hello"); }
};
struct PoliteGreeter : Greeter {
  void greet() const override { std::puts("good day"); }
};

void count() { std::puts("one more"); }
void handle() { std::puts("handled"); }

} // namespace

extern "C" {
// What the attacker wants to run. Nothing calls it.
__attribute__((used, noinline)) void win() {
  std::fputs("HIJACKED\n", stdout);
  std::fflush(stdout);
  _exit(66);
}
alignas(4096) extern void (*const handlers[512])() = {handle, handle, handle};
alignas(4096) extern const char constants[4096] = "the user is nobody special";
Greeter* greeter = new PoliteGreeter;
void (*callback)() = count;
}

volatile int kind = 2; // so that nothing is known when this is compiled

static void work() {
  std::printf("process %d\n", getpid()); // through the GOT
  greeter->greet();
  handlers[kind]();
  callback();
  std::puts(constants[kind - 2] == 'T' ? "HIJACKED" : "no privileges");
}

static void write_bytes(char* address, const char* hex) {
  for (unsigned byte; std::sscanf(hex, "%2x", &byte) == 1; hex += 2)
    *address++ = char(byte);
}

int main() {
  void* got;
  asm("lea getpid@GOTPCREL(%%rip), %0" : "=r"(got));
  std::printf("got %p\nvtable %p\nhandlers %p\nwin %p\nconstants %p\ntext %p\ncallback %p\n", got,
              *reinterpret_cast<void**>(greeter), reinterpret_cast<const void*>(handlers),
              reinterpret_cast<void*>(win), const_cast<char*>(constants),
              reinterpret_cast<void*>(work), reinterpret_cast<void*>(&callback));
  std::fflush(stdout);
  char line[16384];
  while (std::fgets(line, sizeof line, stdin)) {
    long a[7] = {};
    char hex[sizeof line];
    if (std::sscanf(line, "write %li %16383s", &a[0], hex) == 2)
      write_bytes(reinterpret_cast<char*>(a[0]), hex);
    else if (std::sscanf(line, "syscall %li %li %li %li %li %li %li", &a[0], &a[1], &a[2], &a[3],
                         &a[4], &a[5], &a[6]) >= 1)
      std::printf("result %ld\n", syscall(a[0], a[1], a[2], a[3], a[4], a[5], a[6]) == -1 ? -1 : 0);
    else
      work();
    std::fflush(stdout);
  }
  std::puts("ends as it should");
}
