#include "culprit/foods/on_purpose.hpp"

#include <algorithm>

#include "foods/tables.hpp"

namespace culprit::foods {

GroupSet supervised_groups(const Lexicon& lexicon, Occasion occasion) {
  GroupSet supervised = lexicon.tables().groups_with(flag_supervised);
  const auto alcohol = lexicon.find_group("alcohol");
  if (occasion == Occasion::freely || !alcohol) return supervised;
  GroupSet allowed;
  allowed.insert(*alcohol);
  return supervised - allowed;
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Memberships& groups, Occasion occasion) {
  return ((groups.sure | groups.maybe | groups.minor) & supervised_groups(lexicon, occasion))
      .empty();
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Resolved& resolved, Occasion occasion) {
  return !resolved.items.empty() &&
         std::all_of(resolved.items.begin(), resolved.items.end(), [&](const Item& item) {
           return item.term && item.written.empty() && item.role == Role::food &&
                  may_be_eaten_on_purpose(lexicon, item.groups, occasion);
         });
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, GroupId group, Occasion occasion) {
  const auto groups = lexicon.groups();
  bool may = groups[group].layer == Layer::identity;
  supervised_groups(lexicon, occasion).for_each([&](GroupId narrower) {
    may = may && narrower != group && !groups[narrower].implies.has(group);
  });
  return may;
}

}  // namespace culprit::foods
