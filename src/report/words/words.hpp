/// The vocabulary of all reports for people: verdicts, lags, numbers, chances, risks, and what is
/// still missing before a food can be judged. No word claims more than an association.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <concepts>
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
  full,         ///< `1-3 days later`
  abbreviated,  ///< `1-3 days`
};

/// `suspect`, `protective`, `possible`, `cleared`, `no evidence`, `not enough data`.
[[nodiscard]] std::string verdict_words(engine::Verdict verdict);

/// What the verdict means for the reader: one clause.
/// @param important_change  smallest change that matters [points]; what `cleared` speaks of.
[[nodiscard]] std::string verdict_meaning(engine::Verdict verdict, double important_change);

/// Of 100 such statements, how many are right: rounded down to a multiple of 5, never above 95,
/// because the models behind it are approximations. Nothing if unknown or not finite.
[[nodiscard]] std::optional<int> chances_in_100(const std::optional<double>& probability);

/// `about 85 in 100`, `under 5 in 100`, abbreviated `85 in 100`, `<5 in 100`; `-` if unknown.
/// No word of likelihood stands beside it: words inflate what numbers say.
[[nodiscard]] std::string certainty_words(const std::optional<double>& probability, Length length);

/// `0.97`, `>0.99`, `<0.01`; `-` if unknown or not finite.
[[nodiscard]] std::string probability_words(const std::optional<double>& probability);

/// `1 point`, `2.5 points`.
[[nodiscard]] std::string points_words(double points);

/// Day alignment: `same day`, `next day`, `2 days later`, `1-3 days later`. Clock alignment counts
/// hours: `within 24 h`, `24-48 h later`; so do hour windows: `2-6 h later`.
[[nodiscard]] std::string lag_words(const TimeWindow& lag, engine::Align align, Length length);

/// Within a sentence, of what one day of eating does on each day after it: `on the next day`, `on
/// each of the next two days`, `on each of days 2 to 4 after it`; of hours `2 to 6 hours after it`.
[[nodiscard]] std::string each_day_words(const TimeWindow& lag, engine::Align align);

/// Why foods were not tested: `too few days with it`.
[[nodiscard]] std::string_view skip_words(engine::SkipReason reason) noexcept;

/// `1 day`, `2 days`.
template <std::integral Number>
[[nodiscard]] std::string count_words(Number count, std::string_view singular) {
  const auto shown = std::max<Number>(count, 0);
  return fmt::format("{} {}{}", shown, singular, shown == 1 ? "" : "s");
}

/// Decimals that effects are shown with: one more digit than the important change's leading one
/// (1 point: 1 decimal; 0.4: 2; 10: none); at most 6.
[[nodiscard]] int effect_decimals(double important_change) noexcept;

/// `+1.9 [1.4, 2.4]`; `-` if the estimate is not finite; `?` for a limit that is not.
[[nodiscard]] std::string effect_words(const engine::Effect& effect, int decimals);

/// Fixed decimals without a minus before zero; large numbers in powers of ten.
[[nodiscard]] std::string fixed(double value, int decimals);
/// The same with a plus before what is more than 0.
[[nodiscard]] std::string signed_words(double value, int decimals);

/// `1.9 points`: the size of a difference, without its sign.
[[nodiscard]] std::string size_words(double difference, int decimals);

/// The interval does not hold 0: only then a sentence may name the effect.
[[nodiscard]] bool is_sign_known(const engine::Effect& effect) noexcept;

/// What one day of eating does on each day after it that the finding's window holds, or after the
/// hours of its window.
[[nodiscard]] engine::Effect daily_effect(const engine::Effect& total, const TimeWindow& lag);

/// `0.012`; `<0.001` below that; `-` if not finite.
[[nodiscard]] std::string p_words(const std::optional<double>& p_value);

/// What stands under every report: reactions within hours first, then what an association is.
[[nodiscard]] std::vector<std::string> cautions();

/// What someone who is about to act on this verdict must know, a sentence or two each; empty where
/// nothing suggests that anybody should act.
[[nodiscard]] std::vector<std::string> cautions_in_full(engine::Verdict verdict);

/// How often a diary in which no food matters names one all the same, at this false discovery
/// rate: about half of it, as measured (docs/calibration.md). Belongs on every page.
[[nodiscard]] std::string coincidence(double fdr);

/// Every verdict, in the order in which legends tell them.
inline constexpr std::array all_verdicts{engine::Verdict::suspect, engine::Verdict::protective,
    engine::Verdict::possible, engine::Verdict::cleared, engine::Verdict::no_evidence,
    engine::Verdict::not_enough_data};

/// A row or finding has the verdict.
template <typename Rows> [[nodiscard]] bool any_with(const Rows& rows, engine::Verdict verdict) {
  return std::ranges::any_of(rows, [&](const auto& row) { return row.verdict == verdict; });
}

/// Days of diary if the food were eaten every other day on purpose. Nothing if that would not be
/// quicker, or must not be suggested.
[[nodiscard]] std::optional<int> alternating_days(const engine::RankedFood& food);

/// More days of diary before an effect that matters would probably show, 366 for more than a year.
/// Nothing unless it is known what is missing.
[[nodiscard]] std::optional<int> days_needed(const engine::RankedFood& food);

/// `about 90 more days of diary`, `more than a year of diary`.
[[nodiscard]] std::string diary_days_words(int days);

/// `about 90`, `over a year`: in a cell.
[[nodiscard]] std::optional<std::string> days_needed_words(const engine::RankedFood& food);

/// `about 90 more days of diary, or about 45 if you eat it every other day on purpose`, or that an
/// allergist or dietitian should be asked. Nothing where `days_needed` has none.
[[nodiscard]] std::optional<std::string> needed_words(const engine::RankedFood& food);

}  // namespace culprit::report
