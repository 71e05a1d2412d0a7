#include "diary/tags.hpp"

#include "culprit/core/text.hpp"
#include "diary/name_words.hpp"
#include "diary/word_lists.hpp"

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
  DaySet* const ticked =
      known_.get(name, [this](std::string_view written) { return &ticks_[tidy_name(written)]; });
  ticked->insert(day);
}

void TickedFactors::finish(EntryTable& entries) const {
  const auto days = days_.days();
  for (const auto& [name, ticked] : ticks_) {
    const std::uint32_t id = entries.name(name);
    for (const Day day : days) {
      Entry& entry = entries.add();
      entry.day = day;
      entry.kind = Kind::factor;
      entry.name = id;
      entry.amount = ticked.contains(day) ? 1 : 0;
    }
  }
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
