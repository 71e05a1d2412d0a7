#include "culprit/report/terminal/pool_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "report/terminal/terminal.hpp"
#include "report/terminal/text_layout.hpp"
#include "report/words/pool_words.hpp"
#include "report/words/words.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t shown_rows = 20;
/// The cells behind the name: people, average, its interval, another person, p, differ.
using Cells = std::array<std::string, 6>;
constexpr std::array<std::size_t, 6> cell_widths{6, 6, 14, 14, 6, 6};
/// Everything but the name, with two blanks before each column.
constexpr std::size_t numbers_width =
    std::accumulate(cell_widths.begin(), cell_widths.end(), 2 * cell_widths.size());

std::string line_of(std::string_view name, std::size_t name_width, const Cells& cells) {
  std::string line = pad(name, name_width, Side::left);
  for (std::size_t i = 0; i < cells.size(); ++i)
    line += "  " + pad(cells[i], cell_widths[i], Side::right);
  return line;
}

Cells cells_of(const engine::PooledFood& food) {
  const auto& pooled = food.pooled;
  return {std::to_string(food.persons.size()),
          percent_words(pooled.estimate),
          percent_words(pooled.interval),
          percent_words(pooled.prediction),
          p_words(food.p_adjusted),
          fmt::format("{:.0f} %", 100 * pooled.i2)};
}

std::string section_text(const PoolSection& section, const PoolSource& source,
                         const Terminal& terminal) {
  const std::size_t name_width = std::max<std::size_t>(terminal.width(), 80) - numbers_width;
  std::string text = '\n' + terminal.paint(heading_of(section), Tone::bold) + '\n';
  text += terminal.paint(line_of("", name_width,
                                 {"people", "on avg", "95 %", "another person", "p", "differ"}),
                         Tone::dim) +
          '\n';
  std::size_t shown = section.rows.size();
  if (!terminal.is_verbose()) shown = std::min(shown, shown_rows);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& food = *section.rows[i];
    const auto name = terminal.name(foods::name_in_words(food.name, food.level), name_width);
    const Tone tone = !stands_out(food, source.fdr) ? Tone::plain
                      : food.pooled.estimate > 0    ? Tone::red
                                                    : Tone::green;
    text += terminal.paint(line_of(name, name_width, cells_of(food)), tone) + '\n';
  }
  if (shown < section.rows.size())
    text += fmt::format("and {} more; -v shows all\n", section.rows.size() - shown);
  return text;
}

}  // namespace

std::string to_table(const PoolSource& source, const TableOptions& options) {
  const Terminal terminal{options};
  constexpr std::size_t names_shown = 20;
  std::string text = terminal.paragraph(answer_of(source, terminal.show_name()));
  text += terminal.paragraph(people_of(source.table));
  for (const auto& section : sections_of(source.table))
    text += section_text(section, source, terminal);
  text += '\n';
  const auto too_few =
      too_few_of(source.table, terminal.show_name(),
                 terminal.is_verbose() ? source.table.too_few.size() : names_shown);
  if (!too_few.empty()) text += terminal.paragraph(too_few);
  if (!source.table.foods.empty())
    for (const auto& words : reading_of(source)) text += terminal.paragraph(words, {0, 2});
  for (const auto& caution : cautions()) text += terminal.paragraph(caution);
  return text;
}

}  // namespace culprit::report
