#include "report/figures/figure_together.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "culprit/core/text.hpp"
#include "report/terminal/text_layout.hpp"

namespace culprit::report {
namespace {

constexpr double together_names_end = 38;  ///< percent
constexpr double together_row_height = 34;
constexpr double together_header = 24;

using Members = std::vector<const engine::TimelineFood*>;

Members members_of(const engine::Finding& finding, const engine::Timeline& timeline) {
  Members members;
  for (const auto& name : finding.foods) {
    for (const auto& food : timeline.foods) {
      if (food.name.name == name) {
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
  svg.empty("circle", {{"class", "f"},
                       {"cx", percent(cell.x.first + (cell.x.second - cell.x.first) * 0.3)},
                       {"cy", cell.y},
                       {"r", 2 + 9 * share}});
  draw_label(svg, {cell.x.first + (cell.x.second - cell.x.first) * 0.55, cell.y + 4}, Anchor::start,
             fmt::format("{:.0f} %", 100 * share));
  svg.close();
}

std::string shown(const engine::TimelineFood& food) {
  return foods::name_in_words(food.name.name, food.name.level);
}

}  // namespace

Figure together_figure(const engine::Finding& finding, const engine::Timeline& timeline) {
  const Members members = members_of(finding, timeline);
  const double width =
      (100 - together_names_end) / static_cast<double>(std::max<std::size_t>(members.size(), 1));
  Markup svg;
  std::string words = "How often the foods of this finding were eaten on the same days.";
  double y = together_header + together_row_height / 2;
  for (std::size_t i = 0; i < members.size(); ++i, y += together_row_height) {
    svg.open("g", {{"data-food", members[i]->name.name}});
    svg.text("text", {{"x", "0"}, {"y", y + 4}},
             fmt::format("{}. {}", i + 1, elide(printable(shown(*members[i])), 16, "…")));
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
