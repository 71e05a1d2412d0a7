#include "cli/options/values.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "cli/cli_texts.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

/// Digits only, of exactly that many characters.
std::optional<int> fixed_digits(std::string_view text, std::size_t size) {
  const auto number = whole_number_from_text(text);
  if (text.size() != size || !number) return std::nullopt;
  return static_cast<int>(*number);
}

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

InputError complaint(const std::string& text) {
  return InputError{Message{.code = "bad_value", .text = "option --shard: value 'auto' " + text}};
}

/// Number of a variable; nothing if it is not set or is none.
std::optional<std::uint64_t> number_of(const Variables& variables, const char* name) {
  return whole_number_from_text(variables(name));
}

std::optional<batch::Shard> array_task(const Variables& variables) {
  if (variables("SLURM_ARRAY_TASK_ID").empty()) return {};
  const auto id = number_of(variables, "SLURM_ARRAY_TASK_ID");
  const auto first = number_of(variables, "SLURM_ARRAY_TASK_MIN");
  const auto last = number_of(variables, "SLURM_ARRAY_TASK_MAX");
  const auto count = number_of(variables, "SLURM_ARRAY_TASK_COUNT");
  const auto step = number_of(variables, "SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!id || !first || !last || !count || step == 0 || *id < *first || *id > *last)
    throw complaint(say("array_without_range"));
  if ((*last - *first) / step + 1 != *count || (*id - *first) % step != 0)
    throw complaint(say("array_with_gaps", *id, *first, *last, *count));
  return batch::Shard{.index = (*id - *first) / step + 1, .count = *count};
}

std::optional<batch::Shard> rank_of(const Variables& variables) {
  struct Names {
    const char* rank;
    const char* size;
  };
  constexpr std::array<Names, 3> all{{{"SLURM_PROCID", "SLURM_STEP_NUM_TASKS"},
      {"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, {"PMI_RANK", "PMI_SIZE"}}};
  for (const auto& [rank_name, size_name] : all) {
    // Slurm sets its rank also where there is no step.
    if (variables(rank_name).empty() || variables(size_name).empty()) continue;
    const auto rank = number_of(variables, rank_name);
    const auto size = number_of(variables, size_name);
    if (!rank || !size || *rank >= *size)
      throw complaint(say(
          "rank_beyond_size", rank_name, variables(rank_name), size_name, variables(size_name)));
    return batch::Shard{.index = *rank + 1, .count = *size};
  }
  return {};
}

}  // namespace

std::optional<bool> truth_from_text(std::string_view text) {
  return text == "true" || text == "false" ? std::optional{text == "true"} : std::nullopt;
}

std::optional<std::string> filled_text(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional{std::string{text}};
}

std::optional<std::uint64_t> whole_number_from_text(std::string_view text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
  return value;
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return lower;
}

std::optional<RangeEnds> range_from_text(std::string_view text) {
  const auto ends = [&](std::size_t at, std::size_t size) {
    return RangeEnds{trim(text.substr(0, at)), trim(text.substr(at + size))};
  };
  if (const auto dots = text.find(".."); dots != text.npos) return ends(dots, 2);
  for (std::size_t at = text.find('-', 1); at < text.size(); at = text.find('-', at + 1)) {
    const auto before = trim(text.substr(0, at));
    const bool is_sign = before.empty() || before.back() == 'e' || before.back() == 'E';
    if (!is_sign) return ends(at, 1);
  }
  return std::nullopt;
}

std::optional<LagWindow> lags_from_text(std::string_view text) {
  const auto range = range_from_text(text);
  if (!range) return std::nullopt;
  const auto first = whole_number_from_text(range->first);
  const auto last = whole_number_from_text(range->last);
  if (!first || !last || *first > *last || *last > LagWindow::longest) return std::nullopt;
  return LagWindow{static_cast<int>(*first), static_cast<int>(*last)};
}

std::optional<HourWindow> hours_from_text(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos || !(text.ends_with('h') || text.ends_with('H')))
    return std::nullopt;
  const auto from = whole_number_from_text(text.substr(0, dash));
  const auto to = whole_number_from_text(text.substr(dash + 1, text.size() - dash - 2));
  if (!from || !to || *from >= *to || *to > HourWindow::longest) return std::nullopt;
  return HourWindow{static_cast<int>(*from), static_cast<int>(*to)};
}

std::optional<std::chrono::minutes> time_of_day_from_text(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = fixed_digits(text.substr(0, 2), 2);
  const auto minute = fixed_digits(text.substr(3, 2), 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return std::chrono::minutes{60 * *hour + *minute};
}

std::optional<std::vector<std::string>> names_from_text(std::string_view text) {
  std::vector<std::string> names;
  for (bool more = true; more;) {
    const auto comma = text.find(',');
    const auto name = trim(text.substr(0, comma));
    if (name.empty()) return std::nullopt;
    names.emplace_back(name);
    more = comma != std::string_view::npos;
    if (more) text.remove_prefix(comma + 1);
  }
  return names;
}

std::optional<std::string> time_zone_from_text(std::string_view text) {
  const auto wanted = lower_case(text);
  try {
    for (const auto& zone : date::get_tzdb().zones)
      if (lower_case(zone.name()) == wanted) return zone.name();
  } catch (const std::runtime_error&) {
    // A system without time zone data knows no zone.
  }
  return std::nullopt;
}

Complaint unknown_word(
    std::string_view noun, std::string_view value, const std::vector<std::string_view>& choices) {
  return {fmt::format("unknown {} '{}'; expected {}", noun, value, either(choices)),
      did_you_mean(value, {choices.begin(), choices.end()})};
}

std::optional<diary::Scale> scale_from_value(std::string_view value) {
  const auto range = range_from_text(value);
  auto scale = diary::scale_from_text(
      range ? fmt::format("{}..{}", range->first, range->last) : std::string{value});
  // Instruments, too, may have a hyphen.
  if (!scale && range) scale = diary::scale_from_text(value);
  if (scale && (scale->minimum < -largest_number || scale->maximum > largest_number)) return {};
  return scale;
}

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

batch::Shard shard_from_variables(const Variables& variables) {
  const auto outer = array_task(variables);
  const auto inner = rank_of(variables);
  if (!outer && !inner) throw complaint(say("no_shard_variables"));
  if (!outer) return *inner;
  if (!inner) return *outer;
  return {.index = (outer->index - 1) * inner->count + inner->index,
      .count = outer->count * inner->count};
}

}  // namespace culprit::cli
