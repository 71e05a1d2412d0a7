/// A plan that can decide whether a food makes the skin of this person worse: blocks of days with
/// and without it, in an order drawn by lot; or why there must be none.
///
/// Neighbours: takes what `analyse` returned; `trial.hpp` says what the plan, carried out, showed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/diary.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::trial {

enum class Arm { avoid, eat };
inline constexpr Word<Arm> arm_words[] = {{Arm::avoid, "avoid"}, {Arm::eat, "eat"}};

enum class Design {
  automatic,    ///< `alternate`, or `elimination` of a food that is not eaten now
  alternate,    ///< blocks with and without it
  elimination,  ///< the same after some weeks without it
  observe,      ///< go on with the diary; no dates
};
inline constexpr Word<Design> design_words[] = {{Design::automatic, "auto"},
    {Design::alternate, "alternate"}, {Design::elimination, "elimination"},
    {Design::observe, "observe"}};

enum class Status {
  plan,               ///< with a calendar
  needs_supervision,  ///< a proposal to take to a clinician, without dates
  refused,            ///< no trial at home
};
inline constexpr Word<Status> status_words[] = {{Status::plan, "plan"},
    {Status::needs_supervision, "needs_supervision"}, {Status::refused, "refused"}};

/// What a person says about themselves; the program cannot know it.
enum class About {
  adult,
  child,
  pregnant,
  breastfeeding,
  asthma,
  food_allergy,
  anaphylaxis,
  eating_disorder,
  underweight,
  pollen_allergy,
  none,
};
inline constexpr Word<About> about_words[] = {{About::adult, "adult"}, {About::child, "child"},
    {About::pregnant, "pregnant"}, {About::breastfeeding, "breastfeeding"},
    {About::asthma, "asthma"}, {About::food_allergy, "food-allergy"},
    {About::anaphylaxis, "anaphylaxis"}, {About::eating_disorder, "eating-disorder"},
    {About::underweight, "underweight"}, {About::pollen_allergy, "pollen-allergy"},
    {About::none, "none"}};

/// Consecutive days of one arm.
struct Block {
  Arm arm = Arm::avoid;
  Day first_day{};
  Day last_day{};
  int number = 0;  ///< from 1
};

/// A spelling of the diary that holds the food, or may hold it.
struct Holder {
  std::string text = {};
  std::uint64_t count = 0;  ///< entries
  bool sure = true;
};

/// What is tested, and what has to be known about it to eat it or to leave it out.
struct TestedFood {
  std::string name = {};  ///< one food, or all names of a set: `butter or toast`
  foods::Level level = foods::Level::food;
  engine::Direction direction = engine::Direction::worse;
  std::vector<std::string> members = {};     ///< the names themselves
  std::vector<Holder> phrases = {};          ///< sure ones by count, then the others
  std::vector<std::string> hidden = {};      ///< foods of the lexicon that hold it too
  std::vector<std::string> replace_as = {};  ///< groups whose loss is to be made up for
  /// In eating blocks it is allowed as usual, not assigned: alcohol, coffee, sugar and their like.
  bool is_only_allowed = false;
  int days_a_week = 7;                 ///< on which it is eaten in eating blocks
  double exposure = 1;                 ///< share of the days of eating blocks with it
  std::optional<double> portion = {};  ///< the usual amount of a day
  std::optional<double> most = {};     ///< the amount that must not be exceeded
  std::string unit = {};
  std::optional<Day> last_eaten = {};  ///< in the diary that the plan was made from
};

/// The diary that the plan was made from.
struct DiaryMark {
  std::uint64_t fingerprint = 0;
  Day created_last_day{};
  std::optional<std::string> subject;
  std::string outcome;
};

/// Lags in days before a rating, first to last.
struct Lag {
  int first = 1;
  int last = 1;
};

/// How ratings are analysed: settled before the first of them is given.
struct Model {
  Lag window{1, 3};
  Lag wide_window{1, 6};  ///< equivalence has to pass both
  /// Without a known lag the statistic is the mean of those of both windows.
  bool is_lag_known = true;
  double autocorrelation = 0.7;
  double noise_share = 0.2;
  double sd = 1.5;                     ///< of the noise [points]
  std::string noise_source = "diary";  ///< `assumed` where the diary has too few ratings
  int rows_before = 90;                ///< days before the first block that take part
  double rated = 1;                    ///< share of days with a rating
  /// Days from one rating to the next of a scale that looks back over several; nothing = daily.
  std::optional<int> rated_every = {};
  std::vector<std::string> adjust;  ///< factors and treatments
};

/// What the diary said before the trial; nothing = not known.
struct Prior {
  std::optional<double> probability;
  std::optional<double> estimate;  ///< points if eaten daily
  std::optional<double> low;
  std::optional<double> high;
  double credence = 0.5;            ///< the share of the probability that is believed
  std::optional<int> finding = {};  ///< of the diary; nothing = it was only asked about

  [[nodiscard]] double believed() const noexcept { return credence * probability.value_or(0.2); }
};

/// The lot: which of the admissible orders was drawn.
struct Lot {
  int blocks = 12;
  int max_run = 2;
  std::size_t count = 0;
  std::size_t index = 0;
};

/// How a trial will probably end, all by simulation of the exact test.
struct Power {
  double effect = 1;             ///< that the plan is made for [points]
  double confirmed = 0;          ///< P(confirmed) at that effect
  double confirmed_at_half = 0;  ///< P(confirmed) at half of the diary's estimate
  double tolerated = 0;          ///< P(tolerated) if it does nothing
  double decides = 0;            ///< P(confirmed or tolerated), by the diary's probability
  double smallest_effect = 0;    ///< found 4 times in 5 [points], by formula
  bool is_enough = true;         ///< the wanted power is reached within the days allowed
  /// Fewest blocks whose orders are rare enough for the level; nothing = none are. A lot of fewer
  /// blocks decides nothing, whatever happens.
  std::optional<int> decisive_blocks = {};
};

/// What a usual trial could show at the important change and at twice that.
struct Outlook {
  int blocks = 12;
  int block_days = 5;
  std::vector<double> confirmed = {};
  std::vector<double> tolerated = {};
};

/// Another way to learn something, in days and power for the same effect.
struct Alternative {
  Design design = Design::observe;
  int days = 0;
  std::optional<double> power;
};

/// Another suspect of the diary, in the order in which to test them.
struct NextSuspect {
  std::string name;
  int days = 0;
  bool needs_clinician = false;
};

struct Plan {
  std::uint64_t seed = 0;
  Status status = Status::plan;
  std::vector<engine::Warning> reasons;  ///< all rules that match, the deciding one first
  std::vector<engine::Warning> warnings;
  TestedFood food;
  DiaryMark diary;
  Prior prior;
  Design design = Design::alternate;
  int lead_in = 0;  ///< days without it right before `first_day`
  Day first_day{};  ///< of the first block
  int block_days = 0;
  std::vector<Block> blocks;  ///< empty without dates
  bool randomised = true;
  Lot lot;
  Model model;
  double alpha = 0.05;
  double alpha_first = 0.04;  ///< level before the one extension; `alpha` without one
  std::shared_ptr<const Plan> extension_of;  ///< null = the first stage
  double important_change = 1;               ///< points
  Power power;
  std::vector<Outlook> outlooks;
  std::vector<Alternative> alternatives;
  std::vector<NextSuspect> next;
  /// Three such ratings in a row end an eating block; nothing = ratings are yes and no.
  std::optional<double> severe_rating = 8;

  [[nodiscard]] bool has_dates() const noexcept { return !blocks.empty(); }
  /// The field, as the plan's file names it, that cannot be carried out; empty = all can. Numbers
  /// lie within their ranges, blocks follow each other and, of a lot, are in the order that it
  /// drew; there is at most one extension.
  [[nodiscard]] std::string_view unsound_field() const;
};

/// One day of a plan.
struct PlanDay {
  Day date{};
  int number = 1;         ///< from the first day without it on
  std::size_t block = 0;  ///< from 1; 0 = lead-in
  Arm arm = Arm::avoid;
  std::optional<double> portion;  ///< of the usual one; 0 = none; nothing = as usual
  std::string note;
  bool is_first_portion = false;  ///< after two weeks or more without it
};
/// After two weeks or more without the food the first portion is a tablespoon and the second one is
/// half a portion. An elimination begins each of its blocks so. Food that is only allowed is marked
/// and has no portions.
/// Empty without dates.
[[nodiscard]] std::vector<PlanDay> calendar_of(const Plan& plan);

struct PlanOptions {
  std::string food = {};  ///< empty = the first finding with higher ratings
  std::vector<About> about = {};
  bool supervised = false;
  Design design = Design::automatic;
  bool slow = false;  ///< effects over up to two weeks: 6 blocks of 14 days
  std::optional<Day> start = {};
  std::optional<int> block_days = {};
  std::optional<int> blocks = {};
  int max_days = 84;
  double power = 0.80;
  std::optional<double> effect = {};  ///< points; nothing = the important change
  double alpha = 0.05;
  bool may_extend = true;
  int elimination_days = 28;
  std::optional<std::uint64_t> seed = {};
  std::optional<std::string> running = {};  ///< food of another trial
  std::optional<Day> running_until = {};    ///< its last day
  std::shared_ptr<const Plan> extend = {};  ///< the plan of an undecided trial
};

/// A diary and what is eaten in it. References, for the call only.
struct DiaryFoods {
  const diary::Diary& diary;
  const foods::Resolution& resolution;
  const foods::Lexicon& lexicon;
};

/// What a plan is made from.
struct PlanSource : DiaryFoods {
  const engine::Analysis& analysis;
};

/// Rules who may test what, a design by power, and the lot.
/// @throws InputError  as `engine::explain`; `nothing_to_test` without a food and without a finding
///   of higher ratings; `blocks_do_not_fit` if fewer than 6 blocks fit into the days;
///   `not_extensible` if the first plan has no dates, or is an extension itself;
///   `start_within_diary`.
[[nodiscard]] Plan make_plan(const PlanSource& source, const PlanOptions& options);

}  // namespace culprit::trial
