#include "report/words/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "culprit/core/text.hpp"
#include "report/words/sentence_texts.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Analysis;
using engine::RankedFood;
using engine::Verdict;

/// A sentence names foods in at most so many columns.
constexpr std::size_t summary_columns = 50;

std::vector<std::string> names_with(const Voice& voice, Verdict verdict) {
  const auto level = finest_level(voice.analysis);
  std::vector<std::string> names;
  for (const auto& food : voice.analysis.foods)
    if (food.verdict == verdict && food.level == level && !food.part_of)
      names.push_back(voice.show(name_of(food)));
  return names;
}

/// The share of days on which the foods of a set were eaten together; nothing if not known.
std::optional<double> share_together(const engine::Finding& finding, const Analysis& analysis) {
  std::optional<double> least;
  for (const auto& row : analysis.foods) {
    if (row.finding != finding.id) continue;
    for (const auto& companion : row.companions) {
      const auto& all = finding.ids;
      const bool is_member = std::ranges::find(all, companion.id) != all.end();
      if (is_member && companion.id != row.id && std::isfinite(companion.share))
        least = std::min(least.value_or(1), companion.share);
    }
  }
  return least;
}

/// What goes into the brackets of a finding.
std::string certainty_of(const engine::Finding& finding, const std::string& names, Words words) {
  constexpr int least_certain = 70;
  if (words == Words::technical)
    return say("certain_technical", probability_words(finding.probability),
        p_words(finding.p_conditional), names);
  const auto chances = certainty_words(finding.probability, Length::full);
  const auto which =
      finding.foods.size() > 1 ? say("certain_set", chances) : say("certain", chances, names);
  return chances_in_100(finding.probability).value_or(0) < least_certain ? say("uncertain", which)
                                                                         : which;
}

/// Peas, not hummus or swiss.
bool is_plural(std::string_view name) {
  return name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us");
}

/// The findings that went with worse ratings, each with its foods.
std::vector<std::string> worse_names(const Voice& voice) {
  std::vector<std::string> names;
  for (const auto& finding : voice.analysis.findings)
    if (finding.direction == engine::Direction::worse)
      names.push_back(join_or(names_in_words(finding), voice.show));
  return names;
}

std::string headline(const Voice& voice) {
  const bool is_any = !voice.analysis.findings.empty();
  if (is_any || !voice.analysis.says_nothing()) return headline_of(worse_names(voice), is_any);
  const bool is_any_set_aside = std::ranges::any_of(voice.analysis.warnings, is_urgent);
  return std::string{is_any_set_aside ? text_of("nothing_else_yet") : text_of("nothing_yet")};
}

std::string probably_not(const Voice& voice) {
  std::string text;
  const auto names = names_with(voice, Verdict::cleared);
  if (!names.empty())
    text = say("cleared_foods", points_words(voice.analysis.outcome.important_change),
        join_or(names, as_it_is));
  const auto quiet = names_with(voice, Verdict::no_evidence).size();
  if (quiet == 0) return text;
  return text + (text.empty() ? "" : " ") +
         (quiet == 1 ? say("no_effect_one") : say("no_effect", quiet));
}

/// The food that needs the fewest more days, of those of which that is known.
const RankedFood* nearest_answer(const Analysis& analysis) {
  const auto level = finest_level(analysis);
  const RankedFood* nearest = nullptr;
  for (const auto& food : analysis.foods) {
    if (food.verdict != Verdict::not_enough_data || food.level != level) continue;
    if (!days_needed(food)) continue;
    if (nearest == nullptr || days_needed(food) < days_needed(*nearest)) nearest = &food;
  }
  return nearest;
}

std::string too_early(const Voice& voice) {
  std::vector<std::string> parts;
  const auto hints = names_with(voice, Verdict::possible);
  if (!hints.empty()) parts.push_back(say("hints", join_names(hints, summary_columns)));
  // Where nothing can be said of any food, a list of them says no more.
  const auto names = voice.analysis.says_nothing() ? std::vector<std::string>{}
                                                   : names_with(voice, Verdict::not_enough_data);
  if (names.size() == 1) parts.push_back(say("open_one", names.front()));
  if (names.size() > 1)
    parts.push_back(say("open", names.size(), join_names(names, summary_columns)));
  if (const auto* nearest = nearest_answer(voice.analysis); nearest && nearest->needed->days)
    parts.push_back(say("first_answer", capital(voice.show(name_of(*nearest))),
        diary_days_words(*days_needed(*nearest))));
  const auto untested =
      std::ranges::count_if(voice.analysis.skipped, [](const engine::SkippedFood& food) {
        return food.reason != engine::SkipReason::possible_immediate_reaction &&
               food.level == foods::Level::food;
      });
  if (untested > 0)
    parts.push_back(untested == 1 ? say("untested_one") : say("untested", untested));
  // Nothing was tested and nothing skipped: the diary ends before any food can be.
  if (parts.empty() && voice.analysis.says_nothing()) parts.push_back(say("longer"));
  return fmt::format("{}", fmt::join(parts, " "));
}

/// At most three things to do.
std::vector<std::string> what_next(const Voice& voice) {
  const auto found = worse_names(voice);
  const std::string record{text_of("do_record")};
  if (voice.analysis.says_nothing()) return {record};
  if (found.empty()) return {say("do_skin"), record};
  return {say("do_discuss", join_names(found, summary_columns)), say("do_test"), record};
}

std::string people(std::size_t count) {
  return count == 1 ? "1 person" : fmt::format("{} people", count);
}

std::string_view plural_of(foods::Level level) noexcept {
  if (level == foods::Level::food) return "Foods";
  return level == foods::Level::group ? "Groups" : "Ingredients";
}

}  // namespace

std::string headline_of(std::vector<std::string> worse, bool is_any) {
  if (worse.empty()) return std::string{is_any ? text_of("none_worse") : text_of("nothing")};
  if (worse.size() == 1 && !is_plural(worse.front()))
    return say("stands_out", capital(worse.front()));
  constexpr std::size_t most = 3;
  if (worse.size() > most) {
    const std::size_t hidden = worse.size() - most + 1;
    worse.resize(most - 1);
    worse.push_back(fmt::format("{} more", hidden));
  }
  return say("stand_out", capital(join_or(worse, as_it_is, "and")));
}

std::string went_words(engine::Direction direction, const Voice& voice) {
  const auto subject = subject_words(voice);
  return direction == engine::Direction::worse ? say("went_worse", subject)
                                               : say("went_better", subject);
}

std::string finding_fact(const engine::Finding& finding, const Voice& voice) {
  const std::string_view direction =
      finding.direction == engine::Direction::worse ? "worse" : "better";
  const auto daily = daily_effect(finding.effect, finding.lag);
  const int decimals = effect_decimals(voice.analysis.outcome.important_change);
  const auto amount = is_sign_known(finding.effect)
                          ? say("finding_amount", size_words(daily.estimate, decimals), direction)
                          : say("finding_open", direction);
  const int recall = voice.analysis.outcome.scale.recall_days;
  return say("finding_fact", subject_words(voice), amount,
      recall > 1 ? say("recall_days", recall)
                 : each_day_words(finding.lag, voice.analysis.settings.align));
}

std::vector<std::string> finding_remarks(const engine::Finding& finding, const Voice& voice) {
  const double change = voice.analysis.outcome.important_change;
  std::vector<std::string> remarks;
  if (finding.foods.size() > 1) remarks.push_back(together_sentence(finding, voice));
  if (is_small(finding, change))
    remarks.push_back(
        say("finding_small", join_or(names_in_words(finding), voice.show), points_words(change)));
  return remarks;
}

std::string finding_sentence(const engine::Finding& finding, const Voice& voice) {
  const auto names = join_or(names_in_words(finding), voice.show);
  std::string text = say("finding", capital(names), finding_fact(finding, voice),
      certainty_of(finding, names, voice.words));
  for (const auto& remark : finding_remarks(finding, voice)) text += ' ' + remark;
  return text;
}

std::string together_sentence(const engine::Finding& finding, const Voice& voice) {
  const auto names = capital(join_or(names_in_words(finding), voice.show, "and"));
  const auto share = share_together(finding, voice.analysis);
  return share ? say("apart_share", names, 100 * *share) : say("apart", names);
}

std::string sureness_words(const engine::Finding& finding, Words words) {
  return words == Words::plain ? certainty_words(finding.probability, Length::abbreviated)
                               : fmt::format("{}, p {}", probability_words(finding.probability),
                                     p_words(finding.p_conditional));
}

bool is_small(const engine::Finding& finding, double important_change) noexcept {
  return is_sign_known(finding.effect) && std::abs(finding.effect.estimate) < important_change;
}

std::string small_line(const Voice& voice) {
  const double change = voice.analysis.outcome.important_change;
  std::vector<std::string> names;
  for (const auto& finding : voice.analysis.findings)
    if (is_small(finding, change)) names.push_back(join_or(names_in_words(finding), voice.show));
  return names.empty() ? "" : say("small", join_or(names, as_it_is, "and"), points_words(change));
}

std::string certainty_note(const Analysis& analysis) {
  const auto note = coincidence(analysis.settings.options.fdr);
  return analysis.findings.empty() ? note : fmt::format("{} {}", note, text_of("condition"));
}

std::vector<std::string> full_cautions(const Analysis& analysis) {
  const bool is_any = any_with(analysis.findings, Verdict::suspect);
  return is_any ? cautions_in_full(Verdict::suspect) : std::vector<std::string>{};
}

Summary summarise(const Voice& voice) {
  Summary summary{.headline = headline(voice),
      .worse = {},
      .better = {},
      .probably_not = probably_not(voice),
      .too_early = too_early(voice),
      .next = what_next(voice)};
  for (const auto& finding : voice.analysis.findings) {
    auto& list = finding.direction == engine::Direction::worse ? summary.worse : summary.better;
    list.push_back(finding_sentence(finding, voice));
  }
  return summary;
}

Progress progress_of(const Analysis& analysis) {
  constexpr int three_months = 90;
  const auto& diary = analysis.diary;
  const auto* nearest = nearest_answer(analysis);
  if (nearest == nullptr || diary.days <= 0) return {diary.readings, three_months};
  const double a_day = static_cast<double>(diary.readings) / diary.days;
  const double more = a_day * *days_needed(*nearest);
  return {diary.readings, diary.readings + static_cast<int>(std::ceil(more))};
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
  const auto& interval = food.pooled.interval;
  return food.p_adjusted <= fdr && (interval.low > 0 || interval.high < 0);
}

PoolAnswer answer_of(const PoolSource& source, const ShowName& show_name) {
  const auto& table = source.table;
  const auto taking_part = people(table.persons.size());
  if (table.persons.size() < engine::least_persons)
    return {{}, {say("pool_few", engine::least_persons, table.persons.size())}};
  PoolAnswer answer;
  std::vector<std::string> items;
  std::vector<std::string> coarser;
  for (const auto& food : table.foods) {
    if (!stands_out(food, source.fdr)) continue;
    // Rows are ordered by level. What is made of a food stands out with it and is no further news.
    const bool is_coarser = !answer.foods.empty() && food.level != answer.foods.front()->level;
    const bool is_late = food.window == engine::PresetWindow::late;
    (is_coarser ? coarser : items)
        .push_back(say("pool_item", foods::name_in_words(show_name(food.name), food.level),
            percent_words(food.pooled.estimate), is_late ? text_of("pool_late") : ""));
    if (!is_coarser) answer.foods.push_back(&food);
  }
  answer.sentences = {items.empty() ? say("pool_nothing", taking_part)
                                    : say("pool_found", taking_part, fmt::join(items, ", "))};
  if (!coarser.empty()) answer.sentences.push_back(say("pool_coarser", fmt::join(coarser, ", ")));
  return answer;
}

std::string people_of(const engine::PooledTable& table) {
  std::size_t others = 0;
  for (const auto& [reason, count] : table.left_out) others += count;
  std::string text = say("pool_people", people(table.persons.size()));
  if (others > 0) {
    const auto reasons = joined(table.left_out, ", ",
        [](const auto& left) { return fmt::format("{} ({})", left.first, left.second); });
    text += ' ' + capital(say("pool_left_out", people(others), reasons));
  }
  if (table.without_lag_zero > 0) text += ' ' + say("pool_zero", people(table.without_lag_zero));
  return text;
}

std::vector<std::string> reading_of(const PoolSource& source) {
  return {
      say("pool_average"), say("pool_new"), say("pool_p", p_words(source.fdr)), say("pool_differ")};
}

std::string too_few_of(
    const engine::PooledTable& table, const ShowName& show_name, std::size_t shown) {
  if (table.too_few.empty()) return {};
  auto names = joined(std::span{table.too_few}.first(std::min(shown, table.too_few.size())), ", ",
      [&](const auto& food) {
        return fmt::format(
            "{} ({})", foods::name_in_words(show_name(food.name), food.level), food.persons);
      });
  if (table.too_few.size() > shown)
    names += fmt::format(" and {} more", table.too_few.size() - shown);
  return say("pool_too_few", engine::least_persons, names);
}

}  // namespace culprit::report
