#include "foods/group_list.hpp"

#include <fmt/format.h>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {
namespace {

/// Parents of parents are parents.
void close(std::vector<GroupSet>& implied) {
  for (std::size_t pass = 0; pass < implied.size(); ++pass)
    for (auto& set : implied) set.for_each([&](GroupId group) { set |= implied[group]; });
}

}  // namespace

GroupList read_group_list(const Source& source, Complaints& complaints) {
  GroupList list;
  for (auto& line : read_groups(source, complaints)) {
    const auto id = static_cast<GroupId>(list.lines.size());
    if (id == GroupSet::capacity || !list.ids.try_emplace(line.id.text, id).second) {
      complaints.add(source, line.id, "group_twice",
          fmt::format("group '{{}}' is one too many; expected each once and at most {}",
              GroupSet::capacity));
      continue;
    }
    const auto known = value_of(layer_words, line.layer);
    const Layer layer = known.value_or(Layer::benefit);
    if (!known)
      complaints.add(source, line.id, "bad_layer",
          fmt::format(
              "layer '{}' is unknown; expected identity, dose or benefit", shortened(line.layer)));
    if (layer == Layer::identity) list.identity.insert(id);
    list.layers.push_back(layer);
    list.lines.push_back(std::move(line));
  }
  list.implied.resize(list.lines.size());
  for (std::size_t i = 0; i < list.lines.size(); ++i) {
    const auto& line = list.lines[i];
    const auto found = list.ids.find(line.implies);
    if (found != list.ids.end()) list.implied[i].insert(found->second);
    else if (!line.implies.empty())
      complaints.add(source, line.id, "unknown_group",
          fmt::format(
              "group '{}' is unknown; expected one of the closed list", shortened(line.implies)));
  }
  close(list.implied);
  return list;
}

void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity) {
  switch (share) {
    case Share::usual:
    case Share::given:
      whole.sure |= part.sure;
      whole.maybe |= part.maybe;
      whole.minor |= part.minor;
      return;
    case Share::minor:
      whole.sure |= part.sure & identity;
      whole.minor |= part.sure | part.minor;
      whole.maybe |= part.maybe & identity;
      return;
    case Share::sometimes: whole.maybe |= (part.sure | part.maybe) & identity; return;
  }
}

void settle(Memberships& whole) noexcept { whole.maybe -= whole.sure; }

}  // namespace culprit::foods
