#include "diary/symptom_free.hpp"

namespace culprit::diary {

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
