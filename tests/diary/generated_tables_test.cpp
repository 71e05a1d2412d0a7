#include "generated_tables.hpp"

#include <gtest/gtest.h>

#include "culprit/diary/convert.hpp"
#include "support.hpp"

namespace culprit::diary {
namespace {

constexpr std::uint64_t n_seeds = CULPRIT_EXPORT_SEEDS;

TEST(GeneratedTables, AreGivenBackExactly) {
  for (std::uint64_t seed = 0; seed < n_seeds; ++seed) {
    SCOPED_TRACE(seed);
    const auto data = generate_table(seed);
    const std::string text = write_export(data, variant_of(seed));
    const auto result = read_text(text);
    const auto expected = read_text(data.canonical);
    const auto& report = result.files.at(0);
    ASSERT_EQ(report.format, "table");
    ASSERT_EQ(to_lines(result.diary), to_lines(expected.diary)) << text;
    ASSERT_EQ(to_days(result.diary.logged_days), to_days(expected.diary.logged_days));
    ASSERT_EQ(to_lines(result.rejections), "");
    ASSERT_EQ(report.rows, data.rows.size());
    ASSERT_EQ(report.rows, report.used + report.merged + report.skipped + report.rejected);
  }
}

TEST(GeneratedTables, ReadTheSameOnceConverted) {
  for (std::uint64_t seed = 0; seed < n_seeds; ++seed) {
    SCOPED_TRACE(seed);
    const std::string text = write_export(generate_table(seed), variant_of(seed));
    const auto inputs = as_files({text});
    std::string converted;
    Conversion{inputs, {}}.write([&](std::string_view lines) { converted += lines; });
    const auto before = read_text(text);
    const auto after = read_text(converted);
    ASSERT_EQ(to_lines(after.diary), to_lines(before.diary)) << converted;
    ASSERT_EQ(to_days(after.diary.logged_days), to_days(before.diary.logged_days));
    ASSERT_EQ(after.fingerprint, before.fingerprint);
  }
}

}  // namespace
}  // namespace culprit::diary
