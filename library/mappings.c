/* Reading the kernel's list of mappings, without malloc: a lockdown counts what is there. */
#include "internal.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Lines of a file, in pieces. */
struct lines {
  int fd;
  size_t begin, end;
  char text[PATH_MAX + 256];
};

/* The next line without its end; null at the end of the file. What is too long is cut. */
static char* next_line(struct lines* in) {
  for (;;) {
    char* line = in->text + in->begin;
    char* newline = memchr(line, '\n', in->end - in->begin);
    if (newline) {
      *newline = '\0';
      in->begin = (size_t)(newline + 1 - in->text);
      return line;
    }
    memmove(in->text, line, in->end -= in->begin);
    in->begin = 0;
    size_t room = sizeof in->text - 1 - in->end;
    ssize_t got = room ? read(in->fd, in->text + in->end, room) : 0;
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return NULL;
    in->end += (size_t)got;
  }
}

/* "start-end perms offset device inode   name"; 0 for another line. */
static int parse_mapping(char* line, struct ldseal_mapping* mapping) {
  char* at;
  uintptr_t start = strtoul(line, &at, 16);
  if (at == line || *at != '-')
    return 0;
  uintptr_t end = strtoul(at + 1, &at, 16);
  if (*at != ' ' || strlen(at) < 6)
    return 0;
  mapping->start = start;
  mapping->end = end;
  mapping->protection = (at[1] == 'r' ? PROT_READ : 0) | (at[2] == 'w' ? PROT_WRITE : 0) |
                        (at[3] == 'x' ? PROT_EXEC : 0);
  for (int word = 0; word < 4; word++) { /* to behind the inode */
    at += strspn(at, " ");
    at += strcspn(at, " ");
  }
  mapping->name = at + strspn(at, " ");
  mapping->sealed = 0;
  return 1;
}

/* " rd ex mr mw me sl": a word of it. */
static int has_flag(const char* flags, const char* wanted) {
  for (const char* at = flags; (at = strstr(at, wanted)); at += strlen(wanted))
    if (at != flags && at[-1] == ' ' && (at[strlen(wanted)] == ' ' || !at[strlen(wanted)]))
      return 1;
  return 0;
}

struct part part_between(const struct ldseal_mapping* mapping, uintptr_t start, uintptr_t end) {
  return (struct part){mapping->start > start ? mapping->start : start,
                       mapping->end < end ? mapping->end : end};
}

int for_each_place(int (*visit)(const struct ldseal_mapping* mapping, void* context),
                   void* context) {
  struct lines in = {.fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)};
  if (in.fd < 0)
    return -1;
  int result = 0;
  for (char* line; !result && (line = next_line(&in));) {
    struct ldseal_mapping mapping;
    if (parse_mapping(line, &mapping))
      result = visit(&mapping, context);
  }
  close(in.fd);
  return result;
}

/* The flags stand at the end of what smaps tells of a mapping: its name is kept so long. */
int ldseal_for_each_mapping(int (*visit)(const struct ldseal_mapping* mapping, void* context),
                            void* context) {
  struct lines in = {.fd = open("/proc/self/smaps", O_RDONLY | O_CLOEXEC)};
  if (in.fd < 0)
    return -1;
  struct ldseal_mapping mapping;
  char name[PATH_MAX];
  int result = 0;
  for (char* line; !result && (line = next_line(&in));) {
    if (strncmp(line, "VmFlags:", 8) == 0) {
      mapping.sealed = has_flag(line, "sl");
      result = visit(&mapping, context);
    } else if (parse_mapping(line, &mapping)) {
      strncpy(name, mapping.name, sizeof name - 1)[sizeof name - 1] = '\0';
      mapping.name = name;
    }
  }
  close(in.fd);
  return result;
}
