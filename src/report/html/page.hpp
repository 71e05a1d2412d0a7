/// The parts of every page: paragraphs, lists, tables and figures as markup, and the page itself
/// with its open and folded sections.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/figure.hpp"

namespace culprit::report {

/// A name within sentences: at most 60 columns.
[[nodiscard]] std::string short_name(std::string_view text);

/// Words in an element, escaped; nothing if there are none. A note is in small letters.
[[nodiscard]] std::string html_paragraph(std::string_view words);
[[nodiscard]] std::string html_note(std::string_view words);
[[nodiscard]] std::string html_list(std::span<const std::string> items);

/// A figure with its title as caption, and a note below that says how to read it, if not empty.
[[nodiscard]] std::string html_figure(const Figure& figure, std::string_view note = {});

/// The head of a column, and the class of its cells: `n` is a number, set to the right; `w` does
/// not break.
struct PageHead {
  std::string words;
  std::string style = {};
};

struct PageRow {
  std::vector<std::string> cells;  ///< the first one is its head
  std::string remark = {};         ///< below the head, if not empty
  std::string tone = {};           ///< class of the second cell; empty = that of its column
};

/// A table whose wide content scrolls within itself, below heads that stay.
[[nodiscard]] std::string html_table(
    std::string_view caption, const std::vector<PageHead>& heads, const std::vector<PageRow>& rows);

/// The same below a heading that says what it holds. @param label  for screen readers
[[nodiscard]] std::string html_bare_table(
    std::string_view label, const std::vector<PageHead>& heads, const std::vector<PageRow>& rows);

/// A title that is the answer, then sections that are open, then those that are folded. What has no
/// body is left out.
class Page {
 public:
  /// @param read  what was read, below the title
  Page(std::string title, std::string read) : title_{std::move(title)}, read_{std::move(read)} {}

  /// A warning before everything else.
  void urgent(std::string_view words);
  void section(std::string_view id, std::string_view heading, std::string_view body,
      std::string_view tone = "plain");
  void detail(std::string_view id, std::string_view heading, std::string_view body);

  /// @param made_by  at the foot: version, seed and fingerprint
  [[nodiscard]] std::string whole(std::string_view made_by) const;

 private:
  std::string title_;
  std::string read_;
  std::string urgent_;
  std::string sections_;
  std::string details_;
};

}  // namespace culprit::report
