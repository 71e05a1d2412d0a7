#include "culprit/foods/unknown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

}  // namespace

std::vector<Phrase> unknown_foods(const diary::Diary& diary, Resolver& resolver) {
  std::vector<std::uint64_t> entries(diary.names.size());
  for (const auto& entry : diary.entries)
    if (entry.kind == diary::Kind::food || entry.kind == diary::Kind::supplement)
      ++entries[entry.name];
  std::map<std::string, std::uint64_t> counts;
  for (std::size_t name = 0; name < entries.size(); ++name) {
    if (entries[name] == 0) continue;
    std::set<std::string> words;
    for (const auto& item : resolver.resolve(diary.names[name]).items)
      if (!item.term) words.insert(item.name);
    for (const auto& word : words) counts[word] += entries[name];
  }
  std::vector<Phrase> unknown;
  unknown.reserve(counts.size());
  for (const auto& [text, count] : counts) unknown.push_back({text, count});
  std::stable_sort(unknown.begin(), unknown.end(),
                   [](const Phrase& a, const Phrase& b) { return a.count > b.count; });
  return unknown;
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
