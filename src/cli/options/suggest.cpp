#include "cli/options/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/options/values.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

constexpr std::size_t most_slips = 2;
constexpr std::size_t most_names = 3;
constexpr std::size_t shortest_beginning = 2;
constexpr std::size_t shortest_part = 3;

/// How a name is like a word; smaller = more.
constexpr std::size_t same_letters = 0;
constexpr std::size_t one_slip = 1;
constexpr std::size_t beginning_or_part = 2;
constexpr std::size_t two_slips = 3;
constexpr std::size_t name_within_word = 4;
constexpr std::size_t unlike = 5;

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  for (const char c : lower_case(name))
    if (c == '-' || c == '_' || c == ' ') parts.emplace_back();
    else parts.back() += c;
  return parts;
}

/// Edits from one to the other; as many edits as letters would make any short words near.
std::size_t slips(const std::string& word, const std::string& name) {
  const auto edits = edit_distance(word, name);
  return edits < word.size() && edits < name.size() ? edits : most_slips + 1;
}

std::size_t likeness(const std::vector<std::string>& word_parts, std::string_view name) {
  const auto name_parts = parts_of(name);
  const auto word = fmt::format("{}", fmt::join(word_parts, ""));
  const auto letters = fmt::format("{}", fmt::join(name_parts, ""));
  if (word == letters) return same_letters;
  const auto edits = slips(word, letters);
  if (edits == 1) return one_slip;
  const auto has = [](const std::vector<std::string>& parts, const std::string& part) {
    return part.size() >= shortest_part && std::ranges::find(parts, part) != parts.end();
  };
  if ((word.size() >= shortest_beginning && letters.starts_with(word)) || has(name_parts, word))
    return beginning_or_part;
  if (edits <= most_slips) return two_slips;
  return has(word_parts, letters) ? name_within_word : unlike;
}

}  // namespace

std::vector<std::string> similar_names(
    std::string_view word, const std::vector<std::string>& names) {
  const auto parts = parts_of(word);
  std::vector<std::string> similar;
  std::size_t best = unlike;
  for (const auto& name : names) {
    const auto like = likeness(parts, name);
    if (like < best) similar.clear();
    best = std::min(best, like);
    const bool is_new = std::ranges::find(similar, name) == similar.end();
    if (like == best && like < unlike && is_new && similar.size() < most_names)
      similar.push_back(name);
  }
  return similar;
}

std::string did_you_mean(
    std::string_view word, const std::vector<std::string>& names, std::string_view dashes) {
  auto similar = similar_names(word, names);
  if (similar.empty()) return {};
  for (auto& name : similar) name = fmt::format("'{}{}'", dashes, name);
  return fmt::format("did you mean {}?", either(similar));
}

std::optional<std::string> misspelt(std::string_view word, const std::vector<std::string>& names) {
  const auto letters = lower_case(word);
  const auto nearest = std::ranges::min_element(
      names, {}, [&](const std::string& name) { return slips(letters, name); });
  if (nearest == names.end() || slips(letters, *nearest) > most_slips) return std::nullopt;
  return *nearest;
}

}  // namespace culprit::cli
