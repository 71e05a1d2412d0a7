/// A report as headings, sentences, lists and tables: written once as a text with gaps, filled from
/// what its JSON holds, shown on a terminal, in markdown and as a page. So are plans and trials
/// told to the person who may carry them out, and to the clinician.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/trial/trial.hpp"

namespace culprit::report {

/// A result as the json format has it.
using Facts = nlohmann::ordered_json;

struct PaperTable {
  std::vector<std::string> heads = {};  ///< `#` before those of numbers
  std::vector<std::vector<std::string>> rows = {};
};

/// Shown in this order.
struct PaperSection {
  std::string id;             ///< `[a-z-]`
  std::string heading;        ///< one line; empty = the answer
  bool begins_sheet = false;  ///< on paper on a page of its own
  std::vector<std::string> paragraphs = {};
  PaperTable table = {};
  std::vector<std::string> items = {};
};

struct Paper {
  std::string title;
  std::string read;  ///< what it was made from
  std::vector<PaperSection> sections;
};

/// A text whose first two lines are title and `read`, then `## id|Heading` (`##! ` begins a sheet),
/// paragraphs, `- items`, `* list: an item of each` and `| list: head=cell | head=cell`.
///
/// `{food/name}` is the value at that place, within lists and tables of the list's item; `{|share}`
/// says how a number is shown: share, points, p, certainty, or its decimals. A line begins with its
/// conditions: `{?place}` has a value other than null, false, 0 and nothing, `{!place}` has none,
/// `{?place=word}` is that word. A line with an open gap is left out (a cell is `-`), so are all
/// that follow a heading that is left out, and sections without content.
[[nodiscard]] Paper fill(std::string_view text, const Facts& facts);

/// The items of a section; none if there is no such section.
[[nodiscard]] std::vector<std::string> items_of(const Paper& paper, std::string_view id);

/// `42 in 100`; `more than 99 in 100` at either end: nothing is certain.
[[nodiscard]] std::string share_words(double share);

/// What it can and cannot decide first; then why not, or the calendar, what to leave out, what to
/// do every day, when to stop. Without dates no sentence tells anybody to eat or avoid anything.
[[nodiscard]] Paper plan_paper(const trial::Plan& plan);

/// The verdict first; while the trial runs how it is kept and nothing that could be peeked at.
[[nodiscard]] Paper trial_paper(const trial::Result& result);

/// `EAT carrot (block 3 of 12)`, `AVOID …`, `carrot as usual …`: one line of a calendar.
[[nodiscard]] std::string block_title(const trial::Plan& plan, std::size_t block);
/// What to do on its days; first of all a portion after weeks without it.
[[nodiscard]] std::string block_words(const trial::Plan& plan, std::size_t block);
/// What to do on the days of an arm.
[[nodiscard]] std::string arm_words(const trial::Plan& plan, trial::Arm arm);

}  // namespace culprit::report
