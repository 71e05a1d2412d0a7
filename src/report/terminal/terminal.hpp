/// What the two reports for terminals share: width, colours, names, paragraphs.
#pragma once

#include <string>
#include <string_view>

#include "culprit/report/report.hpp"
#include "report/words/sentences.hpp"

namespace culprit::report {

/// How a piece of text stands out.
enum class Tone { plain, bold, dim, red, green, yellow };

/// Blanks before the lines of a paragraph.
struct Indent {
  std::size_t first = 0;
  std::size_t rest = 0;
};

/// The terminal that a report is laid out for. Options are made safe once, here.
class Terminal {
 public:
  explicit Terminal(const TableOptions& options);

  [[nodiscard]] std::size_t width() const noexcept { return options_.width; }
  [[nodiscard]] bool is_ascii() const noexcept { return options_.ascii; }
  [[nodiscard]] bool is_verbose() const noexcept { return options_.verbose; }
  [[nodiscard]] Words words() const noexcept { return options_.words; }

  /// The text in that tone, if colours are on. Trailing blanks stay outside it.
  [[nodiscard]] std::string paint(std::string_view text, Tone tone) const;

  /// A name, made printable and at most `columns` wide.
  [[nodiscard]] std::string name(std::string_view text, std::size_t columns) const;

  /// Names within sentences: at most 30 columns each.
  [[nodiscard]] ShowName show_name() const;

  /// A wrapped paragraph, made printable.
  [[nodiscard]] std::string paragraph(std::string_view text, Indent indent = {}) const;

 private:
  TableOptions options_;
};

/// Warnings, a paragraph each: those that stand before the answer (`is_urgent`), or the others.
[[nodiscard]] std::string warning_paragraphs(const engine::Analysis& analysis,
                                             const Terminal& terminal, bool urgent);

}  // namespace culprit::report
