// One ELF file as the tool needs it: opened for libelf, known to be x86-64, with its build-id and
// exported sizes.
#pragma once

#include <gelf.h>

#include <llvm/ADT/StringRef.h>
#include <llvm/ADT/Twine.h>
#include <llvm/Support/Error.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace seal::layout {

// "PATH: what is wrong with it, and the remedy".
llvm::Error failure(llvm::StringRef path, const llvm::Twine& message);

class ElfObject {
public:
  // Fails unless `path` is an x86-64 ELF file with a build-id.
  static llvm::Expected<ElfObject> open(llvm::StringRef path);

  ElfObject(ElfObject&& other) noexcept;
  ElfObject& operator=(ElfObject&&) = delete;
  ~ElfObject();

  Elf* elf() const { return elf_.get(); }
  const std::string& path() const { return path_; }
  const std::string& build_id() const { return build_id_; } // lower-case hexadecimal
  llvm::StringRef bytes() const;                            // the whole file
  // What the file has for a range of addresses; empty if no segment holds it.
  llvm::StringRef bytes_at(std::uint64_t address, std::uint64_t size) const;
  bool has_section(llvm::StringRef name) const;
  // The definition of `name` in the symbol table of type `table`.
  std::optional<GElf_Sym> symbol(llvm::StringRef name, std::uint32_t table) const;
  // The size that the dynamic symbol table gives `name`; nothing if the object does not export it.
  std::optional<std::uint64_t> exported_size(llvm::StringRef name) const;
  // The number that the code stores in the exported variable `name` (stored_number.h); 0 if the
  // object does not export it or stores none.
  std::uint32_t stored_number(llvm::StringRef name) const;

private:
  ElfObject(llvm::StringRef path, int descriptor);
  struct Close {
    void operator()(Elf* elf) const { elf_end(elf); }
  };

  std::string path_;
  int descriptor_;
  std::unique_ptr<Elf, Close> elf_;
  std::string build_id_;
};

} // namespace seal::layout
