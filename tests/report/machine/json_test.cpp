#include "culprit/report/machine/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "culprit/report/machine/check.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "culprit/report/terminal/table.hpp"
#include "report/check_fixtures.hpp"
#include "report/fixtures.hpp"
#include "report/machine/facts.hpp"

namespace culprit::report {
namespace {

using Json = nlohmann::ordered_json;
using Keys = std::vector<std::string>;

Json rank_of(const engine::Analysis& analysis) { return Json::parse(to_json(analysis, "1.2.3")); }

Keys keys(const Json& object) {
  Keys found;
  for (const auto& [key, value] : object.items()) found.push_back(key);
  return found;
}

TEST(Json, KeysStandInTheFixedOrder) {
  const auto json = rank_of(fixtures::rich());
  EXPECT_EQ(
      keys(json), (Keys{"schema", "version", "seed", "diary", "outcome", "settings", "adjusted_for",
                      "findings", "foods", "skipped", "families", "warnings", "cautions"}));
  EXPECT_EQ(keys(json["diary"]),
      (Keys{"files", "fingerprint", "subject", "format", "first_day", "last_day", "days",
          "logged_days", "readings", "foods", "food_entries", "rejected_rows", "rejected_cells",
          "rejected_readings"}));
  EXPECT_EQ(keys(json["outcome"]),
      (Keys{"name", "scale", "minimum", "maximum", "observed_minimum", "observed_maximum",
          "recall_days", "important_change", "important_change_source", "autocorrelation",
          "noise_share", "sd", "readings_per_day"}));
  EXPECT_EQ(keys(json["findings"][0]),
      (Keys{"id", "verdict", "direction", "level", "foods", "probability", "lag_days", "effect",
          "per_day", "p_conditional", "note"}));
  EXPECT_EQ(keys(json["foods"][0]),
      (Keys{"rank", "name", "level", "verdict", "direction", "probability", "correlation",
          "lag_days", "effect", "p_value", "p_adjusted", "p_conditional", "p_conditional_adjusted",
          "exposed_days", "finding", "phrases", "phrases_total", "companions", "needed", "profile",
          "reason", "reason_code"}));
  EXPECT_EQ(keys(json["foods"][0]["profile"][0]),
      (Keys{"lag", "pearson", "spearman", "kendall", "effect", "low", "high"}));
  EXPECT_EQ(keys(json["skipped"][0]), (Keys{"name", "level", "reason", "exposed_days", "needed"}));
}

TEST(Json, SaysWhatTheAnalysisSays) {
  const auto json = rank_of(fixtures::rich());
  EXPECT_EQ(json["schema"], "culprit.rank/1");
  EXPECT_EQ(json["version"], "1.2.3");
  EXPECT_EQ(json["seed"], 1);
  EXPECT_EQ(json["diary"]["fingerprint"], "0012abcd00000007");
  EXPECT_EQ(json["diary"]["first_day"], "2024-01-01");
  EXPECT_EQ(json["diary"]["subject"], nullptr);
  EXPECT_EQ(json["outcome"]["scale"], "0-10");
  EXPECT_EQ(json["outcome"]["autocorrelation"], 0.78);
  const auto& food = json["foods"][0];
  EXPECT_EQ(food["effect"].dump(),
      R"({"estimate":1.9,"low":1.4,"high":2.4,"level":0.95,"unit":"points if eaten daily"})");
  EXPECT_EQ(food["lag_days"].dump(), "[1,1]");
  EXPECT_EQ(food["p_value"], 1e-7);
  EXPECT_EQ(food["finding"], 1);
  EXPECT_EQ(food["phrases"][1].dump(), R"({"text":"Blueberries","count":7})");
  EXPECT_EQ(food["companions"][0].dump(), R"({"name":"yogurt","share":0.8})");
  EXPECT_EQ(json["foods"][3]["reason"], "eaten on most days of blueberry");
  EXPECT_EQ(json["findings"][2]["direction"], "better");
  EXPECT_EQ(json["skipped"][0].dump(),
      R"({"name":"kiwi","level":"food","reason":"too_few_exposures","exposed_days":3,"needed":5})");
  EXPECT_EQ(json["adjusted_for"][3].dump(),
      R"({"name":"pollen","kind":"factor","lags":[0,1],"sd":null})");
  EXPECT_EQ(json["warnings"][0]["code"], "factor_dropped");
}

TEST(Json, SaysHowSureAndWhatIsStillNeeded) {
  const auto json = rank_of(fixtures::sets());
  const auto& finding = json["findings"][0];
  EXPECT_EQ(finding["foods"].dump(), R"(["butter","toast"])");
  EXPECT_EQ(finding["probability"], 0.96);
  EXPECT_EQ(finding["p_conditional"], 0.02);
  EXPECT_EQ(finding["note"], "half of the effect runs through a cream");
  const auto& foods = json["foods"];
  EXPECT_EQ(foods[1]["probability"], 0.42);
  EXPECT_EQ(foods[1]["p_conditional"], 0.04);
  EXPECT_EQ(foods[1]["finding"], 1);
  EXPECT_EQ(foods[1]["needed"], nullptr);
  EXPECT_EQ(foods[2]["verdict"], "possible");
  EXPECT_EQ(foods[3]["verdict"], "cleared");
  EXPECT_EQ(foods[4]["needed"].dump(), R"({"days":90,"exposures":20,"alternating_days":null})");
  EXPECT_EQ(foods[5]["needed"].dump(), R"({"days":90,"exposures":20,"alternating_days":45})");
  EXPECT_EQ(foods[6]["needed"]["alternating_days"], nullptr);
  EXPECT_EQ(foods[6]["probability"], nullptr);
  EXPECT_EQ(foods[6]["p_conditional"], nullptr);
  EXPECT_EQ(rank_of(fixtures::rich())["findings"][0]["note"], nullptr);
}

TEST(Json, SettingsHoldEveryOptionThatChangesResults) {
  EXPECT_EQ(rank_of(fixtures::rich())["settings"].dump(),
      R"({"align":"day","lags":"0..6","lag_zero_used":false,"fdr":0.1,"adjust":"auto","rated":null,)"
      R"("from":null,"to":null,"day_starts":"00:00","date_order":"ymd","time_zone":null,)"
      R"("severity":null,"scale":null,"level":"all"})");
  EXPECT_EQ(rank_of(fixtures::nothing_found())["settings"].dump(),
      R"({"align":"clock","lags":"0..6","lag_zero_used":true,"fdr":0.05,"adjust":["stress","sleep"],)"
      R"("rated":"evening","from":"2024-02-01","to":"2024-06-01","day_starts":"04:30",)"
      R"("date_order":"ymd","time_zone":"Europe/Kyiv","severity":"eczema","scale":"0-10",)"
      R"("level":"all"})");
  auto other = fixtures::frame();
  other.settings.options.rated = engine::Rated::morning;
  other.settings.options.adjust = engine::AdjustMode::all;
  EXPECT_EQ(rank_of(other)["settings"]["rated"], "morning");
  EXPECT_EQ(rank_of(other)["settings"]["adjust"], "all");
  other.settings.options.adjust = engine::AdjustMode::none;
  EXPECT_EQ(rank_of(other)["settings"]["adjust"], "none");
}

TEST(Json, CautionsAreThoseOfTheOtherFormats) {
  const auto cautions = rank_of(fixtures::rich())["cautions"];
  ASSERT_EQ(cautions.size(), 3u);
  const auto document = to_markdown(fixtures::rich());
  for (const auto& caution : cautions) {
    EXPECT_NE(document.find(caution.get<std::string>()), std::string::npos) << caution;
  }
}

TEST(Json, NumbersHaveNineDigitsProbabilitiesSixAndNoneIsNaN) {
  auto analysis = fixtures::nothing_found();
  analysis.foods[0].p_value = 1.0 / 3;
  analysis.foods[0].correlation = 2.0 / 3;
  const auto json = rank_of(analysis);
  EXPECT_EQ(json["foods"][0]["p_value"].dump(), "0.333333");
  EXPECT_EQ(json["foods"][0]["correlation"].dump(), "0.666666667");
  const auto& odd = json["foods"].back();
  EXPECT_EQ(odd["correlation"], nullptr);
  EXPECT_EQ(odd["effect"]["estimate"], nullptr);
  EXPECT_EQ(odd["effect"]["low"], nullptr);
  EXPECT_EQ(json["foods"][0]["profile"][0]["pearson"], nullptr);
  EXPECT_EQ(json["foods"][0]["profile"][0]["effect"], nullptr);
  EXPECT_EQ(json["outcome"]["maximum"].dump(), "10");
}

TEST(Json, IsIndentedByOneAndEndsInOneLineFeed) {
  const auto text = to_json(fixtures::rich(), "1.2.3");
  EXPECT_TRUE(text.starts_with("{\n \"schema\": \"culprit.rank/1\",\n"));
  EXPECT_TRUE(text.ends_with("\n}\n"));
}

TEST(Json, HostileNamesComeBackAsTheyWere) {
  const auto json = rank_of(fixtures::hostile());
  const auto& names = fixtures::hostile_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_utf8 = names[i].find('\xFF') == std::string::npos;
    EXPECT_EQ(json["foods"][i]["name"], is_utf8 ? names[i] : "\uFFFD\uFFFD bytes");
  }
}

TEST(Json, NdjsonIsALineForEachFoodWithTheColumnsAsKeys) {
  EXPECT_EQ(to_ndjson(fixtures::frame()), "");
  const auto text = to_ndjson(fixtures::rich());
  const auto first = text.substr(0, text.find('\n'));
  EXPECT_EQ(first,
      R"({"rank":1,"name":"blueberry","level":"food","verdict":"suspect","direction":"worse",)"
      R"("probability":0.97,"correlation":0.41,"lag_first":1,"lag_last":1,"lag_unit":"days",)"
      R"("estimate":1.9,"low":1.4,"high":2.4,"unit":"points if eaten daily","p_value":1e-07,)"
      R"("p_adjusted":4e-06,"exposed_days":31,"finding":1,"reason":null})");
  EXPECT_EQ(keys(Json::parse(first)), keys(row_of(engine::RankedFood{})));
  const auto hostile = to_ndjson(fixtures::hostile());
  EXPECT_EQ(std::count(hostile.begin(), hostile.end(), '\n'),
      static_cast<std::ptrdiff_t>(fixtures::hostile_names().size()));
}

TEST(Json, CheckSaysWhatWasReadAndWhatRankWouldDo) {
  const auto json = Json::parse(to_json(fixtures::check()));
  EXPECT_EQ(keys(json), (Keys{"schema", "files", "diary", "severities", "examples", "unknown_foods",
                            "read_foods", "warnings", "rank_exit"}));
  EXPECT_EQ(json["schema"], "culprit.check/1");
  EXPECT_EQ(json["files"][1].dump(),
      R"({"path":"ratings.csv","format":"wide","confidence":0.8,)"
      R"("reason":"the header has date, type and name","delimiter":";",)"
      R"("decimal_mark":",","date_order":"dmy","date_order_reason":"13/02/2024 at line 7",)"
      R"("rows":10,"used":5,"merged":1,)"
      R"("skipped":2,"skipped_by_rule":{},"rejected":2,"rejected_cells":1,"columns":[)"
      R"({"name":"date","role":"date","how":"","reason":"","offer":""},)"
      R"({"name":"type","role":"type","how":"","reason":"","offer":""},)"
      R"({"name":"name","role":"name","how":"","reason":"","offer":""}]})");
  EXPECT_EQ(json["severities"][0].dump(),
      R"({"name":"eczema","readings":1,"minimum":4.5,"maximum":4.5,"scale":"0-10"})");
  EXPECT_EQ(json["unknown_foods"].dump(), "[]");
  auto with_unknown = fixtures::check();
  with_unknown.unknown_foods = {{"glorp", 12}};
  EXPECT_EQ(nlohmann::ordered_json::parse(to_json(with_unknown))["unknown_foods"].dump(),
      R"([{"text":"glorp","count":12}])");
  EXPECT_EQ(json["warnings"][0]["code"], "several_severities");
  EXPECT_EQ(json["rank_exit"], 3);
  EXPECT_EQ(json["diary"]["food_entries"], 4);
}

TEST(Json, CheckOfNothingHasNoDays) {
  const auto json = Json::parse(to_json(fixtures::empty_check()));
  EXPECT_EQ(json["diary"]["first_day"], nullptr);
  EXPECT_EQ(json["diary"]["last_day"], nullptr);
  EXPECT_EQ(json["diary"]["days"], 0);
  EXPECT_EQ(json["rank_exit"], 65);
}

}  // namespace
}  // namespace culprit::report
