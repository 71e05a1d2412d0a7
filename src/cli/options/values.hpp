/// What somebody may have meant. Texts of options to values; which share of the people is this
/// process's, by the variables of what started it. Nothing = the text is no such value. Kinds of
/// values for the rows of the option table. Each takes a pointer to the member that is set, of any
/// part of the options.
#pragma once

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/options/option_table.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/lag.hpp"
#include "culprit/core/number.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/cells/dates.hpp"

namespace culprit::cli {

/// Names that `word` may have meant, best first, each once, at most three; all of one kind: the
/// same letters, a slip of the keys (up to two), a beginning (`--out`), a part (`--change` for
/// `--important-change`), or a name within the word (`--output-file`). Case and hyphens do not
/// count.
[[nodiscard]] std::vector<std::string> similar_names(
    std::string_view word, const std::vector<std::string>& names);

/// `did you mean 'a' or 'b'?`; empty if nothing is similar.
/// @param dashes  written before each name.
[[nodiscard]] std::string did_you_mean(
    std::string_view word, const std::vector<std::string>& names, std::string_view dashes = {});

/// The name within two slips of the keys, in any case, if any.
[[nodiscard]] std::optional<std::string> misspelt(
    std::string_view word, const std::vector<std::string>& names);

/// `a, b or c`
template <typename Words> [[nodiscard]] std::string either(const Words& words) {
  std::string text;
  std::size_t left = words.size();
  for (const auto& word : words) {
    if (!text.empty()) text += left == 1 ? " or " : ", ";
    text += word;
    --left;
  }
  return text;
}

/// `true` or `false`.
[[nodiscard]] std::optional<bool> truth_from_text(std::string_view text);

/// Any text but an empty one.
[[nodiscard]] std::optional<std::string> filled_text(std::string_view text);

/// ASCII letters in lower case; everything else as it is.
[[nodiscard]] std::string lower_case(std::string_view text);

/// The ends of a range, trimmed.
struct RangeEnds {
  std::string_view first;
  std::string_view last;
};

/// `A..B` or `A-B`. A hyphen at the beginning of an end is its sign: `-5-5` is -5 to 5, `1--1` is 1
/// to -1. The ends may be empty and need not be numbers.
[[nodiscard]] std::optional<RangeEnds> range_from_text(std::string_view text);

/// `A..B` or `A-B` with 0 <= A <= B <= LagWindow::longest.
[[nodiscard]] std::optional<LagWindow> lags_from_text(std::string_view text);

/// `A-Bh` (or `A-BH`) with 0 <= A < B <= HourWindow::longest.
[[nodiscard]] std::optional<HourWindow> hours_from_text(std::string_view text);

/// `HH:MM`, 00:00–23:59.
[[nodiscard]] std::optional<std::chrono::minutes> time_of_day_from_text(std::string_view text);

/// Decimal digits only.
[[nodiscard]] std::optional<std::uint64_t> whole_number_from_text(std::string_view text);

/// Names between commas, trimmed. Nothing if one is empty.
[[nodiscard]] std::optional<std::vector<std::string>> names_from_text(std::string_view text);

/// The name of a zone of the system's time zone data, as it is spelt there, from any case.
[[nodiscard]] std::optional<std::string> time_zone_from_text(std::string_view text);

using Taken = std::optional<Complaint>;
inline constexpr auto fine = std::nullopt;

/// Larger numbers than this overflow somewhere in the statistics, smaller ones vanish; no scale
/// needs them.
inline constexpr double largest_number = 1e9;
inline constexpr double smallest_number = 1e-9;
inline constexpr std::uint64_t largest_seed = std::numeric_limits<std::uint64_t>::max();

/// `MIN..MAX` (or `MIN-MAX`) with numbers up to `largest_number`, or an instrument.
[[nodiscard]] std::optional<diary::Scale> scale_from_value(std::string_view value);
inline constexpr std::string_view scale_rule =
    "MIN..MAX with numbers from -1e9 to 1e9, or an instrument such as POEM";

[[nodiscard]] inline Complaint wrong(
    std::string_view value, std::string_view what, std::string_view rule) {
  return {fmt::format("value '{}' {}; expected {}", value, what, rule)};
}

/// `unknown format 'xlsx'; expected table or json`
[[nodiscard]] Complaint unknown_word(
    std::string_view noun, std::string_view value, const std::vector<std::string_view>& choices);

/// The member of whichever part of the options has it.
template <typename Part, typename Value>
[[nodiscard]] Value& field_of(Options& options, Value Part::*field) {
  auto& pipeline = options.pipeline;
  auto& diary = options.simulation;
  const auto parts = std::tie(options, pipeline, pipeline.read, pipeline.engine, options.batch,
      options.trial, options.trial.plan, options.output, options.messages, diary, diary.menu,
      diary.culprits, diary.course, diary.behaviour, diary.logging, diary.scale, diary.follow);
  return std::get<Part&>(parts).*field;
}

/// A value that `parse` understands. @param what, rule  of one that it does not, see `wrong`
template <typename Field, typename Parse>
ValueType parsed(Field field, Parse parse, std::string_view what, std::string_view rule) {
  return {[=](Options& options, const std::string& value) -> Taken {
    auto found = parse(value);
    if (!found) return wrong(value, what, rule);
    field_of(options, field) = std::move(*found);
    return fine;
  }};
}

/// A flag: `true` or `false`.
template <typename Field> ValueType flag(Field field) {
  return parsed(field, truth_from_text, "is neither true nor false", "one of them");
}

/// A flag that is only ever given, and sets a field to `meaning`.
template <typename Field, typename Value> ValueType sets(Field field, Value meaning) {
  return {[=](Options& options, const std::string&) -> Taken {
    field_of(options, field) = meaning;
    return fine;
  }};
}

/// Any text but none. @param rule  what is expected, such as `the name of a file`
template <typename Field> ValueType text(Field field, std::string_view rule) {
  return parsed(field, filled_text, "is empty", rule);
}

template <typename Field> ValueType file(Field field) { return text(field, "the name of a file"); }

/// Names between commas.
template <typename Field> ValueType names(Field field) {
  return parsed(field, names_from_text, "has an empty name", "names separated by commas");
}

/// One of the words of `table`, in any case. @param noun  what they are: `format`
template <typename Enum, std::size_t n, typename Field>
ValueType choice(std::string_view noun, const Word<Enum> (&table)[n], Field field) {
  std::vector<std::string_view> words;
  for (const auto& entry : table) words.push_back(entry.word);
  return {[&table, noun, words, field](Options& options, const std::string& value) -> Taken {
            const auto found = value_of(table, lower_case(value));
            if (!found) return unknown_word(noun, value, words);
            field_of(options, field) = *found;
            return fine;
          },
      words};
}

/// A whole number from `low` to `high`.
template <typename Field> ValueType whole(Field field, std::uint64_t low, std::uint64_t high) {
  return {[=](Options& options, const std::string& value) -> Taken {
    const auto number = whole_number_from_text(value);
    if (!number || *number < low || *number > high)
      return wrong(value, number ? "is out of range" : "is not such a number",
          fmt::format("a whole number from {} to {}", low, high));
    auto& target = field_of(options, field);
    target = static_cast<std::remove_reference_t<decltype(target)>>(*number);
    return fine;
  }};
}

/// A number from `low` to `high`.
template <typename Field> ValueType number(Field field, double low, double high) {
  return {[=](Options& options, const std::string& value) -> Taken {
    const auto parsed = parse_number(value);
    if (!parsed || *parsed < low || *parsed > high)
      return wrong(value, parsed ? "is out of range" : "is not a number",
          fmt::format("a number from {} to {}", format_number(low), format_number(high)));
    field_of(options, field) = *parsed;
    return fine;
  }};
}

/// YYYY-MM-DD
template <typename Field> ValueType day(Field field) {
  return parsed(field, diary::parse_iso_day, "is not a calendar day", "YYYY-MM-DD");
}

/// The value of an environment variable; empty = not set.
using Variables = std::function<std::string(const char* name)>;

/// `--shard auto`: the task of a Slurm array (SLURM_ARRAY_TASK_ID, _MIN, _MAX, _STEP, _COUNT), the
/// rank within a Slurm step (SLURM_PROCID of SLURM_STEP_NUM_TASKS), of Open MPI
/// (OMPI_COMM_WORLD_RANK, _SIZE) or of MPICH and Intel MPI (PMI_RANK, PMI_SIZE); a rank within a
/// task of an array is a share of that task's share.
///
/// @throws InputError  `bad_value`: nothing is set, the numbers do not fit together, or an array
///   has gaps (only some of its tasks run again), so that its shares would not be those of others.
[[nodiscard]] batch::Shard shard_from_variables(const Variables& variables);

}  // namespace culprit::cli
