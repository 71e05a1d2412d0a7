/// The interface behind which every layout has its own small reader.
///
/// A layout says how sure it is that a file is of its kind, and opens a RowReader that turns the
/// records into entries. To add one: describe it in `texts/apps.txt`; if no reader there is fits
/// its rows, write one.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "culprit/diary/read.hpp"
#include "diary/layouts/row_reader.hpp"

namespace culprit::diary {

/// How sure a layout is.
struct Recognition {
  double confidence = 0;     ///< 0 = not at all, 1 = certain
  std::string reason;        ///< one sentence for people
  bool is_headless = false;  ///< the first record is a row like the others
};

/// One kind of export: a section of `texts/apps.txt`, which says what its lines mean.
struct Layout {
  /// Fills the report's columns and decimal mark. The reader refers to `file`.
  /// @throws InputError  if the columns cannot be given roles.
  using Open = std::unique_ptr<RowReader> (*)(const Layout& layout, FileContext& file);

  std::string_view name = {};
  std::vector<std::pair<std::string_view, std::string_view>> lines = {};  ///< what stands at `:`
  Open open_with = nullptr;
  bool is_entry_per_row = false;  ///< repeated entries are merged rows
  bool is_food_log = false;       ///< its foods are all that was eaten, each by its name
  std::optional<DateOrder> usual_date_order = {};

  [[nodiscard]] Recognition recognise(const Head& head) const;
  [[nodiscard]] std::unique_ptr<RowReader> open(FileContext& file) const {
    return open_with(*this, file);
  }
  /// Any columns are what options may name.
  [[nodiscard]] bool is_table() const;
  /// What the line of that key says, or blank.
  [[nodiscard]] std::string_view text(std::string_view key) const;
  /// The column that the line names, or `absent`.
  [[nodiscard]] std::size_t column(const Head& head, std::string_view key) const;
  [[nodiscard]] EntryColumns columns(const Head& head) const;
  /// Where the order of day and month is decided.
  [[nodiscard]] std::size_t date_column(const Head& head) const;
  /// Calls `visit` with both sides of the `=>` of each line of that key.
  template <typename Visit> void for_each(std::string_view key, const Visit& visit) const {
    for (const auto& [known, value] : lines) {
      const auto arrow = value.find(" => ");
      if (known == key) visit(value.substr(0, arrow), value.substr(arrow + 4));
    }
  }
};

/// The readers of rows.
[[nodiscard]] std::unique_ptr<RowReader> open_any_table(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_bearable(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_columns(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_entries(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_flaredown(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_long(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_loop(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_my_symptoms(
    const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_perfice(const Layout& layout, FileContext& context);
[[nodiscard]] std::unique_ptr<RowReader> open_printed_diary(
    const Layout& layout, FileContext& context);

/// What a condition `<a>` of the texts says of a file, beside the names of its columns.
[[nodiscard]] bool holds_condition(std::string_view condition, const Head& head);
/// Conditions that are asked beside the readers which know the rows.
[[nodiscard]] bool are_events(const Head& head);
[[nodiscard]] bool is_event(const Head& head);
[[nodiscard]] bool are_lines_of_diary(const Head& head);
[[nodiscard]] bool are_ratings_and_doses(const Head& head);

/// Of equally sure layouts the first wins: the more specific stand first.
[[nodiscard]] const std::vector<Layout>& all_layouts();

struct Recognised {
  const Layout* layout = nullptr;
  Recognition recognition;
  std::shared_ptr<const TableRoles> table = {};  ///< of a file with columns, unless it is given

  /// An app's export or a long file: one table from end to end, whose columns are known.
  [[nodiscard]] bool is_app() const noexcept { return layout != nullptr && !layout->is_table(); }
};

/// The layout that is surest of the file by header and content; none if all are sure it is not
/// theirs.
[[nodiscard]] Recognised find_claim(const Head& head);

/// What the file is read by: the layout that the options name, `claim`, or a table, whose columns
/// are understood here. @throws InputError
///   `unknown_layout`, with the headers found and everything that is missing;
///   `unknown_format` if the options name none there is.
[[nodiscard]] Recognised recognise(
    const Head& head, const ReadOptions& options, const Recognised& claim);

}  // namespace culprit::diary
