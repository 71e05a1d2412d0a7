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

/// The share of days on which the foods of a set were eaten together; nothing if not known.
std::optional<double> share_together(const engine::Finding& finding, const Analysis& analysis) {
  std::optional<double> least;
  for (const auto& row : analysis.foods) {
    if (row.finding != finding.id) continue;
    for (const auto& companion : row.companions) {
      const auto& all = finding.ids;
      const bool is_member = std::find(all.begin(), all.end(), companion.id) != all.end();
      if (is_member && companion.id != row.id && std::isfinite(companion.share))
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

std::string people(std::size_t count) {
  return count == 1 ? "1 person" : fmt::format("{} people", count);
}

std::string_view plural_of(foods::Level level) noexcept {
  if (level == foods::Level::food) return "Foods";
  return level == foods::Level::group ? "Groups" : "Ingredients";
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

std::vector<PoolSection> sections_of(const engine::PooledTable& table) {
  std::vector<PoolSection> sections;
  for (const auto& food : table.foods) {
    const bool is_next = sections.empty() || sections.back().level != food.level ||
                         sections.back().window != food.window;
    if (is_next) sections.push_back({food.level, food.window, {}});
    sections.back().rows.push_back(&food);
  }
  return sections;
}

std::string heading_of(const PoolSection& section) {
  return fmt::format("{}, eaten {}", plural_of(section.level),
      section.window == engine::PresetWindow::early ? "up to 3 days before a rating"
                                                    : "4 to 6 days before a rating (exploratory)");
}

std::string percent_words(double share) {
  if (!std::isfinite(share)) return "-";
  const double shown = 100 * share;
  // Where the diaries say this little, a decimal would only take room.
  if (std::abs(shown) >= 100) return fmt::format("{:+.0f}", shown);
  const std::string text = fmt::format("{:+.1f}", shown);
  return text == "+0.0" || text == "-0.0" ? "0.0" : text;
}

std::string percent_words(const stats::Interval& interval) {
  return fmt::format("{} to {}", percent_words(interval.low), percent_words(interval.high));
}

bool stands_out(const engine::PooledFood& food, double fdr) noexcept {
  return food.p_adjusted <= fdr;
}

std::string answer_of(const PoolSource& source, const ShowName& show_name) {
  const auto& table = source.table;
  if (table.persons.size() < engine::least_persons)
    return fmt::format("Only {} can be put together; expected at least {}. Nothing is said.",
        people(table.persons.size()), engine::least_persons);
  std::string found;
  for (const auto& food : table.foods) {
    if (!stands_out(food, source.fdr)) continue;
    found += fmt::format("{}{} ({} % of the scale{})", found.empty() ? "" : ", ",
        foods::name_in_words(show_name(food.name), food.level), percent_words(food.pooled.estimate),
        food.window == engine::PresetWindow::late ? ", 4 to 6 days later" : "");
  }
  if (found.empty())
    return fmt::format(
        "Among {} nothing stands out in general. That says nothing about single "
        "people.",
        people(table.persons.size()));
  return fmt::format(
      "Among {} ratings differ after eating, on average: {}.", people(table.persons.size()), found);
}

std::string people_of(const engine::PooledTable& table) {
  std::size_t others = 0;
  std::string reasons;
  for (const auto& [reason, count] : table.left_out) {
    others += count;
    reasons += fmt::format("{}{} ({})", reasons.empty() ? "" : ", ", reason, count);
  }
  std::string text = fmt::format("{} took part", people(table.persons.size()));
  if (others > 0) text += fmt::format("; {} did not: {}", people(others), reasons);
  if (table.without_lag_zero > 0)
    text += fmt::format(
        ". Of {} the day of the rating itself is left out, because it is not known whether they "
        "ate before or after it",
        people(table.without_lag_zero));
  return text + '.';
}

std::vector<std::string> reading_of(const PoolSource& source) {
  return {
      "on average: the difference between eating it every day and never, in percent of the rating "
      "scale, with its 95 % interval; of it, or of what is eaten with it.",
      "another person: where the effect of one more person like these would lie, with a chance of "
      "95 %. People differ: if it reaches to both sides of 0, the average is no advice for anyone.",
      fmt::format("p: adjusted for the number of rows of its kind; up to {} stands out.",
          p_words(source.fdr)),
      "differ: how much of the differences between people is more than chance (I2)."};
}

std::string too_few_of(
    const engine::PooledTable& table, const ShowName& show_name, std::size_t shown) {
  if (table.too_few.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(shown, table.too_few.size()); ++i) {
    const auto& food = table.too_few[i];
    names += fmt::format("{}{} ({})", i > 0 ? ", " : "",
        foods::name_in_words(show_name(food.name), food.level), food.persons);
  }
  if (table.too_few.size() > shown)
    names += fmt::format(" and {} more", table.too_few.size() - shown);
  return fmt::format(
      "Of fewer than {} people, so not put together: {}.", engine::least_persons, names);
}

}  // namespace culprit::report
