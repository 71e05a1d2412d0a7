
#include "culprit/report/html/html.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "culprit/report/figures/plot.hpp"
#include "culprit/report/report.hpp"
#include "report/explain_fixtures.hpp"
#include "report/timeline_fixtures.hpp"

namespace culprit::report {
namespace {

std::string page_of(const engine::Analysis& analysis, Words words = Words::plain) {
  const auto timeline = fixtures::timeline_of(analysis);
  diary::FileReport file;
  file.path = analysis.diary.files.front();
  file.format = "long";
  file.rows = 12;
  file.used = 9;
  file.skipped = 2;
  file.rejected = 1;
  file.skipped_by_rule = {{"amount_zero", 2}};
  return to_html({analysis, timeline, {&file, 1}, "1.2.3", words});
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Html, NothingIsLoadedAndNothingRuns) {
  for (const auto& [name, analysis] : fixtures::all()) {
    SCOPED_TRACE(name);
    const auto page = page_of(analysis);
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    EXPECT_TRUE(
        has(page, "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'"));
    for (const auto* part : {"<script", "://", " src=", "@import", "url(", "<img", "<iframe"}) {
      EXPECT_FALSE(has(page, part)) << part;
    }
  }
}

TEST(Html, NoNameAddsAnElementOrAnAttribute) {
  const auto page = page_of(fixtures::hostile());
  EXPECT_TRUE(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(has(page, "say &quot;cheese&quot;"));
  EXPECT_FALSE(has(page, "\u202E"));
  EXPECT_FALSE(has(page, "\x1b"));
  EXPECT_FALSE(has(page, "two\nlines"));
}

TEST(Html, TheAnswerComesFirstAndTheCautionsWithIt) {
  const auto page = page_of(fixtures::rich());
  const auto answer = page.find(
      "Blueberry: skin was about 1.9 points worse on the next day (about 95 in 100 that it is "
      "blueberry).");
  const auto caution = page.find("Hives, swelling or vomiting within 2 h");
  ASSERT_NE(answer, std::string::npos);
  EXPECT_LT(answer, caution);
  EXPECT_LT(caution, page.find("<h2 id=\"findings-heading\">"));
  const auto urgent = page_of(fixtures::hours());
  EXPECT_LT(urgent.find("Warning: possible immediate reaction"), urgent.find(">Kefir stands out<"));
}

TEST(Html, TellsTheFateOfEveryRow) {
  const auto page = page_of(fixtures::rich());
  EXPECT_TRUE(has(page,
      "<th scope=\"row\">diary.csv</th><td>long</td><td class=\"n\">12</td><td "
      "class=\"n\">9</td><td class=\"n\">0</td><td>amount zero (2)</td><td "
      "class=\"n\">1</td>"));
  EXPECT_TRUE(has(page, "Made by culprit 1.2.3, seed 1, diary fingerprint 0012abcd00000007."));
}

TEST(Html, TechnicalWordsAreNumbers) {
  const auto page = page_of(fixtures::rich(), Words::technical);
  EXPECT_TRUE(has(page, "posterior probability 0.97, conditional p &lt;0.001, for blueberry"));
  EXPECT_TRUE(has(page, "<td class=\"n\">0.97</td><td class=\"n\">&lt;0.001</td>"));
  EXPECT_FALSE(has(page_of(fixtures::rich()), "posterior probability"));
}

TEST(Html, NumbersThatAreNotKnownAreNeverPrinted) {
  const auto page = page_of(fixtures::nothing_found());
  EXPECT_FALSE(has(page, "nan"));
  EXPECT_FALSE(has(page, "\"inf"));
}

TEST(Html, ExplainsOneFood) {
  const auto analysis = fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  const auto page = to_html(fixtures::explained(), {analysis, timeline, {}, "1.2.3"});
  EXPECT_TRUE(has(page, "<h1>blueberry and eczema</h1>"));
  EXPECT_TRUE(has(page, "id=\"lags-1\""));
  const auto untested = to_html(fixtures::not_tested(), {analysis, {}, {}, "1.2.3"});
  EXPECT_TRUE(has(untested, "not tested: too few days with it."));
  EXPECT_FALSE(has(untested, "id=\"lags"));
}

TEST(Html, LagsOfAFoodWithoutARowAreAnError) {
  try {
    (void)lags_svg(fixtures::not_tested(), fixtures::rich());
    FAIL() << "no error";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "lags_svg: explanation has no row, but must have one!");
  }
}

TEST(Html, ThreeYearsAreASmallFile) {
  auto analysis = fixtures::rich();
  analysis.diary.days = 1095;
  fixtures::add_foods(analysis, 200, engine::Verdict::not_enough_data);
  EXPECT_LT(page_of(analysis).size(), 400'000U);
}

}  // namespace
}  // namespace culprit::report
