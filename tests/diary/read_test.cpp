#include "culprit/diary/read.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>

#include "support.hpp"

namespace culprit::diary {
namespace {

ReadOptions with_zone(const char* zone) {
  ReadOptions options;
  options.time_zone = zone;
  return options;
}

ReadOptions with_order(DateOrder order) {
  ReadOptions options;
  options.date_order = order;
  return options;
}

ReadOptions with_subject(const char* subject) {
  ReadOptions options;
  options.subject = subject;
  return options;
}

TEST(Read, SaysWhatIsWrongWithAFileThatIsNoDiary) {
  EXPECT_EQ(error_of({"date,type,name\n"}),
      "header_only a.csv:1:0: the file has a header but no rows; expected a row per entry");
  EXPECT_EQ(error_of({"\n \n"}),
      "empty_file a.csv:0:0: file is empty; expected a table as text (CSV) | export the diary "
      "again");
  EXPECT_EQ(error_of({"day,meal,food\n1,2,3\n"}),
      "unknown_layout a.csv:1:1: columns not recognised: 'day, meal, food'; expected "
      "columns date, type and name (long, missing: date, type, name) or date, a severity and "
      "a column per food (wide, missing: date) | if the columns have other names, say what "
      "they are: --map Day=date,Ate=foods,Skin=severity");
  EXPECT_EQ(error_of({"\ndate,type,amount\n1,2,3\n"}),
      "unknown_layout a.csv:2:1: columns not recognised: 'date, type, amount'; expected "
      "columns date, type and name (long, missing: name) or date, a severity and a column per "
      "food (wide, missing: a column besides date)");
  EXPECT_EQ(error_of({"date,type,name\nsoon,food,milk\n,,\n"}),
      "no_usable_rows a.csv:0:0: none of 2 rows can be used (1 skipped, 1 rejected); expected "
      "at least one entry | the first of the commonest rejections: date 'soon' is not a "
      "calendar day; expected YYYY-MM-DD");
  EXPECT_EQ(error_of({"date,type,name\n,,\n"}),
      "no_usable_rows a.csv:0:0: none of 1 rows can be used (1 skipped, 0 rejected); expected "
      "at least one entry");
}

TEST(Read, TakesAHeaderThatIsRepeatedForOne) {
  const auto diary = read_text(
      "Date,Foods,Itch\nDate,\"Foods\",Itch\nDate,Foods,Itch\n2024-01-08,milk,3\n2024-01-09,tea,"
      "4\n");
  EXPECT_EQ(diary.files[0].rows, 2U);
  EXPECT_EQ(diary.files[0].used, 2U);
}

TEST(Read, RecognisesALongFileWhoseTypesAreStrange) {
  const auto result =
      read_text("date,type,name\n2024-11-20,meal,milk\n" + std::string("2024-11-20,Snack,milk\n") +
                "2024-11-20,Snack,milk\n2024-11-20,food,milk\n");
  EXPECT_EQ(result.files[0].confidence, 1.0);
  std::string strange = "date,type,name\n";
  for (int i = 0; i < 30; ++i) strange += "2024-11-20,meal,milk\n";
  const auto late = read_text(strange + "2024-11-20,food,milk\n");
  EXPECT_EQ(late.files[0].confidence, 0.5);
  EXPECT_EQ(late.files[0].reason,
      "the header names date, type and name, but no type at the start is known");
}

TEST(Read, DecidesTheOrderOfDatesFromTheWholeFileOrRefuses) {
  const std::string open = "date,type,name\n03/04/2024,food,milk\n05/04/2024,food,eggs\n";
  EXPECT_EQ(error_of({open}),
      "date_order_ambiguous a.csv:0:0: the dates can be read day first or month first "
      "(03/04/2024 at line 2); expected --date-order dmy or mdy");
  const auto decided = read_text(open + "20/04/2024,food,tea\n");
  EXPECT_EQ(to_days(decided.diary.logged_days), "2024-04-03 2024-04-05 2024-04-20");
  EXPECT_EQ(decided.files[0].date_order_reason, "20/04/2024 at line 4");
  EXPECT_EQ(to_days(read_text(open, with_order(DateOrder::mdy)).diary.logged_days),
      "2024-03-04 2024-05-04");
  EXPECT_EQ(read_text(open, with_order(DateOrder::mdy)).files[0].date_order_reason, "given");
  EXPECT_EQ(error_of({"date,type,name\n13/04/2024,food,milk\n05/14/2024,food,eggs\n"}),
      "date_order_ambiguous a.csv:0:0: the dates contradict each other in the order of day "
      "and month (13/04/2024 at line 2, 05/14/2024 at line 3); expected one order, or "
      "--date-order dmy, mdy or ymd");
  // ISO dates first: the others still ask for a decision.
  EXPECT_EQ(to_days(read_text("date,type,name\n2024-01-02,food,a\n03/04/2024,food,b\n"
                              "04/13/2024,food,c\n")
                        .diary.logged_days),
      "2024-01-02 2024-03-04 2024-04-13");
}

TEST(Read, TakesTimesOutOfTimestamps) {
  const std::string text =
      "date,type,name\n2024-11-20T23:30:00Z,food,a\n2024-11-20 21:30,food,b\n"
      "2024-11-20T22:00:00+02:00,food,c\n";
  EXPECT_EQ(to_lines(read_text(text).diary),
      "2024-11-20 21:30 food b\n2024-11-20 22:00 food c\n2024-11-20 23:30 food a\n");
  EXPECT_EQ(to_lines(read_text(text, with_zone("Europe/Kyiv")).diary),
      "2024-11-20 21:30 food b\n2024-11-20 22:00 food c\n2024-11-21 01:30 food a\n");
  EXPECT_EQ(to_lines(read_text("date,time,type,name\n2024-07-01T05:00Z,,food,a\n"
                               "2024-07-01T05:00Z,09:15,food,b\n",
                with_zone("America/New_York"))
                         .diary),
      "2024-07-01 01:00 food a\n2024-07-01 09:15 food b\n");
  EXPECT_EQ(error_of({text}, with_zone("Mars/Olympus")),
      "unknown_time_zone :0:0: time zone 'Mars/Olympus' is not known; expected an IANA name "
      "such as Europe/Kyiv");
}

TEST(Read, MovesEntriesBeforeTheDaysStartToTheDayBefore) {
  ReadOptions options;
  options.day_starts = std::chrono::hours{4};
  const auto result = read_text(
      "date,time,type,name,amount\n2024-03-21,01:30,food,milk,\n2024-03-21,04:00,food,eggs,\n"
      "2024-03-21,,food,tea,\n2024-03-21,3:59 AM,severity,eczema,3\n",
      options);
  EXPECT_EQ(to_lines(result.diary),
      "2024-03-20 21:30 food milk\n2024-03-20 23:59 severity eczema 3\n"
      "2024-03-21 food tea\n2024-03-21 00:00 food eggs\n");
  EXPECT_EQ(result.diary.day_starts, std::chrono::hours{4});
}

TEST(Read, KeepsToOneSubject) {
  const std::string text =
      "subject,date,type,name\nanna,2024-11-20,food,milk\nben,2024-11-20,food,eggs\n"
      ",2024-11-21,food,tea\n";
  EXPECT_EQ(error_of({text}),
      "several_subjects :0:0: the files hold 2 subjects (anna, ben); expected one, or "
      "--subject ID | if these are not people, --map 'subject=foods' or 'subject=ignored'");
  const auto anna = read_text(text, with_subject("anna"));
  EXPECT_EQ(to_lines(anna.diary), "2024-11-20 food milk\n2024-11-21 food tea\n");
  EXPECT_EQ(anna.diary.subject, "anna");
  EXPECT_EQ(accounts(anna.files[0]), "3=2+0+1+0");
  EXPECT_EQ(anna.files[0].skipped_by_rule.at("other_subject"), 1u);
  EXPECT_EQ(read_text("subject,date,milk,itch\nben,2024-11-20,1,2\n").diary.subject, "ben");
  EXPECT_EQ(error_of({text}, with_subject("carl")),
      "unknown_subject :0:0: subject 'carl' is in no file; expected one of the 2 there are: "
      "anna, ben");
  EXPECT_EQ(error_of({"date,type,name\n2024-11-20,food,milk\n"}, with_subject("carl")),
      "unknown_subject :0:0: subject 'carl' is in no file; expected a subject column that "
      "holds it");
  std::string many = "subject,date,type,name\n";
  for (int i = 10; i < 20; ++i) many += "s" + std::to_string(i) + ",2024-11-20,food,milk\n";
  EXPECT_EQ(error_of({many}),
      "several_subjects :0:0: the files hold 10 subjects (s10, s11, s12, s13, s14, ...); "
      "expected one, or --subject ID | if these are not people, --map 'subject=foods' or "
      "'subject=ignored'");
}

TEST(Read, RefusesWhatACallerMustNotAsk) {
  EXPECT_THROW((void)read({}, {}), std::invalid_argument);
  ReadOptions options;
  options.day_starts = std::chrono::hours{24};
  EXPECT_THROW(
      (void)read_text("date,type,name\n2024-11-20,food,milk\n", options), std::invalid_argument);
}

/// Rows of every kind, some defective, some repeated.
std::vector<std::string> random_rows(std::mt19937_64& random, std::size_t n) {
  const std::vector<std::string> types{
      "food", "food", "severity", "symptom", "factor", "treatment", "supplement", "meal"};
  const std::vector<std::string> names{"milk", "Milk", "wheat_bread", "eczema", "caf\xC3\xA9", "_"};
  const std::vector<std::string> amounts{"", "0", "1", "2.5", "-1", "two", "n/a"};
  const std::vector<std::string> times{"", "8:00", "12:30", "9:00 PM", "late"};
  const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < n; ++i) {
    rows.push_back("2024-11-" + std::to_string(10 + random() % 25) + ',' + pick(times) + ',' +
                   pick(types) + ',' + pick(names) + ',' + pick(amounts) + '\n');
  }
  return rows;
}

std::string join(const std::vector<std::string>& rows, std::size_t first, std::size_t last) {
  std::string text = "date,time,type,name,amount\n";
  for (std::size_t i = first; i < last; ++i) text += rows[i];
  return text;
}

void expect_same(const ReadResult& a, const ReadResult& b) {
  EXPECT_EQ(to_lines(a.diary), to_lines(b.diary));
  EXPECT_EQ(a.diary.names, b.diary.names);
  EXPECT_EQ(a.diary.units, b.diary.units);
  EXPECT_EQ(to_days(a.diary.logged_days), to_days(b.diary.logged_days));
  EXPECT_EQ(a.fingerprint, b.fingerprint);
}

TEST(ReadProperty, AccountsBalanceAndOrderSplitAndDialectLeaveNoTrace) {
  std::mt19937_64 random{11};
  for (int round = 0; round < 40; ++round) {
    auto rows = random_rows(random, 60);
    const auto plain = read_text(join(rows, 0, rows.size()));
    const FileReport& report = plain.files[0];
    EXPECT_EQ(report.rows, 60u);
    EXPECT_EQ(report.rows, report.used + report.merged + report.skipped + report.rejected);
    EXPECT_EQ(report.used, plain.diary.entries.size());

    std::string other = join(rows, 0, rows.size());
    std::replace(other.begin(), other.end(), ',', ';');
    std::string crlf;
    for (const char c : other) crlf += c == '\n' ? std::string{"\r\n"} : std::string{c};
    expect_same(plain, read_text(crlf));

    std::shuffle(rows.begin(), rows.end(), random);
    expect_same(plain, read_text(join(rows, 0, rows.size())));
    const auto split =
        read_texts({join(rows, 0, 25), join(rows, 25, 40), join(rows, 40, rows.size())});
    expect_same(plain, split);
    std::uint64_t used = 0;
    for (const auto& file : split.files) {
      EXPECT_EQ(file.rows, file.used + file.merged + file.skipped + file.rejected);
      used += file.used;
    }
    EXPECT_EQ(used, split.diary.entries.size());
  }
}

TEST(ReadProperty, InsertedEmptyRowsAndDaysLeaveTheDiaryUnchanged) {
  expect_same(read_text("date,type,name,amount\n2024-11-20,food,milk,1\n"
                        "2024-11-22,severity,eczema,3\n"),
      read_text("date,type,name,amount\n,,,\n2024-11-20,food,milk,1\n\n,,,\n"
                "2024-11-21,severity,eczema,\n2024-11-22,severity,eczema,3\n,,,\n"));
  expect_same(read_text("date,eczema,milk\n2024-11-20,3,1\n2024-11-22,4,0\n"),
      read_text("date,eczema,milk\n,,\n2024-11-20,3,1\n2024-11-21,,\n2024-11-22,4,0\n\n"));
}

TEST(ReadProperty, WideRolesDoNotDependOnTheOrderOfRows) {
  const std::vector<std::string> rows{
      "2024-11-20,3,1,70\n", "2024-11-21,4,0,1\n", "2024-11-22,5,1,71\n"};
  std::vector<std::size_t> order{0, 1, 2};
  const auto text = [&] {
    return "date,eczema,milk,rice\n" + rows[order[0]] + rows[order[1]] + rows[order[2]];
  };
  const auto first = read_text(text());
  while (std::next_permutation(order.begin(), order.end())) expect_same(first, read_text(text()));
}

TEST(Fingerprint, TellsContentsApart) {
  const std::string header = "date,time,type,name,amount,unit\n";
  std::vector<std::uint64_t> seen;
  for (const char* row : {"2024-11-20,,food,milk,,\n", "2024-11-21,,food,milk,,\n",
           "2024-11-20,0:00,food,milk,,\n", "2024-11-20,,supplement,milk,,\n",
           "2024-11-20,,food,eggs,,\n", "2024-11-20,,food,milk,1,\n", "2024-11-20,,food,milk,1,g\n",
           "2024-11-20,,food,milk,,\n2024-11-21,,food,milk,0,\n",
           "2024-11-20,,food,milk,,\n2024-11-20,,food,milk,,\n"}) {
    seen.push_back(read_text(header + row).fingerprint);
  }
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

}  // namespace
}  // namespace culprit::diary
