#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <numbers>
#include <optional>
#include <string_view>
#include <utility>

#include "culprit/core/math.hpp"
#include "culprit/core/text.hpp"
#include "engine/nuisance.hpp"
#include "engine/sentences.hpp"

namespace culprit::engine {
namespace {

using diary::Entry;
using diary::Kind;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// Beginnings of words that name what the skin cannot have caused.
constexpr std::array<std::string_view, 42> outside_words{"weather", "temperat", "humid", "pollen",
    "pressure", "rain", "snow", "wind", "sun", "uv", "heat", "hot", "cold", "precipit", "storm",
    "mold", "mould", "dust", "grass", "birch", "ragweed", "cycle", "period", "menstr", "ovulat",
    "luteal", "pregnan", "infect", "flu", "virus", "fever", "covid", "vaccin", "travel", "flight",
    "holiday", "vacation", "season", "air", "pet", "cat", "dog"};

bool names_something_outside(const std::string& folded) {
  for (std::size_t at = 0; at < folded.size();) {
    const std::string_view rest = std::string_view{folded}.substr(at);
    for (const std::string_view word : outside_words) {
      if (!rest.starts_with(word)) continue;
      const std::string_view after = rest.substr(word.size());
      // Short words must be whole ones, save a plural: `cat` is in no `category`.
      const bool is_whole =
          after.empty() || after.front() == ' ' || after == "s" || after.starts_with("s ");
      if (is_whole || word.size() > 4) return true;
    }
    const std::size_t space = folded.find(' ', at);
    if (space == std::string::npos) break;
    at = space + 1;
  }
  return false;
}

/// Entries of one factor: every spelling that folds to the same name, of one kind.
struct Group {
  std::map<std::string, int> spellings;
  std::vector<const Entry*> entries;
};

using GroupKey = std::pair<Kind, std::string>;

std::map<GroupKey, Group> group_factors(
    const diary::Diary& diary, const diary::OutcomeCandidate& outcome) {
  std::vector<std::string> folded;
  for (const std::string& name : diary.names) folded.push_back(fold_name(name));
  std::map<GroupKey, Group> groups;
  for (const Entry& entry : diary.entries) {
    if (entry.is_eaten() || outcome.holds(entry)) continue;
    Group& group = groups[{entry.kind, folded[entry.name]}];
    ++group.spellings[diary.name_of(entry)];
    group.entries.push_back(&entry);
  }
  return groups;
}

std::string commonest(const std::map<std::string, int>& spellings) {
  return std::ranges::max_element(spellings, [](const auto& a, const auto& b) {
    return a.second < b.second;
  })->first;
}

/// Mean of the day's values, NaN without one.
std::vector<double> daily_means(const Group& group, const Study& study) {
  std::vector<double> sums(static_cast<std::size_t>(study.n_days), 0);
  std::vector<int> counts(sums.size(), 0);
  for (const Entry* entry : group.entries) {
    const auto day = static_cast<std::size_t>((entry->day - study.first_day).count());
    sums[day] += entry->amount;
    ++counts[day];
  }
  for (std::size_t day = 0; day < sums.size(); ++day)
    sums[day] = counts[day] > 0 ? sums[day] / counts[day] : missing;
  return sums;
}

/// Used every week or more rarely, and regularly: an injection, a course of light. Its effect is
/// not that of the day.
bool is_scheduled(const std::vector<int>& days) {
  if (days.size() < 3) return false;
  std::vector<int> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) gaps.push_back(days[i] - days[i - 1]);
  std::ranges::sort(gaps);
  return gaps.front() >= 6 && gaps.back() <= 1.5 * gaps[gaps.size() / 2];
}

std::vector<double> treatment_use(const Group& group, const Study& study) {
  std::vector<int> days;
  for (const Entry* entry : group.entries) {
    // An amount of 0 says that it was not used.
    if (entry->has_amount() && entry->amount == 0) continue;
    const int day = (entry->day - study.first_day).count();
    if (days.empty() || days.back() != day) days.push_back(day);
  }
  std::vector<double> values(static_cast<std::size_t>(study.n_days));
  for (std::size_t day = 0; day < values.size(); ++day)
    values[day] = study.is_logged[day] ? 0 : missing;
  if (is_scheduled(days))
    for (std::size_t day = 0; day < values.size(); ++day)
      values[day] = static_cast<int>(day) >= days.front() ? 1 : 0;
  else
    for (const int day : days) values[static_cast<std::size_t>(day)] = 1;
  return values;
}

/// Names of the day within the menstrual cycle, folded, without accents.
constexpr std::array<std::string_view, 9> cycle_days{"cycle day", "day of cycle",
    "day of the cycle", "zyklustag", "jour du cycle", "dia del ciclo", "giorno del ciclo",
    "cyclusdag", "dia do ciclo"};

/// The length of the cycle whose days a factor counts: the largest of its values. Nothing if it
/// counts none.
std::optional<double> cycle_length(const std::string& folded, const std::vector<double>& values) {
  const std::string plain = fold_plain(folded);
  if (std::ranges::find(cycle_days, plain) == cycle_days.end()) return std::nullopt;
  double length = 0;
  for (const double value : values)
    if (value > length) length = value;
  constexpr double shortest = 20;
  constexpr double longest = 60;
  return length >= shortest && length <= longest ? std::optional{length} : std::nullopt;
}

/// Day 28 is as near to day 1 as day 2 is: sines and cosines of one and of two turns a cycle, as in
/// cosinor regression with two harmonics (Cornelissen, Theor Biol Med Model 2014; 11:16).
void add_cycle(const FactorSeries& days, double length, std::vector<FactorSeries>& factors) {
  for (const int turns : {1, 2}) {
    for (const auto& [wave, name] : {std::pair{&math::sin, "sine"}, {&math::cos, "cosine"}}) {
      FactorSeries& series = factors.emplace_back(days);
      series.name = fmt::format("{} ({} {})", days.name, name, turns);
      series.lags = {0};
      for (double& day : series.values) day = wave(2 * std::numbers::pi * turns * day / length);
    }
  }
}

/// Names of `--adjust`, folded, and whether today's values are asked for, too.
using Wanted = std::map<std::string, bool>;

bool is_wanted(Kind kind, const std::string& folded, AdjustMode mode, const Wanted& wanted) {
  if (mode == AdjustMode::automatic) return kind == Kind::factor || kind == Kind::treatment;
  return mode == AdjustMode::all || (mode == AdjustMode::named && wanted.contains(folded));
}

[[noreturn]] void refuse_unknown(const std::string& name, const std::map<GroupKey, Group>& groups) {
  const std::string known =
      joined(groups, ", ", [](const auto& item) { return commonest(item.second.spellings); });
  throw InputError{say<Message>("unknown_factor", name,
      known.empty() ? "none, for it holds no factor or treatment" : "one of: " + known)};
}

}  // namespace

std::vector<FactorSeries> select_factors(const diary::Diary& diary, const Study& study,
    const diary::OutcomeCandidate& outcome, const Options& options) {
  const auto groups = group_factors(diary, outcome);
  Wanted wanted;
  if (options.adjust == AdjustMode::named) {
    for (const std::string& name : options.adjust_names) {
      constexpr std::string_view today = "+today";
      const std::string folded = fold_name(name);
      const auto is_known = [&](const std::string& one) {
        return std::ranges::any_of(
            groups, [&](const auto& item) { return item.first.second == one; });
      };
      const bool is_today = folded.ends_with(today) && !is_known(folded);
      const std::string own =
          is_today ? fold_name(folded.substr(0, folded.size() - today.size())) : folded;
      if (!is_known(own)) refuse_unknown(name, groups);
      wanted[own] = wanted[own] || is_today;
    }
  }
  std::vector<FactorSeries> factors;
  for (const auto& [key, group] : groups) {
    const auto& [kind, folded] = key;
    if (!is_wanted(kind, folded, options.adjust, wanted)) continue;
    const auto own = wanted.find(folded);
    const bool has_today = (own != wanted.end() && own->second) ||
                           (kind == Kind::factor && names_something_outside(folded));
    FactorSeries series{.name = commonest(group.spellings),
        .kind = kind,
        .lags = has_today ? std::vector<int>{0, 1} : std::vector<int>{1},
        .values =
            kind == Kind::treatment ? treatment_use(group, study) : daily_means(group, study)};
    if (const auto length = cycle_length(folded, series.values))
      add_cycle(series, *length, factors);
    else factors.push_back(std::move(series));
  }
  return factors;
}

}  // namespace culprit::engine
