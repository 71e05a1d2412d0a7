#include "report/words/needed.hpp"

#include <fmt/format.h>

#include "report/words/words.hpp"

namespace culprit::report {
std::optional<engine::Range> alternating_days(const engine::RankedFood& food) {
  if (!food.needed || !food.may_be_alternated) return std::nullopt;
  return food.needed->alternating_days;
}

std::optional<std::string> needed_words(const engine::RankedFood& food) {
  if (!food.needed) return std::nullopt;
  const std::string days =
      fmt::format("{} more days of diary, {} of them with it", range_words(food.needed->days),
                  range_words(food.needed->exposures));
  if (!food.needed->alternating_days) return days;
  if (const auto alternating = alternating_days(food)) {
    return fmt::format("{}, or {} if eaten every other day on purpose", days,
                       range_words(*alternating));
  }
  return days + "; before eating it more often on purpose, ask an allergist or dietitian";
}

std::string alternating_caution() {
  return "Every other day on purpose: only what you eat now without symptoms within hours; not for "
         "children, in pregnancy, with asthma, a known food allergy or an eating disorder, or "
         "after weeks without it: then ask an allergist or dietitian first.";
}

}  // namespace culprit::report
