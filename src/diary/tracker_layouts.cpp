/// Trackers whose rows hold a few columns: Perfice, How We Feel, Migraine Buddy.
#include <algorithm>
#include <cmath>
#include <iterator>

#include "diary/cells.hpp"
#include "diary/column_reader.hpp"
#include "diary/name_words.hpp"
#include "diary/number_memo.hpp"

namespace culprit::diary {
namespace {

bool is_millisecond_stamp(std::string_view cell) {
  return cell.size() == 13 && parse_instant(cell).has_value();
}

bool asks_for_foods(std::string_view folded) {
  constexpr std::string_view words[] = {"food", "eat", "ate", "meal", "drink", "drank", "snack"};
  return std::any_of(std::begin(words), std::end(words), [folded](std::string_view word) {
    return folded.find(word) != std::string_view::npos;
  });
}

/// Asked as questions, answered by numbers or by names joined with `|||`.
class PerficeLayout final : public Layout {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "perfice"; }
  [[nodiscard]] bool is_entry_per_row() const noexcept override { return false; }
  [[nodiscard]] std::size_t date_column(const Head& head) const override {
    return head.column("timestamp");
  }

  [[nodiscard]] Recognition recognise(const Head& head) const override {
    const std::size_t at = head.column("timestamp");
    if (at == absent || head.sample.empty()) return {};
    const bool all = std::all_of(head.sample.begin(), head.sample.end(), [at](const auto& row) {
      return at < row.size() && is_millisecond_stamp(row[at]);
    });
    if (!all) return {};
    return {0.95, "the column Timestamp holds milliseconds since 1970, as Perfice's export does"};
  }

  [[nodiscard]] std::unique_ptr<RowReader> open(FileContext& context) const override {
    const Head& head = context.head;
    ColumnPlan plan{.date = date_column(head), .columns = {}};
    std::vector<bool> is_number(head.names.size(), true);
    std::vector<bool> is_list(head.names.size());
    NumberMemo numbers{DecimalMark::point};
    for_each_row(head, [&](const csv::Record& record) {
      for (std::size_t i = 0; i < std::min(record.size(), is_number.size()); ++i) {
        const bool is_decided = !is_number[i] && is_list[i];
        if (i == plan.date || is_decided) continue;
        const auto cell = cell_of(record, i);
        if (is_number[i] && !is_missing(cell) && std::isnan(numbers.parse(cell))) {
          is_number[i] = false;
        }
        if (cell.find("|||") != std::string_view::npos) is_list[i] = true;
      }
    });
    const auto& wanted = context.shared.options.severity;
    for (std::size_t i = 0; i < head.names.size(); ++i) {
      const std::string& folded = head.folded[i];
      if (i == plan.date || folded.empty()) continue;
      // An answer in free words is a note.
      if (!is_number[i] && !is_list[i] && !asks_for_foods(folded)) continue;
      ColumnSpec column{.field = i, .name = head.names[i], .joiner = "|||"};
      if (!is_number[i]) column.use = CellUse::tags;
      if (is_number[i] && names_factor(folded)) column.kind = Kind::factor;
      if (wanted && fold_name(*wanted) == folded) column.kind = Kind::severity;
      plan.columns.push_back(std::move(column));
    }
    return make_column_reader(context, std::move(plan));
  }
};

class HowWeFeelLayout final : public Layout {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "how-we-feel"; }
  [[nodiscard]] bool is_entry_per_row() const noexcept override { return false; }

  [[nodiscard]] Recognition recognise(const Head& head) const override {
    const bool tagged = std::any_of(head.folded.begin(), head.folded.end(),
                                    [](const auto& name) { return name.starts_with("tags ("); });
    if (!tagged || !head.find("date") || !head.find("mood")) return {};
    return {1.0, "the header names Mood and Tags (…), as How We Feel's export does"};
  }

  [[nodiscard]] std::unique_ptr<RowReader> open(FileContext& context) const override {
    const Head& head = context.head;
    ColumnPlan plan{.date = head.column("date"), .columns = {}};
    for (std::size_t i = 0; i < head.names.size(); ++i) {
      const std::string& folded = head.folded[i];
      if (head.find(folded) != i) continue;
      ColumnSpec column{.field = i, .kind = Kind::factor, .name = head.names[i]};
      if (folded == "mood") {
        column.use = CellUse::mood;
        column.kind = Kind::symptom;
      } else if (folded == "tags (people)" || folded == "tags (places)") {
        column.use = CellUse::list;
      } else if (folded.starts_with("tags (")) {
        column.use = CellUse::tags;
      } else if (folded != "exercise" && folded != "sleep" && folded != "steps" &&
                 folded != "meditation") {
        continue;
      }
      plan.columns.push_back(std::move(column));
    }
    return make_column_reader(context, std::move(plan));
  }
};

/// Attacks only: a day that is not listed was not rated.
class MigraineBuddyLayout final : public Layout {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "migraine-buddy"; }
  [[nodiscard]] bool is_entry_per_row() const noexcept override { return false; }
  [[nodiscard]] std::optional<DateOrder> usual_date_order() const override {
    return DateOrder::mdy;
  }
  [[nodiscard]] std::size_t date_column(const Head& head) const override {
    return head.column("start time");
  }

  [[nodiscard]] Recognition recognise(const Head& head) const override {
    if (!head.find("start time") || !head.find("pain level")) return {};
    return {1.0, "the header names Start Time and Pain Level, as Migraine Buddy's export does"};
  }

  [[nodiscard]] std::unique_ptr<RowReader> open(FileContext& context) const override {
    const Head& head = context.head;
    ColumnPlan plan{.date = date_column(head), .columns = {}};
    plan.columns.push_back(
        {.field = head.column("pain level"), .name = "Pain Level", .scale = "0..10"});
    if (const auto at = head.find("medications")) {
      plan.columns.push_back(
          {.field = *at, .use = CellUse::list, .kind = Kind::treatment, .joiner = ""});
    }
    if (const auto at = head.find("triggers")) {
      plan.columns.push_back({.field = *at, .use = CellUse::tags, .joiner = ""});
    }
    context.report.notes.push_back(
        {"attacks_only",
         "the file lists attacks only: were the other days free of pain? they are taken as not "
         "rated; if they were free of it, give a second file that says so, with rows such as "
         "2024-11-24,symptom,Pain Level,0 below date,type,name,amount",
         {head.input->name(), 0, 0}});
    return make_column_reader(context, std::move(plan));
  }
};

}  // namespace

const Layout& perfice_layout() {
  static const PerficeLayout layout;
  return layout;
}

const Layout& how_we_feel_layout() {
  static const HowWeFeelLayout layout;
  return layout;
}

const Layout& migraine_buddy_layout() {
  static const MigraineBuddyLayout layout;
  return layout;
}

}  // namespace culprit::diary
