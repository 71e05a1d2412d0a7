#include "report/figures/figure_foods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "culprit/core/text.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr double forest_row_height = 30;
constexpr double forest_header = 44;
constexpr double forest_footer = 26;
constexpr double forest_names_end = 33;  ///< percent

using Rows = std::vector<const engine::RankedFood*>;

Rows choose_rows(const engine::Analysis& analysis) {
  Rows rows;
  for (const auto& food : analysis.foods) {
    // What a finding stands for would repeat it.
    if (food.part_of) continue;
    if (food.finding || rows.size() < most_forest_rows) rows.push_back(&food);
  }
  return rows;
}

/// Wide enough for every estimate and the change that matters; intervals may run out of it.
Axis axis_of(const Rows& rows, double important_change) {
  constexpr double widest = 4;  // changes that matter
  double low = -1.5 * important_change;
  double high = 1.5 * important_change;
  for (const auto* food : rows) {
    if (!std::isfinite(food->effect.estimate)) continue;
    low = std::min(low, food->effect.estimate);
    high = std::max(high, food->effect.estimate);
    if (std::isfinite(food->effect.low))
      low = std::min(low, std::max(food->effect.low, -widest * important_change));
    if (std::isfinite(food->effect.high))
      high = std::max(high, std::min(food->effect.high, widest * important_change));
  }
  const double margin = 0.03 * (high - low);
  return {low - margin, high + margin, forest_names_end + 3, 99};
}

void draw_row(Markup& svg, const engine::RankedFood& food, const Axis& axis, double y) {
  const std::string name = foods::name_in_words(food.name, food.level);
  svg.open("g", {{"class", tone_class(food.verdict)}, {"data-food", food.name},
                    {"data-level", foods::to_word(food.level)},
                    {"data-verdict", engine::to_word(food.verdict)},
                    {"data-estimate", exact(food.effect.estimate)},
                    {"data-low", exact(food.effect.low)}, {"data-high", exact(food.effect.high)}});
  draw_name(svg, name, y);
  if (std::isfinite(food.effect.estimate)) {
    draw_interval(svg, "s c", axis, {food.effect.low, food.effect.high}, y);
    draw_mark(svg, {axis.at(food.effect.estimate), y}, food.verdict);
  } else {
    draw_label(svg, {axis.from, y + 4}, Anchor::start, "not computable");
  }
  svg.close();
}

void draw_scale(Markup& svg, const Axis& axis, double important_change, double bottom) {
  const double left = axis.at(-important_change);
  svg.empty("rect", {{"class", "b"}, {"x", percent(left)}, {"y", forest_header - 8},
                        {"width", percent(axis.at(important_change) - left)},
                        {"height", bottom - forest_header + 8}});
  draw_differences(svg, axis, {forest_header, bottom});
}

std::string describe(const Rows& rows, const engine::Analysis& analysis) {
  const int decimals = effect_decimals(analysis.outcome.important_change);
  std::string text = fmt::format(
      "Points if eaten daily against never, with 95 % intervals. A change of {} matters.",
      points_words(analysis.outcome.important_change));
  for (const auto* food : rows) {
    text += fmt::format(" {}: {}, {}.", foods::name_in_words(food->name, food->level),
        effect_words(food->effect, decimals), verdict_words(food->verdict));
  }
  return text;
}

constexpr double together_names_end = 38;  ///< percent
constexpr double together_row_height = 34;
constexpr double together_header = 24;

using Members = std::vector<const engine::TimelineFood*>;

Members members_of(const engine::Finding& finding, const engine::Timeline& timeline) {
  Members members;
  for (const auto& name : finding.foods) {
    for (const auto& food : timeline.foods) {
      if (food.name == engine::TimelineName{name, finding.level}) {
        members.push_back(&food);
        break;
      }
    }
  }
  return members;
}

/// Of the days of one food, the share on which the other was eaten too.
double share_of(const engine::TimelineFood& food, const engine::TimelineFood& other) {
  if (food.eaten_on.empty()) return 0;
  std::vector<Day> both;
  std::set_intersection(food.eaten_on.begin(), food.eaten_on.end(), other.eaten_on.begin(),
      other.eaten_on.end(), std::back_inserter(both));
  return static_cast<double>(both.size()) / static_cast<double>(food.eaten_on.size());
}

struct ShareCell {
  std::pair<double, double> x;  ///< percent
  double y = 0;
};

/// A disc that grows with the share, and the share beside it.
void draw_share(Markup& svg, double share, const std::string& other, const ShareCell& cell) {
  svg.open("g", {{"class", "d"}, {"data-with", other}, {"data-share", exact(share)}});
  svg.empty("circle",
      {{"class", "f"}, {"cx", percent(cell.x.first + (cell.x.second - cell.x.first) * 0.3)},
          {"cy", cell.y}, {"r", 2 + 9 * share}});
  draw_label(svg, {cell.x.first + (cell.x.second - cell.x.first) * 0.55, cell.y + 4}, Anchor::start,
      fmt::format("{:.0f} %", 100 * share));
  svg.close();
}

std::string shown(const engine::TimelineFood& food) {
  return foods::name_in_words(food.name.name, food.name.level);
}

using PooledRows = std::vector<const engine::PooledFood*>;

constexpr double pool_row_height = 26;

/// Wide enough for the intervals of the means; predictions may run out of it.
Axis axis_of(const PooledRows& rows) {
  double reach = 0.05;
  for (const auto* food : rows) {
    const auto& interval = food->pooled.interval;
    reach = std::max({reach, std::abs(interval.low), std::abs(interval.high)});
  }
  return {-105 * reach, 105 * reach, forest_names_end + 3, 99};
}

void draw_row(Markup& svg, const engine::PooledFood& food, const Axis& axis, double y,
    engine::Verdict verdict) {
  const auto& pooled = food.pooled;
  svg.open(
      "g", {{"class", tone_class(verdict)}, {"data-food", food.name},
               {"data-level", foods::to_word(food.level)}, {"data-window", to_word(food.window)},
               {"data-estimate", exact(pooled.estimate)}, {"data-low", exact(pooled.interval.low)},
               {"data-high", exact(pooled.interval.high)},
               {"data-prediction-low", exact(pooled.prediction.low)},
               {"data-prediction-high", exact(pooled.prediction.high)}});
  draw_name(svg, foods::name_in_words(food.name, food.level), y);
  const auto draw = [&](std::string_view style, const stats::Interval& interval) {
    draw_interval(svg, style, axis, {100 * interval.low, 100 * interval.high}, y);
  };
  draw("z s", pooled.prediction);
  draw("s c", pooled.interval);
  draw_mark(svg, {axis.at(100 * pooled.estimate), y}, verdict);
  svg.close();
}

}  // namespace

Figure pooled_figure(const PoolSection& section, double fdr) {
  PooledRows rows = section.rows;
  rows.resize(std::min(rows.size(), most_forest_rows));
  const Axis axis = axis_of(rows);
  const double bottom = forest_header + pool_row_height * static_cast<double>(rows.size());
  Markup svg;
  draw_differences(svg, axis, {forest_header, bottom});
  std::string words = "Percent of the scale if eaten daily against never, on average.";
  double y = forest_header + pool_row_height / 2;
  for (const auto* food : rows) {
    const auto verdict = !stands_out(*food, fdr)     ? engine::Verdict::no_evidence
                         : food->pooled.estimate > 0 ? engine::Verdict::suspect
                                                     : engine::Verdict::protective;
    draw_row(svg, *food, axis, y, verdict);
    y += pool_row_height;
    words += fmt::format(" {}: {} ({}).", foods::name_in_words(food->name, food->level),
        percent_words(food->pooled.estimate), percent_words(food->pooled.interval));
  }
  return {.id = fmt::format("forest-{}-{}", foods::to_word(section.level), to_word(section.window)),
      .title = heading_of(section),
      .description = words,
      .height = bottom + forest_footer,
      .body = svg.take()};
}

Figure forest_figure(const engine::Analysis& analysis) {
  const Rows rows = choose_rows(analysis);
  const double change = analysis.outcome.important_change;
  const Axis axis = axis_of(rows, change);
  const double bottom = forest_header + forest_row_height * static_cast<double>(rows.size());
  Markup svg;
  draw_scale(svg, axis, change, bottom);
  double y = forest_header + forest_row_height / 2;
  for (const auto* food : rows) {
    draw_row(svg, *food, axis, y);
    y += forest_row_height;
  }
  return {.id = "forest",
      .title = "If eaten every day: points against never",
      .description = describe(rows, analysis),
      .height = bottom + forest_footer,
      .body = svg.take(),
      .data = {{"important-change", exact(change)}}};
}

Figure together_figure(const engine::Finding& finding, const engine::Timeline& timeline) {
  const Members members = members_of(finding, timeline);
  const double width =
      (100 - together_names_end) / static_cast<double>(std::max<std::size_t>(members.size(), 1));
  Markup svg;
  std::string words = "How often the foods of this finding were eaten on the same days.";
  double y = together_header + together_row_height / 2;
  for (std::size_t i = 0; i < members.size(); ++i, y += together_row_height) {
    svg.open("g", {{"data-food", members[i]->name.name}});
    draw_name(svg, fmt::format("{}. {}", i + 1, shown(*members[i])), y);
    draw_across(svg, "g", {0, 100}, y + together_row_height / 2);
    for (std::size_t j = 0; j < members.size(); ++j) {
      const double x = together_names_end + width * static_cast<double>(j);
      if (i == 0)
        draw_label(svg, {x + width * 0.3, 14}, Anchor::middle, fmt::format("with {}.", j + 1));
      if (i == j) continue;
      const double share = share_of(*members[i], *members[j]);
      draw_share(svg, share, members[j]->name.name, {{x, x + width}, y});
      words += fmt::format(" On {:.0f} % of the days with {} also {}.", 100 * share,
          shown(*members[i]), shown(*members[j]));
    }
    svg.close();
  }
  return {.id = fmt::format("together-{}", finding.id),
      .title = "Eaten on the same days",
      .description = words,
      .height = together_header + together_row_height * static_cast<double>(members.size()) + 4,
      .body = svg.take(),
      .data = {{"finding", std::to_string(finding.id)}}};
}

}  // namespace culprit::report
