#include "culprit/foods/unknown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace culprit::foods {
namespace {

constexpr std::size_t n_nearest = 3;
constexpr std::string_view list_head =
    "# What the lexicon does not know, the most frequent first. Write behind = what it is made "
    "of:\n"
    "#   grandma's pie = wheat flour, apple, butter, ~cinnamon, ?walnut\n"
    "#   brand x bar = @sugar, @dairy\n"
    "# ~ little of it, ? sometimes, @ a group (docs/lexicon.md). A line that stays as it is says: "
    "a\n"
    "# food without any group. Give the file back by --lexicon.\n";

/// Entries of foods and supplements by what `key_of(item)` says of their items, each key once an
/// entry; nothing = not counted.
template <typename Key, typename KeyOf> std::map<Key, std::uint64_t> count_items(
    const diary::Diary& diary, Resolver& resolver, const KeyOf& key_of) {
  std::vector<std::uint64_t> entries(diary.names.size());
  for (const auto& entry : diary.entries)
    if (entry.kind == diary::Kind::food || entry.kind == diary::Kind::supplement)
      ++entries[entry.name];
  std::map<Key, std::uint64_t> counts;
  for (std::size_t name = 0; name < entries.size(); ++name) {
    if (entries[name] == 0) continue;
    std::set<Key> keys;
    for (const auto& item : resolver.resolve(diary.names[name]).items)
      if (const std::optional<Key> key = key_of(item)) keys.insert(*key);
    for (const auto& key : keys) counts[key] += entries[name];
  }
  return counts;
}

template <typename Counted> void sort_by_count(std::vector<Counted>& counted) {
  std::stable_sort(counted.begin(), counted.end(),
      [](const Counted& a, const Counted& b) { return a.count > b.count; });
}

}  // namespace

std::vector<Phrase> unknown_foods(const diary::Diary& diary, Resolver& resolver) {
  const auto counts = count_items<std::string>(diary, resolver,
      [](const Item& item) { return item.term ? std::nullopt : std::optional{item.name}; });
  std::vector<Phrase> unknown;
  unknown.reserve(counts.size());
  for (const auto& [text, count] : counts) unknown.push_back({text, count});
  sort_by_count(unknown);
  return unknown;
}

std::vector<Reading> read_foods(const diary::Diary& diary, Resolver& resolver) {
  using Key = std::pair<std::string, std::string>;
  const auto counts = count_items<Key>(diary, resolver, [](const Item& item) {
    return item.written.empty() ? std::nullopt : std::optional{Key{item.written, item.name}};
  });
  std::vector<Reading> readings;
  readings.reserve(counts.size());
  for (const auto& [key, count] : counts) readings.push_back({key.first, key.second, count});
  sort_by_count(readings);
  return readings;
}

std::string to_lexicon_text(const std::vector<Phrase>& unknown, const Lexicon& lexicon) {
  std::string text{list_head};
  for (const auto& phrase : unknown) {
    std::string nearest;
    for (const auto& name : nearest_names(lexicon, phrase.text, n_nearest))
      nearest += (nearest.empty() ? "; nearest: " : ", ") + name;
    text += fmt::format("\n# {} {}{}\n{} =\n", phrase.count,
        phrase.count == 1 ? "entry" : "entries", nearest, phrase.text);
  }
  return text;
}

}  // namespace culprit::foods
