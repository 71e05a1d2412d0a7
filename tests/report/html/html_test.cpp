#include "culprit/report/html/html.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <stdexcept>
#include <vector>

#include "culprit/report/figures/plot.hpp"
#include "culprit/report/report.hpp"
#include "report/explain_fixtures.hpp"
#include "report/timeline_fixtures.hpp"
#include "report/words/summary.hpp"

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

std::string explained_page(const engine::Explanation& explanation) {
  const auto analysis =
      explanation.compared.hours() != nullptr ? fixtures::hours() : fixtures::rich();
  const auto timeline = fixtures::timeline_of(analysis);
  return to_html(explanation, {analysis, timeline, {}, "1.2.3"});
}

/// A food that stands out among six people, and one that goes with better skin.
engine::PooledTable pooled() {
  engine::PooledTable table;
  for (const auto* name : {"egg", "carrot"}) {
    engine::PooledFood food;
    food.name = name;
    const double sign = table.foods.empty() ? 1 : -1;
    food.pooled.estimate = 0.1 * sign;
    food.pooled.interval = {0.1 * sign - 0.05, 0.1 * sign + 0.05};
    food.pooled.prediction = {0.1 * sign - 0.4, 0.1 * sign + 0.4};
    food.p_adjusted = 0.01;
    for (std::uint32_t i = 0; i < 6; ++i) food.persons.push_back({i, 0.1, {}});
    table.foods.push_back(std::move(food));
  }
  table.foods.push_back(table.foods.front());
  table.foods.back().window = engine::PresetWindow::late;
  table.foods.back().p_adjusted = 0.5;
  for (int i = 0; i < 6; ++i) table.persons.push_back("p" + std::to_string(i));
  return table;
}

/// Every page that there is, by name.
std::map<std::string, std::string> all_pages() {
  std::map<std::string, std::string> pages;
  for (const auto& [name, analysis] : fixtures::all()) pages[name] = page_of(analysis);
  for (const auto& [name, explanation] : fixtures::explanations())
    pages["explain " + name] = explained_page(explanation);
  const auto table = pooled();
  pages["pool"] = to_html(PoolSource{table, 0.1, 7, "1.2.3"});
  return pages;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

/// From the start of a section to its end; empty if there is none.
std::string section(const std::string& page, const std::string& id) {
  const auto from = page.find("<section id=\"" + id + "\"");
  return from == std::string::npos ? "" : page.substr(from, page.find("</section>", from) - from);
}

/// Sentences of paragraphs, items and cells that are read, in order; figures aside.
std::vector<std::string> sentences(const std::string& page) {
  static const std::regex tags{"<[^>]*>"};
  std::string text = page.substr(page.find("<body>"));
  for (auto at = text.find("<svg id="); at != std::string::npos; at = text.find("<svg id=", at))
    text.erase(at, text.find("</svg>\n", at) + 7 - at);
  text = std::regex_replace(text, tags, "\n");
  std::vector<std::string> found;
  std::string sentence;
  for (const char c : text) {
    if (c != '\n') sentence += c;
    if (c == '\n' || (c == ' ' && sentence.size() > 1 && sentence[sentence.size() - 2] == '.')) {
      while (sentence.ends_with(' ')) sentence.pop_back();
      if (std::ranges::count(sentence, ' ') > 3) found.push_back(sentence);
      sentence.clear();
    }
  }
  return found;
}

TEST(Html, NothingIsLoadedAndNothingRuns) {
  for (const auto& [name, page] : all_pages()) {
    SCOPED_TRACE(name);
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

TEST(Html, TheTitleIsTheAnswerAndTheFirstCardTellsIt) {
  const auto page = page_of(fixtures::rich());
  EXPECT_TRUE(has(page, "<h1>Blueberry and red wine stand out</h1>"));
  const auto card =
      page.substr(page.find("<article"), page.find("</article>") - page.find("<article"));
  for (const auto* part : {"<h3>Blueberry</h3>", "Skin was about 1.9 points worse on the next day.",
           "<dt>Certainty</dt><dd>95 in 100</dd>", "<dt>Size a day</dt><dd>1.9 points</dd>",
           "<dt>When</dt><dd>next day</dd>", "id=\"certainty\"", "data-in-hundred=\"95\"",
           "id=\"lags-1\""})
    EXPECT_TRUE(has(card, part)) << part;
  EXPECT_EQ(count(page, "id=\"certainty\""), 1U);
  EXPECT_TRUE(has(page_of(fixtures::nothing_found()), "<h1>Nothing stands out</h1>"));
}

TEST(Html, AHelpfulFoodIsNeverUnderAHeadingOfSuspicion) {
  const auto page = page_of(fixtures::rich());
  EXPECT_FALSE(has(section(page, "worse"), "arrot"));
  EXPECT_FALSE(has(section(page, "worse"), "protective"));
  const auto better = section(page, "better");
  EXPECT_TRUE(has(better, "<section id=\"better\" class=\"protective\""));
  EXPECT_TRUE(has(better, "<h2 id=\"better-heading\">Went with better skin</h2>"));
  EXPECT_TRUE(has(better, "<h3>Carrot</h3>"));
  EXPECT_TRUE(has(better, "not a reason to eat more of it"));
  EXPECT_FALSE(has(better, "suspect"));
}

TEST(Html, NoSentenceStandsTwiceAndTheCautionsStandOnce) {
  for (const auto& [name, page] : all_pages()) {
    SCOPED_TRACE(name);
    if (!has(name, "hostile")) {
      auto read = sentences(page);
      std::ranges::sort(read);
      const auto twice = std::ranges::adjacent_find(read);
      EXPECT_TRUE(twice == read.end()) << *twice;
    }
    for (const auto& caution : cautions()) EXPECT_EQ(count(page, caution), 1U) << caution;
  }
}

TEST(Html, HowOftenChanceNamesAFoodIsSaidWhateverWasFound) {
  for (const auto& [name, analysis] : fixtures::all())
    EXPECT_TRUE(has(page_of(analysis), "Even if no food matters to your skin")) << name;
}

TEST(Html, AFindingBelowTheChangeThatMattersSaysSo) {
  auto analysis = fixtures::rich();
  EXPECT_FALSE(has(section(page_of(analysis), "worse"), "the least that matters"));
  analysis.outcome.important_change = 1.5;
  const auto worse = section(page_of(analysis), "worse");
  EXPECT_TRUE(has(worse,
      "Even every day, the best estimate for red wine is a change of less than 1.5 points, the "
      "least that matters."));
  EXPECT_EQ(count(worse, "the least that matters"), 1U);
}

TEST(Html, HeadingsGoDownOneLevelAtATime) {
  for (const auto& [name, page] : all_pages()) {
    SCOPED_TRACE(name);
    int before = 0;
    for (auto at = page.find("<h"); at != std::string::npos; at = page.find("<h", at + 1)) {
      const char level = page[at + 2];
      if (level < '1' || level > '6') continue;
      EXPECT_LE(level - '0', before + 1) << page.substr(at, 60);
      before = level - '0';
    }
    EXPECT_EQ(count(page, "<h1>"), 1U);
  }
}

TEST(Html, FiveFindingsHaveCardsTheOthersALine) {
  auto analysis = fixtures::frame();
  for (int rank = 1; rank <= 7; ++rank) {
    auto food = fixtures::food(rank, "food" + std::to_string(rank), engine::Verdict::suspect);
    food.effect = {1.5, 1, 2};
    food.direction = engine::Direction::worse;
    fixtures::add_finding(analysis, food);
  }
  const auto worse = section(page_of(analysis), "worse");
  EXPECT_EQ(count(worse, "<article"), 5U);
  EXPECT_EQ(count(worse, "<li>"), 2U);
  EXPECT_TRUE(has(worse, "<li>Food6: skin was about 0.5 points worse"));
}

TEST(Html, EverythingBelowTheAnswerIsFoldedAway) {
  const auto page = page_of(fixtures::rich());
  const auto details = page.find("<details");
  ASSERT_NE(details, std::string::npos);
  for (const auto* part : {"id=\"too-early\"", "id=\"next\"", "id=\"cautions\"", "id=\"timeline\""})
    EXPECT_LT(page.find(part), details) << part;
  for (const auto* part : {"id=\"forest\"", "id=\"readings-1\"", "id=\"coverage\"", "<table>",
           "How your file was read", "Each food is a column"})
    EXPECT_GT(page.find(part), details) << part;
}

TEST(Html, PossibleImmediateReactionsComeFirst) {
  const auto page = page_of(fixtures::hours());
  EXPECT_LT(page.find("class=\"urgent\""), page.find("<section"));
}

TEST(Html, TooLittleDataIsABarOfRatings) {
  const auto page = page_of(fixtures::too_little_data());
  EXPECT_TRUE(has(section(page, "too-early"), "<progress value=\"1\" max="));
  EXPECT_FALSE(has(page_of(fixtures::rich()), "<progress"));
}

TEST(Html, ACliniciansLineTellsLevelAndTreatments) {
  EXPECT_TRUE(
      has(page_of(fixtures::rich()), " Usual level: 3.5. Treatments: cream (20 days).</p>"));
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
  EXPECT_TRUE(has(page, "<dt>Certainty</dt><dd>0.97, p &lt;0.001</dd>"));
  EXPECT_TRUE(has(page, "<td class=\"n\">0.97</td><td class=\"n\">&lt;0.001</td>"));
  EXPECT_FALSE(has(page_of(fixtures::rich()), "p &lt;0.001"));
}

TEST(Html, NumbersThatAreNotKnownAreNeverPrinted) {
  const auto page = page_of(fixtures::nothing_found());
  EXPECT_FALSE(has(page, "nan"));
  EXPECT_FALSE(has(page, "\"inf"));
}

TEST(Html, ExplainsOneFood) {
  const auto page = explained_page(fixtures::explained());
  EXPECT_TRUE(has(page, "<h1>Blueberry stands out</h1>"));
  EXPECT_TRUE(has(page, "id=\"lags-1\""));
  const auto untested = explained_page(fixtures::not_tested());
  EXPECT_TRUE(has(untested, "<h1>Kiwi: not tested</h1>"));
  EXPECT_TRUE(has(untested, "<p>Not tested: too few days with it.</p>"));
  EXPECT_FALSE(has(untested, "id=\"lags"));
}

TEST(Html, OfManyPeopleTheTitleNamesWhatStandsOut) {
  const auto page = all_pages()["pool"];
  EXPECT_TRUE(has(page, "<h1>Egg stands out</h1>"));
  EXPECT_LT(page.find("id=\"forest-food-early\""), page.find("<details"));
}

TEST(Html, OfManyPeopleEachFoodThatStandsOutHasACard) {
  auto table = pooled();
  const auto page = to_html(PoolSource{table, 0.1, 7, "1.2.3"});
  const auto worse = section(page, "worse");
  EXPECT_TRUE(has(worse,
      "<h3>Egg</h3>\n<p>With egg every day, ratings up to 3 days later would be 10.0 % of the "
      "scale higher on average, among the 6 of 6 people who ate it often enough to compare.</p>"));
  EXPECT_TRUE(has(worse, "<dd>+10.0 % (+5.0 to +15.0)</dd>"));
  EXPECT_TRUE(has(worse, "<dd>-30.0 to +50.0 %</dd>"));
  EXPECT_FALSE(has(worse, "Carrot"));
  EXPECT_TRUE(has(section(page, "better"), "10.0 % of the scale lower on average,"));
  EXPECT_TRUE(has(page, "up to 10 in 100 tables like each of these would still name one."));
  // A group that stands out with its food has no card and is no title.
  table.foods.push_back(table.foods.front());
  table.foods.back().name = "egg";
  table.foods.back().level = foods::Level::group;
  const auto with_group = to_html(PoolSource{table, 0.1, 7, "1.2.3"});
  EXPECT_TRUE(has(with_group, "<h1>Egg stands out</h1>"));
  EXPECT_EQ(count(with_group, "<h3>"), count(page, "<h3>"));
  EXPECT_TRUE(has(with_group,
      "Ingredients and groups that stand out, too, perhaps only for what is named above: any egg "
      "(+10.0 % of the scale)."));
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
  EXPECT_LT(page_of(analysis).size(), 250'000U);
}

}  // namespace
}  // namespace culprit::report
