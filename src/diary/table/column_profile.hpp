/// What the cells of a table's columns are like, which roles are decided by; and how the names in
/// cells are parted, decided over the whole file.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// Marks that hardly stand in a name go first: `|||`, `|`, `;`, a line end, ` + `, ` / `. One of
/// them is the joiner if it stands in at least one cell in twenty.
///
/// A comma is the joiner only if it parts names and is no part of one (`Milk, whole`): none of the
/// marks above joins; at most one part in seven behind a comma is a word of making or kind (whole,
/// raw, brown, `3 %`); nine parts in ten have at most four words (a sentence is one dish); and,
/// from eight cells with a comma on, at least a quarter of the distinct parts behind commas also
/// stand first or alone somewhere.
class JoinerEvidence {
 public:
  /// @param cell  trimmed, not blank
  void add(std::string_view cell);

  /// The joiner for `split_cell`; empty = one name a cell.
  [[nodiscard]] std::string decide() const;

 private:
  struct Part {
    std::uint32_t first = 0;   ///< stands first or alone
    std::uint32_t behind = 0;  ///< stands behind a comma
  };
  static constexpr std::size_t most_parts = 20'000;

  void add_parts(std::string_view cell);
  [[nodiscard]] bool parts_at_commas() const;

  std::uint64_t cells_ = 0;
  std::uint64_t comma_cells_ = 0;
  std::uint64_t behind_ = 0;
  std::uint64_t qualifiers_ = 0;
  std::uint64_t long_parts_ = 0;
  std::vector<std::uint64_t> marks_ = std::vector<std::uint64_t>(6);
  std::unordered_map<std::string, Part> parts_;
};

/// Counts of one column's cells over the whole file, blank ones aside: roles must not depend on the
/// order of rows.
struct ColumnProfile {
  std::uint64_t filled = 0;
  std::uint64_t dates = 0;
  std::uint64_t day_numbers = 0;    ///< among the numbers: 45299, 20240108, 1704744900
  std::uint64_t clock_numbers = 0;  ///< likewise: 21.30, 2130, 0.8958
  std::uint64_t clocks = 0;
  std::uint64_t numbers = 0;
  std::uint64_t amounts = 0;   ///< numbers with a unit of food: `50 g`, `2 slices`
  std::uint64_t words = 0;     ///< of severity, or yes and no
  std::uint64_t crosses = 0;   ///< `x`, among the words
  std::uint64_t pluses = 0;    ///< `+`, `++`, `(+)`, likewise
  std::uint64_t nothings = 0;  ///< no and none, among the words
  std::uint64_t portions = 0;  ///< `Brand - Name, 2 cups`
  std::uint64_t meals = 0;
  std::uint64_t ratings = 0;  ///< names of ratings: `itch`
  std::uint64_t kinds = 0;    ///< `food`, `Symptom`: what a type column holds
  std::uint64_t minus_ones = 0;
  std::uint64_t negatives = 0;  ///< -1 among them
  std::uint64_t changes = 0;    ///< cells unlike the one before
  std::uint64_t zeros = 0;
  double largest = 0;  ///< of the numbers
  std::string last;
  std::set<std::string, std::less<>> texts;  ///< distinct ones, as long as they are few
  /// Distinct texts by their hashes, the smallest: a sample that no order of rows changes.
  std::set<std::pair<std::uint64_t, std::string>> sample;
  bool is_list = false;         ///< of names and of `none`, says the column's name
  bool rates_in_words = false;  ///< in words that only their author can give numbers
  JoinerEvidence joiner;
  double foods = 0;  ///< share of the sample's names that the vocabulary knows as foods

  [[nodiscard]] bool are_mostly(std::uint64_t count) const { return count * 2 > filled; }
  [[nodiscard]] bool are_instants() const { return are_mostly(dates + day_numbers); }
  [[nodiscard]] bool are_texts() const {
    const std::uint64_t values = numbers + amounts + dates + clocks;
    return filled > 0 && values * 2 < filled && (is_list || (values + words) * 5 < filled * 4);
  }
  /// A list of names, or a sentence.
  [[nodiscard]] bool are_names() const { return are_texts() && !rates_in_words; }
  [[nodiscard]] bool recur() const {
    return texts.size() <= most_texts && texts.size() * 2 <= filled;
  }

  static constexpr std::size_t most_texts = 10;
  static constexpr std::size_t most_sampled = 200;
};

struct TableProfile {
  DecimalMark mark = DecimalMark::point;
  std::vector<ColumnProfile> columns;  ///< [columns of the header]
  std::uint64_t rows = 0;              ///< not empty
};

/// Reads the whole file.
[[nodiscard]] TableProfile profile_columns(const Head& head, const ReadOptions& options);

/// True if a column's few texts part nearly every day: each stands once a day, and most days have
/// several. So do the names of people who share a file. Reads the whole file.
[[nodiscard]] bool splits_days(const Head& head, std::size_t date, std::size_t column);

}  // namespace culprit::diary
