#include "diary/layouts/tags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/text.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {

Kind kind_of_tag(std::string_view name, const SharedState& shared) {
  const std::string folded = fold_name(name);
  if (names_treatment(folded)) return Kind::treatment;
  if (is_listed<"activities">(folded) || names_factor(folded) || shared.has_food_log)
    return Kind::factor;
  const auto& knows_food = shared.options.knows_food;
  return !knows_food || knows_food(name) ? Kind::food : Kind::factor;
}

void TickedFactors::tick(Day day, std::string_view name) {
  check_in(day);
  add(day, *known_.of(name));
}

void TickedFactors::finish(EntryTable& entries) const {
  const auto days = sorted_days(days_);
  for (const auto& [name, ticks] : ticks_) {
    const auto ticked = sorted_days(ticks);
    const std::uint32_t id = entries.name(name);
    for (const Day day : days) {
      Entry& entry = entries.add();
      entry.day = day;
      entry.kind = Kind::factor;
      entry.name = id;
      entry.amount = std::binary_search(ticked.begin(), ticked.end(), day) ? 1 : 0;
    }
  }
}

void UnknownMoods::report(FileContext& file) const {
  if (words_.empty()) return;
  std::vector<std::pair<std::string, std::uint64_t>> words{words_.begin(), words_.end()};
  std::stable_sort(
      words.begin(), words.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::uint64_t lost = 0;
  for (const auto& [word, count] : words) lost += count;
  const Message message{"unknown_mood",
      fmt::format("{} of {} moods are words without a number, and are left out; expected numbers "
                  "for them in --mood-map '{}'",
          lost, n_moods_,
          joined(words, ",",
              [](const auto& mood) { return fmt::format("{}=?({})", mood.first, mood.second); })),
      {file.head.input->name(), 0, 0}};
  file.shared.reject(message);
  file.report.notes.push_back(message);
  file.report.rejected_cells += lost;
  file.report.rejected_readings += lost;
}

void SymptomFree::name(const Entry& symptom) {
  const auto [known, is_new] = scales_.emplace(symptom.name, symptom.unit);
  if (!is_new && known->second != symptom.unit) known->second = 0;
}

void SymptomFree::finish(EntryTable& entries) const {
  for (const Entry& row : rows_) {
    for (const auto& [name, scale] : scales_) {
      Entry& entry = entries.add();
      entry = row;
      entry.kind = Kind::symptom;
      entry.name = name;
      entry.unit = scale;
      entry.amount = 0;
    }
  }
}

}  // namespace culprit::diary
