// Asking dpkg-query.
#include "package.h"

#include "error.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/FileUtilities.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/Program.h>

#include <optional>

namespace seal::elfseal {
namespace {

std::string temporary_folder() {
  llvm::SmallString<128> folder;
  llvm::sys::path::system_temp_directory(/*ErasedOnReboot=*/true, folder);
  return folder.str().str();
}

} // namespace

llvm::Expected<std::vector<std::string>> package_files(llvm::StringRef package) {
  const auto program = llvm::sys::findProgramByName("dpkg-query");
  if (!program)
    return fail("there is no dpkg-query here; name the files");
  llvm::SmallString<128> list;
  if (const std::error_code error = llvm::sys::fs::createTemporaryFile("elfseal", "list", list))
    return fail("no file can be made in {0} (TMPDIR): {1}", temporary_folder(), reason(error));
  const llvm::FileRemover remover(list);
  const llvm::StringRef arguments[] = {*program, "--listfiles", "--", package};
  const llvm::StringRef nowhere("");
  if (llvm::sys::ExecuteAndWait(*program, arguments, {}, {nowhere, list.str(), nowhere}) != 0)
    return fail("not installed; give the name of a package that dpkg knows");
  const auto text = llvm::MemoryBuffer::getFile(list);
  if (!text)
    return fail("its list of files cannot be read: {0}", reason(text.getError()));
  llvm::SmallVector<llvm::StringRef, 0> lines;
  (*text)->getBuffer().split(lines, '\n', -1, /*KeepEmpty=*/false);
  std::vector<std::string> files;
  for (const llvm::StringRef line : lines)
    if (line.startswith("/")) // others tell of diversions
      files.push_back(line.str());
  return files;
}

} // namespace seal::elfseal
