/* smaps.h: what the kernel says about this process's mappings, read from /proc/self/smaps.
 *
 * A mapping is sealed when its VmFlags hold "sl". Everything is without a libc, so that a
 * constructor that runs before libc's may use it.
 */
#include "nolibc.h"

struct mapping {
  u64 start, end;
  char protection[5]; /* "r-xp" */
  u64 inode;
  char name[256]; /* the path or [vdso] and the like; "" for anonymous memory */
  int anonymous;  /* has pages of its own, beside the file's where there is one */
  int sealed;
};

typedef void (*mapping_visitor)(const struct mapping* m, void* context);

static u64 parse_hex(const char** at) {
  u64 value = 0;
  for (;; (*at)++) {
    char c = **at;
    if (c >= '0' && c <= '9')
      value = value * 16 + (c - '0');
    else if (c >= 'a' && c <= 'f')
      value = value * 16 + (c - 'a' + 10);
    else
      return value;
  }
}

/* "start-end perms offset device inode    name" */
static void parse_mapping(const char* line, struct mapping* m) {
  m->start = parse_hex(&line);
  line++;
  m->end = parse_hex(&line);
  line++;
  for (int i = 0; i < 4; i++)
    m->protection[i] = *line++;
  m->protection[4] = 0;
  for (int field = 0; field < 2; field++) { /* offset, device */
    line++;
    while (*line != ' ')
      line++;
  }
  line++;
  m->inode = 0;
  for (; *line >= '0' && *line <= '9'; line++)
    m->inode = m->inode * 10 + (*line - '0');
  while (*line == ' ')
    line++;
  u64 n = 0;
  for (; line[n] && n < sizeof m->name - 1; n++)
    m->name[n] = line[n];
  m->name[n] = 0;
}

/* Calls visit for each mapping in ascending order. */
UNUSED static void for_each_mapping(mapping_visitor visit, void* context) {
  i64 file = syscall3(SYS_open, (i64) "/proc/self/smaps", 0, 0);
  if (file < 0) {
    put("cannot open /proc/self/smaps\n");
    exit_with(2);
  }
  struct mapping m;
  char chunk[4096], line[512];
  u64 used = 0;
  i64 n;
  while ((n = syscall3(SYS_read, file, (i64)chunk, sizeof chunk)) > 0) {
    for (i64 i = 0; i < n; i++) {
      if (chunk[i] != '\n') {
        if (used < sizeof line - 1)
          line[used++] = chunk[i];
        continue;
      }
      line[used] = 0;
      used = 0;
      if (starts_with(line, "VmFlags:")) {
        m.sealed = contains(line, " sl");
        visit(&m, context);
      } else if (starts_with(line, "Anonymous:")) {
        m.anonymous = !contains(line, " 0 kB");
      } else if (line[0] < 'A' || line[0] > 'Z') {
        parse_mapping(line, &m);
      }
    }
  }
  syscall3(SYS_close, file, 0, 0);
}

/* What the loader keeps of the libraries: read-only but while it changes, and so not sealed. No other
 * anonymous mapping of these programs is read-only and that large. */
UNUSED static int is_loader_state(const struct mapping* m) {
  return !m->name[0] && m->protection[1] != 'w' && m->protection[0] == 'r' &&
         m->protection[2] != 'x' && m->end - m->start >= 1 << 16;
}

/* A mapping's name for a test to read: the last part of its path, "anonymous", "*loader state*". */
UNUSED static const char* short_name(const struct mapping* m) {
  return m->name[0] ? base_name(m->name) : is_loader_state(m) ? "*loader state*" : "anonymous";
}

static void print_one(const struct mapping* m, void* context) {
  (void)context;
  put(m->protection), put(m->sealed ? " sealed " : " open "), put(short_name(m)), put("\n");
}

/* One line a mapping: "r-xp sealed libc.so.6". */
UNUSED static void print_mappings(void) { for_each_mapping(print_one, 0); }

static void find_one(const struct mapping* m, void* context) {
  struct mapping* wanted = context;
  if (m->start <= wanted->start && wanted->start < m->end)
    *wanted = *m;
}

/* The mapping that holds an address; its end is 0 when there is none. */
UNUSED static struct mapping mapping_of(const void* address) {
  struct mapping m = {.start = (u64)address};
  for_each_mapping(find_one, &m);
  return m;
}

/* "name=r--p sealed" */
UNUSED static void show_mapping(const char* name, const void* address) {
  struct mapping m = mapping_of(address);
  put(name), put("="), put(m.end ? m.protection : "unmapped"),
      put(m.sealed ? " sealed\n" : " open\n");
}
