#include "culprit/diary/people.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"

namespace culprit::diary {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;

/// `subject@line: rows` of each person; `|` stands for a line end.
std::vector<std::string> people_of(const std::string& text) {
  const csv::TextInput input{"cohort.csv", text};
  const auto layout = find_people(input, {});
  if (!layout) return {"no people"};
  PeopleReader reader{input, *layout};
  std::vector<std::string> people;
  while (auto rows = reader.next()) {
    std::string shown = rows->text.substr(rows->text.find('\n', rows->text.find('\n') + 1) + 1);
    std::replace(shown.begin(), shown.end(), '\n', '|');
    people.push_back(
        rows->subject.value_or("nobody") + "@" + std::to_string(rows->line) + ": " + shown);
  }
  return people;
}

TEST(People, RowsOfEachPersonStandTogether) {
  EXPECT_THAT(people_of("subject,date,type,name\n"
                        "anna,2024-01-01,food,milk\n"
                        "anna,2024-01-02,food,rye\n"
                        "ben,2024-01-01,food,egg\n"),
      ElementsAre("anna@2: anna,2024-01-01,food,milk|anna,2024-01-02,food,rye|",
          "ben@4: ben,2024-01-01,food,egg|"));
}

TEST(People, ABlankSubjectAndAHeaderInTheMiddleBelongToThePersonAbove) {
  EXPECT_THAT(people_of("subject,date,type,name\n"
                        ",2024-01-01,food,rice\n"
                        "anna,2024-01-01,food,milk\n"
                        "subject,date,type,name\n"
                        " ,2024-01-02,food,rye\n"
                        "ben,2024-01-01,food,egg\n"),
      ElementsAre("anna@2: ,2024-01-01,food,rice|anna,2024-01-01,food,milk|"
                  "subject,date,type,name| ,2024-01-02,food,rye|",
          "ben@6: ben,2024-01-01,food,egg|"));
}

TEST(People, BlankLinesAndLinesInsideOfQuotesKeepTheirCount) {
  EXPECT_THAT(people_of("date,type,name,subject,note\r\n"
                        "2024-01-01,food,milk,anna,\"two\r\nlines\"\r\n"
                        "\r\n"
                        "2024-01-02,food,rye,anna,\r\n"
                        "2024-01-03,food,egg,ben,\r\n"),
      ElementsAre("anna@2: 2024-01-01,food,milk,anna,\"two\r|lines\"||"
                  "2024-01-02,food,rye,anna,|",
          "ben@6: 2024-01-03,food,egg,ben,|"));
}

TEST(People, APersonWhoComesAgainIsGivenAgain) {
  EXPECT_THAT(people_of("subject,date,type,name\n"
                        "a,2024-01-01,food,milk\nb,2024-01-01,food,egg\na,2024-01-02,food,rye\n"),
      ElementsAre("a@2: a,2024-01-01,food,milk|", "b@3: b,2024-01-01,food,egg|",
          "a@4: a,2024-01-02,food,rye|"));
}

TEST(People, WhatNamesNobodyIsOneDiaryOrNone) {
  EXPECT_THAT(people_of("date,type,name\n2024-01-01,food,milk\n"), ElementsAre("no people"));
  EXPECT_THAT(people_of(""), ElementsAre("no people"));
  EXPECT_THAT(people_of("PK\x03\x04 a packed file"), ElementsAre("no people"));
  EXPECT_THAT(people_of("subject,date,type,name\n,2024-01-01,food,milk\n"),
      ElementsAre("nobody@2: ,2024-01-01,food,milk|"));
}

TEST(People, TheDatesOfAllPeopleSettleTheirOrder) {
  const csv::TextInput input{"cohort.csv",
      "subject;date;type;name\na;01/02/2024;food;milk\n"
      "b;25/02/2024;food;egg\n"};
  const auto layout = find_people(input, {});
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->dialect.delimiter, ';');
  EXPECT_THAT(layout->date_order, Optional(DateOrder::dmy));
}

TEST(People, ThePersonWhoseRowsBreakOffIsKnown) {
  std::string text = "subject,date,type,name\n";
  for (int i = 0; i < 30; ++i) text += "a,2024-01-01,food,milk\n";
  text += "b,2024-01-01,food,egg\nb,2024-01-02,food," + std::string(csv::largest_field + 1, 'x');
  const csv::TextInput input{"cohort.csv", text};
  PeopleReader reader{input, *find_people(input, {})};
  EXPECT_THAT(reader.next()->subject, Optional(std::string{"a"}));
  EXPECT_THROW((void)reader.next(), InputError);
  EXPECT_THAT(reader.current(), Optional(std::string{"b"}));
}

TEST(People, EveryPersonsTextReadsAsTheFileReadsForThatPerson) {
  const std::string text =
      "subject\tdate\ttype\tname\tamount\n"
      "a\t01.02.2024\tfood\tmilk, warm\t1,5\na\t02.02.2024\tseverity\tskin\t3,5\n"
      "b\t01.02.2024\tfood\tegg\t1\nb\t28.02.2024\tseverity\tskin\t2\n";
  std::vector<std::unique_ptr<csv::Input>> whole;
  whole.push_back(std::make_unique<csv::TextInput>("cohort.csv", text));
  const auto layout = find_people(*whole.front(), {});
  PeopleReader reader{*whole.front(), *layout};
  while (auto rows = reader.next()) {
    ReadOptions of_person;
    of_person.subject = rows->subject;
    const auto expected = read(whole, of_person);
    std::vector<std::unique_ptr<csv::Input>> own;
    own.push_back(std::make_unique<csv::TextInput>("cohort.csv", rows->text));
    ReadOptions of_file;
    of_file.date_order = layout->date_order;
    const auto actual = read(own, of_file);
    EXPECT_EQ(actual.fingerprint, expected.fingerprint) << *rows->subject;
    EXPECT_EQ(actual.diary.subject, expected.diary.subject);
  }
}

}  // namespace
}  // namespace culprit::diary
