/* nolibc.h: what a test program without a C library needs: system calls, printing, an entry point.
 *
 * Everything is static, so that each object has its own copy and tests no symbol but its own. With
 * PROGRAM defined there is also a _start, which runs main's constructors, main, and then the
 * destructors that the loader handed over in rdx, as a C library does.
 */
#ifndef NOLIBC_H
#define NOLIBC_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long u64;
typedef long i64;

enum {
  SYS_read = 0,
  SYS_write = 1,
  SYS_open = 2,
  SYS_close = 3,
  SYS_mmap = 9,
  SYS_mprotect = 10,
  SYS_munmap = 11,
  SYS_mremap = 25,
  SYS_madvise = 28,
  SYS_exit_group = 231,
  SYS_pkey_mprotect = 329,
};

/* What compilers call by themselves, for the object alone. */
__asm__(".section .text.nolibc,\"ax\",@progbits\n"
        ".weak memcpy\n.hidden memcpy\n.type memcpy,@function\n"
        "memcpy: movq %rdi, %rax\n movq %rdx, %rcx\n rep movsb\n ret\n"
        ".size memcpy, .-memcpy\n"
        ".weak memset\n.hidden memset\n.type memset,@function\n"
        "memset: movq %rdi, %r8\n movl %esi, %eax\n movq %rdx, %rcx\n rep stosb\n"
        " movq %r8, %rax\n ret\n.size memset, .-memset\n.text\n");

#define UNUSED __attribute__((unused))
#define NOINLINE __attribute__((noinline))
#define CONSTRUCTOR __attribute__((constructor))
#define DESTRUCTOR __attribute__((destructor))

UNUSED static i64 syscall6(i64 number, i64 a, i64 b, i64 c, i64 d, i64 e, i64 f) {
  register i64 r10 __asm__("r10") = d;
  register i64 r8 __asm__("r8") = e;
  register i64 r9 __asm__("r9") = f;
  i64 result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "0"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

UNUSED static i64 syscall3(i64 number, i64 a, i64 b, i64 c) {
  return syscall6(number, a, b, c, 0, 0, 0);
}

UNUSED static u64 length(const char* s) {
  u64 n = 0;
  while (s[n])
    n++;
  return n;
}

UNUSED static int equal(const char* a, const char* b) {
  while (*a && *a == *b)
    a++, b++;
  return *a == *b;
}

UNUSED static int starts_with(const char* s, const char* prefix) {
  while (*prefix)
    if (*s++ != *prefix++)
      return 0;
  return 1;
}

UNUSED static int contains(const char* s, const char* part) {
  for (; *s; s++)
    if (starts_with(s, part))
      return 1;
  return 0;
}

/* The part of a path after its last slash. */
UNUSED static const char* base_name(const char* path) {
  const char* base = path;
  for (; *path; path++)
    if (*path == '/')
      base = path + 1;
  return base;
}

UNUSED static void put_to(int fd, const char* s) { syscall3(SYS_write, fd, (i64)s, length(s)); }
UNUSED static void put(const char* s) { put_to(1, s); }

UNUSED static void put_number(u64 value, u64 base) {
  char digits[24], *p = digits + sizeof digits;
  *--p = 0;
  do
    *--p = "0123456789abcdef"[value % base];
  while (value /= base);
  put(p);
}

/* "name=value\n", the usual line of a test's output. */
UNUSED static void show(const char* name, const char* value) {
  put(name), put("="), put(value), put("\n");
}
UNUSED static void show_int(const char* name, i64 value) {
  put(name), put("="), put(value < 0 ? "-" : ""), put_number(value < 0 ? -value : value, 10);
  put("\n");
}
UNUSED static void show_hex(const char* name, u64 value) {
  put(name), put("=0x"), put_number(value, 16), put("\n");
}

UNUSED static const char* get_env(char** envp, const char* name) {
  for (; *envp; envp++)
    if (starts_with(*envp, name) && (*envp)[length(name)] == '=')
      return *envp + length(name) + 1;
  return 0;
}

__attribute__((noreturn)) UNUSED static void exit_with(int status) {
  for (;;)
    syscall3(SYS_exit_group, status, 0, 0);
}

#if defined PROGRAM && !defined LATER /* tests/later runs main itself */
int main(int argc, char** argv, char** envp);

typedef void (*start_function)(int, char**, char**);
extern start_function __init_array_start[] __attribute__((visibility("hidden")));
extern start_function __init_array_end[] __attribute__((visibility("hidden")));

__attribute__((used, noreturn)) static void start_c(u64* stack,
                                                    UNUSED void (*run_destructors)(void)) {
  int argc = (int)stack[0];
  char** argv = (char**)(stack + 1);
  char** envp = argv + argc + 1;
  for (start_function* f = __init_array_start; f != __init_array_end; f++)
    (*f)(argc, argv, envp);
  int status = main(argc, argv, envp);
#ifdef RUN_DESTRUCTORS
  if (run_destructors)
    run_destructors();
#endif
  exit_with(status);
}

__asm__(".text\n.globl _start\n.type _start,@function\n"
        "_start:\n  xor %ebp, %ebp\n  mov %rsp, %rdi\n  mov %rdx, %rsi\n"
        "  and $-16, %rsp\n  call start_c\n  hlt\n");
#endif

#endif
