// The words for kinds and states.
#include "kinds.h"

namespace seal::elfseal {
namespace {

constexpr llvm::StringLiteral kMissed = "can be sealed and is not";

constexpr KindFacts kKinds[] = {
    {"text", 't', kMissed},
    {"read-only data", 'r', kMissed},
    {"RELRO", 'R', kMissed},
    {"hole", '-', kMissed},
    {"loader", 'l', kMissed},
    {"data", 'd', "of a writable segment; sealed with the policy word data"},
    {"bss", 'b', "of a writable segment; sealed with the policy word data"},
    {"loader state", 'L', "of a writable segment; sealed with the policy word data"},
    {"stack", 's', "writable; sealed with the policy word stack"},
    {"heap", 'h', "grows and shrinks"},
    {"vdso", 'V', "the kernel's; sealed by ld-seal unless the policy says no-system"},
    {"vvar", 'v', "the kernel's; sealed by ld-seal unless the policy says no-system"},
    {"vsyscall", 'y', "the kernel's; cannot be sealed"},
    {"file", 'f', "not an ELF file"},
    {"anonymous", 'a', "the program's own"},
};

constexpr StateFacts kStateFacts[kStates] = {
    {"sealed", "nothing can change, move or remove it"},
    {"open", "constant parts of ELF files: should be sealed"},
    {"writable", "data, heap and stacks"},
    {"other", "data files, the kernel's pages, reservations"},
};

} // namespace

const KindFacts& facts(MappingKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

const StateFacts& facts(State state) { return kStateFacts[static_cast<std::size_t>(state)]; }

} // namespace seal::elfseal
