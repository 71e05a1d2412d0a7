#include "report/words/words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/word_table.hpp"

namespace culprit::report {
namespace {

/// Fixed decimals without a minus before zero; large numbers in powers of ten.
std::string fixed(double value, int decimals) {
  const double shown = round_to_printed(value);
  if (std::abs(shown) >= 1e6) return fmt::format("{:.2e}", shown);
  std::string text = fmt::format("{:.{}f}", shown, decimals);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  if (is_zero && text.starts_with('-')) text.erase(0, 1);
  return text;
}

/// `two` … `nine` as a word, larger ones in digits.
std::string day_number(int days) {
  constexpr std::array<std::string_view, 10> words{
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  return days < 10 ? std::string{words[static_cast<std::size_t>(days)]} : std::to_string(days);
}

}  // namespace

std::string verdict_words(engine::Verdict verdict, Length length) {
  const bool is_short =
      length == Length::abbreviated && verdict == engine::Verdict::not_enough_data;
  std::string words{is_short ? "too few data" : engine::to_word(verdict)};
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string verdict_meaning(engine::Verdict verdict, double important_change) {
  static constexpr std::string_view meanings[] = {
      "higher ratings after eating it; worth discussing and testing one at a time",
      "lower ratings after eating it; not a reason to eat more of it",
      "a hint below the chosen rate; more data would tell",
      "an effect of {} or more looks unlikely in this diary; this says nothing about allergy",
      "an effect that matters could have been missed; no reason in this diary to leave it out",
      "no sign of it; not proof"};
  return fmt::format(
      fmt::runtime(meanings[static_cast<std::size_t>(verdict)]), points_words(important_change));
}

std::string certainty_words(const std::optional<double>& probability, Length length) {
  if (!probability || !std::isfinite(*probability)) return "-";
  const double shown =
      round_to_printed(*probability, probability_digits);  // the words fit the printed figure
  if (shown >= 0.95) return length == Length::full ? "very likely" : "v. likely";
  if (shown >= 0.70) return "likely";
  if (shown >= 0.25) return "maybe";
  return shown >= 0.10 ? "weak sign" : "no sign";
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

std::string range_words(const engine::Range& range) {
  return range.low == range.high ? fmt::format("about {}", range.low)
                                 : fmt::format("about {}-{}", range.low, range.high);
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

std::string after_words(const TimeWindow& lag, engine::Align align) {
  const auto in_hours = [](int from, int to) {
    return from == 0 ? fmt::format("within {} hours of", to)
                     : fmt::format("{} to {} hours after", from, to);
  };
  if (const auto* hours = lag.hours()) return in_hours(hours->from(), hours->to());
  const int first = lag.days()->first();
  const int last = lag.days()->last();
  if (align == engine::Align::clock) return in_hours(24 * first, 24 * (last + 1));
  if (last == 0) return "on the day of";
  std::string end = last == 1 ? "the day after" : day_number(last) + " days after";
  if (first == last) return end;
  const std::string start = first == 0   ? "from the day of"
                            : first == 1 ? "the day after"
                                         : day_number(first) + " days after";
  return fmt::format("{} to {}", start, end);
}

std::string_view skip_words(engine::SkipReason reason) noexcept {
  constexpr Word<engine::SkipReason> words[] = {
      {engine::SkipReason::possible_immediate_reaction,
          "possible immediate reaction: do not try it again on your own; breathing trouble or "
          "faintness is an emergency"},
      {engine::SkipReason::too_few_exposures, "too few days with it"},
      {engine::SkipReason::too_few_unexposed, "too few days without it"},
      {engine::SkipReason::no_variation,
          "its days cannot be told from trend, factors or treatments"}};
  return word_of(words, reason);
}

std::string count_words(std::uint64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
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
  const std::string estimate = fixed(effect.estimate, decimals);
  const bool is_plain =
      estimate.starts_with('-') || estimate.find_first_of("123456789") == std::string::npos;
  return fmt::format(
      "{}{} [{}, {}]", is_plain ? "" : "+", estimate, limit(effect.low), limit(effect.high));
}

std::string amount_words(const engine::Effect& effect, engine::Direction direction, int decimals) {
  const bool is_worse = direction == engine::Direction::worse;
  const double sign = is_worse ? 1 : -1;
  const auto number = [&](double value) {
    return std::isfinite(value) ? fixed(sign * value, decimals) : std::string{"?"};
  };
  const std::string estimate = number(effect.estimate);
  return fmt::format("{} point{} (between {} and {})", estimate, estimate == "1" ? "" : "s",
      number(is_worse ? effect.low : effect.high), number(is_worse ? effect.high : effect.low));
}

std::string p_words(double p_value) {
  if (!std::isfinite(p_value)) return "-";
  return p_value < 0.001 ? "<0.001" : fixed(p_value, 3);
}

std::vector<std::string> cautions() {
  return {"Hives, swelling, vomiting, wheeze, faintness within 2 h: emergency, do not retry",
      "Association, not cause: test one food at a time with a clinician or dietitian."};
}

std::vector<std::string> cautions_in_full(engine::Verdict verdict) {
  if (verdict == engine::Verdict::protective)
    return {"Lower ratings after eating it are no reason to eat more of it."};
  if (verdict != engine::Verdict::suspect) return {};
  return {
      "The only proof is to leave out this one food for some weeks (2 to 4 are usual, often 5 to "
      "6) and then to eat it again; longer, several foods at once or a staple only with a "
      "clinician.",
      "Leaving a food out can bring about immediate reactions when it is eaten again: of children "
      "of one allergy clinic whose eczema flared with foods, and who had no such reactions before, "
      "19 % developed one after an elimination diet began (Chang 2016); no figure is known for "
      "adults.",
      "While testing, keep emollients and treatment as they are, but treat flares as prescribed "
      "and write it down."};
}

std::string coincidence(double fdr) {
  const double share = fdr / 2;
  int diaries = 10;
  while (diaries < 1000 && std::abs(share * diaries - std::round(share * diaries)) > 1e-9)
    diaries *= 10;
  return fmt::format(
      "Some findings are coincidence: of {} diaries without any culprit food, about {} would still "
      "show one.",
      diaries, std::max(1L, std::lround(share * diaries)));
}

std::optional<engine::Range> alternating_days(const engine::RankedFood& food) {
  if (!food.needed || !food.may_be_alternated) return std::nullopt;
  return food.needed->alternating_days;
}

std::optional<std::string> needed_words(const engine::RankedFood& food) {
  if (!food.needed) return std::nullopt;
  const std::string days = fmt::format("{} more days of diary, {} of them with it",
      range_words(food.needed->days), range_words(food.needed->exposures));
  if (!food.needed->alternating_days) return days;
  if (const auto alternating = alternating_days(food)) {
    return fmt::format(
        "{}, or {} if eaten every other day on purpose", days, range_words(*alternating));
  }
  return days + "; before eating it more often on purpose, ask an allergist or dietitian";
}

std::string alternating_caution() {
  return "Every other day on purpose: only what you eat now without symptoms within hours; not for "
         "children, in pregnancy, with asthma, a known food allergy or an eating disorder, or "
         "after weeks without it: then ask an allergist or dietitian first.";
}

}  // namespace culprit::report
