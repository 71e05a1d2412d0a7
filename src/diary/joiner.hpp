/// How the names in a column's cells are parted: decided over the whole file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

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

}  // namespace culprit::diary
