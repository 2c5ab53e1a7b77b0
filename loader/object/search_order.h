// The order in which objects are searched for symbols: breadth first over what they need, the
// filtees of each before it (gABI, "Dynamic Section": DT_FILTER, DT_AUXILIARY).
#pragma once

#include "object/object.h"

namespace seal::object {

class SearchOrder {
public:
  // Appends to `out`, which lies in `arena`; lists for the time of the walk lie in `scratch`.
  SearchOrder(os::Vector<Object*>& out, os::Arena& arena, os::Arena& scratch)
      : out_(out), arena_(arena), scratch_(scratch), entered_(scratch) {}

  // load(object) makes sure that the needs of an object are known, before they are looked at;
  // place_before(filtee, filter) is told of each filtee that is met for the first time.
  template <class Load, class PlaceBefore>
  Status run(const os::Vector<Object*>& roots, Load load, PlaceBefore place_before) {
    for (Object* root : roots)
      TRY(queue_.push(scratch_, root));
    for (std::size_t i = 0; i < queue_.size(); ++i)
      TRY(place(*queue_[i], load, place_before));
    return {};
  }

private:
  struct Filter {
    Object* object;
    std::size_t next; // of its filtees
  };

  template <class Load, class PlaceBefore>
  Status place(Object& first, Load& load, PlaceBefore& place_before) {
    TRY(enter(first, load));
    while (!filters_.empty()) {
      Filter& filter = filters_[filters_.size() - 1];
      Object& object = *filter.object;
      if (filter.next == object.filtees.size()) {
        TRY(out_.push(arena_, &object));
        filters_.truncate(filters_.size() - 1);
        continue;
      }
      Object& filtee = *object.filtees[filter.next++];
      if (filtee.live->visited)
        continue;
      place_before(filtee, object);
      TRY(enter(filtee, load));
    }
    return {};
  }

  template <class Load>
  Status enter(Object& object, Load& load) {
    if (object.live->visited)
      return {};
    TRY(entered_.visit(object));
    TRY(load(object));
    for (Object* needed : object.needed)
      if (!needed->live->visited)
        TRY(queue_.push(scratch_, needed));
    return filters_.push(scratch_, {&object, 0});
  }

  os::Vector<Object*>& out_;
  os::Arena& arena_;
  os::Arena& scratch_;
  os::Vector<Object*> queue_;
  Visited entered_;
  os::Vector<Filter> filters_; // whose filtees are being placed, each for the one before it
};

} // namespace seal::object
