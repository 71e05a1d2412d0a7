/// What each column of a table is by its own header and cells, before the others have a say.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diary/cells/word_lists.hpp"
#include "diary/table/column_profile.hpp"
#include "diary/table/table_roles.hpp"

namespace culprit::diary {

inline constexpr double hardly_any = 0.2;  ///< of the names in a column's cells

using GivenRole = std::pair<Role, const char*>;

/// What options say goes before words of the header, and those go before cells.
class ColumnJudge {
 public:
  /// All must outlive the judge.
  ColumnJudge(const Head& head, const ReadOptions& options, TableProfile& profile);

  [[nodiscard]] TableColumn judge(std::size_t i);
  /// The role that a person gives the column, and by which option.
  [[nodiscard]] std::optional<GivenRole> given(std::size_t i) const;
  /// Foods and ratings among others, all of them known kinds of entries.
  [[nodiscard]] bool names_kinds(std::size_t i) const;
  /// The header as `header_phrase` gives it.
  [[nodiscard]] const std::string& phrase(std::size_t i) const { return phrases_[i]; }

 private:
  [[nodiscard]] TableColumn judge_named(std::size_t i);
  /// Below a header that was merged over several columns: a nameless one behind a list of foods,
  /// whose cells are foods, too.
  [[nodiscard]] bool continues_foods(std::size_t i) const;
  /// Of numbers, amounts, ratings in words, yes and no.
  [[nodiscard]] TableColumn judge_values(std::size_t i, std::optional<Role> named) const;
  /// The header without a last bracket is a food, also `Apple skin`.
  [[nodiscard]] bool names_food(std::size_t i) const;
  /// As it is spelled: a column is no food because its name resembles one.
  [[nodiscard]] bool knows_food(std::string_view name) const;
  /// What is eaten is counted in servings or is missing on some days; `glucose` 102, 98, 110 is
  /// not.
  [[nodiscard]] bool is_sometimes_none(std::size_t i) const;
  /// The other headers tell what a word of two languages is: French `Pain` is bread, German `Kind`
  /// a child.
  template <ListName list> [[nodiscard]] bool others_are() const;

  [[nodiscard]] const ColumnProfile& cells(std::size_t i) const { return profile_.columns[i]; }
  [[nodiscard]] const std::string& folded(std::size_t i) const { return head_.folded[i]; }

  const Head& head_;
  const ReadOptions& options_;
  TableProfile& profile_;
  std::vector<std::string> phrases_;
  // What the options say of columns, by folded name.
  std::unordered_map<std::string, GivenRole> given_;
};

}  // namespace culprit::diary
