/// Exports that name no food: recognised, so that the refusal can say what to ask the app for.
#include <algorithm>
#include <iterator>

#include "culprit/core/text.hpp"
#include "layout.hpp"

namespace culprit::diary {
namespace {

struct Refusal {
  std::string_view name;
  bool (*fits)(const Head& head);
  const char* reason;
  const char* text;
};

bool is_my_fitness_pal(const Head& head) {
  return head.find("date") && head.find("meal") && head.find("calories") && !head.find("food") &&
         !head.find("food name") && !head.find("name");
}

bool is_cronometer_summary(const Head& head) {
  return (head.find("date") || head.find("day")) && head.find("energy (kcal)") &&
         head.find("protein (g)") && !head.find("food name");
}

/// Blocks of tables, each with a title of its own.
bool is_fitbit(const Head& head) {
  constexpr std::string_view titles[] = {"foods", "body", "activities", "sleep"};
  if (head.folded[0].starts_with("food log ") || head.title.starts_with("food log ")) return true;
  const bool is_titled =
      std::find(std::begin(titles), std::end(titles), head.title) != std::end(titles);
  return is_titled && head.names.size() > 1 && head.folded[0] == "date";
}

constexpr Refusal refusals[] = {
    {"myfitnesspal-summary", is_my_fitness_pal,
     "the header names Meal and Calories but no food, as MyFitnessPal's nutrition summary does",
     "the file holds totals of meals and names no food; expected the foods themselves: "
     "MyFitnessPal "
     "shows them in its printable diary (Food, then View Full Report), or another app's food log"},
    {"cronometer-summary", is_cronometer_summary,
     "the header names nutrients but no food, as Cronometer's dailysummary.csv does",
     "the file holds totals of days and names no food; expected servings.csv, which Cronometer "
     "exports as Food & Recipe Entries"},
    {"fitbit", is_fitbit, "the file is a series of titled tables, as Fitbit's export is",
     "the file holds several tables with totals and names no food; expected the foods themselves: "
     "Fitbit's account archive has them, or another app's food log"}};

class RefusedLayout final : public Layout {
 public:
  explicit RefusedLayout(const Refusal& refusal) : refusal_{refusal} {}

  [[nodiscard]] std::string_view name() const noexcept override { return refusal_.name; }
  [[nodiscard]] bool is_entry_per_row() const noexcept override { return false; }

  [[nodiscard]] Recognition recognise(const Head& head) const override {
    if (!refusal_.fits(head)) return {};
    return {1.0, refusal_.reason};
  }

  [[nodiscard]] std::unique_ptr<RowReader> open(FileContext& context) const override {
    throw InputError(
        {"totals_only", refusal_.text, {context.head.input->name(), context.head.line, 0}});
  }

 private:
  const Refusal& refusal_;
};

}  // namespace

const Layout& my_fitness_pal_summary_layout() {
  static const RefusedLayout layout{refusals[0]};
  return layout;
}

const Layout& cronometer_summary_layout() {
  static const RefusedLayout layout{refusals[1]};
  return layout;
}

const Layout& fitbit_layout() {
  static const RefusedLayout layout{refusals[2]};
  return layout;
}

}  // namespace culprit::diary
