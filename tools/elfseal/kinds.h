// What a mapping is, in the words of the loader's report (loader/seal/plan.cpp) where both can
// tell, and what has become of it.
#pragma once

#include <llvm/ADT/StringRef.h>

#include <cstddef>

namespace seal::elfseal {

enum class MappingKind {
  // Of ELF files, and constant: what should be sealed.
  kText,
  kReadOnly, ///< never written to
  kRelro,    ///< written to once, by relocation
  kHole,     ///< inaccessible, between its mappings
  kLoader,   ///< ld-seal's own
  // Of ELF files, and written to.
  kData,
  kBss,
  kLoaderState,
  // All else.
  kStack, ///< the main thread's
  kHeap,
  kVdso,
  kVvar,
  kVsyscall,  ///< the kernel's own page, which cannot be sealed
  kFile,      ///< mapped from a file that is no ELF file
  kAnonymous, ///< the program's own: other threads' stacks, large allocations, code made at run
              ///< time
};

enum class State {
  kSealed,
  kOpen,     ///< should be sealed and is not
  kWritable, ///< not sealed, and written to
  kOther,    ///< not sealed, and not counted either
};
constexpr std::size_t kStates = 4;

struct KindFacts {
  llvm::StringLiteral name;
  char letter;                ///< its sign in a map
  llvm::StringLiteral reason; ///< why one is not sealed
};

struct StateFacts {
  llvm::StringLiteral name;
  llvm::StringLiteral meaning;
};

const KindFacts& facts(MappingKind kind);
const StateFacts& facts(State state);

} // namespace seal::elfseal
