#include "cli/files/batch_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/captured_stream.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/inputs.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BatchInputsTest : public ::testing::Test {
 protected:
  BatchInputsTest() {
    folder_.enter();
    for (const std::string path : {"in/b.csv", "in/a.CSV", "in/sub/c.tsv.gz", "in/sub/d.txt",
             "in/.e.csv", "in/.git/f.csv", "in/g.md", "in/h.xlsx", "single.dat", "in/[odd].csv"})
      write(path, "date,type,name\n");
  }

  static void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path{"./" + path}.parent_path());
    std::ofstream{path} << text;
  }

  /// `subject: files!code` of each unit.
  static std::vector<std::string> units(const std::vector<std::string>& words) {
    const BatchInputs inputs{words, -1};
    std::vector<std::string> shown;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto unit = inputs.open(i);
      std::string text = unit.subject ? *unit.subject + ":" : "";
      if (unit.inputs.empty()) text += unit.file;
      for (const auto& input : unit.inputs)
        text += (text.empty() || text.ends_with(':') ? "" : "+") + input->name();
      shown.push_back(text + (unit.error ? "!" + unit.error->code : ""));
    }
    return shown;
  }

  template <typename Error>
  static std::vector<std::string> errors(const std::vector<std::string>& words) {
    std::vector<std::string> texts;
    try {
      (void)units(words);
    } catch (const Error& error) {
      for (const auto& message : error.messages()) texts.push_back(to_text(message));
    }
    return texts;
  }

  ScratchFolder folder_;
};

TEST_F(BatchInputsTest, AFolderIsTheDiariesBelowItInOrderOfBytes) {
  EXPECT_THAT(units({"in"}),
      ElementsAre("in/[odd].csv", "in/a.CSV", "in/b.csv", "in/sub/c.tsv.gz", "in/sub/d.txt"));
  const std::vector<std::string> words{"in"};
  const BatchInputs inputs{words, -1};
  ASSERT_EQ(inputs.notices().size(), 1);
  EXPECT_EQ(to_text(inputs.notices().front()),
      "in: 2 files not named .csv, .tsv or .txt are left out, such as 'in/g.md'\n");
  const std::vector<WrittenFile> one{{"--output", "in/sub/../b.csv"}};
  ASSERT_EQ(inputs.check_outputs(one).size(), 1U);
  EXPECT_EQ(inputs.check_outputs(one).front().text,
      "option --output: file 'in/sub/../b.csv' is a diary that is read; expected another file");
  EXPECT_THAT(inputs.check_outputs(
                  std::vector<WrittenFile>{{"--output", "in/g.md"}, {"--rejects", "nowhere"}}),
      IsEmpty());
}

TEST_F(BatchInputsTest, TheOrderOfWordsAndRepetitionsDoNotMatter) {
  const auto expected = ElementsAre("in/a.CSV", "in/b.csv", "single.dat");
  EXPECT_THAT(units({"in/a.CSV", "in/b.csv", "single.dat"}), expected);
  EXPECT_THAT(units({"single.dat", "in/b.csv", "in/?.[cC][sS][vV]", "in/b.csv"}), expected);
}

TEST_F(BatchInputsTest, AFileWithTheNameOfAPatternIsItself) {
  EXPECT_THAT(units({"in/[odd].csv"}), ElementsAre("in/[odd].csv"));
}

TEST_F(BatchInputsTest, AManifestListsFilesAndMayNameTheirPeople) {
  write("lists/plain.txt", "../in/b.csv\n\nin/a.CSV\r\nmissing.csv\n");
  EXPECT_THAT(units({"@lists/plain.txt"}),
      ElementsAre("in/a.CSV", "lists/../in/b.csv", "missing.csv!no_such_file"));
  write(
      "people.csv", "Subject;Path\nben;in/b.csv\nanna;single.dat\nanna;in/a.CSV\n;in/sub/d.txt\n");
  const auto expected = ElementsAre("ben:in/b.csv", "in/sub/d.txt", "anna:single.dat+in/a.CSV");
  EXPECT_THAT(units({"people.csv"}), expected);
  EXPECT_THAT(units({"@people.csv"}), expected);
  write("half.csv", "subject,file\nanna,in/b.csv\nanna,in\n");
  EXPECT_THAT(units({"half.csv"}), ElementsAre("anna:in/b.csv!is_directory"));
}

TEST_F(BatchInputsTest, ManifestsWithPeopleInSeveralPlacesOrBlankPathsAreRefused) {
  write("bad.csv", "subject,file\na,x.csv\nb,y.csv\na,z.csv\nc,\n");
  EXPECT_THAT(errors<InputError>({"bad.csv"}),
      ElementsAre("bad.csv:4:1: subject 'a' has rows elsewhere, too, from line 2 on; "
                  "expected all rows of a subject together\n  a,z.csv\n  ^\n",
          "bad.csv:5:3: file is blank; expected the path of a diary\n  c,\n    ^\n"));
}

TEST_F(BatchInputsTest, NamesEverythingThatIsMissing) {
  EXPECT_THAT(errors<NoInputError>({"nope.csv", "in", "no*.csv", "@none.txt"}),
      ElementsAre("nope.csv: file does not exist; expected a diary\n",
          "no*.csv: pattern matches nothing; expected a file, a folder or a pattern\n",
          "none.txt: file does not exist; expected a list of diaries\n"));
  std::filesystem::create_directory("empty");
  EXPECT_THAT(errors<InputError>({"empty"}),
      ElementsAre("no diary was found; expected .csv, .tsv or .txt files\n"));
}

TEST_F(BatchInputsTest, StreamsAreReadAsOftenAsNeeded) {
  const CapturedStream in{"subject,date\n"};
  ASSERT_EQ(::mkfifo("pipe", 0600), 0);
  const std::vector<std::string> words{"-"};
  const BatchInputs inputs{words, in.number()};
  for (int reading = 0; reading < 2; ++reading)
    EXPECT_EQ(read_text(*inputs.open(0).inputs.front()), "subject,date\n");
}

TEST_F(BatchInputsTest, AFileThatGoesAwayIsAnErrorOfItsUnit) {
  const std::vector<std::string> words{"in/b.csv"};
  const BatchInputs inputs{words, -1};
  std::filesystem::remove("in/b.csv");
  const auto unit = inputs.open(0);
  EXPECT_THAT(unit.inputs, IsEmpty());
  EXPECT_EQ(unit.error.value_or(Message{}).code, "no_such_file");
}

}  // namespace
}  // namespace culprit::cli
