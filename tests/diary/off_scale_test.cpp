#include "diary/off_scale.hpp"

#include <gtest/gtest.h>

#include "culprit/diary/outcome.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

/// A rating a day, from 0 to `most` by turns, and others behind them.
std::string diary_of(
    int days, int most, const std::vector<std::string>& others, const std::string& name = "itch") {
  std::string text = "date,type,name,amount\n";
  for (int day = 0; day < days + static_cast<int>(others.size()); ++day) {
    const auto extra = static_cast<std::size_t>(std::max(day - days, 0));
    text += fmt::format("{},severity,{},{}\n", to_iso(Day{Days{19800 + day}}), name,
        day < days ? std::to_string(day % (most + 1)) : others[extra]);
  }
  return text;
}

/// The scale, how many ratings were rejected, and the notes.
std::string verdict(const std::string& text, const ReadOptions& options = {}) {
  const auto result = read_text(text, options);
  const auto candidates = outcome_candidates(result.diary);
  std::string words = infer_scale(result.diary, candidates.front()).name;
  const auto& file = result.files.at(0);
  if (file.rejected_cells > 0) words += fmt::format(", {} rejected", file.rejected_cells);
  EXPECT_EQ(file.rejected_readings, file.rejected_cells);
  for (const auto& note : file.notes) words += ", " + note.code;
  return words;
}

TEST(RejectOutsiders, TakesASlipOfThePenBack) {
  EXPECT_EQ(verdict(diary_of(40, 9, {"44"})), "0-10, 1 rejected");
  EXPECT_EQ(verdict(diary_of(40, 9, {"440"})), "0-10, 1 rejected");
  EXPECT_EQ(verdict(diary_of(120, 9, {"44", "55"})), "0-10, 2 rejected");
  EXPECT_EQ(verdict(diary_of(40, 4, {"33"})), "0-4, 1 rejected");
  EXPECT_EQ(verdict(diary_of(40, 80, {"440"})), "0-100, 1 rejected");
  EXPECT_EQ(to_lines(read_text(diary_of(40, 9, {"44"})).rejections),
      "off_scale a.csv:42:26: itch '44' of 2024-04-27 is not on the scale of the others; "
      "expected 0 to 10\n");
}

TEST(RejectOutsiders, KeepsWhatMayBeRightAndSaysSo) {
  EXPECT_EQ(verdict(diary_of(40, 9, {"15"})), "0-100, scale_unsure");
  EXPECT_EQ(verdict(diary_of(40, 9, {"44", "55"})), "0-100, scale_unsure");
  EXPECT_EQ(verdict(diary_of(40, 9, {"100"})), "0-100, scale_unsure");  // where a scale ends
}

TEST(RejectOutsiders, LeavesOrdinaryRatingsAlone) {
  EXPECT_EQ(verdict(diary_of(40, 1, {"5"})), "0-5");
  EXPECT_EQ(verdict(diary_of(40, 1, {"10"})), "0-10");
  EXPECT_EQ(verdict(diary_of(40, 60, {"90"})), "0-100");
  EXPECT_EQ(verdict(diary_of(8, 7, {"44"})), "0-100");
  EXPECT_EQ(verdict(diary_of(40, 9, {"44"}, "itch (0-100)")), "0-100");
  EXPECT_EQ(verdict(diary_of(40, 9, {"44"}, "SCORAD")), "SCORAD");
}

TEST(EndUnsaid, AsksWhereTheNameOfATableSaysOnlySkin) {
  const auto noted = [](const std::string& name, const ReadOptions& options = {}, int most = 5) {
    std::string text = "date," + name + ",food\n";
    for (int day = 0; day < 40; ++day)
      text += fmt::format("{},{},rice\n", to_iso(Day{Days{19800 + day}}), day % (most + 1));
    const auto result = read_text(text, options);
    std::string codes;
    for (const auto& note : result.files[0].notes) codes += note.code;
    return codes;
  };
  EXPECT_EQ(noted("Skin today"), "end_unsaid");
  EXPECT_EQ(noted("Skin redness"), "");
  EXPECT_EQ(noted("Skin (5 = best)"), "scale_turned");
  EXPECT_EQ(noted("Skin", {}, 1), "");  // yes and no
  ReadOptions options;
  options.scale = {0, 5};
  EXPECT_EQ(noted("Skin today", options), "");
  EXPECT_TRUE(read_text(diary_of(40, 5, {}, "Skin")).files[0].notes.empty());
}

TEST(RejectOutsiders, TakesTheScaleThatIsGiven) {
  ReadOptions options;
  options.scale = {0, 5};
  EXPECT_EQ(verdict(diary_of(38, 4, {"6", "44"}), options), "0-4, 2 rejected");
  options.scale = {0, 100};
  EXPECT_EQ(verdict(diary_of(40, 9, {"44"}), options), "0-100");
}

TEST(Losses, AreCountedByWhatTheyWouldHaveBeen) {
  const auto wide = read_text(
      "date,itch,milk,egg\n2024-01-01,bad,1,0\n2024-01-02,3,lots,1\n"
      "2024-13-01,3,1,1\n2024-01-03,3,0,1\n");
  EXPECT_EQ(wide.files[0].rejected_readings, 2U);
  EXPECT_EQ(wide.files[0].rejected_foods, 2U);
  const auto rows = read_text(
      "date,time,type,name,amount\n2024-01-01,,severity,itch,bad\n"
      "2024-01-02,,food,milk,lots\n2024-01-02,99:99,food,milk,1\n");
  EXPECT_EQ(rows.files[0].rejected_readings, 1U);
  EXPECT_EQ(rows.files[0].rejected_foods, 1U);
  EXPECT_EQ(rows.files[0].rejected_cells, 1U);
}

TEST(DaysOf, HoldLoggedDaysWithoutAnEntry) {
  const auto result = read_text(
      "date,itch,milk,egg\n2024-03-01,,0,0\n2024-03-03,,1,0\n2024-03-04,2,0,1\n2024-03-05,,0,0\n");
  const auto [first, last] = days_of(result.diary);
  EXPECT_EQ(to_iso(first) + ' ' + to_iso(last), "2024-03-01 2024-03-05");
}

}  // namespace
}  // namespace culprit::diary
