#include "report/figures/figure_foods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "report/terminal/terminal.hpp"
#include "report/words/analysis_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

using engine::Verdict;

constexpr double forest_row_height = 28;
constexpr double forest_header = 44;
constexpr double forest_footer = 26;
constexpr double forest_names_end = 33;  ///< percent

struct ForestRow {
  std::string name;
  std::string words;  ///< what the description says of it
  Verdict verdict = Verdict::no_evidence;
  double estimate = 0;
  stats::Interval interval;
  std::optional<stats::Interval> prediction = {};
  std::string data;  ///< attributes
};

struct Forest {
  std::vector<ForestRow> rows;
  double unit = 1;   ///< what the axis shows of 1
  double least = 0;  ///< on both sides of the axis at least, in units of the axis
  double most = 0;   ///< intervals that reach further are cut
  double band = 0;   ///< change that is shaded around 0; 0 = none
};

/// Wide enough for every estimate and for intervals up to `most`.
Axis axis_of(const Forest& forest) {
  double low = -forest.least;
  double high = forest.least;
  for (const auto& row : forest.rows) {
    if (!std::isfinite(row.estimate)) continue;
    low = std::min(low, forest.unit * row.estimate);
    high = std::max(high, forest.unit * row.estimate);
    if (std::isfinite(row.interval.low))
      low = std::min(low, std::max(forest.unit * row.interval.low, -forest.most));
    if (std::isfinite(row.interval.high))
      high = std::max(high, std::min(forest.unit * row.interval.high, forest.most));
  }
  const double margin = 0.03 * (high - low);
  return {low - margin, high + margin, forest_names_end + 3, 99};
}

void draw_row(
    std::string& svg, const ForestRow& row, const Axis& axis, std::pair<double, double> place) {
  const auto [unit, y] = place;
  svg += markup(R"(<g class="{}" data-estimate="{}" data-low="{}" data-high="{}"{}>)",
      tone_class(row.verdict), exact(row.estimate), exact(row.interval.low),
      exact(row.interval.high), Raw{row.data});
  draw_name(svg, row.name, y);
  if (row.prediction)
    draw_interval(svg, "z s", axis, {unit * row.prediction->low, unit * row.prediction->high}, y);
  if (std::isfinite(row.estimate)) {
    draw_interval(svg, "s c", axis, {unit * row.interval.low, unit * row.interval.high}, y);
    draw_mark(svg, {axis.at(unit * row.estimate), y}, row.verdict);
  } else {
    draw_label(svg, {axis.from, y + 4}, "start", "not computable");
  }
  svg += "</g>";
}

/// The figure with its body, its height and what the rows say.
Figure drawn(Figure figure, const Forest& forest) {
  const Axis axis = axis_of(forest);
  const double bottom = forest_header + forest_row_height * static_cast<double>(forest.rows.size());
  std::string svg;
  if (forest.band > 0) {
    const double left = axis.at(-forest.band);
    svg += markup(R"(<rect class="b" x="{}%" y="{}" width="{}%" height="{}"/>)", left,
        forest_header - 8, axis.at(forest.band) - left, bottom - forest_header + 8);
  }
  draw_differences(svg, axis, {forest_header, bottom});
  double y = forest_header + forest_row_height / 2;
  for (const auto& row : forest.rows) {
    draw_row(svg, row, axis, {forest.unit, y});
    y += forest_row_height;
    figure.description += fmt::format(" {}: {}.", row.name, row.words);
  }
  figure.height = bottom + forest_footer;
  figure.body = std::move(svg);
  return figure;
}

constexpr double lags_left = 12;  ///< percent
constexpr double lags_right = 99;
constexpr double lags_top = 18;
constexpr double lags_bottom = 80;
constexpr double lags_height = 122;

/// Below the lag: days, or the hours of a window in two lines.
void draw_lag_label(std::string& svg, const TimeWindow& lag, double x) {
  const auto* hours = lag.hours();
  draw_label(svg, {x, lags_bottom + 16}, "middle",
      hours != nullptr ? fmt::format("{}-", hours->from()) : std::to_string(lag.days()->first()));
  if (hours == nullptr) return;
  draw_label(svg, {x, lags_bottom + 27}, "middle", std::to_string(hours->to()));
}

std::string_view lags_title(const engine::Analysis& analysis) {
  return std::holds_alternative<HourWindows>(analysis.settings.options.lags) ? "hours after eating"
                                                                             : "days after eating";
}

/// Whether the lag is part of the window that the row tells.
bool is_within(const TimeWindow& lag, const TimeWindow& window) {
  const auto* inner = lag.days();
  const auto* outer = window.days();
  if (inner == nullptr || outer == nullptr) return lag == window;
  return inner->first() >= outer->first() && inner->last() <= outer->last();
}

Axis axis_of(const engine::RankedFood& food, double important_change) {
  // Noise of a tenth of what matters is not blown up to the height of the figure.
  double low = -0.3 * important_change;
  double high = 0.3 * important_change;
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

void draw_lag(std::string& svg, const engine::LagProfile& one, const Axis& axis, double x) {
  const auto& effect = *one.effect;
  const auto* hours = one.lag.hours();
  svg += markup(R"(<g data-lag="{}" data-effect="{}" data-low="{}" data-high="{}">)",
      hours == nullptr ? std::to_string(one.lag.days()->first())
                       : fmt::format("{}-{}h", hours->from(), hours->to()),
      exact(effect.estimate), exact(effect.low), exact(effect.high));
  const double low = std::isfinite(effect.low) ? effect.low : axis.low;
  const double high = std::isfinite(effect.high) ? effect.high : axis.high;
  draw_down(svg, "s c", x, {axis.at(high), axis.at(low)});
  svg += markup(R"(<circle class="f" cx="{}%" cy="{}" r="4"/></g>)", x, axis.at(effect.estimate));
}

void draw_scale(std::string& svg, const Axis& axis) {
  for (const double tick : axis.ticks(4)) {
    draw_across(svg, tick == 0 ? "z" : "g", {lags_left, lags_right}, axis.at(tick));
    draw_label(svg, {lags_left - 1, axis.at(tick) + 4}, "end", signed_number(tick));
  }
  draw_label(svg, {lags_left, 10}, "start", "points; up is worse");
}

bool is_usable(const engine::LagProfile& one, const engine::Analysis& analysis) {
  return one.effect && std::isfinite(one.effect->estimate) && !is_order_unknown(one, analysis);
}

/// Joins the estimates of lags side by side.
void draw_curve(std::string& svg, const engine::RankedFood& food, const Axis& axis,
    const engine::Analysis& analysis) {
  std::string path;
  bool is_joined = false;
  double x = 0.5;
  for (const auto& one : food.profile) {
    const bool is_shown = is_usable(one, analysis);
    if (is_shown)
      path += fmt::format(
          "{}{} {}", is_joined ? 'L' : 'M', x, coordinate(axis.at(one.effect->estimate)));
    is_joined = is_shown;
    ++x;
  }
  open_scaled(svg, {lags_left, lags_right}, 0,
      {static_cast<double>(std::max<std::size_t>(food.profile.size(), 1)), lags_height});
  svg += markup(R"(<path class="p m s" stroke-width="1.5" d="{}"/></svg>)", path);
}

std::string describe(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  std::string text = "Points on each day after one day of eating it, with 95 % intervals.";
  for (const auto& one : food.profile) {
    const std::string lag = lag_words(one.lag, analysis.settings.align, Length::full);
    text += fmt::format(" {}: {}.", lag,
        is_usable(one, analysis) ? effect_words(*one.effect, decimals) : "not usable");
  }
  return text;
}

constexpr double certainty_height = 92;
constexpr double readings_left = 2;  ///< percent
constexpr double readings_right = 98;
constexpr double lane = 96;
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
  [[nodiscard]] std::string words() const {
    const auto text = fmt::format("{}: {}", title, count_words(values.size(), "rating"));
    return values.empty() ? text : fmt::format("{}, mean {:.1f}", text, mean());
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

void draw_lane(std::string& svg, const Lane& readings, const Axis& axis, double y) {
  const bool is_empty = readings.values.empty();
  svg += markup(R"(<g class="{}" data-group="{}" data-readings="{}" data-mean="{}">)"
                R"(<text class="l" x="0" y="{}">{}</text>)",
      readings.tone, readings.word, readings.values.size(), is_empty ? "" : exact(readings.mean()),
      y + 12, readings.words());
  constexpr double label = 20;
  const double height = lane - lane_gap - label;
  open_scaled(svg, {0, 100}, y + label, {100, height});
  svg += markup(
      R"(<path class="p s" stroke-width="3.6" d="{}"/></svg>)", dots_of(readings, axis, height));
  if (!is_empty) {
    svg += "<g class=\"i\">";
    draw_down(svg, "s c", axis.at(readings.mean()), {y + label - 2, y + lane - lane_gap + 1});
    svg += "</g>";
  }
  svg += "</g>";
}

/// A lane for each number of days within the window on which it was eaten: 0, 1, 2 or more.
std::vector<Lane> split(const engine::TimelineFood& food, const engine::Timeline& timeline,
    const engine::Analysis& analysis) {
  const auto* row = tested_row(food.name, analysis);
  const auto tone = row == nullptr ? "m" : tone_class(row->verdict);
  const auto* days = food.compared.days();
  const bool is_one = days == nullptr || days->first() == days->last();
  std::vector<Lane> lanes{
      {"Not eaten", "0", "m", {}}, {is_one ? "Eaten" : "Eaten on one day", "1", tone, {}}};
  if (!is_one) lanes.push_back({"Eaten on 2 days or more", "2", tone, {}});
  for (std::size_t i = 0; i < food.exposures.size(); ++i) {
    if (food.exposures[i] == engine::Exposure::unknown) continue;
    const auto eaten = static_cast<std::size_t>(food.days_within[i]);
    lanes[std::min(eaten, lanes.size() - 1)].values.push_back(timeline.readings[i].value);
  }
  return lanes;
}

}  // namespace

Figure pooled_figure(const PoolSection& section, double fdr) {
  Forest forest{.rows = {}, .unit = 100, .least = 5, .most = 1000};
  for (const auto* food : section.rows) {
    if (forest.rows.size() == most_forest_rows) break;
    const auto& pooled = food->pooled;
    const auto tone = pooled.estimate > 0 ? Verdict::suspect : Verdict::protective;
    forest.rows.push_back({.name = foods::name_in_words(food->name, food->level),
        .words =
            fmt::format("{} ({})", percent_words(pooled.estimate), percent_words(pooled.interval)),
        .verdict = stands_out(*food, fdr) ? tone : Verdict::no_evidence,
        .estimate = pooled.estimate,
        .interval = pooled.interval,
        .prediction = pooled.prediction,
        .data = markup(R"( data-food="{}" data-level="{}" data-window="{}" )"
                       R"(data-prediction-low="{}" data-prediction-high="{}")",
            food->name, to_word(food->level), word_of(window_words, food->window),
            exact(pooled.prediction.low), exact(pooled.prediction.high))});
  }
  return drawn({.id = fmt::format(
                    "forest-{}-{}", to_word(section.level), word_of(window_words, section.window)),
                   .title = heading_of(section),
                   .description = "Percent of the scale if eaten daily against never, on average."},
      forest);
}

Figure forest_figure(const engine::Analysis& analysis) {
  const double change = analysis.outcome.important_change;
  Forest forest{.rows = {}, .least = 1.5 * change, .most = 4 * change, .band = change};
  for (const auto& food : analysis.foods) {
    // What a finding stands for would repeat it.
    if (food.part_of || (!food.finding && forest.rows.size() >= most_forest_rows)) continue;
    forest.rows.push_back({.name = foods::name_in_words(food.name, food.level),
        .words = fmt::format("{}, {}", effect_words(food.effect, effect_decimals(change)),
            verdict_words(food.verdict)),
        .verdict = food.verdict,
        .estimate = food.effect.estimate,
        .interval = {food.effect.low, food.effect.high},
        .data = markup(R"( data-food="{}" data-level="{}" data-verdict="{}")", food.name,
            to_word(food.level), to_word(food.verdict))});
  }
  return drawn(
      {.id = "forest",
          .title = "If eaten every day: points against never",
          .description = fmt::format("Points if eaten daily against never, with 95 % intervals, "
                                     "wider ones for findings. A change of {} matters.",
              points_words(change)),
          .data = {{"important-change", exact(change)}}},
      forest);
}

Figure lags_figure(const engine::RankedFood& food, const engine::Analysis& analysis) {
  const Axis axis = axis_of(food, analysis.outcome.important_change);
  std::string svg;
  draw_scale(svg, axis);
  draw_curve(svg, food, axis, analysis);
  const double width =
      (lags_right - lags_left) / static_cast<double>(std::max<std::size_t>(food.profile.size(), 1));
  double x = lags_left + width / 2;
  for (const auto& one : food.profile) {
    const bool is_marked = is_within(one.lag, food.lag);
    svg += markup(R"(<g class="{}">)", is_marked ? tone_class(food.verdict) : "m");
    if (is_usable(one, analysis)) draw_lag(svg, one, axis, x);
    else draw_label(svg, {x, axis.at(0) - 5}, "middle", "×");
    if (is_marked) draw_across(svg, "s c", {x - width * 0.42, x + width * 0.42}, lags_bottom + 3);
    draw_lag_label(svg, one.lag, x);
    svg += "</g>";
    x += width;
  }
  draw_label(svg, {(lags_left + lags_right) / 2, lags_bottom + 38}, "middle", lags_title(analysis));
  return {.id = fmt::format("lags-{}", food.rank),
      .title = fmt::format("Skin on the days after {}", elide(printable(name_of(food)), 60, "…")),
      .description = describe(food, analysis),
      .height = lags_height,
      .body = std::move(svg),
      .data = {{"food", food.name}, {"level", std::string{to_word(food.level)}}}};
}

Figure readings_figure(const engine::TimelineFood& food, const engine::Timeline& timeline,
    const engine::Analysis& analysis) {
  const auto& scale = analysis.outcome.scale;
  const Axis axis{scale.minimum, scale.maximum, readings_left, readings_right};
  const auto lanes = split(food, timeline, analysis);
  const double bottom = readings_top + lane * static_cast<double>(lanes.size()) - lane_gap + 8;
  std::string svg;
  for (const double tick : axis.ticks(5)) {
    draw_down(svg, "g", axis.at(tick), {bottom - 4, bottom + 2});
    draw_label(svg, {axis.at(tick), bottom + 16}, "middle", format_number(tick));
  }
  draw_across(svg, "z", {readings_left, readings_right}, bottom - 2);
  std::string words = fmt::format("Days that count: {} before the rating.",
      lag_words(food.compared, analysis.settings.align, Length::abbreviated));
  std::size_t compared = 0;
  double y = readings_top;
  for (const auto& readings : lanes) {
    draw_lane(svg, readings, axis, y);
    words += ' ' + readings.words() + '.';
    compared += readings.values.size();
    y += lane;
  }
  const std::string name = foods::name_in_words(food.name.name, food.name.level);
  const auto place = std::ranges::find_if(
      timeline.foods, [&](const auto& other) { return other.name == food.name; });
  return {.id = fmt::format("readings-{}", place - timeline.foods.begin() + 1),
      .title = fmt::format("Ratings with and without {}", elide(printable(name), 60, "…")),
      .description = words,
      .height = bottom + 24,
      .body = std::move(svg),
      .data = {
          {"food", food.name.name}, {"unknown", std::to_string(food.exposures.size() - compared)}}};
}

Figure certainty_figure(int in_hundred, std::string_view words) {
  std::string filled;
  std::string empty;
  for (int row = 0; row < 10; ++row)
    for (int column = 0; column < 10; ++column)
      (10 * row + column < in_hundred ? filled : empty) +=
          fmt::format("M{} {}h0", column + 0.5, row + 0.5);
  auto svg = markup(R"(<svg viewBox="0 0 10 10" width="100%" height="{}">)", certainty_height);
  for (const auto& [tone, path] : {std::pair{"k", empty}, {"i", filled}})
    svg += markup(R"(<g class="{}"><path class="p s" stroke-width="7" d="{}"/></g>)", tone, path);
  return {.id = "certainty",
      .title = std::string{words},
      .description = "Each dot is one of 100 chances.",
      .height = certainty_height,
      .body = svg + "</svg>",
      .data = {{"in-hundred", std::to_string(in_hundred)}}};
}

}  // namespace culprit::report
