/// Text on a terminal: how wide it is, where it is cut and wrapped.
///
/// Neighbours: `table.cpp` and `check_table.cpp` lay out their lines with it. Columns are display
/// columns (`display_width`), not bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace culprit::report {

/// `text` in at most `width` columns: whole if it fits, else with `ellipsis` in the middle (at the
/// end below 9 columns, where two halves say nothing). Characters and their marks are never split.
[[nodiscard]] std::string elide(std::string_view text, std::size_t width,
                                std::string_view ellipsis);

/// Where the blanks go.
enum class Side {
  left,   ///< text on the left
  right,  ///< text on the right
};

/// Filled with blanks to `width` columns; a wider text stays as it is.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width, Side side);

/// Without the blanks at its end.
[[nodiscard]] std::string trim_end(std::string line);

/// How a paragraph is wrapped.
struct Paragraph {
  std::size_t width = 80;
  std::size_t first = 0;  ///< blanks before the first line; < width
  std::size_t rest = 0;   ///< blanks before the lines after it; < width
};

/// Words in lines of at most `width` columns, each line with its LF. A word that is wider than a
/// line is cut. Blanks are where lines may break; an empty text is one empty line.
[[nodiscard]] std::string wrap(std::string_view text, const Paragraph& paragraph);

}  // namespace culprit::report
