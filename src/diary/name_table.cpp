#include "diary/name_table.hpp"

#include <utility>

#include "culprit/core/text.hpp"

namespace culprit::diary {

std::uint32_t NameTable::insert(std::string_view raw) {
  std::string tidy = tidy_name(raw);
  const auto next = static_cast<std::uint32_t>(spellings_.size());
  const auto [place, is_new] = id_of_spelling_.try_emplace(tidy, next);
  if (is_new) spellings_.push_back(std::move(tidy));
  ids_.insert(raw, place->second);
  return place->second;
}

}  // namespace culprit::diary
