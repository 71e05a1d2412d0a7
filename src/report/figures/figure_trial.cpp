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
  std::string svg;
  for (std::size_t k = 0; k < plan.blocks.size(); ++k) {
    const auto& block = plan.blocks[k];
    const std::pair x{begin_of(block.first_day), begin_of(block.last_day + Days{1})};
    const bool is_eating = block.arm == Arm::eat;
    svg +=
        markup(R"(<g data-block="{}" data-arm="{}" data-first-day="{}" data-last-day="{}">)", k + 1,
            word_of(trial::arm_words, block.arm), to_iso(block.first_day), to_iso(block.last_day));
    if (is_eating)
      svg += markup(R"(<rect class="b" x="{}%" y="{}" width="{}%" height="{}"/>)", x.first, top,
          x.second - x.first, bottom - top);
    draw_down(svg, "g", x.first, {top, bottom});
    draw_label(svg, {(x.first + x.second) / 2, top - 4}, "middle", is_eating ? "with" : "without");
    if (k < result.blocks.size() && result.blocks[k].mean)
      draw_across(svg, "s c i", x, ratings.at(*result.blocks[k].mean));
    svg += "</g>";
    description += fmt::format("{} from {}. ", block_title(plan, k), to_iso(block.first_day));
  }
  if (low <= high)
    for (const double end : {low, high})
      draw_label(svg, {3.5, ratings.at(end) + 4}, "end", exact(end));
  for (const auto& day : result.days) {
    const double x = begin_of(day.day) + (days.at(1) - days.at(0)) / 2;
    svg += markup(R"(<g data-day="{}" data-rating="{}" data-eaten="{}">)", to_iso(day.day),
        day.rating ? exact(*day.rating) : "", day.eaten ? exact(*day.eaten) : "");
    if (day.rating)
      svg +=
          markup(R"(<circle class="f d" cx="{}%" cy="{}" r="2.5"/>)", x, ratings.at(*day.rating));
    if (day.eaten == true)
      draw_down(svg, day.arm == Arm::avoid ? "s c suspect" : "s m", x, {bottom + 4, bottom + 14});
    svg += "</g>";
  }
  draw_label(svg, {4, bottom + 30}, "start", to_iso(first));
  draw_label(svg, {99, bottom + 30}, "end", to_iso(last));
  return {.id = "trial",
      .title = fmt::format("{} in blocks with and without {}", plan.diary.outcome, plan.food.name),
      .description = description,
      .height = bottom + 38,
      .body = std::move(svg)};
}

}  // namespace culprit::report
