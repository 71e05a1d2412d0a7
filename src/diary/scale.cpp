
#include <algorithm>
#include <array>
#include <cmath>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/composite.hpp"
#include "diary/instruments.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t enough_for_short_scale = 30;

/// A published instrument. Sources: docs/instruments.md.
struct Instrument {
  const char* name;
  double maximum;
  int recall_days;
  std::optional<double> important_change;
  std::array<const char*, 3> phrases;  ///< folded names, longest first; null = none
};

constexpr std::optional<double> unpublished;

constexpr std::array<Instrument, 11> instruments{{
    {"oSCORAD", 83, 1, 8.2, {"objective scorad", "oscorad", "o-scorad"}},
    {"SCORAD", 103, 1, 8.7, {"po-scorad", "scorad", nullptr}},
    {"POEM", 28, 7, 3.0, {"poem", nullptr, nullptr}},
    {"EASI", 72, 1, 6.6, {"easi", nullptr, nullptr}},
    {"vIGA-AD", 4, 1, 1.0, {"viga-ad", "viga", "iga"}},
    {"DLQI", 30, 7, 4.0, {"dlqi", nullptr, nullptr}},
    {"RECAP", 28, 7, 3.0, {"recap", nullptr, nullptr}},
    {"ADCT", 24, 7, 5.0, {"adct", nullptr, nullptr}},
    {"TIS", 9, 1, unpublished, {"tis", nullptr, nullptr}},
    {"SASSAD", 108, 1, unpublished, {"sassad", nullptr, nullptr}},
    {"itch NRS", 10, 1, 2.0, {"itch nrs", "nrs itch", "pruritus nrs"}},
}};

/// `phrase` within `folded` with no letter on either side.
bool holds_phrase(const std::string& folded, std::string_view phrase) {
  for (auto at = folded.find(phrase); at != std::string::npos; at = folded.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    if ((at == 0 || !is_letter(folded[at - 1])) &&
        (end == folded.size() || !is_letter(folded[end])))
      return true;
  }
  return false;
}

/// SCORAD's own questions for itch and for lost sleep, each 0–10 over the last three days.
constexpr Instrument scorad_item{
    "SCORAD item", 10, 3, unpublished, {"scorad item", nullptr, nullptr}};
constexpr std::array<std::string_view, 7> scorad_item_words{
    "itch", "itching", "pruritus", "sleep", "sleeplessness", "insomnia", "item"};

bool is_scorad_item(const std::string& folded) {
  return holds_phrase(folded, "scorad") &&
         std::any_of(scorad_item_words.begin(), scorad_item_words.end(),
             [&](std::string_view word) { return holds_phrase(folded, word); });
}

const Instrument* find_instrument(const std::string& folded, bool whole) {
  if (whole ? folded == scorad_item.phrases[0] : is_scorad_item(folded)) return &scorad_item;
  for (const auto& instrument : instruments) {
    for (const char* phrase : instrument.phrases) {
      if (phrase == nullptr) continue;
      if (whole ? folded == phrase : holds_phrase(folded, phrase)) return &instrument;
    }
  }
  return nullptr;
}

Scale scale_of(const Instrument& instrument, bool given) {
  return {instrument.name, 0, instrument.maximum, instrument.recall_days,
      instrument.important_change, given, false};
}

Scale plain_scale(double minimum, double maximum, bool given) {
  const char* between = minimum < 0 || maximum < 0 ? " to " : "-";
  return {format_number(minimum) + between + format_number(maximum), minimum, maximum, 1, {}, given,
      false};
}

/// The ends of the parts' scales, averaged or added.
Scale composite_scale(const Diary& diary, const Composite& composite) {
  double minimum = 0;
  double maximum = 0;
  int recall_days = 1;
  const auto candidates = outcome_candidates(diary);
  for (const auto& part : composite.parts) {
    const auto scale = infer_scale(diary, choose_outcome(candidates, part));
    minimum += scale.minimum;
    maximum += scale.maximum;
    recall_days = std::max(recall_days, scale.recall_days);
  }
  const bool is_mean = composite.how == Composite::How::mean;
  const auto parts = is_mean ? static_cast<double>(composite.parts.size()) : 1.0;
  Scale scale = plain_scale(minimum / parts, maximum / parts, false);
  scale.recall_days = recall_days;
  return scale;
}

/// The scale that every reading states as its unit (`1..4`), if it holds them all.
std::optional<Scale> stated_scale(const Diary& diary, const OutcomeCandidate& outcome) {
  std::optional<Scale> stated;
  std::uint32_t last = 0;  // the unit just looked at
  for (const Entry& entry : diary.entries) {
    if (!outcome.holds(entry)) continue;
    if (entry.unit == 0) return std::nullopt;
    if (entry.unit == last) continue;
    last = entry.unit;
    auto scale = scale_from_text(diary.units[entry.unit]);
    if (!scale || (stated && stated->name != scale->name)) return std::nullopt;
    stated = *std::move(scale);
  }
  if (!stated || outcome.minimum < stated->minimum || outcome.maximum > stated->maximum)
    return std::nullopt;
  stated->given = false;
  return stated;
}

}  // namespace

std::optional<InstrumentRange> instrument_range(std::string_view folded) {
  const auto* instrument = find_instrument(std::string{folded}, false);
  if (instrument == nullptr || !scale_in_name(folded).empty()) return std::nullopt;
  return InstrumentRange{instrument->name, instrument->maximum};
}

bool is_end_of_scale(double value) noexcept {
  return value == 10 || value == 100 ||
         std::any_of(instruments.begin(), instruments.end(),
             [value](const Instrument& one) { return one.maximum == value; });
}

Scale infer_scale(const Diary& diary, const OutcomeCandidate& outcome) {
  if (const auto composite = composite_from_text(outcome.name))
    return composite_scale(diary, *composite);
  if (auto stated = stated_scale(diary, outcome)) return *std::move(stated);
  const auto in_name = scale_from_text(scale_in_name(outcome.name));
  if (in_name && in_name->minimum <= outcome.minimum && outcome.maximum <= in_name->maximum)
    return plain_scale(in_name->minimum, in_name->maximum, false);
  if (const auto* instrument = find_instrument(fold_name(outcome.name), false);
      instrument != nullptr && outcome.minimum >= 0 && outcome.maximum <= instrument->maximum)
    return scale_of(*instrument, false);
  if (outcome.minimum < 0)
    return plain_scale(outcome.minimum, std::max(outcome.maximum, outcome.minimum / 2), false);
  const bool all_whole =
      std::all_of(diary.entries.begin(), diary.entries.end(), [&](const Entry& entry) {
        return !outcome.holds(entry) || entry.amount == std::floor(entry.amount);
      });
  if (all_whole && outcome.readings >= enough_for_short_scale) {
    for (const double maximum : {1.0, 4.0, 5.0})
      if (outcome.maximum <= maximum) return plain_scale(0, maximum, false);
  }
  for (const double maximum : {10.0, 100.0})
    if (outcome.maximum <= maximum) return plain_scale(0, maximum, false);
  return plain_scale(0, outcome.maximum, false);
}

std::optional<Scale> scale_from_text(std::string_view text) {
  if (const auto* instrument = find_instrument(fold_name(text), true))
    return scale_of(*instrument, true);
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto minimum = parse_number(trim(text.substr(0, dots)));
  const auto maximum = parse_number(trim(text.substr(dots + 2)));
  if (!minimum || !maximum || *minimum == *maximum) return std::nullopt;
  if (*minimum < *maximum) return plain_scale(*minimum, *maximum, true);
  Scale scale = plain_scale(*maximum, *minimum, true);
  scale.name += " turned round";
  scale.reversed = true;
  return scale;
}

void turn_round(Diary& diary, const OutcomeCandidate& outcome, const Scale& scale) {
  if (!scale.reversed) return;
  for (Entry& entry : diary.entries)
    if (outcome.holds(entry)) entry.amount = scale.minimum + scale.maximum - entry.amount;
}

}  // namespace culprit::diary
