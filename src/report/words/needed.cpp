#include "report/words/needed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <sstream>

#include "culprit/core/text.hpp"
#include "report/words/texts.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

/// Fruit, vegetables, herbs, drinks, plain meat and grains without gluten.
bool is_listed(const std::string& name) {
  static const auto names = [] {
    std::istringstream words{std::string{texts::plain_foods_txt}};
    return std::set<std::string>{std::istream_iterator<std::string>{words}, {}};
  }();
  return names.contains(name);
}

/// Words that say nothing about what is in the food.
constexpr auto harmless_words = std::to_array<std::string_view>(
    {"black", "cooked", "fresh", "green", "raw", "red", "white", "yellow"});

bool is_harmless(std::string_view word) {
  return std::find(harmless_words.begin(), harmless_words.end(), word) != harmless_words.end();
}

bool is_plain(std::string_view word) {
  const std::string one{word};
  if (is_listed(one)) return true;
  if (one.ends_with("ies")) return is_listed(one.substr(0, one.size() - 3) + 'y');
  if (one.ends_with("oes")) return is_listed(one.substr(0, one.size() - 2));
  return one.ends_with('s') && is_listed(one.substr(0, one.size() - 1));
}

}  // namespace

bool may_be_alternated(std::string_view name) {
  std::istringstream words{fold_name(name)};
  bool has_food = false;
  for (std::string word; words >> word;) {
    if (is_harmless(word)) continue;
    if (!is_plain(word)) return false;
    has_food = true;
  }
  return has_food;
}

std::optional<engine::Range> alternating_days(const engine::RankedFood& food) {
  if (!food.needed || !may_be_alternated(food.name)) return std::nullopt;
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
