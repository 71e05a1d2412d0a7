/// Texts of options to values. Nothing = the text is no such value.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/lag.hpp"

namespace culprit::cli {

/// `true` or `false`.
[[nodiscard]] std::optional<bool> truth_from_text(std::string_view text);

/// Any text but an empty one.
[[nodiscard]] std::optional<std::string> filled_text(std::string_view text);

/// `2024-11-20`, nothing else.
[[nodiscard]] std::optional<Day> day_from_text(std::string_view text);

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

}  // namespace culprit::cli
