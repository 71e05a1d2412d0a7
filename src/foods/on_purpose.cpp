#include "culprit/foods/on_purpose.hpp"

#include <algorithm>

#include "foods/tables.hpp"

namespace culprit::foods {
namespace {

bool is_supervised(const Lexicon& lexicon, GroupId group) {
  return (lexicon.tables().groups[group].flags & flag_supervised) != 0;
}

}  // namespace

GroupSet supervised_groups(const Lexicon& lexicon) {
  GroupSet set;
  for (GroupId group = 0; group < lexicon.groups().size(); ++group)
    if (is_supervised(lexicon, group)) set.insert(group);
  return set;
}

bool may_be_eaten_on_purpose(const Lexicon& lexicon, const Memberships& groups) {
  bool may = true;
  (groups.sure | groups.maybe | groups.minor).for_each([&](GroupId group) {
    may = may && !is_supervised(lexicon, group);
  });
  return may;
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
  if (groups[group].layer != Layer::identity || is_supervised(lexicon, group)) return false;
  for (GroupId narrower = 0; narrower < groups.size(); ++narrower)
    if (groups[narrower].implies.has(group) && is_supervised(lexicon, narrower)) return false;
  return true;
}

}  // namespace culprit::foods
