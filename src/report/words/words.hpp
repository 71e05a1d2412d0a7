/// Everything a report says in words about verdicts, lags, numbers and risks: one vocabulary for
/// all formats, chosen so that no word claims more than an association. What is still missing
/// before a food can be judged, and whether eating it on purpose may be suggested.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/engine/analysis.hpp"

namespace culprit::report {

/// What an effect is measured in, in every machine format.
inline constexpr std::string_view effect_unit = "points if eaten daily";

/// How much room words may take.
enum class Length {
  full,         ///< `1-3 days later`, `not enough data`
  abbreviated,  ///< `1-3 days`, `too few data`
};

/// `suspect`, `protective`, `possible`, `cleared`, `no evidence`, `not enough data`.
[[nodiscard]] std::string verdict_words(engine::Verdict verdict, Length length);

/// What the verdict means for the reader: one clause.
/// @param important_change  smallest change that matters [points]; what `cleared` speaks of.
[[nodiscard]] std::string verdict_meaning(engine::Verdict verdict, double important_change);

/// How sure it is, in words: `very likely` from .95, `likely` from .70, `maybe` from .25,
/// `weak sign` from .10, `no sign` below; `-` if unknown or not finite. Never a bare number: the
/// models behind it are approximations.
[[nodiscard]] std::string certainty_words(const std::optional<double>& probability, Length length);

/// `0.97`, `>0.99`, `<0.01`; `-` if unknown or not finite.
[[nodiscard]] std::string probability_words(const std::optional<double>& probability);

/// `1 point`, `2.5 points`.
[[nodiscard]] std::string points_words(double points);

/// `about 40-90`; `about 40` if both ends are the same.
[[nodiscard]] std::string range_words(const engine::Range& range);

/// Day alignment: `same day`, `next day`, `2 days later`, `1-3 days later`. Clock alignment counts
/// hours: `within 24 h`, `24-48 h later`; so do hour windows: `2-6 h later`.
[[nodiscard]] std::string lag_words(const TimeWindow& lag, engine::Align align, Length length);

/// Within a sentence, before `eating …`: `the day after`, `the day after to three days after`, `on
/// the day of`, `within 24 hours of`, `24 to 72 hours after`.
[[nodiscard]] std::string after_words(const TimeWindow& lag, engine::Align align);

/// Why foods were not tested: `too few days with it`.
[[nodiscard]] std::string_view skip_words(engine::SkipReason reason) noexcept;

/// `1 day`, `2 days`.
[[nodiscard]] std::string count_words(std::uint64_t count, std::string_view singular);

/// Decimals that effects are shown with: one more digit than the important change's leading one
/// (1 point: 1 decimal; 0.4: 2; 10: none); at most 6.
[[nodiscard]] int effect_decimals(double important_change) noexcept;

/// `+1.9 [1.4, 2.4]`; `-` if the estimate is not finite; `?` for a limit that is not.
[[nodiscard]] std::string effect_words(const engine::Effect& effect, int decimals);

/// How much higher, or lower, in a sentence: `1.9 points (between 1.4 and 2.4)`.
[[nodiscard]] std::string amount_words(
    const engine::Effect& effect, engine::Direction direction, int decimals);

/// `0.012`; `<0.001` below that; `-` if not finite.
[[nodiscard]] std::string p_words(double p_value);

/// The two lines under every report: reactions within hours first, then what an association is.
/// Each is at most 80 columns.
[[nodiscard]] std::vector<std::string> cautions();

/// What someone who is about to act on this verdict must know, a sentence or two each; empty where
/// nothing suggests that anybody should act.
[[nodiscard]] std::vector<std::string> cautions_in_full(engine::Verdict verdict);

/// How often a diary without any culprit food shows one all the same, at this false discovery rate:
/// about half of it, as measured (docs/calibration.md).
[[nodiscard]] std::string coincidence(double fdr);

/// Every verdict, in the order in which legends tell them.
inline constexpr std::array all_verdicts{engine::Verdict::suspect, engine::Verdict::protective,
    engine::Verdict::possible, engine::Verdict::cleared, engine::Verdict::no_evidence,
    engine::Verdict::not_enough_data};

/// A row or finding has the verdict.
template <typename Rows> [[nodiscard]] bool any_with(const Rows& rows, engine::Verdict verdict) {
  return std::any_of(
      rows.begin(), rows.end(), [&](const auto& row) { return row.verdict == verdict; });
}

/// Days of diary if the food were eaten every other day on purpose. Nothing if that would not be
/// quicker, or must not be suggested.
[[nodiscard]] std::optional<engine::Range> alternating_days(const engine::RankedFood& food);

/// `about 40-90 more days of diary, or about 20-45 if eaten every other day on purpose`, or that an
/// allergist or dietitian should be asked. Nothing unless it is known what is missing.
[[nodiscard]] std::optional<std::string> needed_words(const engine::RankedFood& food);

/// For whom eating a food on purpose is not meant.
[[nodiscard]] std::string alternating_caution();

}  // namespace culprit::report
