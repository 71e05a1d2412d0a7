/// What a plan, carried out, showed: an exact test of what was drawn by lot, a model of what was
/// not, and nothing at all before the end.
///
/// Neighbours: takes the plan of `plan.hpp`, or finds what was done in the diary.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/trial/plan.hpp"

namespace culprit::trial {

/// First match.
enum class Verdict {
  confirmed,      ///< ratings are higher when it is eaten
  tolerated,      ///< an effect that matters is unlikely within days
  not_confirmed,  ///< a real chance to show itself, and it did not
  inconclusive,
};
inline constexpr Word<Verdict> verdict_words[] = {{Verdict::confirmed, "confirmed"},
    {Verdict::tolerated, "tolerated"}, {Verdict::not_confirmed, "not_confirmed"},
    {Verdict::inconclusive, "inconclusive"}};

/// Where the blocks come from.
enum class Source {
  automatic,
  plan,   ///< a plan's file; the only one that proves a lot
  phase,  ///< rows of the diary that say when it was eaten and avoided
  foods,  ///< the foods alone
};
inline constexpr Word<Source> source_words[] = {{Source::automatic, "auto"}, {Source::plan, "plan"},
    {Source::phase, "phase"}, {Source::foods, "foods"}};

struct BlockResult {
  Block block = {};
  int days = 0;  ///< of it so far
  int eaten = 0;
  int rated = 0;
  std::optional<double> mean = {};  ///< of the ratings; nothing while the trial runs
};

struct Compliance {
  int eat_days = 0;
  int eaten = 0;
  int avoid_days = 0;
  int slips = 0;
  int maybe_slips = 0;  ///< days of avoiding with what may hold it
  int unlogged = 0;
  int unrated = 0;
};

/// Days on which a treatment was used, by arm.
struct TreatmentDays {
  std::string name;
  int eat_days = 0;
  int avoid_days = 0;
};

/// How far the trial moves what was believed before. Decides nothing.
struct Evidence {
  double before = 0;
  double bayes_factor = 1;
  double after = 0;
  double after_sceptical = 0;  ///< from one in ten
};

inline constexpr int most_more_blocks = 16;

/// A symptom of an immediate reaction that the food may have caused. The trial must stop then.
struct Reaction {
  Day day{};
  std::string symptom;           ///< `hives`
  bool is_within_hours = false;  ///< false: on a day with it, and no clock says what it followed
};

/// All that is known at the end.
struct Outcome {
  Verdict verdict = Verdict::inconclusive;
  std::optional<std::string> reason;     ///< of `inconclusive`: a code
  std::optional<std::string> relevance;  ///< of `confirmed`: matters, uncertain, small
  double p_harm = 1;
  double p_equivalence = 1;
  double p_equivalence_wide = 1;
  double p_benefit = 1;
  bool is_exact = true;       ///< by the lot; otherwise by the model
  double estimate = 0;        ///< points if eaten daily
  std::optional<double> low;  ///< nothing = not bounded
  std::optional<double> high;
  double level = 0.90;
  double standard_error = 0;
  double realised_power = 0;  ///< for the important change
  int more_blocks = 0;        ///< that a verdict would take; worth it up to `most_more_blocks`
  std::optional<Evidence> evidence;
};

/// A day of the trial, for figures.
struct TrialDay {
  Day day{};
  Arm arm = Arm::avoid;
  std::optional<bool> eaten;
  std::optional<double> rating;
};

struct Result {
  Plan plan;
  Source source = Source::plan;
  int stage = 1;
  bool is_running = false;
  std::vector<BlockResult> blocks;
  Compliance compliance;
  int rows = 0;
  std::vector<TreatmentDays> treatments;
  std::vector<Reaction> reactions;  ///< on the days of the trial, a lead-in and the day after
  std::vector<engine::Warning> warnings;
  std::optional<Outcome> outcome;  ///< nothing while the trial runs
  std::vector<TrialDay> days;
  std::string extend_command = "culprit plan --extend PLAN DIARY";  ///< for people
};

struct TrialOptions {
  std::optional<Plan> plan = {};
  std::string food = {};  ///< without a plan
  Source source = Source::automatic;
  engine::Options engine = {};
  double alpha = 0.05;                          ///< without a plan
  std::optional<double> important_change = {};  ///< likewise
};

/// @throws InputError  as `diary::choose_outcome` and `engine::explain`; `plan_does_not_fit` if the
///   plan's outcome or food is not in the diary; `no_trial` if nothing was left out and tried
///   again.
[[nodiscard]] Result judge(const DiaryFoods& eaten, const TrialOptions& options);

}  // namespace culprit::trial
