#include "report/words/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::RankedFood;
using engine::Verdict;

/// A sentence names foods in at most so many columns.
constexpr std::size_t summary_columns = 90;

std::string shown(const RankedFood& food, const ShowName& show) {
  return show(foods::name_in_words(food.name, food.level));
}

std::vector<std::string> names_with(
    const Analysis& analysis, Verdict verdict, const ShowName& show) {
  const auto level = finest_level(analysis);
  std::vector<std::string> names;
  for (const auto& food : analysis.foods)
    if (food.verdict == verdict && food.level == level) names.push_back(shown(food, show));
  return names;
}

const RankedFood* row_of(std::string_view name, const Analysis& analysis) {
  for (const auto& food : analysis.foods)
    if (food.name == name) return &food;
  return nullptr;
}

/// The share of days on which the foods of a set were eaten together; nothing if not known.
std::optional<double> share_together(const engine::Finding& finding, const Analysis& analysis) {
  std::optional<double> least;
  for (const auto& name : finding.foods) {
    const auto* row = row_of(name, analysis);
    if (row == nullptr) continue;
    for (const auto& companion : row->companions) {
      const auto& all = finding.foods;
      const bool is_member = std::find(all.begin(), all.end(), companion.name) != all.end();
      if (is_member && companion.name != name && std::isfinite(companion.share))
        least = std::min(least.value_or(1), companion.share);
    }
  }
  return least;
}

/// `butter or toast (eaten together on 92 % of days: this diary can't tell which)`.
std::string foods_of(
    const engine::Finding& finding, const Analysis& analysis, const ShowName& show) {
  std::string text = join_or(names_in_words(finding), show);
  if (finding.foods.size() < 2) return text;
  const auto share = share_together(finding, analysis);
  const std::string days =
      share ? fmt::format("on {:.0f} % of days", 100 * *share) : std::string{"too often"};
  return fmt::format("{} (eaten together {}: this diary can't tell which)", text, days);
}

std::string suspected(const Analysis& analysis, const ShowName& show, Words words) {
  if (analysis.findings.empty()) {
    if (analysis.says_nothing()) {
      const bool is_any_set_aside =
          std::any_of(analysis.warnings.begin(), analysis.warnings.end(), is_urgent);
      return fmt::format("Nothing yet: there is not enough data to say anything about any {}food.",
          is_any_set_aside ? "other " : "");
    }
    const auto hints = names_with(analysis, Verdict::possible, show);
    return hints.empty() ? "No food stands out in this diary."
                         : fmt::format("No food stands out in this diary; there is a hint of {}.",
                               join_names(hints, summary_columns));
  }
  return joined(analysis.findings, " ", [&](const engine::Finding& finding) {
    return finding_sentence(finding, analysis, show, words);
  });
}

std::string cleared(const Analysis& analysis, const ShowName& show) {
  const auto names = names_with(analysis, Verdict::cleared, show);
  const auto quiet = names_with(analysis, Verdict::no_evidence, show).size();
  std::string text;
  if (!names.empty()) {
    text = fmt::format("Of {} {}.", join_names(names, summary_columns),
        verdict_meaning(Verdict::cleared, analysis.outcome.important_change));
  } else {
    text = "No food can be ruled out yet.";
  }
  if (quiet > 0) {
    text += fmt::format(" {} {} tested without a sign of anything, which is no proof.",
        count_words(quiet, "food"), quiet == 1 ? "was" : "were");
  }
  return text;
}

/// The food that needs the fewest more days.
const RankedFood* nearest_answer(const Analysis& analysis) {
  const auto level = finest_level(analysis);
  const RankedFood* nearest = nullptr;
  for (const auto& food : analysis.foods) {
    if (food.verdict != Verdict::not_enough_data || !food.needed || food.level != level) continue;
    if (nearest == nullptr || food.needed->days.low < nearest->needed->days.low) nearest = &food;
  }
  return nearest;
}

std::string unknown(const Analysis& analysis, const ShowName& show) {
  const auto names = names_with(analysis, Verdict::not_enough_data, show);
  const auto untested = static_cast<std::size_t>(std::count_if(
      analysis.skipped.begin(), analysis.skipped.end(), [](const engine::SkippedFood& food) {
        return food.reason != engine::SkipReason::possible_immediate_reaction &&
               food.level == foods::Level::food;
      }));
  std::string text;
  if (!names.empty()) {
    text = fmt::format("For {} there is not enough data: {}.", count_words(names.size(), "food"),
        join_names(names, summary_columns));
  }
  if (const auto* nearest = nearest_answer(analysis)) {
    text +=
        fmt::format(" Soonest settled is {}: {}.", shown(*nearest, show), *needed_words(*nearest));
  }
  if (untested > 0) {
    text +=
        fmt::format("{}{} could not be tested: that takes at least 5 days with and 5 without {}.",
            text.empty() ? "" : " ", count_words(untested, "food"), untested == 1 ? "it" : "each");
  }
  if (!text.empty()) return text;
  // Nothing was tested and nothing skipped: the diary ends before any food can be.
  return analysis.says_nothing() ? "Every food: a longer diary of foods and ratings would tell."
                                 : "Every food could be judged at this size of change.";
}

}  // namespace

std::string finding_sentence(
    const engine::Finding& finding, const Analysis& analysis, const ShowName& show, Words words) {
  const bool is_worse = finding.direction == engine::Direction::worse;
  const int decimals = effect_decimals(analysis.outcome.important_change);
  const std::string which = finding.foods.size() > 1 ? "one of these foods" : "this food";
  const std::string certainty =
      words == Words::plain ? certainty_words(finding.probability, Length::full)
                            : fmt::format("posterior probability {}, conditional p {}, for",
                                  probability_words(finding.probability),
                                  finding.p_conditional ? p_words(*finding.p_conditional) : "-");
  return fmt::format("Ratings were {} {} eating {}: by {} if eaten daily; {} {}{}.",
      is_worse ? "higher" : "lower", after_words(finding.lag, analysis.settings.align),
      foods_of(finding, analysis, show), amount_words(finding.effect, finding.direction, decimals),
      certainty, which, is_worse ? "" : "; not a reason to eat more of it");
}

Summary summarise(const Analysis& analysis, const ShowName& show, Words words) {
  return {suspected(analysis, show, words), cleared(analysis, show), unknown(analysis, show)};
}

}  // namespace culprit::report
