// Formatting without libc, and how an Error reads.
#include "os/output.h"
#include "os/system.h"
#include <cstring>
#include <errno.h>

namespace seal::os {

Writer& Writer::text(std::string_view s) {
  while (!s.empty()) {
    if (used_ == sizeof buffer_) {
      if (fd_ < 0)
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
  for (const char& each : s) {
    unsigned char c = static_cast<unsigned char>(each);
    text({c < 0x20 || c == 0x7f ? "?" : &each, 1});
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
  };
  for (const auto& each : kTexts)
    if (each.err == err)
      return each.text;
  return {};
}

namespace {

void write_errno(Writer& out, int err) {
  if (!err)
    return;
  out.text(": ");
  if (std::string_view text = errno_text(err); !text.empty())
    out.text(text);
  else
    out.text("error ").dec(std::uint64_t(err));
}

void write_subject(Writer& out, const Error& error) {
  if (error.file)
    out.untrusted(error.file).text(": ");
  out.text(error.what);
  if (error.detail)
    out.text(": ").untrusted(error.detail);
  if (error.version)
    out.text(", version ").untrusted(error.version);
}

} // namespace

void write_brief(Writer& out, const Error& error) {
  write_subject(out, error);
  write_errno(out, error.err);
}

void write_error(Writer& out, const Error& error) {
  write_subject(out, error);
  if (error.newest)
    out.text(", and the newest it has is ").untrusted(error.newest);
  if (error.needed_by)
    out.text(" (needed by ").untrusted(error.needed_by).text(")");
  write_errno(out, error.err);
  if (error.remedy)
    out.text("; ").text(error.remedy);
  if (error.trace)
    out.text(error.trace);
}

void print_error(const Error& error, const char* severity) {
  Writer out(2);
  out.text("ld-seal: ");
  if (severity)
    out.text(severity).text(": ");
  write_error(out, error);
  out.text("\n");
}

void die(const Error& error, int status) {
  print_error(error);
  exit(status);
}

} // namespace seal::os
