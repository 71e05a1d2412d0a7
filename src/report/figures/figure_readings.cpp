#include "report/figures/figure_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr double readings_left = 2;  ///< percent
constexpr double readings_right = 98;
constexpr double lane = 124;
constexpr double lane_gap = 10;
constexpr double readings_top = 8;

/// Readings of one lane.
struct Lane {
  std::string title;
  std::string word;  ///< of the data attributes
  std::string_view tone;
  std::vector<double> values;

  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
  }
};

/// Dots of the same value stand above each other, in as many columns as they need.
std::string dots_of(const Lane& readings, const Axis& axis, double height) {
  constexpr double step = 4;       // pixels up
  constexpr double spacing = 1.5;  // percent across
  const auto rows = std::max(1, static_cast<int>((height - 3) / step));
  std::map<double, int> count;
  for (const double value : readings.values) ++count[value];
  std::string path;
  for (const auto& [value, n] : count) {
    const int columns = (n + rows - 1) / rows;
    for (int i = 0; i < n; ++i) {
      const double across = spacing * (i % columns - (columns - 1) / 2.0);
      const int row = i / columns;
      path += fmt::format("M{} {}h0", coordinate(axis.at(value) + across),
                          coordinate(height - 3 - step * row));
    }
  }
  return path;
}

void draw_lane(Markup& svg, const Lane& readings, const Axis& axis, double y) {
  const bool is_empty = readings.values.empty();
  svg.open("g", {{"class", readings.tone},
                 {"data-group", readings.word},
                 {"data-readings", std::to_string(readings.values.size())},
                 {"data-mean", is_empty ? "" : exact(readings.mean())}});
  const std::string mean =
      is_empty ? "" : fmt::format(", mean {}", fmt::format("{:.1f}", readings.mean()));
  svg.text(
      "text", {{"class", "l"}, {"x", "0"}, {"y", y + 12}},
      fmt::format("{}: {}{}", readings.title, count_words(readings.values.size(), "rating"), mean));
  constexpr double label = 20;
  const double height = lane - lane_gap - label;
  svg.open("svg", {{"x", "0"},
                   {"y", y + label},
                   {"width", "100%"},
                   {"height", height},
                   {"viewBox", fmt::format("0 0 100 {}", coordinate(height))},
                   {"preserveAspectRatio", "none"},
                   {"overflow", "visible"}});
  svg.empty("path",
            {{"class", "p s"}, {"stroke-width", "3.6"}, {"d", dots_of(readings, axis, height)}});
  svg.close();
  if (!is_empty) {
    svg.open("g", {{"class", "i"}});
    draw_down(svg, "s c", axis.at(readings.mean()), {y + label - 2, y + lane - lane_gap + 1});
    svg.close();
  }
  svg.close();
}

std::vector<Lane> split(const engine::TimelineFood& food, const engine::Timeline& timeline,
                        const engine::Analysis& analysis) {
  const std::string after = lag_words(food.compared, analysis.settings.align, Length::full);
  std::vector<Lane> lanes{{fmt::format("after eating it ({})", after), "exposed", "suspect", {}},
                          {"without it", "unexposed", "m", {}}};
  for (const auto& row : analysis.foods)
    if (row.name == food.name.name && row.level == food.name.level)
      lanes[0].tone = tone_class(row.verdict);
  for (std::size_t i = 0; i < food.exposures.size(); ++i) {
    const double value = timeline.readings[i].value;
    if (food.exposures[i] == engine::Exposure::exposed) lanes[0].values.push_back(value);
    if (food.exposures[i] == engine::Exposure::unexposed) lanes[1].values.push_back(value);
  }
  return lanes;
}

}  // namespace

Figure readings_figure(const engine::TimelineFood& food, const engine::Timeline& timeline,
                       const engine::Analysis& analysis) {
  const auto& scale = analysis.outcome.scale;
  const Axis axis{scale.minimum, scale.maximum, readings_left, readings_right};
  const auto lanes = split(food, timeline, analysis);
  const double bottom = readings_top + lane * static_cast<double>(lanes.size()) - lane_gap + 8;
  Markup svg;
  for (const double tick : axis.ticks(5)) {
    draw_down(svg, "g", axis.at(tick), {bottom - 4, bottom + 2});
    draw_label(svg, {axis.at(tick), bottom + 16}, Anchor::middle, format_number(tick));
  }
  draw_across(svg, "z", {readings_left, readings_right}, bottom - 2);
  std::string words = "Ratings as they are, adjusted for nothing.";
  double y = readings_top;
  for (const auto& readings : lanes) {
    draw_lane(svg, readings, axis, y);
    words += fmt::format(" {}: {}", readings.title, count_words(readings.values.size(), "rating"));
    if (!readings.values.empty()) words += fmt::format(", mean {:.1f}", readings.mean());
    words += '.';
    y += lane;
  }
  const std::string name = foods::name_in_words(food.name.name, food.name.level);
  const std::size_t compared = lanes[0].values.size() + lanes[1].values.size();
  const auto place = std::find_if(timeline.foods.begin(), timeline.foods.end(),
                                  [&](const auto& other) { return other.name == food.name; });
  return {.id = fmt::format("readings-{}", place - timeline.foods.begin() + 1),
          .title = fmt::format("{}: ratings with and without it", elide(printable(name), 40, "…")),
          .description = words,
          .height = bottom + 24,
          .body = svg.take(),
          .data = {{"food", food.name.name},
                   {"unknown", std::to_string(food.exposures.size() - compared)}}};
}

}  // namespace culprit::report
