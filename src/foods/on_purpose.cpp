#include "culprit/foods/on_purpose.hpp"

#include <algorithm>

#include "foods/tables.hpp"

namespace culprit::foods {
GroupSet supervised_groups(const Lexicon& lexicon) {
  return lexicon.tables().groups_with(flag_supervised);
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Memberships& groups) {
  return ((groups.sure | groups.maybe | groups.minor) & supervised_groups(lexicon)).empty();
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Resolved& resolved) {
  return !resolved.items.empty() &&
         std::all_of(resolved.items.begin(), resolved.items.end(), [&](const Item& item) {
           return item.term && item.written.empty() && item.role == Role::food &&
                  may_be_eaten_on_purpose(lexicon, item.groups);
         });
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, GroupId group) {
  const auto groups = lexicon.groups();
  bool may = groups[group].layer == Layer::identity;
  supervised_groups(lexicon).for_each([&](GroupId narrower) {
    may = may && narrower != group && !groups[narrower].implies.has(group);
  });
  return may;
}

}  // namespace culprit::foods
