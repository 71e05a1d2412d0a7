#include "simulate/log.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "culprit/core/number.hpp"
#include "simulate/food_names.hpp"
#include "simulate/random.hpp"

namespace culprit::simulate {
namespace {

using diary::Entry;
using diary::Kind;

constexpr double leave_run = 0.25;  // runs of unlogged days last four on average
constexpr double grams = 100;
constexpr std::string_view gram = "g";
constexpr std::string_view outcome = "eczema";
constexpr std::string_view stress = "stress";
constexpr std::string_view treatment = "hydrocortisone 1%";
constexpr double stress_middle = 5;
constexpr double stress_sd = 1.5;
constexpr double stress_error = 0.4;
constexpr int stress_asked_at = 20 * 60 + 30;
constexpr int cream_at = 22 * 60;

/// Which days have no entry: some alone, some in runs, together the share asked for.
std::vector<bool> draw_gaps(const Options& options, Random& random) {
  const double in_runs = options.logging.unlogged * options.logging.in_runs;
  const double alone = (options.logging.unlogged - in_runs) / (1 - in_runs);
  const double enter_run = leave_run * in_runs / (1 - in_runs);
  std::vector<bool> gaps;
  bool is_in_run = random.uniform() < in_runs;
  for (int t = 0; t < options.days; ++t) {
    gaps.push_back(is_in_run || random.uniform() < alone);
    is_in_run = random.uniform() < (is_in_run ? 1 - leave_run : enter_run);
  }
  return gaps;
}

double on_scale(double value, const ScaleOptions& scale) {
  const double steps = std::round((value - scale.minimum) / scale.step);
  return round_to_printed(
      std::clamp(scale.minimum + steps * scale.step, scale.minimum, scale.maximum));
}

/// Collects entries under names, and makes a diary of them.
class Log {
 public:
  explicit Log(Times times) : times_{times} {}

  Entry& add(Kind kind, std::string_view name, Day day, int minute) {
    const auto number = static_cast<std::uint32_t>(
        numbers_.try_emplace(std::string{name}, numbers_.size()).first->second);
    auto& entry = diary_.entries.emplace_back();
    entry.day = day;
    if (times_ == Times::clock) entry.time = ClockTime{minute};
    entry.kind = kind;
    entry.name = number;
    return entry;
  }

  void log_day(Day day) { diary_.logged_days.push_back(day); }

  /// Amounts of foods are in grams.
  diary::Diary finish() {
    std::vector<std::uint32_t> sorted(numbers_.size());
    for (const auto& [name, number] : numbers_) {
      sorted[number] = static_cast<std::uint32_t>(diary_.names.size());
      diary_.names.push_back(name);
    }
    diary_.units.emplace_back();
    for (auto& entry : diary_.entries) {
      entry.name = sorted[entry.name];
      if (entry.kind != Kind::food || !entry.has_amount()) continue;
      entry.unit = 1;
      if (diary_.units.size() == 1) diary_.units.emplace_back(gram);
    }
    std::ranges::sort(diary_.entries, {}, [](const Entry& e) {
      return std::tuple{e.day, e.time, e.kind, e.name};
    });
    return std::move(diary_);
  }

 private:
  Times times_;
  std::map<std::string, std::size_t, std::less<>> numbers_;  // sorted by bytes
  diary::Diary diary_;
};

class Writer {
 public:
  Writer(const Options& options, const std::vector<Dish>& menu)
      : options_{options},
        menu_{menu},
        names_{food_names(std::max(options.menu.foods, everyday_foods))},
        gaps_{options.seed, Stream::gaps},
        errors_{options.seed, Stream::factors},
        log_{options.logging.times} {}

  diary::Diary write(const std::vector<LivedDay>& days) {
    const auto gaps = draw_gaps(options_, gaps_);
    for (std::size_t t = 0; t < days.size(); ++t) {
      const Day day = options_.first_day + Days{static_cast<int>(t)};
      const double measured =
          stress_middle + stress_sd * days[t].stress + stress_error * errors_.normal();
      write_ratings(days[t], day, gaps[t]);
      if (!gaps[t]) write_day(days[t], day, measured);
    }
    return log_.finish();
  }

 private:
  void write_ratings(const LivedDay& lived, Day day, bool is_gap) {
    const double rated =
        is_gap ? options_.logging.rated_when_unlogged : 1 - options_.logging.unrated;
    for (const auto& feeling : lived.feelings) {
      if (gaps_.uniform() >= rated) continue;
      log_.add(Kind::severity, outcome, day, feeling.minute).amount =
          on_scale(feeling.value, options_.scale);
    }
  }

  void write_day(const LivedDay& lived, Day day, double measured) {
    log_.log_day(day);
    for (const auto& helping : lived.helpings) {
      const auto name =
          static_cast<std::size_t>(menu_[static_cast<std::size_t>(helping.dish)].name);
      auto& entry = log_.add(Kind::food, names_[name], day, helping.minute);
      if (options_.logging.amounts == Amounts::grams) entry.amount = grams * helping.portion;
    }
    const auto& behaviour = options_.behaviour;
    if (behaviour.stress != 0 && behaviour.confounder == Confounder::measured) {
      log_.add(Kind::factor, stress, day, stress_asked_at).amount =
          on_scale(measured, {.minimum = 0, .maximum = 10, .step = 0.1});
    }
    if (lived.is_treated) log_.add(Kind::treatment, treatment, day, cream_at);
  }

  const Options& options_;
  const std::vector<Dish>& menu_;
  std::vector<std::string> names_;
  Random gaps_;
  Random errors_;
  Log log_;
};

}  // namespace

diary::Diary write_down(const Options& options, const std::vector<Dish>& menu,
                        const std::vector<LivedDay>& days) {
  return Writer{options, menu}.write(days);
}

}  // namespace culprit::simulate
