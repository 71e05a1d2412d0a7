#include "report/figures/figure_food.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/terminal/text_figures.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr double lags_left = 9;  ///< percent
constexpr double lags_right = 99;
constexpr double lags_top = 24;
constexpr double lags_bottom = 190;
constexpr double lags_height = 244;

/// Below the lag: days, or the hours of a window in two lines.
void draw_lag_label(Markup& svg, const TimeWindow& lag, double x) {
  const auto* hours = lag.hours();
  draw_label(svg, {x, lags_bottom + 18}, Anchor::middle,
      hours != nullptr ? fmt::format("{}-", hours->from()) : std::to_string(lag.days()->first()));
  if (hours == nullptr) return;
  draw_label(svg, {x, lags_bottom + 31}, Anchor::middle, std::to_string(hours->to()));
}

std::string_view lags_title(const engine::Analysis& analysis) {
  const auto& settings = analysis.settings;
  if (std::holds_alternative<HourWindows>(settings.options.lags))
    return "hours from eating to rating";
  return settings.align == engine::Align::clock ? "days from eating to rating (0: within 24 h)"
                                                : "days from eating to rating (0: same day)";
}

/// Whether the lag is part of the window that the row tells.
bool is_within(const TimeWindow& lag, const TimeWindow& window) {
  if (lag.days() != nullptr && window.days() != nullptr) {
    return lag.days()->first() >= window.days()->first() &&
           lag.days()->last() <= window.days()->last();
  }
  return lag == window;
}

Axis axis_of(const engine::RankedFood& food, double important_change) {
  double low = -1.2 * important_change;
  double high = 1.2 * important_change;
  for (const auto& one : food.profile) {
    if (!one.effect) continue;
    for (const double value : {one.effect->low, one.effect->high, one.effect->estimate}) {
      if (std::isfinite(value)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
    }
  }
  return {low, high, lags_bottom, lags_top};
}

struct Place {
  double x = 0;      ///< percent, the middle
  double width = 0;  ///< percent
};

void draw_lag(Markup& svg, const engine::LagProfile& one, const Axis& axis, const Place& place) {
  const auto& effect = *one.effect;
  svg.open("g",
      {{"data-lag", one.lag.days() != nullptr
                        ? std::to_string(one.lag.days()->first())
                        : fmt::format("{}-{}h", one.lag.hours()->from(), one.lag.hours()->to())},
          {"data-effect", exact(effect.estimate)}, {"data-low", exact(effect.low)},
          {"data-high", exact(effect.high)}});
  const double low = std::isfinite(effect.low) ? effect.low : axis.low;
  const double high = std::isfinite(effect.high) ? effect.high : axis.high;
  draw_down(svg, "s c", place.x, {axis.at(high), axis.at(low)});
  svg.empty("circle",
      {{"class", "f"}, {"cx", percent(place.x)}, {"cy", axis.at(effect.estimate)}, {"r", "5"}});
  svg.close();
}

void draw_scale(Markup& svg, const Axis& axis, double important_change) {
  const double high = axis.at(important_change);
  svg.empty("rect", {{"class", "b"}, {"x", percent(lags_left)}, {"y", high},
                        {"width", percent(lags_right - lags_left)},
                        {"height", axis.at(-important_change) - high}});
  for (const double tick : axis.ticks(4)) {
    draw_across(svg, tick == 0 ? "z" : "g", {lags_left, lags_right}, axis.at(tick));
    draw_label(svg, {lags_left - 1, axis.at(tick) + 4}, Anchor::end, signed_number(tick));
  }
  draw_label(svg, {lags_left, 12}, Anchor::start, "points, higher ratings upwards");
}

std::string describe(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  std::string text = "Effect of each lag alone in points, with 95 % intervals.";
  for (const auto& one : food.profile) {
    const std::string lag = lag_words(one.lag, analysis.settings.align, Length::full);
    text += fmt::format(" {}: {}.", lag,
        one.effect && !is_order_unknown(one, analysis) ? effect_words(*one.effect, decimals)
                                                       : "not usable");
  }
  return text;
}

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
      path += fmt::format(
          "M{} {}h0", coordinate(axis.at(value) + across), coordinate(height - 3 - step * row));
    }
  }
  return path;
}

void draw_lane(Markup& svg, const Lane& readings, const Axis& axis, double y) {
  const bool is_empty = readings.values.empty();
  svg.open("g", {{"class", readings.tone}, {"data-group", readings.word},
                    {"data-readings", std::to_string(readings.values.size())},
                    {"data-mean", is_empty ? "" : exact(readings.mean())}});
  const std::string mean =
      is_empty ? "" : fmt::format(", mean {}", fmt::format("{:.1f}", readings.mean()));
  svg.text("text", {{"class", "l"}, {"x", "0"}, {"y", y + 12}},
      fmt::format("{}: {}{}", readings.title, count_words(readings.values.size(), "rating"), mean));
  constexpr double label = 20;
  const double height = lane - lane_gap - label;
  svg.open("svg", {{"x", "0"}, {"y", y + label}, {"width", "100%"}, {"height", height},
                      {"viewBox", fmt::format("0 0 100 {}", coordinate(height))},
                      {"preserveAspectRatio", "none"}, {"overflow", "visible"}});
  svg.empty(
      "path", {{"class", "p s"}, {"stroke-width", "3.6"}, {"d", dots_of(readings, axis, height)}});
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

Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const double change = analysis.outcome.important_change;
  const Axis axis = axis_of(food, change);
  Markup svg;
  draw_scale(svg, axis, change);
  const double width =
      (lags_right - lags_left) / static_cast<double>(std::max<std::size_t>(food.profile.size(), 1));
  Place place{lags_left + width / 2, width};
  for (const auto& one : food.profile) {
    const bool is_marked = is_within(one.lag, food.lag);
    svg.open("g", {{"class", is_marked ? tone_class(food.verdict) : "m"}});
    const bool is_usable =
        one.effect && std::isfinite(one.effect->estimate) && !is_order_unknown(one, analysis);
    if (is_usable) draw_lag(svg, one, axis, place);
    if (!is_usable) draw_label(svg, {place.x, axis.at(0) - 5}, Anchor::middle, "×");
    if (is_marked)
      draw_across(svg, "s c", {place.x - width * 0.42, place.x + width * 0.42}, lags_bottom + 3);
    draw_lag_label(svg, one.lag, place.x);
    svg.close();
    place.x += width;
  }
  draw_label(
      svg, {(lags_left + lags_right) / 2, lags_bottom + 48}, Anchor::middle, lags_title(analysis));
  const std::string name = foods::name_in_words(food.name, food.level);
  return {.id = fmt::format("lags-{}", food.rank),
      .title = fmt::format("{}: when ratings differ", elide(printable(name), 40, "…")),
      .description = describe(food, analysis),
      .height = lags_height,
      .body = svg.take(),
      .data = {{"food", food.name}, {"level", std::string{foods::to_word(food.level)}},
          {"important-change", exact(change)}}};
}

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
      .data = {
          {"food", food.name.name}, {"unknown", std::to_string(food.exposures.size() - compared)}}};
}

}  // namespace culprit::report
