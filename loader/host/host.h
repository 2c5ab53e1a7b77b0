// What the rest of the loader asks of whoever hosts the program's libc. A program without a libc
// has the empty host: every function may be null.
#pragma once

#include "object/object.h"

namespace seal::host {

struct Host {
  const char* name = "none";
  void* state = nullptr; // the host's own
  // An object was mapped: gives it what libc wants to see of it. After it has TLS and scopes,
  // before relocation.
  Status (*attach)(object::Object& object) = nullptr;
  // An object is about to be unmapped.
  void (*detach)(object::Object& object) = nullptr;
  // Makes room for what objects_changed() will write when the global scope has `more` objects.
  Status (*reserve)(std::size_t more) = nullptr;
  // The list of objects changed and is consistent again. After reserve() it cannot fail.
  void (*objects_changed)() = nullptr;
  // Copies the image of an object that got static TLS late into the blocks of all threads.
  void (*initialise_static_tls)(object::Object& object) = nullptr;
  // A libc of another namespace is relocated and has its TLS: initialises it, before constructors.
  void (*begin_libc)(const object::Object& libc) = nullptr;
  // Stacks are executable from now on: those of threads that run, and of new ones.
  void (*stack_changed)() = nullptr;
  // Stacks never become executable after the start, whatever library is opened (glibc 2.41).
  bool keeps_stacks = false;
  // The recursive lock that serialises changes to the list of objects.
  void (*lock)() = nullptr;
  void (*unlock)() = nullptr;
  // A callback of the host: is the object needed by a thread's pending destructors
  // (__cxa_thread_atexit)?
  bool (*in_use)(const object::Object& object) = nullptr;
  // The program's `environ`; null before libc is there.
  char*** environment = nullptr;
  // The program's malloc and free, for what libc frees (dlerror's text); null before libc is there.
  void* (*malloc)(std::size_t size) = nullptr;
  void (*free)(void* memory) = nullptr;
};

} // namespace seal::host
