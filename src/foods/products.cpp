#include "foods/products.hpp"

#include <algorithm>

namespace culprit::foods {

void read_as_product(const Tables& tables, std::size_t brand_end, GroupSet free,
                     std::vector<Draft>& items) {
  brand_end = std::min(brand_end, items.size());
  for (Draft& draft : items)
    if (draft.term != nothing && draft.is_of_name) draft.changes.removes |= free;
  const auto end = items.begin() + static_cast<std::ptrdiff_t>(brand_end);
  const auto is_scented = [&](const Draft& draft) {
    return draft.is_of_name && draft.term != nothing &&
           (tables.terms[draft.term].flags & flag_skin) != 0;
  };
  if (std::any_of(items.begin(), items.end(), is_scented)) {
    std::erase_if(items, [&](const Draft& draft) {
      return draft.is_of_name && !draft.parent && !is_scented(draft);
    });
    for (Draft& draft : items) draft.parent.reset();
    return;
  }
  const auto is_known = [](const Draft& draft) { return draft.term != nothing; };
  const auto is_food = [](const Draft& draft) { return draft.term != nothing && !draft.is_maker; };
  if (std::all_of(items.begin(), end, is_food) || std::none_of(end, items.end(), is_known)) return;
  items.erase(items.begin(), end);
  for (Draft& draft : items) {
    if (!draft.parent) continue;
    if (*draft.parent < brand_end)
      draft.parent.reset();
    else
      *draft.parent -= brand_end;
  }
}

}  // namespace culprit::foods
