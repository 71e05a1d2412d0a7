/// Plans and trials in formats for programs: JSON, rows, a calendar. The plan's JSON is what
/// `culprit trial` reads.
#pragma once

#include <string>
#include <string_view>

#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// `culprit.plan/1`, as docs/schema/plan.schema.json checks it.
[[nodiscard]] std::string to_json(const trial::Plan& plan, std::string_view version);
/// `culprit.trial/1`, docs/schema/trial.schema.json. @param indent  -1 = one line (ndjson)
[[nodiscard]] std::string to_json(
    const trial::Result& result, std::string_view version, int indent = 1);

/// The plan of such a text. @param file  for messages
/// @throws InputError  `plan_malformed` with the place in the text; also if the blocks are not
///   those of the lot.
[[nodiscard]] trial::Plan plan_from_json(const std::string& text, const std::string& file);

/// `date,day,block,arm,portion,note`: a row a day; a blank portion is as usual. The head alone
/// without dates.
[[nodiscard]] std::string to_csv(const trial::Plan& plan);
/// The trial as one row with its head.
[[nodiscard]] std::string to_csv(const trial::Result& result);

/// iCalendar (RFC 5545): an event a block, whole days, no alarms; the last one says what to run.
/// Lines end in CR LF, at most 75 bytes each. No clock is read: same plan, same bytes.
[[nodiscard]] std::string to_ics(const trial::Plan& plan);

}  // namespace culprit::report
