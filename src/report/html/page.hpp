/// The parts of every page: paragraphs, lists, tables and figures as markup, and the page itself
/// with its open and folded sections.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "report/figures/figure.hpp"
#include "report/html/page_template.hpp"

namespace culprit::report {

/// A name within sentences: at most 60 columns.
[[nodiscard]] std::string short_name(std::string_view text);

/// Words in an element, escaped; nothing if there are none.
[[nodiscard]] std::string html_paragraph(std::string_view words);
[[nodiscard]] std::string html_list(std::span<const std::string> items);

/// A figure with its title as caption, and a note below that says how to read it, if not empty.
[[nodiscard]] std::string html_figure(const Figure& figure, std::string_view note = {});

/// A cell, or the head of a column, and its class: `n` is a number, set to the right; `w` does not
/// break.
struct PageCell {
  std::string words;
  std::string style = {};
};

/// A table whose wide content scrolls within itself, below heads that stay.
class PageTable {
 public:
  PageTable(std::string_view caption, const std::vector<PageCell>& heads);

  /// A row: its head, the other cells, and a remark below the head, if not empty.
  void add(std::string_view head, const std::vector<PageCell>& cells, std::string_view remark = {});
  [[nodiscard]] std::string markup() const;

 private:
  Filling filling_;
};

/// A title that is the answer, then sections that are open, then those that are folded. What has no
/// body is left out.
class Page {
 public:
  /// @param read   what was read, below the title
  /// @param level  what a clinician asks for first; may be empty
  Page(std::string_view title, std::string_view read, std::string_view level = {});

  /// A warning before everything else.
  void urgent(std::string_view words);
  void section(std::string_view id, std::string_view heading, std::string body,
      std::string_view tone = "plain");
  void detail(std::string_view id, std::string_view heading, std::string body);

  /// @param made_by  at the foot: version, seed and fingerprint
  [[nodiscard]] std::string markup(std::string_view made_by);

 private:
  void add(std::string_view list, Filling item, std::string body);

  Filling filling_;
};

}  // namespace culprit::report
