// What there is to know about a file's sealing without running it. Printing is show.h's matter.
#pragma once

#include "image.h"
#include "notes.h"
#include "weaknesses.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace seal::elfseal {

enum class Kind { kProgram, kPieProgram, kSharedObject, kStaticProgram };
enum class Relro { kNone, kPartial, kFull };

/// A range of pages of the image, relative to its load address, and what becomes of it.
struct PageRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint32_t flags = 0; ///< PF_R, PF_W, PF_X: the final protection
  bool relro = false;      ///< read-only once relocated
  bool is_mutable = false; ///< exempt, by PT_OPENBSD_MUTABLE or PT_GNU_MUTABLE
  bool sealed = false;     ///< by the file's mark, or as if it had one with the default policy
};

struct Facts {
  Kind kind = Kind::kSharedObject;
  std::optional<Mark> mark;
  bool restorable = false; ///< --unmark would restore the file byte for byte
  std::optional<std::string> interpreter;
  std::vector<PageRange> pages; ///< in ascending order
  Relro relro = Relro::kNone;
  bool text_relocations = false;
  bool executable_stack = false;
  bool lazy_binding = false;
  bool relro_is_cut = false;   ///< it ends within a page, which stays writable
  bool relative_rpath = false; ///< DT_RPATH or DT_RUNPATH depends on the current folder
  std::vector<const Weakness*> weaknesses;
};

Facts gather_facts(const Image& image);

} // namespace seal::elfseal
