#include "culprit/batch/source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "batch/text_inputs.hpp"
#include "culprit/csv/reader.hpp"

namespace culprit::batch {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

const std::string header = "subject,date,type,name\n";

std::string row(const std::string& subject, const std::string& food = "milk") {
  return subject + ",2024-01-01,food," + food + '\n';
}

/// More than is looked at to know a file.
std::string many_rows(const std::string& subject) {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += row(subject);
  return text;
}

/// `index key` of every job, and its error's code.
std::vector<std::string> jobs_of(const InputSet& inputs, const Shard& shard = {}) {
  const diary::ReadOptions options;
  const auto census = take_census(inputs, options, shard);
  DiarySource source{inputs, options, census, shard};
  std::vector<std::string> jobs;
  while (const auto job = source.next())
    jobs.push_back(
        std::to_string(job->index) + ' ' + job->key() + (job->error ? " " + job->error->code : ""));
  EXPECT_EQ(jobs.size(), census.in_shard);
  return jobs;
}

TEST(Jobs, AreFilesAndPeopleInTheirOrder) {
  const TextInputs inputs{{{"a.csv", "date,type,name\n2024-01-01,food,milk\n"},
      {"b.csv", header + row("anna") + row("ben")}, {"c.csv", row("given to carl"), "carl"},
      {"d.csv", "missing"}, {"e.csv", header}, {"f.csv", ""}}};
  EXPECT_THAT(jobs_of(inputs), ElementsAre("0 a.csv", "1 anna", "2 ben", "3 carl",
                                   "4 d.csv no_such_file", "5 e.csv", "6 f.csv"));
}

TEST(Jobs, AFileThatBreaksOffIsAnErrorOfThePersonBeingRead) {
  const TextInputs inputs{{{"a.csv", header + many_rows("anna") + many_rows("ben"), {}, true},
      {"b.csv",
          header + row("cara") + many_rows("carl") + std::string(csv::largest_field + 1, 'x')},
      {"c.csv", header + row("dora")}}};
  EXPECT_THAT(jobs_of(inputs),
      ElementsAre("0 anna", "1 ben read_failed", "2 cara", "3 carl field_too_long", "4 dora"));
}

TEST(Jobs, EveryShardHoldsItsPeopleAndKeepsTheirNumbers) {
  std::string text = header;
  for (int i = 0; i < 60; ++i) text += row("p" + std::to_string(i));
  const TextInputs inputs{{{"all.csv", text}, {"x.csv", "date,type,name\n2024-01-01,food,a\n"}}};
  const auto all = jobs_of(inputs);
  std::vector<std::string> together;
  for (std::uint64_t i = 1; i <= 7; ++i) {
    const auto part = jobs_of(inputs, {i, 7});
    EXPECT_THAT(part, ::testing::IsSubsetOf(all));
    EXPECT_LT(part.size(), 25) << "shard " << i;
    together.insert(together.end(), part.begin(), part.end());
  }
  EXPECT_THAT(together, ::testing::UnorderedElementsAreArray(all));
}

TEST(Census, FingerprintIsASumOverPeopleAndFollowsEveryByte) {
  const auto fingerprint = [](std::vector<TextFile> files) {
    return take_census(TextInputs{std::move(files)}, {}, {}).fingerprint;
  };
  const auto anna = fingerprint({{"a.csv", header + row("anna")}});
  const auto ben = fingerprint({{"b.csv", header + row("ben")}});
  EXPECT_EQ(fingerprint({{"all.csv", header + row("anna") + row("ben")}}), anna + ben);
  EXPECT_EQ(fingerprint({{"all.csv", header + row("ben") + row("anna")}}), anna + ben);
  EXPECT_NE(fingerprint({{"a.csv", header + row("anna", "rye")}}), anna);
  EXPECT_NE(fingerprint({{"a.csv", header + row("anna")}, {"x.csv", "missing"}}), anna);
}

std::vector<std::string> census_errors(std::vector<TextFile> files) {
  std::vector<std::string> texts;
  try {
    (void)take_census(TextInputs{std::move(files)}, {}, {});
  } catch (const InputError& error) {
    for (const auto& message : error.messages()) texts.push_back(to_text(message));
  }
  return texts;
}

TEST(Census, NamesBothPlacesOfAPersonWhoseRowsDoNotStandTogether) {
  EXPECT_THAT(census_errors({{"a.csv", header + row("anna") + row("ben") + row("anna")},
                  {"b.csv", header + row("carl") + row("ben")}}),
      ElementsAre("a.csv:4: subject 'anna' has rows elsewhere, too, from line 2 of 'a.csv' on; "
                  "expected all rows of a person together in one file\n  sort the rows by subject, "
                  "or name each person's files in a manifest with the columns subject and file\n",
          "b.csv:3: subject 'ben' has rows elsewhere, too, from line 3 of 'a.csv' on; "
          "expected all rows of a person together in one file\n  sort the rows by subject, "
          "or name each person's files in a manifest with the columns subject and file\n"));
  EXPECT_THAT(
      census_errors({{"a.csv", header + row("anna")}, {"b.csv", row("x"), "anna"}}), SizeIs(1));
  EXPECT_THAT(census_errors({{"a.csv", header + row("anna") + row("ben")}}), SizeIs(0));
}

TEST(LineMap, TurnsLinesOfAPersonsTextIntoLinesOfTheFile) {
  const LineMap lines{.first_in_text = 3, .first_in_file = 101};
  for (const auto& [in_text, in_file] :
      std::vector<std::pair<std::uint64_t, std::uint64_t>>{{3, 101}, {7, 105}, {2, 2}, {0, 0}}) {
    Message message{.code = {}, .text = {}, .place = {"a.csv", in_text, 1}};
    lines.apply(message);
    EXPECT_EQ(message.place.line, in_file);
  }
}

}  // namespace
}  // namespace culprit::batch
