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

/// `2024-11-20`, nothing else.
[[nodiscard]] std::optional<Day> day_from_text(std::string_view text);

/// `A..B` with 0 <= A <= B <= LagWindow::longest.
[[nodiscard]] std::optional<LagWindow> lags_from_text(std::string_view text);

/// `A-Bh` with 0 <= A < B <= HourWindow::longest.
[[nodiscard]] std::optional<HourWindow> hours_from_text(std::string_view text);

/// `HH:MM`, 00:00–23:59.
[[nodiscard]] std::optional<std::chrono::minutes> time_of_day_from_text(std::string_view text);

/// Decimal digits only.
[[nodiscard]] std::optional<std::uint64_t> whole_number_from_text(std::string_view text);

/// Names between commas, trimmed. Nothing if one is empty.
[[nodiscard]] std::optional<std::vector<std::string>> names_from_text(std::string_view text);

/// Whether the system's time zone data have a zone of that name.
[[nodiscard]] bool is_time_zone(const std::string& name);

/// The word nearest to `word`, if it is at most `distance` edits away and shares a letter with it.
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word,
                                                      const std::vector<std::string>& words,
                                                      std::size_t distance);

}  // namespace culprit::cli
