/// Layouts of apps as other people collected them: recognised, and the counts right. The samples
/// are no part of the project.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "support.hpp"

namespace culprit::diary {
namespace {

/// `foods/ratings/factors/treatments`
std::string counts(const Diary& diary) {
  std::map<Kind, int> n;
  for (const Entry& entry : diary.entries) ++n[entry.kind];
  return fmt::format("{}/{}/{}/{}", n[Kind::food], n[Kind::severity] + n[Kind::symptom],
      n[Kind::factor], n[Kind::treatment]);
}

TEST(Samples, AreRecognisedAndCounted) {
  const char* folder = std::getenv("CULPRIT_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "CULPRIT_REFERENCE_DIR is not set";
  struct Case {
    const char* file;
    const char* format;
    const char* counts;
  };
  for (const auto& c : {Case{"bearable", "bearable", "3/4/2/0"},
           Case{"cronometer_servings", "cronometer-servings", "3/0/0/0"},
           Case{"daylio_bom_crlf", "daylio", "1/2/2/0"},
           Case{"daylio_old_year", "daylio", "0/1/2/0"}, Case{"daylio_tab", "daylio", "1/1/1/0"},
           Case{"flaredown_kaggle", "flaredown-dump", "2/2/1/0"},
           Case{"flaredown_wide", "flaredown", "5/7/16/2"},
           Case{"howwefeel", "how-we-feel", "1/0/6/0"},
           Case{"loophabits_checkmarks", "loop-habits", "1/2/0/0"},
           Case{"loseit_food_logs", "lose-it", "1/0/2/0"},
           Case{"migraine_attacks_only", "migraine-buddy", "0/2/4/1"},
           Case{"mysymptoms", "mysymptoms", "13/3/0/1"}, Case{"perfice", "perfice", "4/2/0/0"},
           Case{"tswatlas", "tsw-atlas", "4/6/5/3"}}) {
    SCOPED_TRACE(c.file);
    std::ostringstream text;
    text << std::ifstream{fmt::format("{}/formats/samples/{}.csv", folder, c.file)}.rdbuf();
    const auto result = read_text(text.str());
    EXPECT_EQ(result.files.at(0).format, c.format);
    EXPECT_EQ(counts(result.diary), c.counts);
  }
}

}  // namespace
}  // namespace culprit::diary
