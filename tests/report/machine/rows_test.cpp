
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "culprit/report/machine/json.hpp"
#include "report/fixtures.hpp"
#include "report/machine/facts.hpp"

namespace culprit::report {
namespace {

const std::string header =
    "rank,name,level,verdict,direction,probability,correlation,lag_first,lag_last,lag_unit,"
    "estimate,low,high,unit,p_value,p_adjusted,exposed_days,finding,reason\n";

engine::Analysis with_name(const std::string& name) {
  auto analysis = fixtures::frame();
  auto row = fixtures::food(1, name, engine::Verdict::no_evidence);
  row.correlation = -0.25;
  row.effect = {-1.0 / 3, -2, 0};
  row.direction = engine::Direction::better;
  row.p_value = 1e-7;
  row.probability = 0.12500004;
  row.p_adjusted = 2.0 / 3;
  analysis.foods.push_back(row);
  return analysis;
}

std::string row_with(const std::string& cell) {
  return "1," + cell +
         ",food,no_evidence,better,0.125,-0.25,1,3,days,-0.333333333,-2,0,points if eaten "
         "daily,1e-07,"
         "0.666667,31,,\n";
}

TEST(Rows, CsvHasAHeaderAndARowForEachFood) {
  EXPECT_EQ(to_csv(fixtures::frame()), header);
  EXPECT_EQ(to_csv(with_name("apple")), header + row_with("apple"));
  const auto finding = to_csv(fixtures::rich());
  EXPECT_NE(
      finding.find("\n1,blueberry,food,suspect,worse,0.97,0.41,1,1,days,1.9,1.4,2.4,points if "
                   "eaten daily,1e-07,4e-06,31,1,\n"),
      std::string::npos);
  EXPECT_NE(finding.find(",eaten on most days of blueberry\n"), std::string::npos);
}

TEST(Rows, UnknownNumbersAreEmpty) {
  auto analysis = with_name("apple");
  auto& food = analysis.foods.front();
  food.correlation = fixtures::not_a_number;
  food.effect = {fixtures::not_a_number, -1.0 / 0.0, 1.0 / 0.0};
  food.p_value = fixtures::not_a_number;
  food.probability.reset();
  EXPECT_EQ(to_csv(analysis), header +
                                  "1,apple,food,no_evidence,better,,,1,3,days,,,,points if eaten "
                                  "daily,,0.666667,31,,\n");
}

TEST(Rows, CsvNamesAreQuotedAndGuardedAgainstFormulas) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"a,b", "\"a,b\""},
      {"say \"cheese\"", "\"say \"\"cheese\"\"\""},
      {"two\nlines", "\"two\nlines\""},
      {"=cmd()", "'=cmd()"},
      {"-1", "'-1"},
      {"+1", "'+1"},
      {"@sum(1)", "'@sum(1)"},
      {"\t=1", "'\t=1"},
      {"", ""},
  };
  for (const auto& [name, cell] : cases) {
    EXPECT_EQ(to_csv(with_name(name)), header + row_with(cell)) << name;
  }
}

TEST(Rows, TsvIsOneLineForEachRow) {
  std::string expected = header + row_with("a b  c");
  std::replace(expected.begin(), expected.end(), ',', '\t');
  EXPECT_EQ(to_tsv(with_name("a\tb\r\nc")), expected);
  const auto hostile = fixtures::hostile();
  const auto tsv = to_tsv(hostile);
  const auto lines = static_cast<std::size_t>(std::count(tsv.begin(), tsv.end(), '\n'));
  EXPECT_EQ(lines, hostile.foods.size() + 1);
  EXPECT_EQ(std::count(tsv.begin(), tsv.end(), '\t'), static_cast<std::ptrdiff_t>(18 * lines));
}

}  // namespace
}  // namespace culprit::report
