#include "report/words/words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/word_table.hpp"
#include "report/words/sentence_texts.hpp"

namespace culprit::report {
namespace {

constexpr int year = 365;

/// `two` … `nine` as a word, larger ones in digits.
std::string day_number(int days) {
  constexpr std::array<std::string_view, 10> words{
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  return days < 10 ? std::string{words[static_cast<std::size_t>(days)]} : std::to_string(days);
}

}  // namespace

std::string fixed(double value, int decimals) {
  const double shown = round_to_printed(value);
  if (std::abs(shown) >= 1e6) return fmt::format("{:.2e}", shown);
  std::string text = fmt::format("{:.{}f}", shown, decimals);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  if (is_zero && text.starts_with('-')) text.erase(0, 1);
  return text;
}

std::string verdict_words(engine::Verdict verdict) {
  std::string words{to_word(verdict)};
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string verdict_meaning(engine::Verdict verdict, double important_change) {
  static constexpr std::string_view meanings[] = {text_of("suspect"), text_of("protective"),
      text_of("possible"), text_of("cleared"), text_of("not_enough_data"), text_of("no_evidence")};
  return fmt::format(
      fmt::runtime(meanings[static_cast<std::size_t>(verdict)]), points_words(important_change));
}

std::optional<int> chances_in_100(const std::optional<double>& probability) {
  if (!probability || !std::isfinite(*probability)) return std::nullopt;
  constexpr int most = 95;
  const double shown = round_to_printed(*probability, probability_digits);
  return std::min(most, 5 * static_cast<int>(std::floor(20 * shown + 1e-9)));
}

std::string certainty_words(const std::optional<double>& probability, Length length) {
  const auto chances = chances_in_100(probability);
  if (!chances) return "-";
  if (*chances == 0) return length == Length::full ? "under 5 in 100" : "<5 in 100";
  return fmt::format("{}{} in 100", length == Length::full ? "about " : "", *chances);
}

std::string probability_words(const std::optional<double>& probability) {
  if (!probability || !std::isfinite(*probability)) return "-";
  const double shown = round_to_printed(*probability, probability_digits);
  if (shown > 0.99) return ">0.99";
  return shown < 0.01 ? "<0.01" : fixed(shown, 2);
}

std::string points_words(double points) {
  const std::string number = format_number(round_to_printed(points));
  return fmt::format("{} point{}", number, number == "1" ? "" : "s");
}

std::string lag_words(const TimeWindow& lag, engine::Align align, Length length) {
  const std::string_view later = length == Length::full ? " later" : "";
  const auto in_hours = [&](int from, int to) {
    return from == 0 ? fmt::format("within {} h", to) : fmt::format("{}-{} h{}", from, to, later);
  };
  if (const auto* hours = lag.hours()) return in_hours(hours->from(), hours->to());
  const int first = lag.days()->first();
  const int last = lag.days()->last();
  if (align == engine::Align::clock) return in_hours(24 * first, 24 * (last + 1));
  if (last == 0) return "same day";
  if (first == 1 && last == 1) return "next day";
  if (first == last) return fmt::format("{} days{}", first, later);
  return fmt::format("{}-{} days{}", first, last, later);
}

std::string each_day_words(const TimeWindow& lag, engine::Align align) {
  if (const auto* hours = lag.hours())
    return hours->from() == 0
               ? fmt::format("within {} hours of eating it", hours->to())
               : fmt::format("{} to {} hours after eating it", hours->from(), hours->to());
  const int first = lag.days()->first();
  const int last = lag.days()->last();
  const bool in_hours = align == engine::Align::clock;
  if (last == 0) return in_hours ? "over the next 24 hours" : "on the same day";
  if (first == 0 && in_hours)
    return fmt::format("on each of the first {} days", day_number(last + 1));
  if (first == 0 && last == 1) return "on the same day and the next";
  if (first == 0) return fmt::format("on the same day and each of the next {}", day_number(last));
  if (last == 1) return "on the next day";
  if (first == 1) return fmt::format("on each of the next {} days", day_number(last));
  if (first == last) return fmt::format("{} days later", day_number(first));
  if (last == first + 1) return fmt::format("on days {} and {} after it", first, last);
  return fmt::format("on each of days {} to {} after it", first, last);
}

std::string_view skip_words(engine::SkipReason reason) noexcept {
  using engine::SkipReason;
  constexpr Word<SkipReason> words[] = {
      {SkipReason::possible_immediate_reaction, text_of("immediate")},
      {SkipReason::too_few_exposures, text_of("too_few_exposures")},
      {SkipReason::too_few_unexposed, text_of("too_few_unexposed")},
      {SkipReason::no_variation, text_of("no_variation")}};
  return word_of(words, reason);
}

int effect_decimals(double important_change) noexcept {
  if (!std::isfinite(important_change) || important_change <= 0) return 1;
  return std::clamp(1 - decade_of(important_change), 0, 6);
}

std::string effect_words(const engine::Effect& effect, int decimals) {
  if (!std::isfinite(effect.estimate)) return "-";
  const auto limit = [&](double value) {
    return std::isfinite(value) ? fixed(value, decimals) : std::string{"?"};
  };
  return fmt::format("{} [{}, {}]", signed_words(effect.estimate, decimals), limit(effect.low),
      limit(effect.high));
}

std::string signed_words(double value, int decimals) {
  const std::string number = fixed(value, decimals);
  const bool is_plain =
      number.starts_with('-') || number.find_first_of("123456789") == std::string::npos;
  return (is_plain ? "" : "+") + number;
}

std::string size_words(double difference, int decimals) {
  const std::string number = fixed(std::abs(difference), decimals);
  return fmt::format("{} point{}", number, number == "1" ? "" : "s");
}

bool is_sign_known(const engine::Effect& effect) noexcept {
  return std::isfinite(effect.estimate) && (effect.low > 0 || effect.high < 0);
}

engine::Effect daily_effect(const engine::Effect& total, const TimeWindow& lag) {
  const auto* days = lag.days();
  const double n = days ? days->last() - days->first() + 1 : 1;
  return {total.estimate / n, total.low / n, total.high / n};
}

std::string p_words(const std::optional<double>& p_value) {
  if (!p_value || !std::isfinite(*p_value)) return "-";
  return *p_value < 0.001 ? "<0.001" : fixed(*p_value, 3);
}

std::vector<std::string> cautions() { return {say("emergency"), say("association")}; }

std::vector<std::string> cautions_in_full(engine::Verdict verdict) {
  if (verdict == engine::Verdict::protective) return {say("better_caution")};
  if (verdict != engine::Verdict::suspect) return {};
  return {say("only_proof"), say("leaving_out"), say("keep_treatment")};
}

std::string coincidence(double fdr) {
  const double share = fdr / 2;
  int diaries = 100;
  while (diaries < 1000 && std::abs(share * diaries - std::round(share * diaries)) > 1e-9)
    diaries *= 10;
  return say("coincidence", std::max(1L, std::lround(share * diaries)), diaries);
}

std::optional<int> alternating_days(const engine::RankedFood& food) {
  if (!food.needed || !food.may_be_alternated) return std::nullopt;
  return food.needed->alternating_days;
}

std::optional<int> days_needed(const engine::RankedFood& food) {
  if (!food.needed) return std::nullopt;
  return food.needed->days.value_or(year + 1);
}

std::string diary_days_words(int days) { return days > year ? say("year") : say("days", days); }

std::optional<std::string> days_needed_words(const engine::RankedFood& food) {
  const auto days = days_needed(food);
  if (!days) return std::nullopt;
  return *days > year ? "over a year" : fmt::format("about {}", *days);
}

std::optional<std::string> needed_words(const engine::RankedFood& food) {
  const auto days = days_needed(food);
  if (!days) return std::nullopt;
  const std::string text = diary_days_words(*days);
  if (!food.needed->alternating_days) return text;
  if (!food.may_be_alternated) return say("ask_first", text);
  return say("alternating", text, *food.needed->alternating_days);
}

}  // namespace culprit::report
