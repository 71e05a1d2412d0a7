#include "generated_exports.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "culprit/diary/convert.hpp"
#include "diary/layouts/layout.hpp"
#include "forced.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr std::uint64_t n_seeds = CULPRIT_EXPORT_SEEDS;

ReadOptions options_of() {
  ReadOptions options;
  options.mood_map = {{"calm", 1}, {"glad", 2}, {"tense", 3}, {"angry", 4}};
  return options;
}

class GeneratedExports : public testing::TestWithParam<std::string_view> {};

TEST_P(GeneratedExports, AreGivenBackExactly) {
  const std::string_view layout = GetParam();
  ReadOptions options = options_of();
  if (layout == "daylio") options.mood_map.clear();
  for (std::uint64_t seed = 0; seed < n_seeds; ++seed) {
    SCOPED_TRACE(seed);
    const auto data = generate_export(layout, seed);
    if (data.rows.empty()) continue;
    const auto result = read_text(write_export(data, variant_of(seed)), options);
    const auto expected = read_text(data.canonical);
    const auto& report = result.files.at(0);
    ASSERT_EQ(report.format, layout);
    ASSERT_EQ(to_lines(result.diary), to_lines(expected.diary));
    ASSERT_EQ(to_days(result.diary.logged_days), to_days(expected.diary.logged_days));
    ASSERT_EQ(to_lines(result.rejections), "");
    // A header is a row where the date may stand above it.
    ASSERT_EQ(report.rows, data.rows.size() + (layout == "printed-diary" ? 1 : 0));
    ASSERT_EQ(report.rows, report.used + report.merged + report.skipped + report.rejected);
  }
}

TEST_P(GeneratedExports, ReadTheSameOnceConverted) {
  constexpr std::uint64_t few_seeds = 8;
  for (std::uint64_t seed = 0; seed < few_seeds; ++seed) {
    SCOPED_TRACE(seed);
    const auto data = generate_export(GetParam(), seed);
    if (data.rows.empty()) continue;
    const std::string text = write_export(data, variant_of(seed));
    const auto inputs = as_files({text});
    const ReadOptions options = options_of();
    std::string converted;
    Conversion{inputs, options}.write([&](std::string_view lines) { converted += lines; });
    const auto before = read_text(text, options);
    const auto after = read_text(converted);
    ASSERT_EQ(to_lines(after.diary), to_lines(before.diary)) << converted;
    ASSERT_EQ(to_days(after.diary.logged_days), to_days(before.diary.logged_days));
    ASSERT_EQ(after.fingerprint, before.fingerprint);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, GeneratedExports, testing::ValuesIn(generated_layouts()), [](const auto& layout) {
      std::string name{layout.param};
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(EveryLayout, SurvivesEveryExport) {
  for (const Layout& layout : all_layouts()) {
    for (const auto name : generated_layouts()) {
      for (std::uint64_t seed = 0; seed < 3; ++seed) {
        SCOPED_TRACE(fmt::format("{} reads {}", layout.name, name));
        const std::string text = write_export(generate_export(name, seed), variant_of(7 * seed));
        EXPECT_EQ(defect_of_forced_reading(layout, text), "");
        EXPECT_EQ(defect_of_forced_reading(layout, text.substr(0, text.size() / 3)), "");
      }
    }
  }
}

/// What is refused because it names no food or habit.
constexpr struct {
  const char* layout;
  const char* text;
} refused_exports[] = {
    {"myfitnesspal-summary", "Date,Meal,Calories,Fat (g)\n2026-09-28,Dinner,\"1,000.0\",30\n"},
    {"cronometer-summary", "Date,Energy (kcal),Protein (g)\n2026-09-28,1800,60\n"},
    {"fitbit", "Foods\nDate,Calories In\n2026-09-28,1800\n"},
    {"loop-scores", "Date,Itch,Dairy,\n2024-09-15,0.0519,0.0000,\n2024-09-14,0.0319,0.0000,\n"},
    {"loop-single-habit", "2024-09-15,-1\n2024-09-14,5000\n"}};

/// The confidence of every layout in every generated export: the table of docs/formats.md.
std::string confusion_matrix() {
  std::string table = "| export of |";
  std::string rule = "\n|---|";
  auto layouts = all_layouts();
  layouts.pop_back();  // the table, which claims nothing
  for (const Layout& layout : layouts) {
    table += fmt::format(" {} |", layout.name);
    rule += "---|";
  }
  table += rule + '\n';
  const auto add_row = [&](std::string_view name, const std::string& text) {
    const csv::TextInput input{"x.csv", text};
    const Head head = read_head(input);
    table += fmt::format("| {} |", name);
    for (const Layout& layout : layouts) {
      const double confidence = layout.recognise(head).confidence;
      table += confidence > 0 ? fmt::format(" {:.2f} |", confidence) : " |";
    }
    table += '\n';
  };
  for (const auto name : generated_layouts()) {
    add_row(name, write_export(generate_export(name, 1), {}));
  }
  for (const auto& one : refused_exports) add_row(one.layout, one.text);
  return table;
}

TEST(Recognition, ConfusesNoTwoLayoutsAsTheDocumentSays) {
  std::ostringstream text;
  text << std::ifstream{CULPRIT_FORMATS_PAGE}.rdbuf();
  const std::string table = confusion_matrix();
  EXPECT_NE(text.str().find(table), std::string::npos) << "docs/formats.md lacks:\n" << table;
}

TEST(Recognition, RefusesWhatNamesNoFoodByTheLayoutOfItsApp) {
  for (const auto& one : refused_exports) {
    const csv::TextInput input{"x.csv", one.text};
    EXPECT_EQ(find_claim(read_head(input)).layout->name, one.layout);
    EXPECT_NE(error_of({one.text}).find("; expected "), std::string::npos) << one.layout;
  }
}

TEST(Recognition, PrefersTheMoreSpecificLayout) {
  struct Case {
    const char* text;
    const char* layout;
  };
  for (const auto& c :
      {Case{"Date,Name,Icon,Type,Quantity,Units,Calories\n1/20/2026,Tea,x,food,1,Cup,9\n",
           "lose-it"},
          Case{"Date,milk,Tags,Foods\n2026-01-01,1,a,b\n", "flaredown"},
          Case{"Date,Foods,Tags,milk\n2026-01-01,a,b,1\n", "table"},
          Case{"Date,Milk,Itch\n2026-01-01,1,3\n", "wide"},
          Case{"date,type,name\n2026-01-01,food,milk\n", "long"}}) {
    const csv::TextInput input{"x.csv", c.text};
    const Head head = read_head(input);
    EXPECT_EQ(recognise(head, {}, find_claim(head)).layout->name, c.layout) << c.text;
  }
}

}  // namespace
}  // namespace culprit::diary
