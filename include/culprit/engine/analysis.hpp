/// The result of an analysis: everything a report may say, and nothing else.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/lag.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/families.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// What is said of a food. The order is the order of the first match.
enum class Verdict {
  suspect,          ///< in a finding, ratings are higher after eating it
  protective,       ///< in a finding, ratings are lower after eating it
  possible,         ///< would be in a finding at twice the false discovery rate
  cleared,          ///< an important effect is unlikely
  not_enough_data,  ///< an important effect would probably have been missed
  no_evidence,      ///< tested, enough data, no sign of it
};
inline constexpr Word<Verdict> verdict_words[] = {{Verdict::suspect, "suspect"},
    {Verdict::protective, "protective"}, {Verdict::possible, "possible"},
    {Verdict::cleared, "cleared"}, {Verdict::not_enough_data, "not_enough_data"},
    {Verdict::no_evidence, "no_evidence"}};
constexpr const auto& word_table(Verdict /*of*/) noexcept { return verdict_words; }

/// Sign of an association with the outcome.
enum class Direction {
  worse,   ///< higher ratings after eating it
  better,  ///< lower ratings after eating it
};
inline constexpr Word<Direction> direction_words[] = {
    {Direction::worse, "worse"}, {Direction::better, "better"}};
constexpr const auto& word_table(Direction /*of*/) noexcept { return direction_words; }

/// Why a food is not ranked. All but the first mean that it was not tested, which is decided
/// without looking at severities.
enum class SkipReason {
  possible_immediate_reaction,  ///< something happened within two hours; outranks every verdict
  too_few_exposures,            ///< fewer exposed days than needed
  too_few_unexposed,            ///< fewer days without it than needed
  no_variation,                 ///< what varies in it is explained by trend, factors and treatments
};
inline constexpr Word<SkipReason> skip_reason_words[] = {
    {SkipReason::possible_immediate_reaction, "possible_immediate_reaction"},
    {SkipReason::too_few_exposures, "too_few_exposures"},
    {SkipReason::too_few_unexposed, "too_few_unexposed"},
    {SkipReason::no_variation, "no_variation"}};
constexpr const auto& word_table(SkipReason /*of*/) noexcept { return skip_reason_words; }

/// An effect in points of the outcome: eating the food every day against never, over the window.
struct Effect {
  double estimate = 0;
  double low = 0;  ///< interval at `level`
  double high = 0;
  double level = 0.95;
};

/// What one day of eating does at a lag, in points.
struct DayEffect {
  int lag = 0;  ///< days
  Effect effect;
};

/// One lag, or one hour window. Correlations are raw: over readings whose days at that lag were
/// logged, nothing adjusted. Effect and interval are whitened and adjusted, of a lag beside all
/// other lags of the food, of an hour window alone. Nothing = not computable.
struct LagProfile {
  TimeWindow lag = LagWindow{0, 0};
  std::optional<double> pearson;
  std::optional<double> spearman;
  std::optional<double> kendall;
  std::optional<Effect> effect;
};

/// A food, ingredient or group of a diary: names alone are not unique, because an ingredient may be
/// called like a food.
struct VariableId {
  foods::Level level = foods::Level::food;
  std::size_t index = 0;  ///< in `foods::Resolution::foods`

  friend bool operator==(const VariableId&, const VariableId&) = default;
  friend auto operator<=>(const VariableId&, const VariableId&) = default;
};

/// A food that is eaten on the same days.
struct Companion {
  std::string name;
  double share = 0;  ///< of the food's exposed days, those on which this one was eaten too
  VariableId id = {};
};

/// What is still missing before an important effect of a food would probably be found.
struct Needed {
  /// More days of diary, eaten as often as now; nothing = more than a year.
  std::optional<int> days = {};
  std::optional<int> exposures = {};         ///< days with the food among them
  std::optional<int> alternating_days = {};  ///< if it were eaten every other day on purpose
};

/// Probability from which a food's effect is taken off when the others are tested.
inline constexpr double strong_probability = 0.65;

/// One tested food.
struct RankedFood {
  VariableId id;
  int rank = 0;  ///< from 1
  std::string name;
  foods::Level level = foods::Level::food;
  Verdict verdict = Verdict::no_evidence;
  Direction direction = Direction::worse;
  /// That it has an effect in this direction, 0 below 1e-9; nothing = not computed.
  std::optional<double> probability;
  double correlation = 0;  ///< whitened partial correlation of the best window, in [-1, 1]
  TimeWindow lag = LagWindow{0, 0};     ///< the most probable window
  Effect effect;                        ///< total over the lags, averaged over the windows
  double p_value = 1;                   ///< two-sided, whitened, corrected for the lag scan
  double p_adjusted = 1;                ///< Benjamini–Hochberg over its level (and layer)
  std::optional<double> p_conditional;  ///< given the other foods that probably have effects
  /// Benjamini–Hochberg over all rows, weighted by the prior where levels compete.
  std::optional<double> p_conditional_adjusted;
  int exposed_days = 0;  ///< logged days with the food, within reach of a reading
  std::optional<int> finding;
  /// The finding that stands for it, at another level: it belongs to a name of that finding.
  std::optional<int> part_of;
  /// Its own effect is taken off where the others are tested conditionally.
  bool is_taken_off = false;
  bool may_be_alternated = false;      ///< may be suggested to be eaten on purpose (on_purpose.hpp)
  bool may_be_planned = false;         ///< in the plan of a trial, likewise
  std::vector<foods::Phrase> phrases;  ///< the commonest spellings, by count, then bytes
  std::size_t n_phrases = 0;           ///< all of them
  std::vector<Companion> companions;   ///< at most 3, share >= .5, by share, then name
  std::optional<Needed> needed;        ///< of `not_enough_data`
  std::vector<LagProfile>
      profile;  ///< every lag or hour window of the options, also an unused lag 0
  std::optional<std::string> reason;  ///< a sentence for people, or nothing
  std::string reason_code;            ///< of `reason`: snake_case, stable; empty without one
};

/// A verdict at the stated false discovery rate: one food, or a set that cannot be told apart.
struct Finding {
  int id = 0;  ///< from 1, in the order of the rows
  Verdict verdict = Verdict::suspect;
  Direction direction = Direction::worse;
  foods::Level level = foods::Level::food;
  std::vector<VariableId> ids;        ///< of its foods
  std::vector<std::string> foods;     ///< most probable first
  std::optional<double> probability;  ///< that at least one of them has an effect
  TimeWindow lag = LagWindow{0, 0};
  Effect effect;  ///< of any of them
  /// By lag, rising; the estimates add up to that of `effect`. Empty with hour windows.
  std::vector<DayEffect> per_day;
  std::optional<double> p_conditional;
  std::optional<std::string> note;  ///< a sentence for people, or nothing
};

struct SkippedFood {
  std::string name;
  SkipReason reason = SkipReason::too_few_exposures;
  int exposed_days = 0;
  int needed = 0;  ///< exposed (or unexposed) days an eligible food has at least
  std::optional<std::string> note = {};    ///< what happened after eating it, for people
  std::optional<double> probability = {};  ///< as `RankedFood::probability`, if it was tested
  foods::Level level = foods::Level::food;
  VariableId id = {};
};

/// The warning that stands before everything else wherever people read.
inline constexpr std::string_view possible_immediate_code = "possible_immediate_reaction";

/// What is said of a family. The order is the order of the first match.
enum class FamilyStatus {
  suspected,        ///< a finding names it, or a food or ingredient of it
  ruled_out,        ///< an important effect is unlikely
  no_sign,          ///< tested, nothing found
  not_enough_data,  ///< eaten, but too seldom, too often or too little varied to say anything
  never_eaten,      ///< nothing of it in the diary
};
inline constexpr Word<FamilyStatus> family_status_words[] = {{FamilyStatus::suspected, "suspected"},
    {FamilyStatus::ruled_out, "ruled_out"}, {FamilyStatus::no_sign, "no_sign"},
    {FamilyStatus::not_enough_data, "not_enough_data"}, {FamilyStatus::never_eaten, "never_eaten"}};
constexpr const auto& word_table(FamilyStatus /*of*/) noexcept { return family_status_words; }

struct Warning {
  std::string code;            ///< snake_case, stable
  std::string text;            ///< a sentence for people
  bool is_of_reading = false;  ///< of how the diary was read, and not of what was found in it
};

/// What the diary says of one of the families of foods that are suspected, or said to help, most.
struct FamilyAnswer {
  foods::Family family = foods::Family::gluten;
  FamilyStatus status = FamilyStatus::never_eaten;
  /// Names in findings that are the family's, or belong to it; those of the first one's direction.
  std::vector<std::string> found;
  std::optional<Direction> direction = {};  ///< of these findings
};

/// The diary in figures.
struct DiarySummary {
  std::vector<std::string> files;
  std::uint64_t fingerprint = 0;
  std::optional<std::string> subject;
  std::string format;  ///< of the first file
  Day first_day{};     ///< first and last day with any entry
  Day last_day{};
  int days = 0;         ///< calendar days between them, inclusive
  int logged_days = 0;  ///< with foods recorded
  int readings = 0;     ///< rows of the analysis: readings used
  int foods = 0;        ///< distinct foods
  std::uint64_t food_entries = 0;
  std::uint64_t rejected_rows = 0;
  std::uint64_t rejected_cells = 0;     ///< of rows that are used without them
  std::uint64_t rejected_readings = 0;  ///< ratings in both
};

/// The outcome and its noise.
struct OutcomeSummary {
  std::string name;
  diary::Scale scale;
  double observed_minimum = 0;
  double observed_maximum = 0;
  double important_change = 1;            ///< points
  std::string important_change_source;    ///< `given`, `instrument` or `assumed`
  std::optional<double> autocorrelation;  ///< phi, per day; nothing = could not be estimated
  std::optional<double> noise_share;      ///< r: share of white noise in the residual variance
  std::optional<double> sd;               ///< of the fitted noise [points]
  double readings_per_day = 1;            ///< of the days with any: used readings
};

/// One thing that was adjusted for.
struct Adjustment {
  std::string name;          ///< `stress`, `weekday`, `trend`, `unlogged days`, `time of day`
  std::string kind;          ///< factor, treatment, symptom, calendar, logging, rating
  std::vector<int> lags;     ///< days; empty where a lag has no meaning
  std::optional<double> sd;  ///< random effects: standard deviation [points]
};

/// What the options came to.
struct Settings {
  Align align = Align::day;  ///< never `automatic`
  bool lag_zero_used = false;
  Options options;
  std::uint64_t seed = 1;
  int day_starts = 0;      ///< minutes after midnight at which the diary's days begin
  std::string date_order;  ///< of the files: `ymd`, `dmy`, `mdy`; several joined by `,`
};

struct Study;

struct Analysis {
  /// What it was made from, for `explain` and `make_timeline`; nothing in one made by hand.
  std::shared_ptr<const Study> study;
  DiarySummary diary;
  OutcomeSummary outcome;
  Settings settings;
  std::vector<Adjustment> adjustments;
  std::vector<Finding> findings;
  std::vector<RankedFood> foods;
  std::vector<SkippedFood> skipped;    ///< possible immediate reactions first
  std::vector<FamilyAnswer> families;  ///< in the order of `foods::Family`; empty without groups
  std::vector<Warning> warnings;
  /// True when the result says nothing about any food (exit code 3).
  [[nodiscard]] bool says_nothing() const noexcept;
};

}  // namespace culprit::engine
