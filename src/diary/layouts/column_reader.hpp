/// A row with a cell per rating, list or habit: what several apps' wide exports have in common.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/word_table.hpp"
#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// How the cells of a column are read.
enum class CellUse {
  number,      ///< a rating or factor; a unit behind the number is left away
  list,        ///< ticked names, each a `kind` entry
  tags,        ///< ticked names, what each is told by its words
  rated_list,  ///< `Itching (Severe); Flaking (Mild)`
  intake,      ///< a treatment: `Taken`, a dose, or `Not Taken`
  mood,        ///< a word with a number in `--mood-map`, else in the layout's own words
  scales,      ///< `Itch: 3 | Energy: 2`
  yes_no,      ///< Loop: 2 is yes, 0 and 1 no; or words
  thousandths  ///< Loop: a number times 1000
};

struct ColumnSpec {
  std::size_t field = 0;
  CellUse use = CellUse::number;
  Kind kind = Kind::symptom;
  std::string name = {};  ///< of the entries; lists bring their own
  /// Between the names of a list; blank = the first of `;`, `|`, a line end or `,` that it holds.
  std::string joiner = ";";
  std::string scale = {};  ///< of the ratings; blank = not known
  /// Best and worst change places: v becomes `turned_at` - v. 0 = no.
  double turned_at = 0;
  /// The app's own words of a mood, folded, and their numbers.
  std::span<const Word<double>> words = {};
};

struct ColumnPlan {
  std::size_t date = 0;
  std::size_t time = absent;
  std::vector<ColumnSpec> columns;
  std::size_t year = absent;  ///< where the dates have none
};

/// Reads rows as the plan says. Repeated rows with a time are merged.
[[nodiscard]] std::unique_ptr<RowReader> make_column_reader(FileContext& context, ColumnPlan plan);

/// The report's columns: a column's role is what `plan` makes of it, else `ignored`.
void report_columns(FileContext& context, const ColumnPlan& plan);

/// The first column whose name without a last bracket is that: `Mood (1-5)`, or `absent`.
[[nodiscard]] std::size_t find_bare(const Head& head, std::string_view folded_name);

/// Loop's words for its checkmarks as the numbers of its earlier versions: YES_MANUAL and YES_AUTO
/// 2, NO 0, SKIP 3, UNKNOWN -1.
[[nodiscard]] std::optional<double> checkmark_from_word(std::string_view cell) noexcept;

/// What joins the names in a cell: `|||`, `|`, `;`, a line end, or, if it holds none of them, `,`.
[[nodiscard]] std::string_view joiner_of(std::string_view cell) noexcept;

}  // namespace culprit::diary
