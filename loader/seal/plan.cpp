// From program headers to ranges; pure.
#include "seal/plan.h"
#include "object/map.h"
#include <algorithm>
#include <errno.h>

namespace seal::sealing {

using elf::page_down;
using elf::page_up;

const char* kind_name(Kind kind) {
  static constexpr const char* kNames[] = {
      "text", "read-only data", "RELRO", "hole", "data",   "bss",
      "TLS",  "stack",          "vdso",  "vvar", "loader", "loader state"};
  return kNames[static_cast<unsigned>(kind)];
}

namespace {

class ObjectPlanner {
public:
  ObjectPlanner(object::Object& object, const Policy& policy, Plan& plan, os::Arena& arena)
      : object_(object), plan_(plan), arena_(arena),
        unwanted_(policy.marked_only && !object.mark.present ? "object is not marked" : nullptr),
        writable_(policy.data ? nullptr : "writable") {}

  Status run() {
    if (object_.how == object::Origin::kChained && object_.image.phdrs.empty()) {
      return plan_.push(arena_,
                        {object_.shown_name(), 0, 0, Kind::kText,
                         "its program headers are not where linkers put them", ENOEXEC, &object_});
    }
    std::uintptr_t end = 0;
    const object::PageRange relro = object::relro_pages(object_.image);
    TRY(find_mutable());
    for (const Elf64_Phdr& load : object_.image.loads) {
      const object::PageRange pages = object::segment_pages(object_.image, load);
      const std::uintptr_t start = pages.start;
      if (end && start > end)
        TRY(add(end, start, Kind::kHole, nullptr));
      end = pages.end;
      if (!(load.p_flags & PF_W)) {
        TRY(add(start, end, load.p_flags & PF_X ? Kind::kText : Kind::kReadOnly, nullptr));
        continue;
      }
      std::uintptr_t data_end = object_.image.bias + page_up(load.p_vaddr + load.p_filesz);
      if (!relro.empty() && relro.start >= start && relro.end <= end) {
        TRY(add_writable(start, relro.start, data_end));
        TRY(add(relro.start, relro.end, Kind::kRelro, nullptr));
        TRY(add_writable(relro.end, end, data_end));
      } else {
        TRY(add_writable(start, end, data_end));
      }
    }
    return {};
  }

private:
  Status add_writable(std::uintptr_t start, std::uintptr_t end, std::uintptr_t data_end) {
    std::uintptr_t middle = data_end < start ? start : data_end > end ? end : data_end;
    TRY(add(start, middle, Kind::kData, writable_));
    return add(middle, end, Kind::kBss, writable_);
  }

  // What the object declares mutable, whole pages outwards, by address.
  Status find_mutable() {
    for (const Elf64_Phdr& phdr : object_.image.phdrs) {
      if (phdr.p_type != LDSEAL_PT_OPENBSD_MUTABLE && phdr.p_type != LDSEAL_PT_GNU_MUTABLE)
        continue;
      if (phdr.p_memsz == 0 || page_up(phdr.p_vaddr + phdr.p_memsz) <= phdr.p_vaddr) // wraps around
        continue;
      TRY(mutable_.push(arena_, {object_.image.bias + page_down(phdr.p_vaddr),
                                 object_.image.bias + page_up(phdr.p_vaddr + phdr.p_memsz)}));
    }
    std::sort(
        mutable_.begin(), mutable_.end(),
        [](const object::PageRange& a, const object::PageRange& b) { return a.start < b.start; });
    return {};
  }

  // Cuts out what is mutable. The calls come by address, and so each range is passed once.
  Status add(std::uintptr_t start, std::uintptr_t end, Kind kind, const char* reason) {
    while (start < end && next_mutable_ < mutable_.size() && mutable_[next_mutable_].start < end) {
      const object::PageRange& range = mutable_[next_mutable_];
      TRY(push(start, range.start, kind, reason));
      start = std::max(start, range.start);
      TRY(push(start, std::min(range.end, end), kind, reason ? reason : "declared mutable"));
      start = std::max(start, range.end);
      if (range.end > end)
        break;
      ++next_mutable_;
    }
    return push(start, end, kind, reason);
  }

  // Of the loader itself it matters more that it is the loader.
  Kind shown(Kind kind) const {
    if (object_.rule != object::Rule::kSelf || kind == Kind::kHole)
      return kind;
    return kind == Kind::kData || kind == Kind::kBss ? Kind::kState : Kind::kLoader;
  }

  Status push(std::uintptr_t start, std::uintptr_t end, Kind kind, const char* reason) {
    if (start >= end)
      return {};
    return plan_.push(arena_, {object_.shown_name(), start, end, shown(kind),
                               reason ? reason : unwanted_, 0, &object_});
  }

  object::Object& object_;
  Plan& plan_;
  os::Arena& arena_;
  const char* unwanted_;
  os::Vector<object::PageRange> mutable_;
  std::size_t next_mutable_ = 0;
  const char* writable_; // why writable segments are not sealed
};

} // namespace

Status plan_object(object::Object& object, const Policy& policy, Plan& plan, os::Arena& arena) {
  return ObjectPlanner(object, policy, plan, arena).run();
}

void sort(Plan& plan) {
  std::sort(plan.begin(), plan.end(),
            [](const Item& a, const Item& b) { return a.start < b.start; });
}

} // namespace seal::sealing
