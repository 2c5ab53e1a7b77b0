// One library of a random graph, number N: it says when its constructor and its destructor run, and then does what the
// environment's SCRIPT has for that event. "+3:o5gc2;" for instance: when 3 is constructed, open 5 with RTLD_GLOBAL
// (l: RTLD_LOCAL, d: RTLD_NODELETE, ?: RTLD_NOLOAD, n: in a new namespace), then close 2. With PROGRAM it is the
// program, whose events are "+p" (main) and "-p".
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void* handles[100][10]; // of this object's own openings, by number
static int open_count[100];

static void say(const char* what, int number, const char* how) {
  char text[64];
  if (write(1, text, snprintf(text, sizeof text, "%s%d%s ", what, number, how)) < 0)
    abort();
}

static void do_open(int number, char how) {
  char path[32];
  snprintf(path, sizeof path, "./n%d.so", number);
  void* handle;
  if (how == 'n') // in a namespace of its own
    handle = dlmopen(LM_ID_NEWLM, path, RTLD_NOW);
  else if (how == '?') // only if it is there
    handle = dlopen(path, RTLD_NOW | RTLD_NOLOAD);
  else
    handle = dlopen(path, RTLD_NOW | (how == 'g' ? RTLD_GLOBAL : how == 'd' ? RTLD_NODELETE : RTLD_LOCAL));
  say("o", number, handle ? "" : "!");
  if (handle && open_count[number] < 10)
    handles[number][open_count[number]++] = handle;
}

static void do_close(int number) {
  if (open_count[number])
    say("c", number, dlclose(handles[number][--open_count[number]]) ? "!" : "");
}

static void act(const char* event) {
  const char* script = getenv("SCRIPT");
  const char* at = script ? strstr(script, event) : NULL;
  if (!at)
    return;
  for (at += strlen(event); *at && *at != ';';) {
    const char what = *at++;
    const int number = (int)strtol(at, (char**)&at, 10);
    if (what == 'o')
      do_open(number, *at++);
    else if (what == 'c')
      do_close(number);
    else
      exit(number);
  }
}

#ifdef PROGRAM
__attribute__((destructor)) static void destruct(void) {
  say("-p", 0, "");
  act("-p:");
}
int main(void) {
  say("main", 0, "");
  act("+p:");
  return 0;
}
#else
#define TEXT_(n) #n
#define TEXT(n) TEXT_(n)
#define NAME_(n) v##n
#define NAME(n) NAME_(n)
int NAME(N) = N;
__attribute__((constructor)) static void construct(void) {
  say("+", N, "");
  act("+" TEXT(N) ":");
}
__attribute__((destructor)) static void destruct(void) {
  say("-", N, "");
  act("-" TEXT(N) ":");
}
#endif
