#include "report/figures/figure_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "report/words/plan_words.hpp"

namespace culprit::report {

using trial::Arm;

Figure trial_figure(const trial::Result& result) {
  constexpr double top = 20;
  const double bottom = result.days.empty() ? 60 : 150;
  const auto& plan = result.plan;
  const Day first = plan.blocks.front().first_day;
  const Day last = plan.blocks.back().last_day;
  const Axis days{0, (last - first).count() + 1.0, 4, 99};
  const auto begin_of = [&](Day day) { return days.at((day - first).count()); };
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const auto& day : result.days) {
    low = std::min(low, day.rating.value_or(low));
    high = std::max(high, day.rating.value_or(high));
  }
  const Axis ratings{low, high, bottom - 8, top + 8};
  std::string description;
  Markup svg;
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const auto& block = plan.blocks[k];
    const std::pair x{begin_of(block.first_day), begin_of(block.last_day + Days{1})};
    const bool is_eating = block.arm == Arm::eat;
    svg.open("g",
        {{"data-block", std::to_string(k + 1)}, {"data-arm", word_of(trial::arm_words, block.arm)},
            {"data-first-day", to_iso(block.first_day)},
            {"data-last-day", to_iso(block.last_day)}});
    if (is_eating)
      svg.empty("rect", {{"class", "b"}, {"x", percent(x.first)}, {"y", top},
                            {"width", percent(x.second - x.first)}, {"height", bottom - top}});
    draw_down(svg, "g", x.first, {top, bottom});
    draw_label(svg, {(x.first + x.second) / 2, top - 4}, "middle", is_eating ? "with" : "without");
    if (k < result.blocks.size() && result.blocks[k].mean)
      draw_across(svg, "s c i", x, ratings.at(*result.blocks[k].mean));
    svg.close();
    description += fmt::format("{} from {}. ", block_title(plan, k), to_iso(block.first_day));
  }
  if (low <= high)
    for (const double end : {low, high})
      draw_label(svg, {3.5, ratings.at(end) + 4}, "end", exact(end));
  for (const auto& day : result.days) {
    const double x = begin_of(day.day) + (days.at(1) - days.at(0)) / 2;
    svg.open(
        "g", {{"data-day", to_iso(day.day)}, {"data-rating", day.rating ? exact(*day.rating) : ""},
                 {"data-eaten", day.eaten ? exact(*day.eaten) : ""}});
    if (day.rating)
      svg.empty("circle",
          {{"class", "f d"}, {"cx", percent(x)}, {"cy", ratings.at(*day.rating)}, {"r", 2.5}});
    if (day.eaten == true)
      draw_down(svg, day.arm == Arm::avoid ? "s c suspect" : "s m", x, {bottom + 4, bottom + 14});
    svg.close();
  }
  draw_label(svg, {4, bottom + 30}, "start", to_iso(first));
  draw_label(svg, {99, bottom + 30}, "end", to_iso(last));
  return {.id = "trial",
      .title = fmt::format("{} in blocks with and without {}", plan.diary.outcome, plan.food.name),
      .description = description,
      .height = bottom + 38,
      .body = svg.take()};
}

}  // namespace culprit::report
