#include "report/terminal/terminal.hpp"

#include <algorithm>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/terminal/text_layout.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t widest_screen = 200;

/// Longest name within a sentence.
constexpr std::size_t name_columns = 30;

std::string_view code_of(Tone tone) {
  constexpr Word<Tone> words[] = {{Tone::bold, "1"},   {Tone::dim, "2"},     {Tone::red, "1;31"},
                                  {Tone::green, "32"}, {Tone::yellow, "33"}, {Tone::plain, ""}};
  return word_of(words, tone);
}

}  // namespace

Terminal::Terminal(const TableOptions& options) : options_(options) {
  options_.width = std::clamp(options.width, narrowest, widest_screen);
}

std::string Terminal::paint(std::string_view text, Tone tone) const {
  const std::string_view code = code_of(tone);
  const std::size_t end = text.find_last_not_of(" \n") + 1;
  if (!options_.color || code.empty() || end == 0) return std::string{text};
  std::string out = "\x1b[";
  out.append(code).append("m").append(text.substr(0, end)).append("\x1b[0m");
  return out.append(text.substr(end));
}

std::string Terminal::name(std::string_view text, std::size_t columns) const {
  return elide(printable(text), columns, options_.ascii ? "..." : "…");
}

ShowName Terminal::show_name() const {
  return [*this](std::string_view text) { return name(text, name_columns); };
}

std::string Terminal::paragraph(std::string_view text, Indent indent) const {
  return wrap(printable(text),
              {.width = options_.width, .first = indent.first, .rest = indent.rest});
}

std::string warning_paragraphs(const engine::Analysis& analysis, const Terminal& terminal,
                               bool urgent) {
  std::string out;
  for (const auto& warning : analysis.warnings) {
    if (is_urgent(warning) != urgent) continue;
    out += terminal.paint(terminal.paragraph("warning: " + warning.text, {0, 2}),
                          urgent ? Tone::red : Tone::yellow);
  }
  return out;
}

}  // namespace culprit::report
