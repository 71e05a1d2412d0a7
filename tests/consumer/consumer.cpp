// Ranks a diary that exists only in memory: 120 days, `plum` raises the next day's rating.
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "culprit/pipeline.hpp"
#include "culprit/report/machine/json.hpp"

namespace {

/// Whether `food` is eaten on `day`: a fixed pattern that does not repeat with the week.
bool is_eaten(int food, int day) {
  return (day * day * 7 + day * (3 + 2 * food) + 5 * food) % 11 < 3;
}

std::string row(int day, const std::string& rest) {
  const auto date = culprit::Day{culprit::Days{19723 + day}};
  return culprit::to_iso(date) + "," + rest + "\n";
}

std::string make_diary() {
  std::string text = "date,type,name,amount\n";
  unsigned noise = 1;
  for (int day = 0; day < 120; ++day) {
    text += row(day, "food,water,1");
    if (is_eaten(0, day)) text += row(day, "food,plum,1");
    if (is_eaten(1, day)) text += row(day, "food,pear,1");
    noise = noise * 1664525U + 1013904223U;
    const double rating =
        3.0 + (noise >> 24) / 128.0 + (day > 0 && is_eaten(0, day - 1) ? 3.0 : 0.0);
    text += row(day, "severity,eczema," + std::to_string(rating));
  }
  return text;
}

}  // namespace

int main() {
  std::vector<std::unique_ptr<culprit::csv::Input>> inputs;
  inputs.push_back(std::make_unique<culprit::csv::TextInput>("memory", make_diary()));
  const auto analysis = culprit::analyse(inputs, culprit::PipelineOptions{}).analysis;
  if (analysis.foods.empty() || culprit::report::to_csv(analysis).empty()) return 1;
  std::puts(analysis.foods.front().name.c_str());
  return analysis.foods.front().name == "plum" ? 0 : 1;
}
