#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "culprit/diary/outcome.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolver.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

/// A small diary of a kind that people keep and what is right for it, written before it was read.
struct KindOfDiary {
  std::string name;
  std::vector<std::pair<std::string, std::string>> rights;  ///< what of it, and what that must be
  std::string text;
};

std::vector<KindOfDiary> kinds_of_diaries() {
  std::ifstream file{CULPRIT_KINDS};
  std::vector<KindOfDiary> kinds;
  bool is_diary = false;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("=== ")) {
      kinds.push_back({line.substr(4), {}, {}});
      is_diary = false;
    } else if (line == "---") {
      is_diary = true;
    } else if (is_diary) {
      kinds.back().text += line + '\n';
    } else if (const auto colon = line.find(": "); colon != std::string::npos && !kinds.empty()) {
      kinds.back().rights.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  return kinds;
}

std::string roles(const ReadResult& result) {
  std::string roles;
  for (const Column& column : result.files.at(0).columns)
    roles += (roles.empty() ? "" : " ") + column.role;
  return roles;
}

TEST(KindsOfDiaries, AreReadAsTheirWritersMeantThem) {
  const auto kinds = kinds_of_diaries();
  EXPECT_GE(kinds.size(), 40U);
  for (const auto& kind : kinds) {
    SCOPED_TRACE(kind.name);
    ReadOptions options;
    options.knows_food = [](std::string_view phrase) {
      return foods::names_food(foods::Lexicon::built_in(), phrase);
    };
    options.spells_food = [](std::string_view phrase) {
      return foods::spells_food(foods::Lexicon::built_in(), phrase);
    };
    const auto subject = std::find_if(kind.rights.begin(), kind.rights.end(),
        [](const auto& right) { return right.first == "subject"; });
    if (subject != kind.rights.end()) options.subject = subject->second;
    const auto result = read_text(kind.text, options);
    const std::string lines = to_lines(result.diary);
    const auto outcomes = outcome_candidates(result.diary);
    for (const auto& [what, right] : kind.rights) {
      const auto& file = result.files.at(0);
      if (what == "roles") {
        EXPECT_EQ(roles(result), right);
      } else if (what == "entry") {
        EXPECT_NE(lines.find(right), std::string::npos) << right << '\n' << lines;
      } else if (what == "none") {
        EXPECT_EQ(lines.find(right), std::string::npos) << right;
      } else if (what == "rejected") {
        EXPECT_EQ(std::to_string(file.rejected_cells), right);
      }
      if (what == "scale") {
        ASSERT_FALSE(outcomes.empty());
        EXPECT_EQ(infer_scale(result.diary, outcomes.front()).name, right);
      }
      const auto is_it = [&, code = right](const Message& note) { return note.code == code; };
      if (what == "note") {
        EXPECT_TRUE(std::any_of(file.notes.begin(), file.notes.end(), is_it)) << right;
      }
    }
  }
}

}  // namespace
}  // namespace culprit::diary
