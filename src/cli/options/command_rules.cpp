#include "cli/options/command_rules.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace culprit::cli {
namespace {

using enum Format;
constexpr std::array rank_formats{table, json, ndjson, csv, tsv, markdown, html};
constexpr std::array table_or_json{table, json};
constexpr std::array table_json_html{table, json, html};
constexpr std::array only_csv{csv};
constexpr std::array lines_or_rows{ndjson, csv};

constexpr std::array rules{
    CommandRule{Command::rank, "rank", rank_formats,
                "table, json, ndjson, csv, tsv, markdown or html"},
    CommandRule{Command::check, "check", table_or_json, "table or json"},
    CommandRule{Command::explain, "explain", table_json_html, "table, json or html"},
    CommandRule{Command::convert, "convert", only_csv, "csv"},
    CommandRule{Command::foods, "foods", table_or_json, "table or json"},
    CommandRule{Command::plot, "plot", {}, "none, it writes SVG"},
    CommandRule{Command::batch, "batch", lines_or_rows, "ndjson or csv"},
    CommandRule{Command::merge, "merge", lines_or_rows, "ndjson or csv"},
    CommandRule{Command::pool, "pool", table_json_html, "table, json or html"},
};

template <std::size_t n>
bool is_among(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of one diary, or of what only people look at.
constexpr std::array<std::string_view, 5> not_for_batch{"subject", "words", "color", "ascii",
                                                        "unknown"};
/// The windows of pooled effects are fixed, and nothing is a suspect.
constexpr std::array<std::string_view, 8> not_for_pool{
    "subject", "words", "unknown", "lags", "seed", "fail-on", "important-change", "strict"};
constexpr std::array<std::string_view, 4> for_merge{"format", "output", "error-format", "quiet"};

}  // namespace

std::span<const CommandRule> command_rules() { return rules; }

const CommandRule& rule_of(Command command) {
  const auto* const at = std::find_if(
      rules.begin(), rules.end(), [&](const CommandRule& rule) { return rule.command == command; });
  if (at == rules.end()) throw std::logic_error("rule_of: command has no rule, but must have!");
  return *at;
}

bool applies(const Setting& setting, Command command) {
  if (setting.group == many_diaries) return command == Command::batch;
  if (command == Command::batch) return !is_among(not_for_batch, setting.name);
  if (command == Command::pool) return !is_among(not_for_pool, setting.name);
  if (command == Command::merge) return is_among(for_merge, setting.name);
  return true;
}

}  // namespace culprit::cli
