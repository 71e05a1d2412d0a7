#include "report/figures/figure_foods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "culprit/core/text.hpp"
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

}  // namespace culprit::report
