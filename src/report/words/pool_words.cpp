#include "report/words/pool_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/words/words.hpp"

namespace culprit::report {
namespace {

std::string people(std::size_t count) {
  return count == 1 ? "1 person" : fmt::format("{} people", count);
}

std::string_view plural_of(foods::Level level) noexcept {
  if (level == foods::Level::food) return "Foods";
  return level == foods::Level::group ? "Groups" : "Ingredients";
}

}  // namespace

std::vector<PoolSection> sections_of(const engine::PooledTable& table) {
  std::vector<PoolSection> sections;
  for (const auto& food : table.foods) {
    const bool is_next = sections.empty() || sections.back().level != food.level ||
                         sections.back().window != food.window;
    if (is_next) sections.push_back({food.level, food.window, {}});
    sections.back().rows.push_back(&food);
  }
  return sections;
}

std::string heading_of(const PoolSection& section) {
  return fmt::format("{}, eaten {}", plural_of(section.level),
      section.window == engine::PresetWindow::early ? "up to 3 days before a rating"
                                                    : "4 to 6 days before a rating (exploratory)");
}

std::string percent_words(double share) {
  if (!std::isfinite(share)) return "-";
  const double shown = 100 * share;
  // Where the diaries say this little, a decimal would only take room.
  if (std::abs(shown) >= 100) return fmt::format("{:+.0f}", shown);
  const std::string text = fmt::format("{:+.1f}", shown);
  return text == "+0.0" || text == "-0.0" ? "0.0" : text;
}

std::string percent_words(const stats::Interval& interval) {
  return fmt::format("{} to {}", percent_words(interval.low), percent_words(interval.high));
}

bool stands_out(const engine::PooledFood& food, double fdr) noexcept {
  return food.p_adjusted <= fdr;
}

std::string answer_of(const PoolSource& source, const ShowName& show_name) {
  const auto& table = source.table;
  if (table.persons.size() < engine::least_persons)
    return fmt::format("Only {} can be put together; expected at least {}. Nothing is said.",
        people(table.persons.size()), engine::least_persons);
  std::string found;
  for (const auto& food : table.foods) {
    if (!stands_out(food, source.fdr)) continue;
    found += fmt::format("{}{} ({} % of the scale{})", found.empty() ? "" : ", ",
        foods::name_in_words(show_name(food.name), food.level), percent_words(food.pooled.estimate),
        food.window == engine::PresetWindow::late ? ", 4 to 6 days later" : "");
  }
  if (found.empty())
    return fmt::format(
        "Among {} nothing stands out in general. That says nothing about single "
        "people.",
        people(table.persons.size()));
  return fmt::format(
      "Among {} ratings differ after eating, on average: {}.", people(table.persons.size()), found);
}

std::string people_of(const engine::PooledTable& table) {
  std::size_t others = 0;
  std::string reasons;
  for (const auto& [reason, count] : table.left_out) {
    others += count;
    reasons += fmt::format("{}{} ({})", reasons.empty() ? "" : ", ", reason, count);
  }
  std::string text = fmt::format("{} took part", people(table.persons.size()));
  if (others > 0) text += fmt::format("; {} did not: {}", people(others), reasons);
  if (table.without_lag_zero > 0)
    text += fmt::format(
        ". Of {} the day of the rating itself is left out, because it is not known whether they "
        "ate before or after it",
        people(table.without_lag_zero));
  return text + '.';
}

std::vector<std::string> reading_of(const PoolSource& source) {
  return {
      "on average: the difference between eating it every day and never, in percent of the rating "
      "scale, with its 95 % interval; of it, or of what is eaten with it.",
      "another person: where the effect of one more person like these would lie, with a chance of "
      "95 %. People differ: if it reaches to both sides of 0, the average is no advice for anyone.",
      fmt::format("p: adjusted for the number of rows of its kind; up to {} stands out.",
          p_words(source.fdr)),
      "differ: how much of the differences between people is more than chance (I2)."};
}

std::string too_few_of(
    const engine::PooledTable& table, const ShowName& show_name, std::size_t shown) {
  if (table.too_few.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < std::min(shown, table.too_few.size()); ++i) {
    const auto& food = table.too_few[i];
    names += fmt::format("{}{} ({})", i > 0 ? ", " : "",
        foods::name_in_words(show_name(food.name), food.level), food.persons);
  }
  if (table.too_few.size() > shown)
    names += fmt::format(" and {} more", table.too_few.size() - shown);
  return fmt::format(
      "Of fewer than {} people, so not put together: {}.", engine::least_persons, names);
}

}  // namespace culprit::report
