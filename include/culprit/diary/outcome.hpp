/// Which rating is the outcome, and on what scale.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/diary/diary.hpp"

namespace culprit::diary {

/// One rating that could be the outcome: all spellings that fold to one name, one kind.
struct OutcomeCandidate {
  std::string name;  ///< the commonest spelling
  Kind kind = Kind::severity;
  std::vector<std::uint32_t> names;  ///< indices into `Diary::names`, sorted
  std::size_t readings = 0;
  double minimum = 0;       ///< observed
  double maximum = 0;       ///< observed
  bool names_skin = false;  ///< its name holds eczema, dermatitis, skin, itch or flare
  bool is_plain = false;    ///< and nothing else but places, times and words for a scale

  /// The entry is one of its readings.
  [[nodiscard]] bool holds(const Entry& entry) const noexcept;
};

/// All severities and symptoms of the diary, best candidate first: severity before symptom; names
/// with a skin word first, of these plain ones (`itch`, not `itch minutes`), then most readings,
/// then order of first appearance by name.
[[nodiscard]] std::vector<OutcomeCandidate> outcome_candidates(const Diary& diary);

/// The candidate asked for, or the best one.
/// @param wanted  the value of `--severity`, compared folded, a composite by its name; nothing =
///   choose.
/// @throws InputError  `no_severity` if there is none; `unknown_severity` if none has that name
///   (lists those there are); `severity_ambiguous` if several of the best one's kind are there,
///   none names the skin and none was asked for (lists them).
[[nodiscard]] OutcomeCandidate choose_outcome(
    const std::vector<OutcomeCandidate>& candidates, const std::optional<std::string>& wanted);

/// A rating scale; higher = worse.
struct Scale {
  std::string name;  ///< `0-10`, `POEM`, …
  double minimum = 0;
  double maximum = 10;
  int recall_days = 1;                     ///< over how many days the rating looks back
  std::optional<double> important_change;  ///< of the instrument [points]; nothing = none published
  bool given = false;                      ///< by option, not inferred
  bool reversed = false;                   ///< in the files the maximum is the best
};

/// The scale of a rating: the one that all its entries state as their unit (`0..4`, `POEM`), if the
/// readings fit; the one that its name ends in (`Itch (1-5)`), if they fit; an instrument's if its
/// name says so and the readings fit (POEM, SCORAD, oSCORAD, EASI, vIGA-AD, DLQI, RECAP, ADCT, TIS,
/// SASSAD, itch NRS); else the smallest of 0–4 (whole numbers, at least 30 of them), 0–5
/// (likewise), 0–10, 0–100 that holds the readings; else 0 (or the minimum, if negative) to the
/// maximum. Source of the instruments' ranges and changes: docs/instruments.md.
[[nodiscard]] Scale infer_scale(const Diary& diary, const OutcomeCandidate& outcome);

/// The scale of `--scale`: an instrument's name or `MIN..MAX`; with MIN > MAX higher ratings are
/// better in the files (`5..1`). Nothing if the text is neither.
[[nodiscard]] std::optional<Scale> scale_from_text(std::string_view text);

/// Turns the outcome's ratings round where the scale is reversed, so that higher = worse: a rating
/// x becomes minimum + maximum - x.
void turn_round(Diary& diary, const OutcomeCandidate& outcome, const Scale& scale);

}  // namespace culprit::diary
