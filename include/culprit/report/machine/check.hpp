/// What was read, what not and why: the report of `check`.
///
/// Neighbours: the cli reads the diary, lists the outcomes and learns what `rank` would do; this
/// turns that into one value and the value into bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "culprit/diary/outcome.hpp"
#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/unknown.hpp"

namespace culprit::report {

/// A rating of the diary that could be the outcome.
struct CheckedSeverity {
  diary::OutcomeCandidate candidate;
  diary::Scale scale;    ///< inferred or given
  bool is_used = false;  ///< the one that `rank` would take; at most one
};

/// What the caller knows beside the diary itself.
struct CheckDetails {
  std::vector<CheckedSeverity> severities;  ///< best first
  std::vector<engine::Warning> warnings;
  std::vector<foods::Phrase> unknown_foods = {};  ///< what the lexicon does not know; most first
  std::vector<foods::Reading> read_foods = {};    ///< misspellings and what they were taken for
  int rank_exit = 0;                              ///< exit code of `rank` on this input
  std::optional<std::string> rank_message;        ///< why; nothing = the usual words for that code
};

/// Rows or cells that were rejected for one reason.
struct CheckedRejection {
  std::string code;  ///< `bad_date`
  std::uint64_t count = 0;
  Message first;
};

/// The longest run of days without foods, between the diary's first and last day.
struct LoggingGap {
  Day first{};
  int days = 0;  ///< > 0
};

/// Everything the report of `check` may say.
struct Check : CheckDetails {
  std::vector<diary::FileReport> files;
  /// `readings` counts the entries of the used severity (`rank` averages those of one instant).
  /// Without any entry `days` is 0 and the days mean nothing.
  engine::DiarySummary diary;
  std::vector<foods::Phrase> foods;          ///< each food with its entries; by count, then bytes
  std::vector<CheckedRejection> rejections;  ///< by count, then code
  std::optional<LoggingGap> longest_gap;     ///< nothing = foods on every day
  std::vector<Day> logged_days;              ///< with foods recorded, rising
  std::vector<Day> rated_days;               ///< with any rating or symptom, rising
  std::vector<std::string> examples;         ///< at most 3 entries as understood
};

/// Gathers a check. Works for every result of `diary::read`, also for one without entries.
[[nodiscard]] Check make_check(
    const diary::ReadResult& input, const foods::Resolution& resolution, CheckDetails details);

}  // namespace culprit::report
