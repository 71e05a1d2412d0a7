#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr const char* canonical =
    "subject,date,time,type,name,amount,unit,note\n"
    ",2024-11-20,13:26,food,apple,1,serving,\n"
    ",2024-11-20,21:30,severity,eczema,4.5,,\n"
    ",2024-11-20,21:00,factor,stress,0.4,,\n"
    ",2024-11-21,,treatment,hydrocortisone 1%,1,application,\n";

TEST(LongLayout, ReadsTheCanonicalDiary) {
  const auto result = read_text(canonical);
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 13:26 food apple 1 serving\n"
      "2024-11-20 21:00 factor stress 0.4\n"
      "2024-11-20 21:30 severity eczema 4.5\n"
      "2024-11-21 treatment hydrocortisone 1% 1 application\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-11-20");
  EXPECT_EQ(result.diary.subject, std::nullopt);
  const auto& report = result.files.at(0);
  EXPECT_EQ(accounts(report), "4=4+0+0+0");
  EXPECT_EQ(report.format, "long");
  EXPECT_EQ(report.confidence, 1.0);
  EXPECT_EQ(report.reason, "the header names date, type and name");
  EXPECT_EQ(report.date_order_reason, "ISO dates");
  EXPECT_EQ(report.columns.at(7).role, "note");
}

TEST(LongLayout, TakesAnyColumnOrderCaseAndUnknownColumns) {
  const auto result = read_text(
      "Name; TYPE ;mood;Date;Amount\n"
      "wheat_bread;Food;7;20.11.2024;0,5\n"
      "Eczema;SEVERITY;8;21.11.2024;3\n");
  EXPECT_EQ(
      to_lines(result.diary), "2024-11-20 food wheat bread 0.5\n2024-11-21 severity Eczema 3\n");
  EXPECT_EQ(result.files[0].columns.at(2).role, "ignored");
  EXPECT_EQ(result.files[0].delimiter, ';');
  EXPECT_EQ(result.files[0].decimal_mark, DecimalMark::comma);
  EXPECT_EQ(result.files[0].date_order_reason, "20.11.2024 at line 2");
}

TEST(LongLayout, TakesTheClockInFrontOfAFood) {
  EXPECT_EQ(to_lines(read_text("date,time,type,name\n2024-01-08,18:00,food,6:20 nuts\n"
                               "2024-01-08,evening,food,7:30 toast\n2024-01-08,,food,7 up\n"
                               "2024-01-08,,food,12:05 -\n"
                               "2024-01-08,,treatment,10:00 cream\n")
                         .diary),
      "2024-01-08 food 7 up\n2024-01-08 treatment 10:00 cream\n2024-01-08 07:30 food toast\n"
      "2024-01-08 18:20 food nuts\n");
}

TEST(LongLayout, KeepsPeopleApart) {
  for (const auto* header : {"subject", "Child", "Who", "Enfant", "patient name", "Which child?"}) {
    const std::string text = fmt::format(
        "date,type,name,{}\n2024-01-08,food,milk,Anna\n2024-01-08,food,egg,Ben\n", header);
    ReadOptions one;
    one.subject = "Ben";
    EXPECT_EQ(to_lines(read_text(text, one).diary), "2024-01-08 food egg\n") << header;
    EXPECT_EQ(error_of({text}).substr(0, 16), "several_subjects") << header;
  }
}

TEST(LongLayout, CountsWhatItPassesOver) {
  const auto result = read_text(
      "date,type,name,amount\n"
      "2024-11-20,severity,eczema,\n"
      "2024-11-20,severity,eczema,--\n"
      "2024-11-20,symptom,itch,-\n"
      "2024-11-20,factor,stress,n/a\n"
      "2024-11-21,food,milk,0\n"
      "2024-11-22,treatment,cream,0\n"
      ",,,\n"
      "2024-11-23,food,eggs,N/A\n");
  EXPECT_EQ(to_lines(result.diary), "2024-11-23 food eggs\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "2024-11-21 2024-11-23");
  EXPECT_EQ(accounts(result.files[0]), "8=1+0+7+0");
  const std::map<std::string, std::uint64_t> rules{
      {"amount_zero", 2}, {"empty_row", 1}, {"missing_value", 4}};
  EXPECT_EQ(result.files[0].skipped_by_rule, rules);
}

TEST(LongLayout, ReadsThePhasesOfATrial) {
  const auto result = read_text(
      "date,type,name,amount\n"
      "2024-11-20,phase,milk,0\n"
      "2024-11-21,phase,milk,1\n"
      "2024-11-22,phase,milk,\n"
      "2024-11-23,phase,milk, avoid\n"
      "2024-11-24,Phase,milk,eat\n"
      "2024-11-25,phase,milk,usual\n"
      "2024-11-26,phase,milk,2\n");
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 phase milk 0\n2024-11-21 phase milk 1\n2024-11-22 phase milk\n"
      "2024-11-23 phase milk 0\n2024-11-24 phase milk 1\n2024-11-25 phase milk\n");
  EXPECT_EQ(to_days(result.diary.logged_days), "");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:8:23: phase '2' is not a phase; expected 1 or eat, 0 or avoid, blank or "
      "usual\n");
}

TEST(LongLayout, RejectsWithPlaceAndRule) {
  const auto result = read_text(
      "date,time,type,name,amount\n"
      "2024-02-30,,food,milk,1\n"
      "2024-11-20,25:00,food,milk,1\n"
      "2024-11-20,,meal,milk,1\n"
      "2024-11-20,,food,_ ,1\n"
      "2024-11-20,,food,milk,two\n"
      "2024-11-20,,food,milk,-1\n"
      "2024-11-20,,food,Bread, brown,1\n"
      ",,food,milk,1\n"
      "2024-11-20T99:00,,food,milk,1\n"
      "2024-11-20,,food,milk,1,\n"
      "2024-11-20,,food,eggs\n");
  EXPECT_EQ(to_lines(result.rejections),
      "bad_amount a.csv:6:23: amount 'two' is not a number; expected digits with at most one '.'\n"
      "bad_date a.csv:2:1: date '2024-02-30' is not a calendar day; expected YYYY-MM-DD\n"
      "bad_time a.csv:3:12: time '25:00' is not a time of day; expected HH:MM\n"
      "bad_time a.csv:10:1: time '2024-11-20T99:00' is not a time of day; expected HH:MM\n"
      "bad_type a.csv:4:13: type 'meal' is not known; expected food, severity, symptom, factor, "
      "treatment, supplement or phase\n"
      "negative_amount a.csv:7:23: amount '-1' is negative; expected 0 or more\n"
      "no_date a.csv:9:1: date is blank; expected the day of the entry\n"
      "no_name a.csv:5:18: name is blank; expected what the entry is about\n"
      "too_many_fields a.csv:8:31: the row has 6 fields; expected at most 5, and quotes around a "
      "text that holds the delimiter\n");
  EXPECT_EQ(accounts(result.files[0]), "11=4+0+0+7");
  EXPECT_EQ(result.files[0].rejected_cells, 2U);
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 food eggs\n2024-11-20 food milk 1\n2024-11-20 food milk 1\n"
      "2024-11-20 food milk 1\n");
}

TEST(LongLayout, NamesTheFormOfTheDatesThatTheFileHas) {
  EXPECT_EQ(
      to_lines(read_text("date,type,name\n13/02/2024,food,a\n31/02/2024,food,b\n").rejections),
      "bad_date a.csv:3:1: date '31/02/2024' is not a calendar day; expected DD/MM/YYYY\n");
  EXPECT_EQ(
      to_lines(read_text("date,type,name\n02/13/2024,food,a\n02/31/2024,food,b\n").rejections),
      "bad_date a.csv:3:1: date '02/31/2024' is not a calendar day; expected MM/DD/YYYY\n");
}

TEST(LongLayout, HandsEveryRejectionOnButKeepsTheFirstHundred) {
  std::string text = "date,type,name\n2024-11-20,food,milk\n";
  for (int i = 0; i < 250; ++i) text += "soon,food,milk\n";
  std::size_t seen = 0;
  const auto result = read(as_files({text}), {}, [&](const Message&) { ++seen; });
  EXPECT_EQ(seen, 250u);
  EXPECT_EQ(result.rejections.at("bad_date").count, 250u);
  EXPECT_EQ(result.rejections.at("bad_date").first.size(), shown_per_reason);
}

TEST(LongLayout, MergesTimedDuplicatesAndKeepsUntimedOnes) {
  const auto result =
      read_texts({"date,time,type,name\n"
                  "2024-11-20,08:00,food,milk\n"
                  "2024-11-20,08:00,food,milk\n"
                  "2024-11-20,,food,eggs\n"
                  "2024-11-20,,food,eggs\n",
          "date,time,type,name\n"
          "2024-11-20,08:00,food,milk\n"});
  EXPECT_EQ(to_lines(result.diary),
      "2024-11-20 food eggs\n2024-11-20 food eggs\n2024-11-20 08:00 food milk\n");
  EXPECT_EQ(accounts(result.files[0]), "4=3+1+0+0");
  EXPECT_EQ(accounts(result.files[1]), "1=0+1+0+0");
}

TEST(LongLayout, KeepsZeroAndNegativeRatings) {
  EXPECT_EQ(to_lines(read_text("date,type,name,amount\n"
                               "2024-11-20,severity,eczema,-0\n2024-11-21,symptom,itch,-2\n")
                         .diary),
      "2024-11-20 severity eczema 0\n2024-11-21 symptom itch -2\n");
}

TEST(LongLayout, SurvivesHostileBytes) {
  const std::string long_name(3000, 'm');
  const auto result =
      read_text("date,type,name,amount\n2024-11-20,food,caf\xE9,1\n2024-11-20,food," + long_name +
                ",1\n2024-11-20,food,x,\x1b[31m\xff" + long_name + "\n");
  EXPECT_EQ(result.diary.names.at(0), "caf\xC3\xA9");
  EXPECT_EQ(result.diary.names.at(1), long_name);
  EXPECT_EQ(result.rejections.at("bad_amount").first.at(0).text.substr(0, 20),
      "amount '?[31m\xC3\xBFmmmmm");
  EXPECT_LT(result.rejections.at("bad_amount").first.at(0).text.size(), 140u);
}

}  // namespace
}  // namespace culprit::diary
