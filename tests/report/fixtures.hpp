/// Analyses made by hand: a rich one, one without findings, one that says nothing.
#pragma once

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/on_purpose.hpp"

namespace culprit::report::fixtures {

inline constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Names that have broken tables, terminals, spreadsheets and pages elsewhere.
inline const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names{
      "say \"cheese\"",
      "<script>alert(1)</script>",
      "\u05D7\u05DC\u05D1 \u202Etxt.exe",
      std::string(200, 'a'),
      "two\nlines\r\nthree",
      "=cmd()|' /C calc'!A0",
      "tab\there",
      "pipe|pipe",
      "\x1b[31mred\x1b[0m",
      "\xFF\xFE bytes",
      "@sum(1)",
      "\t=1+1",
      "[link](javascript:x) *b* _i_ `c` & \\",
      "\u5473\u564C\u6C41 \u8C46\u8150",
      "\U0001F468\u200D\U0001F469\u200D\U0001F467 soup \U0001F372",
      "-1",
      " spaced ",
      "",
  };
  return names;
}

inline engine::RankedFood food(int rank, std::string name, engine::Verdict verdict) {
  engine::RankedFood row;
  row.id = {foods::Level::food, static_cast<std::size_t>(rank)};
  row.rank = rank;
  row.name = std::move(name);
  row.verdict = verdict;
  row.correlation = 0.2 - 0.01 * rank;
  row.lag = LagWindow{1, 3};
  row.effect = {0.9 - 0.1 * rank, -0.4 - 0.1 * rank, 1.3 + 1.0 / 3 - 0.1 * rank};
  row.direction = row.effect.estimate < 0 ? engine::Direction::better : engine::Direction::worse;
  row.p_value = 0.01 * rank + 1.0 / 3;
  row.p_adjusted = 0.4 + 0.01 * rank;
  row.probability = 0.15 / rank;
  row.p_conditional = 0.02 * rank;
  if (verdict == engine::Verdict::not_enough_data) {
    row.needed = engine::Needed{90, 20, 45};
  }
  row.exposed_days = 30 + rank;
  const auto& lexicon = foods::Lexicon::built_in();
  foods::set_on_purpose(row, lexicon, foods::resolve_phrase(lexicon, row.name));
  row.phrases = {{row.name, static_cast<std::uint64_t>(30 + rank)}};
  for (int lag = 0; lag <= 6; ++lag) {
    engine::LagProfile one;
    one.lag = LagWindow{lag, lag};
    if (lag > 0) {
      one.pearson = 0.1 * lag - 0.3;
      one.spearman = 0.1 * lag - 0.25;
      one.kendall = 0.1 * lag - 0.2;
      const double estimate = 0.6 * lag - 1.8;
      one.effect = engine::Effect{estimate, estimate - 0.7, estimate + 0.7};
    }
    row.profile.push_back(one);
  }
  return row;
}

inline engine::Analysis frame() {
  engine::Analysis analysis;
  auto& diary = analysis.diary;
  diary.files = {"diary.csv"};
  diary.fingerprint = 0x0012abcd00000007;
  diary.format = "long";
  diary.first_day = *make_day(2024, 1, 1);
  diary.last_day = *make_day(2024, 6, 28);
  diary.days = 180;
  diary.logged_days = 176;
  diary.readings = 165;
  diary.foods = 43;
  diary.food_entries = 2275;
  auto& outcome = analysis.outcome;
  outcome.name = "eczema";
  outcome.scale.name = "0-10";
  outcome.observed_minimum = 0.5;
  outcome.observed_maximum = 9;
  outcome.important_change_source = "assumed";
  outcome.autocorrelation = 0.78;
  outcome.noise_share = 0.2;
  analysis.settings.date_order = "ymd";
  return analysis;
}

inline void add_foods(engine::Analysis& analysis, int last_rank, engine::Verdict verdict) {
  for (int rank = static_cast<int>(analysis.foods.size()) + 1; rank <= last_rank; ++rank) {
    analysis.foods.push_back(food(rank, "food number " + std::to_string(rank), verdict));
  }
}

inline void add_finding(engine::Analysis& analysis, engine::RankedFood row) {
  const int id = static_cast<int>(analysis.findings.size()) + 1;
  row.finding = id;
  engine::Finding finding;
  finding.id = id;
  finding.verdict = row.verdict;
  finding.direction = row.direction;
  finding.ids = {row.id};
  finding.foods = {row.name};
  finding.probability = row.probability;
  finding.lag = row.lag;
  finding.effect = row.effect;
  finding.p_conditional = row.p_conditional;
  analysis.findings.push_back(std::move(finding));
  analysis.foods.push_back(std::move(row));
}

/// Butter and toast, which cannot be told apart: one finding, two rows.
inline void add_set(engine::Analysis& analysis) {
  const int rank = static_cast<int>(analysis.foods.size()) + 1;
  auto butter = food(rank, "butter", engine::Verdict::suspect);
  butter.probability = 0.55;
  add_finding(analysis, butter);
  auto toast = food(rank + 1, "toast", engine::Verdict::suspect);
  toast.probability = 0.42;
  auto& finding = analysis.findings.back();
  finding.ids.push_back(toast.id);
  finding.foods.emplace_back("toast");
  finding.probability = 0.96;
  finding.note = "half of the effect runs through a cream";
  toast.finding = finding.id;
  analysis.foods.push_back(std::move(toast));
}

/// Two suspects, a protective food, 40 tested, every kind of note.
inline engine::Analysis rich() {
  auto analysis = frame();
  auto blueberry = food(1, "blueberry", engine::Verdict::suspect);
  blueberry.correlation = 0.41;
  blueberry.lag = LagWindow{1, 1};
  blueberry.effect = {1.9, 1.4, 2.4};
  blueberry.p_value = 1e-7;
  blueberry.p_adjusted = 4e-6;
  blueberry.probability = 0.97;
  blueberry.p_conditional = 2e-6;
  blueberry.phrases = {{"blueberry", 30}, {"Blueberries", 7}};
  blueberry.companions = {{"yogurt", 0.8}, {"oats", 0.5}};
  add_finding(analysis, blueberry);
  auto wine = food(2, "red wine", engine::Verdict::suspect);
  wine.effect = {1.25, 0.35, 2.15};
  wine.p_adjusted = 0.0321;
  wine.probability = 0.8;
  add_finding(analysis, wine);
  auto carrot = food(3, "carrot", engine::Verdict::protective);
  carrot.direction = engine::Direction::better;
  carrot.effect = {-1.1, -1.8, -0.4};
  carrot.p_adjusted = 0.06;
  carrot.probability = 0.5;
  add_finding(analysis, carrot);
  auto yogurt = food(4, "yogurt", engine::Verdict::no_evidence);
  yogurt.reason = "eaten on most days of blueberry";
  analysis.foods.push_back(yogurt);
  add_foods(analysis, 36, engine::Verdict::no_evidence);
  add_foods(analysis, 40, engine::Verdict::not_enough_data);
  analysis.adjustments = {{"trend", "calendar", {}, 0.3}, {"weekday", "calendar", {}, std::nullopt},
      {"stress", "factor", {1}, std::nullopt}, {"pollen", "factor", {0, 1}, std::nullopt}};
  analysis.skipped = {{"kiwi", engine::SkipReason::too_few_exposures, 3, 5},
      {"oats", engine::SkipReason::too_few_unexposed, 173, 5},
      {"salt", engine::SkipReason::no_variation, 90, 0}};
  analysis.warnings = {{"factor_dropped", "factor 'sleep' has no value on 60 % of the days"}};
  analysis.diary.rejected_rows = 2;
  return analysis;
}

/// Forty foods, none stands out; one row holds numbers that could not be computed.
inline engine::Analysis nothing_found() {
  auto analysis = frame();
  add_foods(analysis, 30, engine::Verdict::no_evidence);
  auto& odd = analysis.foods.back();
  odd.correlation = not_a_number;
  odd.effect = {not_a_number, -std::numeric_limits<double>::infinity(), not_a_number};
  analysis.settings.lag_zero_used = true;
  analysis.settings.align = engine::Align::clock;
  auto& options = analysis.settings.options;
  options.adjust = engine::AdjustMode::named;
  options.adjust_names = {"stress", "sleep"};
  options.from = make_day(2024, 2, 1);
  options.to = make_day(2024, 6, 1);
  options.rated = engine::Rated::evening;
  options.time_zone = "Europe/Kyiv";
  options.severity = "eczema";
  options.scale = analysis.outcome.scale;
  options.fdr = 0.05;
  analysis.settings.day_starts = 4 * 60 + 30;
  return analysis;
}

/// A week: three foods, none of which can be judged.
inline engine::Analysis too_little_data() {
  auto analysis = frame();
  analysis.diary.days = 1;
  analysis.diary.logged_days = 1;
  analysis.diary.readings = 1;
  analysis.diary.foods = 1;
  analysis.outcome.autocorrelation.reset();
  analysis.outcome.noise_share.reset();
  add_foods(analysis, 3, engine::Verdict::not_enough_data);
  return analysis;
}

/// A set that cannot be told apart, a hint, a cleared food, foods that need more data, one of them
/// of no known probability.
inline engine::Analysis sets() {
  auto analysis = frame();
  analysis.outcome.important_change = 2;
  add_set(analysis);
  analysis.foods.push_back(food(3, "egg", engine::Verdict::possible));
  analysis.foods.push_back(food(4, "tea", engine::Verdict::cleared));
  analysis.foods.push_back(food(5, "milk", engine::Verdict::not_enough_data));
  analysis.foods.push_back(food(6, "red grapes", engine::Verdict::not_enough_data));
  auto rare = food(7, "kiwi", engine::Verdict::not_enough_data);
  rare.probability.reset();
  rare.p_conditional.reset();
  rare.needed = engine::Needed{12, 6, std::nullopt};
  analysis.foods.push_back(rare);
  return analysis;
}

/// Hour windows: a suspect hours later, and a food that is not ranked because of what came at once.
inline engine::Analysis hours() {
  auto analysis = frame();
  analysis.settings.align = engine::Align::clock;
  analysis.settings.options.align = engine::Align::clock;
  analysis.settings.options.lags = HourWindows{{{0, 2}, {2, 6}, {6, 48}}};
  auto kefir = food(1, "kefir", engine::Verdict::suspect);
  kefir.lag = HourWindow{2, 6};
  kefir.profile.resize(3);
  kefir.profile[0].lag = HourWindow{0, 2};
  kefir.profile[0].effect.reset();
  kefir.profile[1].lag = HourWindow{2, 6};
  kefir.profile[2].lag = HourWindow{6, 48};
  add_finding(analysis, kefir);
  analysis.skipped = {{"peanut", engine::SkipReason::possible_immediate_reaction, 4, 0,
                          "hives within 2 h on 1 day", std::nullopt},
      {"kiwi", engine::SkipReason::too_few_exposures, 3, 5}};
  analysis.warnings = {{std::string{engine::possible_immediate_code},
                           "possible immediate reaction, not ranked: peanut (hives within 2 h on 1 "
                           "day); do not try it "
                           "again on your own before seeing a doctor"},
      {"few_readings", "there are few ratings"}};
  return analysis;
}

/// Every hostile name as a food: found, ranked, skipped, as companion, spelling, reason, warning.
inline engine::Analysis hostile() {
  auto analysis = frame();
  const auto& names = hostile_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto row = food(static_cast<int>(i) + 1, names[i], engine::Verdict::suspect);
    row.companions = {{names[i], 0.7}};
    row.reason = names[i];
    if (i < names.size() / 2) {
      add_finding(analysis, row);
    } else {
      row.verdict = engine::Verdict::no_evidence;
      analysis.foods.push_back(row);
    }
    analysis.skipped.push_back({names[i], engine::SkipReason::too_few_exposures, 1, 5});
    analysis.warnings.push_back({"odd_name", names[i]});
  }
  analysis.diary.files = names;
  analysis.diary.subject = names[1];
  analysis.outcome.name = names[7];
  return analysis;
}

struct Named {
  std::string name;
  engine::Analysis analysis;
};

inline std::vector<Named> all() {
  return {{"rich", rich()}, {"nothing_found", nothing_found()},
      {"too_little_data", too_little_data()}, {"sets", sets()}, {"hours", hours()},
      {"hostile", hostile()}, {"no_foods", frame()}};
}

}  // namespace culprit::report::fixtures
