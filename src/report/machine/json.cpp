#include "culprit/report/machine/json.hpp"

#include <fmt/format.h>

#include <limits>

#include "culprit/csv/writer.hpp"
#include "culprit/foods/families.hpp"
#include "report/machine/facts.hpp"
#include "report/machine/fields.hpp"
#include "report/machine/json_objects.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

Json probability(const std::optional<double>& value) {
  return value ? Json{*value, probability_digits} : Json{nullptr};
}

/// `lag_days`, and of an hour window `lag_hours` beside it.
void add_lag(Json& object, const TimeWindow& window) {
  const auto* days = window.days();
  object.add("lag_days", days ? Json::array({days->first(), days->last()}) : Json{nullptr});
  if (const auto* hours = window.hours())
    object.add("lag_hours", Json::array({hours->from(), hours->to()}));
}

/// `first` with the lag and then `second` behind it.
Json around_lag(Json first, const TimeWindow& window, const Json& second) {
  add_lag(first, window);
  first.update(second);
  return first;
}

Json effect(const engine::Effect& value) {
  return {{"estimate", value.estimate}, {"low", value.low}, {"high", value.high},
      {"level", value.level}, {"unit", effect_unit}};
}

Json settings_object(const engine::Settings& settings) {
  const auto& options = settings.options;
  Json object{{"align", settings.align == engine::Align::clock ? "clock" : "day"},
      {"lags", to_string(options.lags)}, {"lag_zero_used", settings.lag_zero_used},
      {"fdr", options.fdr}, {"adjust", adjust_words(options)}, {"rated", rated_word(options.rated)},
      {"from", options.from}, {"to", options.to},
      {"day_starts",
          fmt::format("{:02}:{:02}", settings.day_starts / 60, settings.day_starts % 60)},
      {"date_order", settings.date_order}, {"time_zone", options.time_zone},
      {"severity", options.severity},
      {"scale", options.scale ? Json{options.scale->name} : Json{nullptr}},
      {"level", to_word(options.level)}};
  if (options.unrated == engine::Unrated::free) object.add("unrated", "free");
  return object;
}

Json adjustment_object(const engine::Adjustment& adjustment) {
  return {{"name", adjustment.name}, {"kind", adjustment.kind}, {"lags", adjustment.lags},
      {"sd", adjustment.sd}};
}

Json day_object(const engine::DayEffect& day) {
  return {{"lag", day.lag}, {"estimate", day.effect.estimate}, {"low", day.effect.low},
      {"high", day.effect.high}};
}

Json finding_object(const engine::Finding& finding) {
  const Json head{{"id", finding.id}, {"verdict", to_word(finding.verdict)},
      {"direction", to_word(finding.direction)}, {"level", to_word(finding.level)},
      {"foods", finding.foods}, {"probability", probability(finding.probability)}};
  return around_lag(head, finding.lag,
      {{"effect", effect(finding.effect)}, {"per_day", list(finding.per_day, day_object)},
          {"p_conditional", probability(finding.p_conditional)}, {"note", finding.note}});
}

Json profile_object(const engine::LagProfile& profile) {
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  constexpr engine::Effect none{.estimate = unknown, .low = unknown, .high = unknown};
  const auto effect = profile.effect.value_or(none);
  const auto* days = profile.lag.days();
  Json object{{"lag", days ? Json{days->first()} : Json{nullptr}}};
  if (const auto* hours = profile.lag.hours())
    object.add("lag_hours", Json::array({hours->from(), hours->to()}));
  object.update(Json{{"pearson", profile.pearson}, {"spearman", profile.spearman},
      {"kendall", profile.kendall}, {"effect", effect.estimate}, {"low", effect.low},
      {"high", effect.high}});
  return object;
}

Json needed_object(const engine::RankedFood& food) {
  if (!food.needed) return nullptr;
  return {{"days", food.needed->days}, {"exposures", food.needed->exposures},
      {"alternating_days", alternating_days(food)}};
}

Json phrase_object(const foods::Phrase& phrase) {
  return {{"text", phrase.text}, {"count", phrase.count}};
}

Json reading_object(const foods::Reading& reading) {
  return {{"written", reading.written}, {"name", reading.name}, {"count", reading.count}};
}

Json companion_object(const engine::Companion& companion) {
  return {{"name", companion.name}, {"share", companion.share}};
}

Json food_object(const engine::RankedFood& food) {
  const Json head{{"rank", food.rank}, {"name", food.name}, {"level", to_word(food.level)},
      {"verdict", to_word(food.verdict)}, {"direction", to_word(food.direction)},
      {"probability", probability(food.probability)}, {"correlation", food.correlation}};
  return around_lag(head, food.lag,
      {{"effect", effect(food.effect)}, {"p_value", probability(food.p_value)},
          {"p_adjusted", probability(food.p_adjusted)},
          {"p_conditional", probability(food.p_conditional)},
          {"p_conditional_adjusted", probability(food.p_conditional_adjusted)},
          {"exposed_days", food.exposed_days}, {"finding", food.finding},
          {"phrases", list(food.phrases, phrase_object)}, {"phrases_total", food.n_phrases},
          {"companions", list(food.companions, companion_object)}, {"needed", needed_object(food)},
          {"profile", list(food.profile, profile_object)}, {"reason", food.reason},
          {"reason_code", food.reason_code.empty() ? Json{nullptr} : Json{food.reason_code}}});
}

Json skipped_object(const engine::SkippedFood& food) {
  Json object{{"name", food.name}, {"level", to_word(food.level)}, {"reason", to_word(food.reason)},
      {"exposed_days", food.exposed_days}, {"needed", food.needed}};
  if (food.note) object.add("note", *food.note);
  return object;
}

Json family_object(const engine::FamilyAnswer& answer) {
  const auto& family = foods::families()[static_cast<std::size_t>(answer.family)];
  return {{"family", family.id},
      {"said_to", family.reputation == foods::Reputation::helper ? "help" : "harm"},
      {"status", to_word(answer.status)},
      {"direction", answer.direction ? Json{to_word(*answer.direction)} : Json{nullptr}},
      {"found", answer.found}};
}

Json warning_object(const engine::Warning& warning) {
  return {{"code", warning.code}, {"text", warning.text}};
}

/// A document about an analysis: what it was made from, `parts`, and what to bear in mind.
std::string write_document(std::string_view schema, std::string_view version,
    const engine::Analysis& analysis, const Json& parts) {
  Json document{{"schema", schema}, {"version", version}, {"seed", analysis.settings.seed},
      {"diary", diary_object(analysis.diary)}, {"outcome", outcome_object(analysis.outcome)},
      {"settings", settings_object(analysis.settings)},
      {"adjusted_for", list(analysis.adjustments, adjustment_object)}};
  document.update(parts);
  Json all = cautions();
  all.push_back(coincidence(analysis.settings.options.fdr));
  document.add("warnings", warning_list(analysis));
  document.add("cautions", all);
  return document.lines();
}

Json file_object(const diary::FileReport& file) {
  const auto column = [](const diary::Column& c) {
    return Json{{"name", c.name}, {"role", c.role}, {"how", c.how}, {"reason", c.reason},
        {"offer", c.offer}};
  };
  Json rules = Json::object();
  for (const auto& [rule, count] : file.skipped_by_rule) rules.add(rule, count);
  return {{"path", file.path}, {"format", file.format}, {"confidence", file.confidence},
      {"reason", file.reason}, {"delimiter", std::string{file.delimiter}},
      {"decimal_mark", file.decimal_mark == DecimalMark::comma ? "," : "."},
      {"date_order", to_word(file.date_order)}, {"date_order_reason", file.date_order_reason},
      {"rows", file.rows}, {"used", file.used}, {"merged", file.merged}, {"skipped", file.skipped},
      {"skipped_by_rule", rules}, {"rejected", file.rejected},
      {"rejected_cells", file.rejected_cells}, {"columns", list(file.columns, column)}};
}

Json severity_object(const CheckedSeverity& severity) {
  return {{"name", severity.candidate.name}, {"readings", severity.candidate.readings},
      {"minimum", severity.candidate.minimum}, {"maximum", severity.candidate.maximum},
      {"scale", severity.scale.name}};
}

std::string field_of(const Facts& value, char delimiter) {
  if (value.is_null()) return {};
  if (!value.is_string()) return value.dump();
  auto text = csv::guard_formula(value.get<std::string>());
  if (delimiter == '\t')
    std::ranges::replace_if(
        text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string to_delimited(const engine::Analysis& analysis, char delimiter) {
  std::string out = head_of(row_of(engine::RankedFood{}), delimiter);
  for (const auto& food : analysis.foods) out += line_of(row_of(food), delimiter);
  return out;
}

}  // namespace

Json diary_object(const engine::DiarySummary& diary) {
  const bool has_days = diary.days > 0;
  return {{"files", diary.files}, {"fingerprint", fmt::format("{:016x}", diary.fingerprint)},
      {"subject", diary.subject}, {"format", diary.format},
      {"first_day", has_days ? Json{diary.first_day} : Json{nullptr}},
      {"last_day", has_days ? Json{diary.last_day} : Json{nullptr}}, {"days", diary.days},
      {"logged_days", diary.logged_days}, {"readings", diary.readings}, {"foods", diary.foods},
      {"food_entries", diary.food_entries}, {"rejected_rows", diary.rejected_rows},
      {"rejected_cells", diary.rejected_cells}, {"rejected_readings", diary.rejected_readings}};
}

Json outcome_object(const engine::OutcomeSummary& outcome) {
  return {{"name", outcome.name}, {"scale", outcome.scale.name}, {"minimum", outcome.scale.minimum},
      {"maximum", outcome.scale.maximum}, {"observed_minimum", outcome.observed_minimum},
      {"observed_maximum", outcome.observed_maximum}, {"recall_days", outcome.scale.recall_days},
      {"important_change", outcome.important_change},
      {"important_change_source", outcome.important_change_source},
      {"autocorrelation", outcome.autocorrelation}, {"noise_share", outcome.noise_share},
      {"sd", outcome.sd}, {"readings_per_day", outcome.readings_per_day}};
}

Json adjust_words(const engine::Options& options) {
  static constexpr std::string_view words[] = {"auto", "all", "none"};
  if (options.adjust == engine::AdjustMode::named) return options.adjust_names;
  return words[static_cast<std::size_t>(options.adjust)];
}

Json rated_word(engine::Rated rated) {
  if (rated == engine::Rated::unknown) return nullptr;
  return rated == engine::Rated::morning ? "morning" : "evening";
}

Json found_object(const engine::Analysis& analysis) {
  return {{"findings", list(analysis.findings, finding_object)},
      {"foods", list(analysis.foods, food_object)},
      {"skipped", list(analysis.skipped, skipped_object)}};
}

Json warning_list(const engine::Analysis& analysis) {
  return list(analysis.warnings, warning_object);
}

std::string to_json(const engine::Analysis& analysis, std::string_view version) {
  Json parts = found_object(analysis);
  parts.add("families", list(analysis.families, family_object));
  return write_document("culprit.rank/1", version, analysis, parts);
}

std::string to_json(const engine::Explanation& explanation, const engine::Analysis& analysis,
    std::string_view version) {
  const auto group = [](const engine::ReadingGroup& readings) {
    return Json{{"readings", readings.readings}, {"mean", readings.mean}};
  };
  const auto& row = explanation.row;
  const auto& skipped = explanation.skipped;
  const auto& finding = explanation.finding;
  const Json parts{{"name", explanation.name}, {"level", to_word(explanation.level)},
      {"food", row ? food_object(*row) : Json{nullptr}},
      {"skipped", skipped ? skipped_object(*skipped) : Json{nullptr}},
      {"finding", finding ? finding_object(*finding) : Json{nullptr}},
      {"phrases", list(explanation.phrases, phrase_object)},
      {"phrases_total", explanation.n_phrases}, {"eaten_on", explanation.eaten_on},
      {"compared",
          around_lag(Json::object(), explanation.compared,
              {{"exposed", group(explanation.exposed)}, {"unexposed", group(explanation.unexposed)},
                  {"unknown_readings", explanation.unknown_readings}})},
      {"conditional_on", explanation.conditional_on},
      {"companions", list(explanation.companions, companion_object)},
      {"verdict_words", verdict_sentence(explanation, analysis)}};
  return write_document("culprit.explain/1", version, analysis, parts);
}

std::string to_json(const Check& check) {
  const Json document{{"schema", "culprit.check/1"}, {"files", list(check.files, file_object)},
      {"diary", diary_object(check.diary)}, {"severities", list(check.severities, severity_object)},
      {"examples", check.examples}, {"unknown_foods", list(check.unknown_foods, phrase_object)},
      {"read_foods", list(check.read_foods, reading_object)},
      {"warnings", list(check.warnings, warning_object)}, {"rank_exit", check.rank_exit}};
  return document.lines();
}

Facts row_of(const engine::RankedFood& food) {
  FieldWriter row;
  const auto* hours = food.lag.hours();
  const auto* days = food.lag.days();
  row("rank", food.rank, "name", food.name, "level", to_word(food.level), "verdict",
      to_word(food.verdict), "direction", to_word(food.direction), "probability", food.probability,
      "correlation", food.correlation, "lag_first", hours ? hours->from() : days->first(),
      "lag_last", hours ? hours->to() : days->last(), "lag_unit", hours ? "hours" : "days",
      "estimate", food.effect.estimate, "low", food.effect.low, "high", food.effect.high, "unit",
      effect_unit, "p_value", food.p_value, "p_adjusted", food.p_adjusted, "exposed_days",
      food.exposed_days, "finding", food.finding, "reason", food.reason);
  return row.take();
}

std::string head_of(const Facts& row, char delimiter) {
  std::vector<std::string> heads;
  for (const auto& [name, value] : row.items()) heads.push_back(name);
  return csv::write_record(heads, delimiter);
}

std::string line_of(const Facts& row, char delimiter) {
  std::vector<std::string> cells;
  for (const Facts& value : row) cells.push_back(field_of(value, delimiter));
  return csv::write_record(cells, delimiter);
}

std::string dump(const Facts& facts, int indent) {
  return escape_in_json(facts.dump(indent, ' ', false, Facts::error_handler_t::replace)) + '\n';
}

std::string to_csv(const engine::Analysis& analysis) { return to_delimited(analysis, ','); }

std::string to_tsv(const engine::Analysis& analysis) { return to_delimited(analysis, '\t'); }

std::string to_ndjson(const engine::Analysis& analysis) {
  std::string out;
  for (const auto& food : analysis.foods) out += dump(row_of(food), -1);
  return out;
}

}  // namespace culprit::report
