// Formatting without libc, and how an Error reads.
#include "os/output.h"
#include "os/string.h"
#include "os/system.h"
#include "os/utf8.h"
#include <cstring>
#include <errno.h>

namespace seal::os {

Writer& Writer::text(std::string_view s) {
  while (!s.empty()) {
    if (used_ == sizeof buffer_) {
      if (fd_ < 0 && !out_)
        return *this;
      flush();
    }
    std::size_t part = s.size() < sizeof buffer_ - used_ ? s.size() : sizeof buffer_ - used_;
    std::memcpy(buffer_ + used_, s.data(), part);
    used_ += part;
    s.remove_prefix(part);
  }
  return *this;
}

Writer& Writer::untrusted(std::string_view s) {
  while (!s.empty()) {
    const Utf8 next = first_character(s);
    const bool shown = next.size && !is_unprintable(next.character);
    text(shown ? slice(s, 0, next.size) : "?");
    s.remove_prefix(next.size ? next.size : 1);
  }
  return *this;
}

Writer& Writer::dec(std::uint64_t value) {
  char digits[20];
  std::size_t at = sizeof digits;
  do
    digits[--at] = char('0' + value % 10);
  while (value /= 10);
  return text({digits + at, sizeof digits - at});
}

Writer& Writer::hex(std::uint64_t value, int width) {
  char digits[16];
  std::size_t at = sizeof digits;
  do
    digits[--at] = "0123456789abcdef"[value & 15];
  while (value >>= 4);
  while (int(sizeof digits - at) < width)
    digits[--at] = '0';
  return text({digits + at, sizeof digits - at});
}

void Writer::flush() {
  if (out_) {
    if (out_->reserve(*arena_, used_))
      for (char each : buffered())
        out_->append(each);
    else
      error_ = ENOMEM;
    used_ = 0;
  }
  if (fd_ < 0)
    return;
  const char* at = buffer_;
  while (used_ > 0) {
    long put = write(fd_, at, used_);
    if (put == -EINTR)
      continue;
    if (put <= 0) { // nobody reads: losing a message must not stop a start
      error_ = error_ ? error_ : put ? int(-put) : EIO;
      break;
    }
    at += put;
    used_ -= std::size_t(put);
  }
  used_ = 0;
}

std::string_view errno_text(int err) {
  static constexpr struct {
    int err;
    std::string_view text;
  } kTexts[] = {
      {EPERM, "Operation not permitted"},
      {ENOENT, "No such file or directory"},
      {EINTR, "Interrupted system call"},
      {EIO, "Input/output error"},
      {ENOEXEC, "Exec format error"},
      {ENOMEM, "Cannot allocate memory"},
      {EACCES, "Permission denied"},
      {EBUSY, "Device or resource busy"},
      {EEXIST, "File exists"},
      {ENODEV, "No such device"},
      {ENOTDIR, "Not a directory"},
      {EISDIR, "Is a directory"},
      {EINVAL, "Invalid argument"},
      {ENFILE, "Too many open files in system"},
      {EMFILE, "Too many open files"},
      {EFBIG, "File too large"},
      {ENOSPC, "No space left on device"},
      {EROFS, "Read-only file system"},
      {ENAMETOOLONG, "File name too long"},
      {ENOSYS, "Function not implemented"},
      {ELOOP, "Too many levels of symbolic links"},
      {EOVERFLOW, "Value too large for defined data type"},
      {ENXIO, "No such device or address"},
      {EBADF, "Bad file descriptor"},
      {EAGAIN, "Resource temporarily unavailable"},
      {EFAULT, "Bad address"},
      {ETXTBSY, "Text file busy"},
      {EBADMSG, "Bad message"},
      {ENODATA, "No data available"},
      {EOPNOTSUPP, "Operation not supported"},
      {ENOTCONN, "Transport endpoint is not connected"},
      {ECONNABORTED, "Software caused connection abort"},
      {ETIMEDOUT, "Connection timed out"},
      {EHOSTDOWN, "Host is down"},
      {EHOSTUNREACH, "No route to host"},
      {ESTALE, "Stale file handle"},
      {EUCLEAN, "Structure needs cleaning"},
      {EREMOTEIO, "Remote I/O error"},
      {EDQUOT, "Disk quota exceeded"},
      {ENOKEY, "Required key not available"},
      {EKEYREJECTED, "Key was rejected by service"},
  };
  for (const auto& each : kTexts)
    if (each.err == err)
      return each.text;
  return {};
}

namespace {

// Writes an error's texts as they are, or for people.
class ErrorWriter {
public:
  ErrorWriter(Writer& out, bool shown) : out_(out), shown_(shown) {}

  void write(const Error& error) {
    if (!std::string_view(error.file).empty())
      part(error.file).text(": ");
    write_what(error);
    if (!error.err)
      return;
    if (std::string_view text = errno_text(error.err); !text.empty())
      out_.text(": ").text(text);
    else
      out_.text(": Unknown error ").dec(std::uint64_t(error.err));
  }

private:
  Writer& part(std::string_view text) { return shown_ ? out_.untrusted(text) : out_.text(text); }

  void write_what(const Error& error) {
    std::string_view rest = error.what.c_str();
    const Text* words[] = {&error.detail, &error.needed_by};
    std::size_t word = 0;
    for (std::size_t at; word < 2 && (at = rest.find('%')) != rest.npos; ++word) {
      out_.text(slice(rest, 0, at));
      part(*words[word]);
      rest.remove_prefix(at + 1);
    }
    out_.text(rest);
    if (word > 0)
      return;
    if (error.detail)
      out_.text(": "), part(error.detail);
    if (error.version)
      out_.text(", version "), part(error.version);
  }

  Writer& out_;
  bool shown_;
};

// Does what is wrong tell who needed it?
bool names_user(const Error& error) {
  const std::string_view what = error.what.c_str();
  return what.find('%') != what.rfind('%');
}

} // namespace

void write_brief(Writer& out, const Error& error) { ErrorWriter(out, false).write(error); }
void write_shown(Writer& out, const Error& error) { ErrorWriter(out, true).write(error); }

void write_addition(Writer& out, const Error& error) {
  const char* separator = "";
  const auto next = [&]() -> Writer& { return out.text(std::exchange(separator, "; ")); };
  if (error.needed_by && !names_user(error))
    next().text("needed by ").untrusted(error.needed_by);
  if (error.note)
    next().untrusted(error.note);
  if (error.remedy)
    next().text(error.remedy.c_str());
  if (error.trace)
    out.text(error.trace);
}

bool has_addition(const Error& error) {
  return (error.needed_by && !names_user(error)) || error.note || error.remedy || error.trace;
}

void write_failure(Writer& out, std::string_view program, const Error& error) {
  const Literal occasion =
      error.occasion ? error.occasion : Literal("error while loading shared libraries");
  out.untrusted(program).text(": ");
  if (*occasion.c_str())
    out.text(occasion.c_str()).text(": ");
  write_shown(out, error);
  out.text("\n");
  if (!has_addition(error))
    return;
  out.text("ld-seal: ");
  write_addition(out, error);
  out.text("\n");
}

void print_error(const Error& error, Literal severity) {
  Writer out(2);
  out.text("ld-seal: ");
  if (severity)
    out.text(severity.c_str()).text(": ");
  write_shown(out, error);
  if (has_addition(error)) {
    out.text(" (");
    write_addition(out, error);
    out.text(")");
  }
  out.text("\n");
}

void die(const Error& error, int status) {
  print_error(error);
  exit(status);
}

} // namespace seal::os
