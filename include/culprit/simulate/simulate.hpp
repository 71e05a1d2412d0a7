/// Diaries whose truth is known: to learn the program, to test it, to ask whether N days would be
/// enough; and what they should be like. The defaults give a realistic diary of half a year with
/// three foods that make the skin worse and one that makes it better.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/lag.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/diary.hpp"

namespace culprit::simulate {

/// When a culprit acts after it was eaten, and how its total effect is spread over those days.
enum class Kernel {
  next_day,      ///< lag 1
  two_days,      ///< lags 0–1: .5 .5
  several_days,  ///< lags 1–3: .3 .4 .3
  delayed,       ///< lags 3–6: .2 .3 .3 .2
  mixed,         ///< each culprit the next of the four above
};
inline constexpr Word<Kernel> kernel_words[] = {{Kernel::next_day, "next-day"},
    {Kernel::two_days, "two-days"}, {Kernel::several_days, "several-days"},
    {Kernel::delayed, "delayed"}, {Kernel::mixed, "mixed"}};
constexpr const auto& word_table(Kernel /*of*/) noexcept { return kernel_words; }

/// Whether the stress that drives eating and skin is in the diary.
enum class Confounder {
  measured,  ///< as the factor `stress`, with a little error
  hidden,    ///< nowhere
};

/// Whether entries carry a clock time.
enum class Times { none, clock };

/// Whether foods carry an amount.
enum class Amounts {
  none,
  /// Grams, half to twice the usual 100; the effect of a culprit is in proportion to them.
  grams,
};

/// What there is to eat, and how.
struct MenuOptions {
  int foods = 40;  ///< all of them, culprits included; 1–5000
  /// Shares of days on which a food is eaten: log-uniform between these, for foods without effect.
  double lowest_rate = 0.03;
  double highest_rate = 0.5;
  /// Groups of foods eaten together: a leader (culprits first, then other foods) and `companions`
  /// foods without effect that are eaten on the share `together` of the leader's days, and as often
  /// as it altogether.
  int clusters = 0;
  int companions = 2;
  double together = 0.8;
  double weekend_share = 0.3;     ///< share of foods eaten more often at weekends
  double persistent_share = 0.3;  ///< share of foods that come and go in phases of weeks
  double seasonal_share = 0;      ///< share of foods that follow the season and trend of the skin
};

/// The foods that do something.
struct CulpritOptions {
  int worse = 3;   ///< foods that raise the rating
  int better = 1;  ///< foods that lower it
  Kernel kernel = Kernel::mixed;
  /// Total effect in points of the scale, for eating the food every day: uniform between these, to
  /// two decimals.
  double lowest_effect = 0.7;
  double highest_effect = 0.9;
  double lowest_rate = 0.1;  ///< shares of days on which they are eaten: uniform between these
  double highest_rate = 0.3;
};

/// The disease's own course, in points of the scale.
struct CourseOptions {
  double level = 4;    ///< mean of the ratings before they are kept within the scale
  double sd = 1.3;     ///< of the autoregression
  double phi = 0.7;    ///< its autocorrelation from day to day, 0–0.999
  double noise = 0.5;  ///< sd of the white noise of each rating
  double drift = 0;    ///< sd of the daily steps of a random walk
  double trend = 0;    ///< from the first day to the last, up or down
  double season = 0;   ///< amplitude of a yearly wave
  double weekend = 0;  ///< by how much weekends are better than Mondays
};

/// How life, skin and eating hang together without any food being the cause.
struct BehaviourOptions {
  double stress = 0;  ///< points per sd of stress; other than 0: comfort foods follow stress
  Confounder confounder = Confounder::measured;
  int comfort_foods = 5;
  double comfort = 1;  ///< change of the log odds of a comfort food per sd of stress
  /// Fall of the log odds of the avoided foods per point that yesterday's severity lay above the
  /// level.
  double avoidance = 0;
  int avoided_foods = 6;
  /// Fall of the next day's rating by a cream used on bad days; other than 0: it is in the diary.
  double treatment = 0;
};

/// What gets written down.
struct LoggingOptions {
  double unlogged = 0.1;           ///< share of days without any entry
  double in_runs = 0.5;            ///< share of those that come in runs of four days on average
  double unrated = 0.05;           ///< share of the logged days without a rating
  double rated_when_unlogged = 0;  ///< share of the unlogged days with a rating nevertheless
  int ratings_per_day = 1;         ///< 1 (21:00) or 2 (08:00 and 21:00, needs clock times)
  Times times = Times::none;
  Amounts amounts = Amounts::none;
};

/// The rating scale; higher = worse.
struct ScaleOptions {
  double minimum = 0;
  double maximum = 10;
  double step = 0.5;  ///< ratings are multiples of it; at least 0.1
};

/// A plan that the person follows: of the first culprit, under this name.
struct FollowOptions {
  std::string food = {};       ///< empty = none is followed
  std::vector<int> arms = {};  ///< [days] 1 = to be eaten, 0 = to be avoided, -1 = as usual
  double miss = 0;             ///< share of days of eating on which it is not
  double slip = 0;             ///< share of days of avoiding on which it is
};

struct Options {
  std::uint64_t seed = 1;      ///< other seed, other diary; same seed and options, same bytes
  int days = 180;              ///< 1–20000
  Day first_day{Days{19723}};  ///< 2024-01-01
  MenuOptions menu = {};
  CulpritOptions culprits = {};
  CourseOptions course = {};
  BehaviourOptions behaviour = {};
  LoggingOptions logging = {};
  ScaleOptions scale = {};
  FollowOptions follow = {};
};

/// The defaults for a scale: level, course and effects take the same share of its range as on 0–10.
[[nodiscard]] Options defaults_for(const ScaleOptions& scale);

/// Everything that is wrong with the options, as `subject 'value' is wrong; expected rule`; the
/// subjects are the names of the fields. Empty = `simulate` takes them.
[[nodiscard]] std::vector<std::string> complaints(const Options& options);

/// What eating the food does to the rating.
enum class Direction {
  worse,   ///< raises it
  better,  ///< lowers it
};
inline constexpr Word<Direction> direction_words[] = {
    {Direction::worse, "worse"}, {Direction::better, "better"}};
constexpr const auto& word_table(Direction /*of*/) noexcept { return direction_words; }

/// A food that has an effect.
struct Trigger {
  std::string food;
  Direction direction = Direction::worse;
  LagWindow lag{1, 1};               ///< the days on which it acts
  std::vector<double> weights = {};  ///< [lag.length()] of those days; sum 1
  /// Points for eating it every day, against never, at its usual amount; negative = better.
  double effect = 0;
};

struct SimulatedDiary {
  diary::Diary diary;
  std::vector<Trigger> triggers = {};                   ///< by food name
  std::vector<std::vector<std::string>> clusters = {};  ///< foods eaten together, leader first
  Options options = {};                                 ///< as given
};

/// One diary.
///
/// The rating is level + trend + season + weekend + stress + treatment + random walk +
/// autoregression + effects (each exposure minus its usual rate, so that culprits leave the level
/// alone) + white noise, rounded to the step of the scale and kept within it. With clock times lag
/// k is eaten 24k to 24(k+1) hours before the rating, else k calendar days before its day. Each
/// part has its own random numbers: more effect, or more unlogged days, is otherwise the same
/// diary.
///
/// @throws std::invalid_argument  with the first of `complaints`.
[[nodiscard]] SimulatedDiary simulate(const Options& options);

/// The diary as canonical long CSV, the same bytes on every platform. A logged day without food
/// holds a row of amount 0, which says so.
[[nodiscard]] std::string to_csv(const SimulatedDiary& simulated);

/// `{"seed":…,"options":{…},"triggers":[{"food","direction","lag_days":[first,last],"effect"}]}`
/// and a line end; JSON Schema: docs/schema/truth.schema.json.
[[nodiscard]] std::string truth_json(const SimulatedDiary& simulated);

}  // namespace culprit::simulate
