#include "culprit/foods/unknown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

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

/// Two words of an item, and the number of entries that hold such an item.
using Counted = std::pair<std::pair<std::string, std::string>, std::uint64_t>;

/// Entries of foods and supplements by what `key_of(item)` says of their items, each key once an
/// entry; nothing = not counted. By count, then bytes.
template <typename KeyOf> std::vector<Counted> count_items(
    const diary::Diary& diary, Resolver& resolver, const KeyOf& key_of) {
  std::vector<std::uint64_t> entries(diary.names.size());
  for (const auto& entry : diary.entries)
    if (entry.is_eaten()) ++entries[entry.name];
  std::map<Counted::first_type, std::uint64_t> counts;
  for (std::size_t name = 0; name < entries.size(); ++name) {
    if (entries[name] == 0) continue;
    std::set<Counted::first_type> keys;
    for (const auto& item : resolver.resolve(diary.names[name]).items)
      if (const std::optional<Counted::first_type> key = key_of(item)) keys.insert(*key);
    for (const auto& key : keys) counts[key] += entries[name];
  }
  std::vector<Counted> sorted{counts.begin(), counts.end()};
  std::stable_sort(sorted.begin(), sorted.end(),
      [](const Counted& a, const Counted& b) { return a.second > b.second; });
  return sorted;
}

}  // namespace

std::vector<Phrase> unknown_foods(const diary::Diary& diary, Resolver& resolver) {
  std::vector<Phrase> unknown;
  for (const auto& [key, count] : count_items(diary, resolver, [](const Item& item) {
         return item.term ? std::nullopt : std::optional{std::pair{item.name, std::string{}}};
       }))
    unknown.push_back({key.first, count});
  return unknown;
}

std::vector<Reading> read_foods(const diary::Diary& diary, Resolver& resolver) {
  std::vector<Reading> readings;
  for (const auto& [key, count] : count_items(diary, resolver, [](const Item& item) {
         return item.written.empty() ? std::nullopt
                                     : std::optional{std::pair{item.written, item.name}};
       }))
    readings.push_back({key.first, key.second, count});
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
