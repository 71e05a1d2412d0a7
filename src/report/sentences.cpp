#include "report/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/words.hpp"

namespace culprit::report {
namespace {

/// The answer names at most so many columns of foods: it is one sentence.
constexpr std::size_t answer_columns = 120;

std::vector<std::string> names_of_findings(const engine::Analysis& analysis,
                                           engine::Direction direction, const ShowName& show) {
  std::vector<std::string> names;
  for (const auto& finding : analysis.findings) {
    if (finding.direction != direction) continue;
    for (const auto& food : finding.foods) names.push_back(show(food));
  }
  return names;
}

std::string findings_sentence(const engine::Analysis& analysis, const ShowName& show) {
  const auto worse = names_of_findings(analysis, engine::Direction::worse, show);
  const auto better = names_of_findings(analysis, engine::Direction::better, show);
  std::string text = count_words(worse.size() + better.size(), "food");
  text += worse.size() + better.size() == 1 ? " stands out: " : " stand out: ";
  if (!worse.empty()) {
    text += join_names(worse, answer_columns) + " (higher ratings after eating)";
  }
  if (!worse.empty() && !better.empty()) text += "; ";
  if (!better.empty()) {
    text += join_names(better, answer_columns) + " (lower ratings after eating)";
  }
  return text + '.';
}

std::string lags_before(const std::vector<int>& lags) {
  if (lags.empty()) return {};
  if (lags == std::vector{0}) return " (same day)";
  std::string text;
  for (const int lag : lags) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ", lag);
  }
  return fmt::format(" ({} {} before)", text, lags == std::vector{1} ? "day" : "days");
}

std::string scale_words(const diary::Scale& scale) {
  const std::string range =
      fmt::format("{}-{}", format_number(scale.minimum), format_number(scale.maximum));
  return scale.name == range || scale.name.empty() ? range
                                                   : fmt::format("{}, {}", scale.name, range);
}

}  // namespace

std::string join_names(const std::vector<std::string>& names, std::size_t columns) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string next = (i == 0 ? "" : ", ") + names[i];
    if (i > 0 && display_width(text) + display_width(next) > columns) {
      return fmt::format("{} and {} more", text, names.size() - i);
    }
    text += next;
  }
  return text;
}

std::string read_sentence(const engine::Analysis& analysis, const ShowName& show) {
  const auto& diary = analysis.diary;
  const auto count = [](int n) { return static_cast<std::uint64_t>(std::max(n, 0)); };
  return fmt::format(
      "{} ({} to {}), {} with foods logged, {} of {} ({}), {}",
      count_words(count(diary.days), "day"), to_iso(diary.first_day), to_iso(diary.last_day),
      diary.logged_days, count_words(count(diary.readings), "rating"), show(analysis.outcome.name),
      show(scale_words(analysis.outcome.scale)), count_words(count(diary.foods), "food"));
}

std::string answer_sentence(const engine::Analysis& analysis, const ShowName& show) {
  if (!analysis.findings.empty()) return findings_sentence(analysis, show);
  if (analysis.says_nothing()) {
    return "There is not enough data yet to say anything about any food.";
  }
  const auto unclear = std::count_if(
      analysis.foods.begin(), analysis.foods.end(),
      [](const auto& food) { return food.verdict == engine::Verdict::not_enough_data; });
  if (unclear == 0) return "No food stands out in this diary.";
  return fmt::format("No food stands out in this diary; for {} of {} there is not enough data yet.",
                     unclear, count_words(analysis.foods.size(), "food"));
}

std::vector<std::string> skipped_sentences(const engine::Analysis& analysis, const ShowName& show,
                                           std::size_t columns) {
  using engine::SkipReason;
  std::vector<std::string> sentences;
  for (const auto reason :
       {SkipReason::too_few_exposures, SkipReason::too_few_unexposed, SkipReason::no_variation}) {
    std::vector<std::string> names;
    int needed = 0;
    for (const auto& food : analysis.skipped) {
      if (food.reason != reason) continue;
      needed = std::max(needed, food.needed);
      names.push_back(fmt::format("{} ({})", show(food.name), food.exposed_days));
    }
    if (names.empty()) continue;
    const std::string least = needed > 0 ? fmt::format(", at least {} needed", needed) : "";
    sentences.push_back(fmt::format("Not tested, {}{} (days eaten): {}.", skip_words(reason), least,
                                    join_names(names, columns)));
  }
  return sentences;
}

std::optional<std::string> adjusted_sentence(const engine::Analysis& analysis,
                                             const ShowName& show) {
  if (analysis.adjustments.empty()) return std::nullopt;
  std::string text;
  for (const auto& adjustment : analysis.adjustments) {
    text += (text.empty() ? "" : ", ") + show(adjustment.name) + lags_before(adjustment.lags);
  }
  return fmt::format("Adjusted for {}.", text);
}

std::optional<std::string> rejected_sentence(const engine::Analysis& analysis) {
  const auto rows = analysis.diary.rejected_rows;
  if (rows == 0) return std::nullopt;
  return fmt::format("{} could not be read and {} left out; culprit check shows {}.",
                     count_words(rows, "row"), rows == 1 ? "was" : "were",
                     rows == 1 ? "it" : "them");
}

std::optional<std::string> companions_words(const engine::RankedFood& food, const ShowName& show) {
  if (food.companions.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& companion : food.companions) {
    const double percent = std::isfinite(companion.share) ? 100 * companion.share : 0;
    names.push_back(fmt::format("{} ({:.0f} %)", show(companion.name), percent));
  }
  return "often on the same days: " + join_names(names, answer_columns);
}

std::vector<std::string> column_sentences(const engine::Analysis& analysis) {
  return {
      "points: rating if eaten every day minus rating if never, with its 95 % interval.",
      fmt::format("adj. p: p-value (small = hard to explain by chance) corrected for every lag and "
                  "food tried; at most {} makes a finding.",
                  format_number(analysis.settings.options.fdr)),
      "days: days with the food within reach of a rating."};
}

std::vector<std::string> verdict_sentences(const engine::Analysis& analysis, std::size_t rows) {
  using engine::Verdict;
  std::vector<std::string> sentences;
  const auto end =
      analysis.foods.begin() + static_cast<std::ptrdiff_t>(std::min(rows, analysis.foods.size()));
  for (const auto verdict :
       {Verdict::suspect, Verdict::protective, Verdict::no_evidence, Verdict::not_enough_data}) {
    const bool stands = std::any_of(analysis.foods.begin(), end,
                                    [&](const auto& food) { return food.verdict == verdict; });
    if (!stands) continue;
    sentences.push_back(
        fmt::format("{}: {}.", verdict_words(verdict, Length::full), verdict_meaning(verdict)));
  }
  return sentences;
}

std::string table_title(const engine::Analysis& analysis, const ShowName& show) {
  return fmt::format("Ratings of {} after eating this food, or something eaten with it:",
                     show(analysis.outcome.name));
}

}  // namespace culprit::report
