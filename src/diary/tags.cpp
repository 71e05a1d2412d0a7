#include "diary/tags.hpp"

#include <algorithm>
#include <iterator>

#include "culprit/core/text.hpp"
#include "diary/name_words.hpp"

namespace culprit::diary {
namespace {

/// Activities of mood trackers that are no foods and no factors by their words either.
constexpr std::string_view activities[] = {
    "bad sleep",  "bike",     "cleaning",    "cooking",  "cycling",   "date",
    "eat out",    "family",   "focus",       "friends",  "gaming",    "good meal",
    "good sleep", "kindness", "laundry",     "listen",   "make list", "medium sleep",
    "meditation", "movies",   "music",       "nature",   "party",     "reading",
    "relax",      "relaxed",  "school",      "shopping", "shower",    "sleep early",
    "social",     "sport",    "start early", "stressed", "study",     "take a break",
    "tv",         "walk",     "walking",     "yoga"};

}  // namespace

Kind kind_of_tag(std::string_view name) {
  const std::string folded = fold_name(name);
  if (names_treatment(folded)) return Kind::treatment;
  const bool is_activity =
      std::find(std::begin(activities), std::end(activities), folded) != std::end(activities);
  return is_activity || names_factor(folded) ? Kind::factor : Kind::food;
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

}  // namespace culprit::diary
