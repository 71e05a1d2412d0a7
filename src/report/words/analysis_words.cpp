#include "report/words/analysis_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/foods/families.hpp"
#include "diary/cells/name_words.hpp"
#include "report/words/sentence_texts.hpp"

namespace culprit::report {
namespace {

/// The answer names at most so many columns of foods: it is one sentence.
constexpr std::size_t answer_columns = 120;

const engine::Finding* finding_of(
    const engine::RankedFood& food, const engine::Analysis& analysis) {
  for (const auto& finding : analysis.findings)
    if (food.finding == finding.id) return &finding;
  return nullptr;
}

bool is_set(const engine::Finding* finding) {
  return finding != nullptr && finding->foods.size() > 1;
}

std::string_view status_words(engine::FamilyStatus status) noexcept {
  using engine::FamilyStatus;
  constexpr Word<FamilyStatus> words[] = {{FamilyStatus::suspected, "went with worse skin"},
      {FamilyStatus::no_sign, "no effect seen"},
      {FamilyStatus::ruled_out, "a change that matters is unlikely"},
      {FamilyStatus::not_enough_data, "not enough data"},
      {FamilyStatus::never_eaten, "never eaten"}};
  return word_of(words, status);
}

std::string family_words(const engine::FamilyAnswer& answer, const ShowName& show) {
  const bool is_found = answer.status == engine::FamilyStatus::suspected;
  if (!is_found) return std::string{status_words(answer.status)};
  return fmt::format("went with {} skin ({})",
      answer.direction == engine::Direction::better ? "better" : "worse",
      show(join_names(answer.found, answer_columns)));
}

std::string lags_before(const std::vector<int>& lags) {
  if (lags.empty()) return {};
  if (lags == std::vector{0}) return " (same day)";
  return fmt::format(
      " ({} {} before)", fmt::join(lags, ", "), lags == std::vector{1} ? "day" : "days");
}

std::string scale_words(const diary::Scale& scale) {
  const std::string range =
      fmt::format("{}-{}", format_number(scale.minimum), format_number(scale.maximum));
  return scale.name == range || scale.name.empty() ? range
                                                   : fmt::format("{}, {}", scale.name, range);
}

using engine::Analysis;
using engine::Explanation;

constexpr std::size_t usual_days = 8;

std::string days_sentence(const Explanation& explanation, bool all) {
  const auto& days = explanation.eaten_on;
  const std::size_t hidden = all || days.size() <= usual_days ? 0 : days.size() - usual_days;
  // The latest days: the ones that people remember.
  const auto shown = joined(std::span{days}.subspan(hidden), ", ", to_iso);
  const auto count = count_words(days.size(), "day");
  return hidden > 0 ? say("eaten_lately", count, shown) : say("eaten", count, shown);
}

std::string average_words(const engine::ReadingGroup& group, int decimals) {
  const auto count = count_words(group.readings, "rating");
  return group.mean ? say("average", *group.mean, decimals, count) : say("no_average");
}

std::string compared_sentence(const Explanation& explanation, const Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  return say("compared", average_words(explanation.exposed, decimals),
      lag_words(explanation.compared, analysis.settings.align, Length::full),
      average_words(explanation.unexposed, decimals));
}

/// The total if the food were eaten every day; where its sign is open, only what fits the diary.
std::string total_sentence(const engine::Effect& effect, int decimals) {
  const auto size = [&](double value) { return size_words(value, decimals); };
  const auto number = [&](double value) { return size(value).substr(0, size(value).find(' ')); };
  if (!std::isfinite(effect.low) || !std::isfinite(effect.high)) return say("total_unknown");
  if (!is_sign_known(effect)) return say("total_open", number(effect.low), number(effect.high));
  const bool is_higher = effect.low > 0;
  return say("total", size(effect.estimate), is_higher ? "higher" : "lower",
      number(is_higher ? effect.low : effect.high), number(is_higher ? effect.high : effect.low));
}

/// What a finding covers has no effect of its own: the finding's would be told once for each.
std::string own_effect_words(const engine::RankedFood& food, int decimals) {
  return food.part_of ? "-" : effect_words(food.effect, decimals);
}

}  // namespace

foods::Level finest_level(const engine::Analysis& analysis) {
  auto finest = foods::Level::group;
  for (const auto& food : analysis.foods) finest = std::min(finest, food.level);
  return finest;
}

std::string join_or(
    const std::vector<std::string>& foods, const ShowName& show, std::string_view last) {
  constexpr std::size_t most = 5;
  std::string text;
  for (std::size_t i = 0; i < foods.size(); ++i) {
    const bool is_last = i + 1 == foods.size();
    if (i == most && !is_last) return fmt::format("{} {} {} more", text, last, foods.size() - i);
    if (i > 0) text += is_last ? fmt::format(" {} ", last) : ", ";
    text += show(foods[i]);
  }
  return text;
}

std::string as_it_is(std::string_view text) { return std::string{text}; }

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() -= 'a' - 'A';
  return text;
}

std::string name_of(const engine::RankedFood& food) {
  return foods::name_in_words(food.name, food.level);
}

std::string subject_words(const Voice& voice) {
  const bool is_skin = diary::names_skin(fold_plain(voice.analysis.outcome.name));
  return is_skin ? "skin" : voice.show(voice.analysis.outcome.name);
}

std::vector<std::string> names_in_words(const engine::Finding& finding) {
  std::vector<std::string> names;
  for (const auto& name : finding.foods) names.push_back(foods::name_in_words(name, finding.level));
  return names;
}

std::string join_names(const std::vector<std::string>& names, std::size_t columns) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string next = (i == 0 ? "" : ", ") + names[i];
    if (i > 0 && display_width(text) + display_width(next) > columns)
      return fmt::format("{} and {} more", text, names.size() - i);
    text += next;
  }
  return text;
}

std::string read_sentence(const Voice& voice) {
  const auto& diary = voice.analysis.diary;
  return say("read", count_words(diary.days, "day"), to_iso(diary.first_day),
      to_iso(diary.last_day), diary.logged_days, count_words(diary.readings, "rating"),
      voice.show(voice.analysis.outcome.name),
      voice.show(scale_words(voice.analysis.outcome.scale)), count_words(diary.foods, "food"));
}

bool is_urgent(const engine::Warning& warning) noexcept {
  return warning.code == engine::possible_immediate_code;
}

std::string warning_words(const engine::Warning& warning) {
  return fmt::format("Warning: {}.", warning.text);
}

std::vector<std::string> skipped_sentences(const Voice& voice) {
  using engine::SkipReason;
  std::vector<std::string> sentences;
  for (const auto reason :
      {SkipReason::too_few_exposures, SkipReason::too_few_unexposed, SkipReason::no_variation}) {
    std::vector<std::string> names;
    int needed = 0;
    for (const auto& food : voice.analysis.skipped) {
      // Of coarser names the families speak.
      if (food.reason != reason || food.level != foods::Level::food) continue;
      needed = std::max(needed, food.needed);
      names.push_back(fmt::format("{} ({})", voice.show(food.name), food.exposed_days));
    }
    if (names.empty()) continue;
    const std::string least = needed > 0 ? say("least", needed) : "";
    sentences.push_back(say("skipped", skip_words(reason), least, fmt::join(names, ", ")));
  }
  return sentences;
}

std::optional<std::string> adjusted_sentence(const Voice& voice) {
  if (voice.analysis.adjustments.empty()) return std::nullopt;
  const auto words = joined(voice.analysis.adjustments, ", ", [&](const auto& adjustment) {
    return voice.show(adjustment.name) + lags_before(adjustment.lags);
  });
  return say("adjusted", words);
}

std::optional<std::string> rejected_sentence(const engine::Analysis& analysis) {
  const auto rows = analysis.diary.rejected_rows;
  const auto cells = analysis.diary.rejected_cells;
  if (rows + cells == 0) return std::nullopt;
  const auto left_out = fmt::format("{}{}{}", rows > 0 ? count_words(rows, "row") : "",
      rows > 0 && cells > 0 ? " and " : "", cells > 0 ? count_words(cells, "cell") : "");
  return rows + cells == 1 ? say("rejected_one", left_out) : say("rejected", left_out);
}

std::optional<std::string> companions_words(const engine::RankedFood& food, const ShowName& show) {
  if (food.companions.empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& companion : food.companions) {
    const double percent = std::isfinite(companion.share) ? 100 * companion.share : 0;
    names.push_back(fmt::format("{} ({:.0f} %)", show(companion.name), percent));
  }
  return say("companions", join_names(names, answer_columns));
}

std::string phrases_words(const std::vector<foods::Phrase>& phrases, const ShowName& show) {
  std::vector<std::string> spellings;
  spellings.reserve(phrases.size());
  for (const auto& phrase : phrases)
    spellings.push_back(fmt::format("{} ({})", show(phrase.text), phrase.count));
  constexpr std::size_t columns = 200;
  return say("phrases", join_names(spellings, columns));
}

std::string set_words(const engine::Finding& finding, const ShowName& show) {
  return say("set", join_or(names_in_words(finding), show));
}

std::vector<std::string> row_notes(const engine::RankedFood& food, const Voice& voice) {
  std::vector<std::string> notes;
  const auto* finding = finding_of(food, voice.analysis);
  if (finding != nullptr)
    if (const auto words = companions_words(food, voice.show)) notes.push_back(*words);
  if (finding != nullptr && food.level != foods::Level::food)
    notes.push_back(phrases_words(food.phrases, voice.show));
  if (food.reason) notes.push_back(voice.show_text(*food.reason));
  if (const auto words = needed_words(food)) notes.push_back(say("still_needed", *words));
  const bool is_last_of_finding =
      finding != nullptr && std::ranges::none_of(voice.analysis.foods, [&](const auto& other) {
        return other.finding == food.finding && other.rank > food.rank;
      });
  if (is_last_of_finding && is_set(finding)) notes.push_back(set_words(*finding, voice.show));
  if (is_last_of_finding && finding->note) notes.push_back(voice.show_text(*finding->note));
  return notes;
}

std::optional<double> shown_probability(
    const engine::RankedFood& food, const engine::Analysis& analysis) {
  if (food.part_of) return std::nullopt;
  const auto* finding = finding_of(food, analysis);
  return is_set(finding) ? finding->probability : food.probability;
}

std::optional<std::string> alternating_sentence(const engine::Analysis& analysis) {
  const bool is_suggested = std::ranges::any_of(
      analysis.foods, [](const auto& food) { return alternating_days(food).has_value(); });
  return is_suggested ? std::optional{say("on_purpose")} : std::nullopt;
}

std::vector<FoodColumn> food_columns(const Voice& voice, Length length) {
  using Food = engine::RankedFood;
  const auto& align = voice.analysis.settings.align;
  const int decimals = effect_decimals(voice.analysis.outcome.important_change);
  std::vector<FoodColumn> columns{
      {"food", false, [voice](const Food& f) { return voice.show(name_of(f)); }},
      {"verdict", false, [](const Food& f) { return verdict_words(f.verdict); }},
      {"after", false, [&align, length](const Food& f) { return lag_words(f.lag, align, length); }},
      {"points [range]", true,
          [decimals](const Food& f) { return own_effect_words(f, decimals); }}};
  const auto chances = [voice](const Food& f) { return shown_probability(f, voice.analysis); };
  if (voice.words == Words::plain) {
    columns.push_back({"certainty", false,
        [chances](const Food& f) { return certainty_words(chances(f), Length::abbreviated); }});
  } else {
    columns.push_back(
        {"probability", true, [chances](const Food& f) { return probability_words(chances(f)); }});
    columns.push_back({"p", true, [](const Food& f) { return p_words(f.p_conditional); }});
  }
  columns.push_back({"days", true, [](const Food& f) { return std::to_string(f.exposed_days); }});
  return columns;
}

std::vector<std::string> column_sentences(const engine::Analysis& analysis, Words words) {
  const double fdr = analysis.settings.options.fdr;
  std::vector<std::string> sentences{say("points")};
  if (words == Words::technical) {
    sentences.push_back(say("probability"));
    sentences.push_back(say("p", format_number(fdr)));
  } else {
    sentences.push_back(say("certainty"));
    if (!analysis.findings.empty()) sentences.push_back(say("fdr", std::lround(100 * fdr), 100));
  }
  sentences.push_back(say("exposed"));
  return sentences;
}

std::vector<std::string> verdict_sentences(const engine::Analysis& analysis) {
  std::vector<std::string> sentences;
  for (const auto verdict : all_verdicts) {
    if (!any_with(analysis.foods, verdict)) continue;
    sentences.push_back(fmt::format("{}: {}.", verdict_words(verdict),
        verdict_meaning(verdict, analysis.outcome.important_change)));
  }
  return sentences;
}

std::vector<std::string> family_lines(const Voice& voice) {
  using engine::FamilyStatus;
  std::vector<std::string> lines;
  std::map<FamilyStatus, std::string> helpers;
  for (const auto& answer : voice.analysis.families) {
    const auto& family = foods::families()[static_cast<std::size_t>(answer.family)];
    if (family.reputation == foods::Reputation::suspect) {
      lines.push_back(fmt::format("{}: {}", family.label, family_words(answer, voice.show)));
      continue;
    }
    std::string& text = helpers[answer.status];
    text += (text.empty() ? "" : ", ") + std::string{family.label};
    if (answer.status == FamilyStatus::suspected) text += ' ' + family_words(answer, voice.show);
  }
  if (helpers.empty()) return lines;
  const auto text = joined(helpers, "; ", [](const auto& part) {
    const auto& [status, names] = part;
    return status == FamilyStatus::suspected ? names
                                             : fmt::format("{}: {}", status_words(status), names);
  });
  lines.push_back(say("helpers", text));
  return lines;
}

std::string table_title(const Voice& voice) {
  return say("table", voice.show(voice.analysis.outcome.name));
}

std::vector<std::string> explain_sentences(const Explanation& explanation, const Voice& voice) {
  if (!explanation.row) return {};
  const auto& row = *explanation.row;
  const auto& finding = explanation.finding;
  const int decimals = effect_decimals(voice.analysis.outcome.important_change);
  std::vector<std::string> sentences;
  if (!row.part_of) sentences.push_back(total_sentence(row.effect, decimals));
  if (voice.words == Words::technical)
    sentences.push_back(say("p_values", p_words(row.p_value), p_words(row.p_conditional),
        probability_words(row.probability)));
  if (!explanation.conditional_on.empty())
    sentences.push_back(say("accounted", joined(explanation.conditional_on, ", ", voice.show)));
  if (row.reason) sentences.push_back(say("reason", *row.reason));
  if (finding && finding->foods.size() > 1)
    sentences.push_back(set_words(*finding, voice.show) + '.');
  if (finding && finding->note) sentences.push_back(capital(*finding->note) + '.');
  if (const auto needed = needed_words(row)) {
    sentences.push_back(say("needed", *needed));
    if (alternating_days(row)) sentences.push_back(say("on_purpose"));
  }
  return sentences;
}

std::vector<std::string> explain_details(const Explanation& explanation, const Voice& voice) {
  std::vector<std::string> sentences{compared_sentence(explanation, voice.analysis)};
  if (explanation.unknown_readings > 0)
    sentences.push_back(say("not_logged", count_words(explanation.unknown_readings, "rating")));
  engine::RankedFood food;
  food.companions = explanation.companions;
  const auto names = companions_words(food, voice.show);
  sentences.push_back(names ? capital(*names) + '.' : say("nothing_with_it"));
  sentences.push_back(capital(phrases_words(explanation.phrases, voice.show)) + '.');
  sentences.push_back(days_sentence(explanation, voice.tells_all_days));
  return sentences;
}

std::string verdict_sentence(const Explanation& explanation, const Analysis& analysis) {
  if (const auto& row = explanation.row) {
    const auto meaning = verdict_meaning(row->verdict, analysis.outcome.important_change);
    if (row->part_of) return say("verdict", verdict_words(row->verdict), row->reason.value_or("-"));
    if (!row->finding && row->verdict != engine::Verdict::possible)
      return say("verdict", verdict_words(row->verdict), meaning);
    return say("verdict_chances", verdict_words(row->verdict), meaning,
        certainty_words(shown_probability(*row, analysis), Length::full));
  }
  const auto& skipped = explanation.skipped;
  if (!skipped) return say("not_compared");
  if (skipped->reason == engine::SkipReason::possible_immediate_reaction)
    return say("not_ranked", skipped->note.value_or("-"), skip_words(skipped->reason));
  return say("not_tested", skip_words(skipped->reason));
}

}  // namespace culprit::report
