/// Writes every report of every fixture into a folder, for readers in other languages to check.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "culprit/report/figures/plot.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "culprit/report/terminal/table.hpp"
#include "report/check_fixtures.hpp"
#include "report/explain_fixtures.hpp"
#include "report/fixtures.hpp"
#include "report/foods_fixtures.hpp"
#include "report/timeline_fixtures.hpp"

namespace {

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream file{path, std::ios::binary};
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file << bytes;
}

}  // namespace

int main(int argc, char** argv) {
  namespace report = culprit::report;
  if (argc != 2) {
    std::cerr << "expected one folder\n";
    return 64;
  }
  const std::filesystem::path folder{argv[1]};
  std::filesystem::create_directories(folder);
  for (const auto& [name, analysis] : report::fixtures::all()) {
    write(folder / (name + ".rank.json"), report::to_json(analysis, "1.2.3"));
    write(folder / (name + ".ndjson"), report::to_ndjson(analysis));
    write(folder / (name + ".csv"), report::to_csv(analysis));
    write(folder / (name + ".tsv"), report::to_tsv(analysis));
    write(folder / (name + ".md"), report::to_markdown(analysis));
    const auto timeline = report::fixtures::timeline_of(analysis);
    write(folder / (name + ".html"), report::to_html({analysis, timeline, {}, "1.2.3"}));
    write(folder / (name + ".forest.svg"), report::forest_svg(analysis));
    write(folder / (name + ".timeline.svg"), report::timeline_svg(timeline, analysis));
    write(folder / (name + ".coverage.svg"), report::coverage_svg(timeline));
    write(folder / (name + ".txt"), report::to_table(analysis, {.width = 120, .verbose = true}));
  }
  for (const auto& [name, explanation] : report::fixtures::explanations()) {
    const auto analysis = explanation.compared.hours() != nullptr ? report::fixtures::hours()
                                                                  : report::fixtures::rich();
    write(folder / (name + ".explain.json"), report::to_json(explanation, analysis, "1.2.3"));
  }
  write(folder / "full.check.json", report::to_json(report::fixtures::check()));
  write(folder / "empty.check.json", report::to_json(report::fixtures::empty_check()));
  write(folder / "phrases.foods.json",
      report::to_json(report::fixtures::phrases(), culprit::foods::Lexicon::built_in()));
  write(folder / "empty.foods.json", report::to_json({}, culprit::foods::Lexicon::built_in()));
  return 0;
}
