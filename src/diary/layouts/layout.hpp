/// The interface behind which every layout has its own small reader.
///
/// A layout says how sure it is that a file is of its kind, and opens a RowReader that turns the
/// records into entries. To add one: define a Layout, add it to `all_layouts`.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "culprit/diary/read.hpp"
#include "diary/layouts/row_reader.hpp"

namespace culprit::diary {

/// How sure a layout is.
struct Recognition {
  double confidence = 0;     ///< 0 = not at all, 1 = certain
  std::string reason;        ///< one sentence for people
  bool is_headless = false;  ///< the first record is a row like the others
};

/// One kind of export.
struct Layout {
  std::string_view name;
  Recognition (*recognise)(const Head& head);
  /// Fills the report's columns and decimal mark. The reader refers to `file`.
  /// @throws InputError  if the columns cannot be given roles.
  std::unique_ptr<RowReader> (*open)(FileContext& file);
  /// Where the order of day and month is decided.
  std::size_t (*date_column)(const Head& head) = usual_date_column;
  /// One entry a row: repeated entries are merged rows.
  bool is_entry_per_row = false;
  /// Its foods are all that was eaten, each by its name.
  bool is_food_log = false;
  /// The order in which the app writes dates, for files that leave it open.
  std::optional<DateOrder> usual_date_order = {};
};

extern const Layout long_layout;
extern const Layout wide_layout;
extern const Layout cronometer_layout;
/// The reader of everything else; asked only where no other layout is sure.
extern const Layout table_layout;
/// All but the table.
extern const Layout my_symptoms_layout;
extern const Layout bearable_layout;
extern const Layout daylio_layout;
extern const Layout flaredown_layout;
extern const Layout flaredown_dump_layout;
extern const Layout tsw_atlas_layout;
extern const Layout loop_layout;
extern const Layout perfice_layout;
extern const Layout how_we_feel_layout;
extern const Layout migraine_buddy_layout;
extern const Layout symptom_shark_layout;
extern const Layout lose_it_layout;
extern const Layout printed_diary_layout;
extern const Layout cronometer_biometrics_layout;
extern const Layout my_fitness_pal_summary_layout;
extern const Layout cronometer_summary_layout;
extern const Layout fitbit_layout;
extern const Layout loop_scores_layout;
extern const Layout loop_single_habit_layout;
/// Of equally sure layouts the first wins: the more specific stand first.
[[nodiscard]] std::span<const Layout* const> all_layouts();

struct Recognised {
  const Layout* layout = nullptr;
  Recognition recognition;
  std::shared_ptr<const TableRoles> table = {};  ///< of a file with columns, unless it is given

  /// An app's export or a long file: one table from end to end, whose columns are known.
  [[nodiscard]] bool is_app() const noexcept { return layout != nullptr && layout != &wide_layout; }
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
