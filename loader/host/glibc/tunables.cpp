// GLIBC_TUNABLES: glibc's parser is hidden in its loader, but the list it fills is data of the
// companion, an array of records that begin with their names.
#include "host/glibc/adapter.h"
#include "host/glibc/fields.h"
#include "os/string.h"

namespace seal::glibc {
namespace {

enum TypeCode : int { kInt32, kUint64, kSizeT, kString }; // tunable_type_code_t

// strtoul's rules: 0x, 0, decimal. False when there is something else.
bool parse_number(std::string_view text, std::uint64_t& value) {
  bool negative = text.starts_with('-');
  if (negative || text.starts_with('+'))
    text.remove_prefix(1);
  unsigned base = 10;
  if (text.starts_with("0x") || text.starts_with("0X"))
    base = 16, text.remove_prefix(2);
  else if (text.starts_with('0'))
    base = 8;
  value = 0;
  for (char c : text) {
    unsigned digit = c >= '0' && c <= '9'                 ? unsigned(c - '0')
                     : (c | 32) >= 'a' && (c | 32) <= 'f' ? unsigned((c | 32) - 'a' + 10)
                                                          : 99;
    if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
        __builtin_add_overflow(value, digit, &value))
      return false;
  }
  if (negative)
    value = 0 - value;
  return !text.empty();
}

// Visits each name=value of a colon-separated list.
template <class Visit>
void for_each_setting(const char* tunables, Visit visit) {
  std::string_view list(tunables ? tunables : "");
  while (!list.empty()) {
    const std::string_view setting = slice(list, 0, list.find(':'));
    list = slice(list, setting.size() + 1);
    if (std::size_t equals = setting.find('='); equals != setting.npos)
      visit(slice(setting, 0, equals), slice(setting, equals + 1));
  }
}

class TunableList {
public:
  explicit TunableList(Adapter& a) : at_(a.layout.tunable), arena_(a.process.arena) {
    locate(*a.process.companion);
  }

  void set(std::string_view name, std::string_view value) {
    for_each([&](Fields tunable, const char* own_name, const char*) {
      if (name == own_name)
        assign(tunable, value);
    });
  }
  void set_by_alias(std::string_view alias, std::string_view value) {
    for_each([&](Fields tunable, const char*, const char* own_alias) {
      if (own_alias && *own_alias && alias == own_alias)
        assign(tunable, value);
    });
  }

  // The error: a text could not be copied.
  Status status() { return std::move(status_); }

private:
  static constexpr std::string_view kPrefix = "glibc.";

  bool is_record(std::uintptr_t address) const {
    return std::string_view(reinterpret_cast<const char*>(address), kPrefix.size()) == kPrefix;
  }

  // The longest run of records in the companion's writable memory.
  void locate(const object::Object& companion) {
    for (const Elf64_Phdr& phdr : companion.image.loads) {
      if (!(phdr.p_flags & PF_W) || phdr.p_filesz < at_.size)
        continue;
      std::uintptr_t end = companion.image.bias + phdr.p_vaddr + phdr.p_filesz;
      for (std::uintptr_t i = (companion.image.bias + phdr.p_vaddr + 7) & ~std::uintptr_t{7};
           i + at_.size <= end; i += 8) {
        std::size_t run = 0;
        while (i + (run + 1) * at_.size <= end && is_record(i + run * at_.size))
          ++run;
        if (run > count_) {
          start_ = i;
          count_ = run;
        }
        if (run > 1)
          return;
      }
    }
  }

  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < count_; ++i) {
      Fields tunable(start_ + i * at_.size);
      visit(tunable, reinterpret_cast<const char*>(tunable.address(at_.name)),
            at_.env_alias == kAbsent
                ? nullptr
                : reinterpret_cast<const char*>(tunable.address(at_.env_alias)));
    }
  }

  void assign(Fields tunable, std::string_view text) {
    int type = tunable.get<int>(at_.type_code);
    if (type == kString) {
      auto copy = arena_.copy(text);
      if (!copy) {
        status_ = copy.error();
        return;
      }
      tunable.set(at_.value, *copy);
      if (at_.initialized - at_.value >= 16) // with its length, since 2.39
        tunable.set(Offset(at_.value + 8), text.size());
    } else {
      std::uint64_t value;
      if (!parse_number(text, value))
        return;
      auto low = tunable.get<std::uint64_t>(at_.min), high = tunable.get<std::uint64_t>(at_.max);
      bool inside = type == kInt32 ? std::int64_t(value) >= std::int64_t(low) &&
                                         std::int64_t(value) <= std::int64_t(high)
                                   : value >= low && value <= high;
      if (!inside)
        return;
      tunable.set(at_.value, value);
    }
    tunable.set(at_.initialized, char{1});
  }

  const Tunable& at_;
  os::Arena& arena_;
  Status status_;
  std::uintptr_t start_ = 0;
  std::size_t count_ = 0;
};

// Only variables that could be a tunable's old name are worth a look at the list.
bool may_be_alias(const char* variable) {
  return starts_with(variable, "MALLOC_") || starts_with(variable, "LD_HWCAP_MASK=");
}

} // namespace

std::string_view tunable_text(const char* tunables, const char* name) {
  std::string_view result;
  for_each_setting(tunables, [&](std::string_view key, std::string_view value) {
    if (key == name)
      result = value;
  });
  return result;
}

std::uint64_t tunable_number(const char* tunables, const char* name, std::uint64_t otherwise) {
  std::uint64_t number;
  return parse_number(tunable_text(tunables, name), number) ? number : otherwise;
}

Status apply_tunables(Adapter& a) {
  const StartVectors& start = a.process.start;
  if (a.process.secure || a.layout.tunable.name_size == kAbsent)
    return {};
  const char* tunables = start.env("GLIBC_TUNABLES");
  bool aliases = false;
  for (char** each = start.envp; *each; ++each)
    aliases |= may_be_alias(*each);
  if (!tunables && !aliases)
    return {};
  TunableList list(a);
  for (char** each = start.envp; aliases && *each; ++each)
    if (may_be_alias(*each)) {
      std::string_view variable(*each);
      std::size_t equals = variable.find('=');
      if (equals != variable.npos)
        list.set_by_alias(slice(variable, 0, equals), slice(variable, equals + 1));
    }
  for_each_setting(tunables,
                   [&](std::string_view name, std::string_view value) { list.set(name, value); });
  return list.status();
}

} // namespace seal::glibc
