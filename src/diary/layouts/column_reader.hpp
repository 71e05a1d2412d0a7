/// A row with a cell per rating, list or habit: what several apps' wide exports have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// How the cells of a column are read.
enum class CellUse {
  number,      ///< a rating or factor; a unit behind the number is left away
  list,        ///< ticked names, each a `kind` entry
  tags,        ///< ticked names, what each is told by its words
  rated_list,  ///< `Itching (Severe); Flaking (Mild)`
  intake,      ///< a treatment: `Taken`, a dose, or `Not Taken`
  mood,        ///< a word with a number in `--mood-map`
  own_mood,    ///< likewise, or one of Daylio's words
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
};

struct ColumnPlan {
  std::size_t date = 0;
  std::size_t time = absent;
  std::vector<ColumnSpec> columns;
  std::size_t year = absent;  ///< where the dates have none
};

/// Reads rows as the plan says. Repeated rows with a time are merged.
[[nodiscard]] std::unique_ptr<RowReader> make_column_reader(FileContext& context, ColumnPlan plan);

/// Loop's words for its checkmarks as the numbers of its earlier versions: YES_MANUAL and YES_AUTO
/// 2, NO 0, SKIP 3, UNKNOWN -1.
[[nodiscard]] std::optional<double> checkmark_from_word(std::string_view cell) noexcept;

}  // namespace culprit::diary
