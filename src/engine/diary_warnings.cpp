#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>

#include "engine/coincident.hpp"
#include "engine/rank.hpp"
#include "engine/warnings.hpp"

namespace culprit::engine {
namespace {

constexpr double most_at_an_end = 0.20;  // of readings
constexpr std::size_t few_values = 4;
constexpr double long_scale = 10;      // points from which few values are coarse
constexpr double nearly_always = 0.9;  // of days, and of days with either food
constexpr std::size_t least_days_together = 10;
constexpr std::size_t most_named = 3;

std::optional<Warning> warn_of_candidates(const Conclusion& all) {
  if (all.options.severity || all.candidates.size() < 2) return {};
  std::string others;
  std::string alike;
  for (const auto& candidate : all.candidates) {
    if (candidate.name == all.outcome.name && candidate.kind == all.outcome.kind) continue;
    others += (others.empty() ? "" : ", ") + candidate.name;
    // Rated as often and on the same scale: it may be the same skin.
    if (5 * candidate.readings >= 4 * all.outcome.readings &&
        candidate.minimum >= all.scale.minimum && candidate.maximum <= all.scale.maximum)
      alike += ", " + candidate.name;
  }
  if (!alike.empty())
    others += fmt::format("; if they rate one skin, --severity 'mean({}{})' sees more than each",
        all.outcome.name, alike);
  return Warning{.code = "several_outcomes",
      .text = fmt::format("the diary rates several things; this is about {} "
                          "(--severity chooses another: {})",
          all.outcome.name, others)};
}

bool has_lower_value(const Reading& a, const Reading& b) { return a.value < b.value; }

/// What leaves nothing else to say about the readings.
std::optional<Warning> warn_of_too_little(const Conclusion& all) {
  const auto& readings = all.study.readings;
  if (readings.empty()) {
    return Warning{.code = "no_usable_rating",
        .text = fmt::format("no rating of {} can be used: each needs a day with foods "
                            "logged among the chosen lags before it, within the chosen "
                            "period",
            all.outcome.name)};
  }
  const auto [low, high] = std::minmax_element(readings.begin(), readings.end(), has_lower_value);
  if (low->value == high->value) {
    return Warning{.code = "constant_severity",
        .text = fmt::format("every rating of {} is the same: this diary cannot tell "
                            "foods apart",
            all.outcome.name)};
  }
  if (readings.size() < few_readings) {
    return Warning{.code = "few_readings",
        .text = fmt::format("there are only {} ratings; fewer than {} is too few "
                            "for a reliable result",
            readings.size(), few_readings)};
  }
  return {};
}

void warn_of_ends(const Conclusion& all, std::vector<Warning>& warnings) {
  const auto& readings = all.study.readings;
  const auto warn = [&](auto is_at_end, bool is_beyond, std::string_view beyond,
                        std::string_view which, double end) {
    const auto n = std::count_if(readings.begin(), readings.end(),
        [&](const Reading& reading) { return is_at_end(reading.value); });
    const double share = static_cast<double>(n) / static_cast<double>(readings.size());
    if (share < most_at_an_end) return;
    warnings.push_back({.code = "floor_or_ceiling",
        .text = fmt::format("{:.0f} % of the ratings are {}{:g}, the {} of the scale: effects "
                            "look smaller than they are",
            100 * share, is_beyond ? beyond : "", end, which)});
  };
  const auto [least, most] = std::minmax_element(readings.begin(), readings.end(), has_lower_value);
  const double minimum = all.scale.minimum;
  const double maximum = all.scale.maximum;
  warn([&](double value) { return value <= minimum; }, least->value < minimum, "at or below ",
      "lowest", minimum);
  warn([&](double value) { return value >= maximum; }, most->value > maximum, "at or above ",
      "highest", maximum);
}

/// POEM from 17 is severe (Charman et al. 2013, Br. J. Dermatol. 169, 1326–1332), and so is itch
/// of 7 of 10 and more.
std::optional<double> severe_from(const diary::Scale& scale) {
  if (scale.name == "POEM") return 17;
  if (scale.minimum == 0 && scale.maximum == 10) return 7;
  return std::nullopt;
}

std::optional<Warning> warn_of_severity(const Conclusion& all) {
  const auto least = severe_from(all.scale);
  const auto& readings = all.study.readings;
  const auto n = std::count_if(readings.begin(), readings.end(),
      [&](const Reading& reading) { return least && reading.value >= *least; });
  if (2 * static_cast<std::size_t>(n) <= readings.size()) return {};
  return Warning{.code = "severe_ratings",
      .text = fmt::format("most ratings are {:g} or more, which is severe: see a "
                          "clinician; treatment, not diet, is the first step",
          *least)};
}

std::optional<Warning> warn_of_coarseness(const Conclusion& all) {
  if (all.scale.maximum - all.scale.minimum < long_scale) return {};
  std::set<double> values;
  for (const Reading& reading : all.study.readings) values.insert(reading.value);
  if (values.size() > few_values) return {};
  return Warning{.code = "coarse_scale",
      .text = fmt::format("the ratings take only {} different values between {:g} and "
                          "{:g}: small effects cannot be seen",
          values.size(), all.scale.minimum, all.scale.maximum)};
}

std::string name_of(const Conclusion& all, const Association& food) {
  return foods::name_in_words(all.resolution.foods[food.food].name, food.level);
}

/// At most `most` of them, and how many more there are.
std::string listed(const std::vector<std::string>& names, std::string_view separator,
    std::size_t most = most_named) {
  const std::size_t shown = std::min(names.size(), most);
  std::string text = fmt::format("{}", fmt::join(std::span{names}.first(shown), separator));
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::optional<Warning> warn_of_always(const Conclusion& all) {
  std::vector<std::string> names;
  for (const Association& food : all.associations.tested) {
    const auto [exposed, unexposed] = food.counts;
    if (food.level != foods::Level::food) continue;
    if (exposed > nearly_always * (exposed + unexposed)) names.push_back(name_of(all, food));
  }
  if (names.empty()) return {};
  return Warning{.code = "eaten_nearly_always",
      .text = fmt::format("eaten on over 90 % of the logged days, which leaves few days "
                          "without to compare with: {}",
          listed(names, ", "))};
}

/// Days on which a food was eaten.
struct EatenDays {
  std::vector<std::uint64_t> bits;
  std::size_t count = 0;
};

/// Days with both over days with either.
double overlap(const EatenDays& a, const EatenDays& b) {
  // The rarer one may be eaten only with the other, and still not often enough.
  const auto [fewer, more] = std::minmax(a.count, b.count);
  if (static_cast<double>(fewer) <= nearly_always * static_cast<double>(more)) return 0;
  const std::size_t both = common_bits(a.bits, b.bits);
  return static_cast<double>(both) / static_cast<double>(a.count + b.count - both);
}

std::optional<Warning> warn_of_pairs(const Conclusion& all) {
  std::vector<EatenDays> days;
  std::vector<std::string> eaten;
  for (const Association& food : all.associations.tested) {
    if (food.level != foods::Level::food) continue;
    auto bits = eaten_days(all.study, all.study.foods[food.food]);
    const std::size_t count = common_bits(bits, bits);
    days.push_back({std::move(bits), count});
    eaten.push_back(name_of(all, food));
  }
  std::vector<std::tuple<double, std::string>> pairs;
  for (std::size_t a = 0; a < days.size(); ++a) {
    if (days[a].count < least_days_together) continue;
    for (std::size_t b = a + 1; b < days.size(); ++b) {
      if (days[b].count < least_days_together) continue;
      const double share = overlap(days[a], days[b]);
      if (share <= nearly_always) continue;
      const auto& [first, second] = std::minmax(eaten[a], eaten[b]);
      pairs.emplace_back(-share, fmt::format("{} with {}", first, second));
    }
  }
  if (pairs.empty()) return {};
  std::sort(pairs.begin(), pairs.end());
  std::vector<std::string> names;
  names.reserve(pairs.size());
  for (auto& [share, name] : pairs) names.push_back(std::move(name));
  return Warning{.code = "nearly_always_together",
      .text = fmt::format("nearly always eaten on the same days, so this diary "
                          "can hardly tell one from the other: {}",
          listed(names, "; "))};
}

/// One for each set that would be a finding if it did not hold so many foods.
void warn_of_large_sets(const Conclusion& all, std::vector<Warning>& warnings) {
  constexpr std::size_t most_of_a_set = 8;
  for (const FoodSet& set : all.joint.sets) {
    if (!is_unnamed_finding(set, all.options.fdr)) continue;
    std::vector<std::string> names;
    names.reserve(set.foods.size());
    for (const std::size_t i : set.foods) names.push_back(name_of(all, all.associations.tested[i]));
    warnings.push_back({.code = "set_too_large",
        .text = fmt::format("one of {} foods that are mostly eaten together seems to go with {} "
                            "ratings, but this diary cannot tell which; eaten apart for some "
                            "weeks they can be told: {}",
            names.size(), set.direction == Direction::worse ? "higher" : "lower",
            listed(names, ", ", most_of_a_set))});
  }
}

}  // namespace

std::vector<Warning> rating_warnings(const Conclusion& all) {
  std::vector<Warning> warnings;
  if (auto warning = warn_of_candidates(all)) warnings.push_back(*std::move(warning));
  if (auto warning = warn_of_too_little(all)) {
    warnings.push_back(*std::move(warning));
    return warnings;
  }
  if (auto warning = warn_of_severity(all)) warnings.push_back(*std::move(warning));
  warn_of_ends(all, warnings);
  if (auto warning = warn_of_coarseness(all)) warnings.push_back(*std::move(warning));
  return warnings;
}

std::vector<Warning> food_warnings(const Conclusion& all) {
  std::vector<Warning> warnings;
  if (auto warning = warn_of_always(all)) warnings.push_back(*std::move(warning));
  if (auto warning = warn_of_pairs(all)) warnings.push_back(*std::move(warning));
  warn_of_large_sets(all, warnings);
  return warnings;
}

}  // namespace culprit::engine
