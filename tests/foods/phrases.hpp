/// What the tests of the resolver share: phrases as short text, tables of phrases.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::foods {

inline std::string ids(const Lexicon& lexicon, GroupSet set) {
  std::string text;
  set.for_each([&](GroupId group) {
    text += (text.empty() ? "" : ",") + std::string{lexicon.groups()[group].id};
  });
  return text;
}

/// `sourdough toast*2 slice; ?xyzzy; -cheese`: items with amounts, unknown ones with `?`, what was
/// not eaten with `-`.
inline std::string summary(const Resolved& resolved) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  for (const auto& item : resolved.items) {
    std::string part = (item.term ? "" : "?") + item.name;
    if (item.amount) part += "*" + format_number(*item.amount);
    if (!item.unit.empty()) part += " " + item.unit;
    add(part);
  }
  for (const auto& name : resolved.not_eaten) add("-" + name);
  return text;
}

/// Sure identity groups of a phrase, as `ids`.
inline std::string identity(const Lexicon& lexicon, std::string_view phrase) {
  return ids(lexicon, resolve_phrase(lexicon, phrase).sure() & lexicon.layer(Layer::identity));
}

/// The groups of a comma-separated list; `none` and blanks are no group.
inline GroupSet parse_groups(const Lexicon& lexicon, const std::string& list) {
  GroupSet set;
  std::istringstream parts{list};
  for (std::string id; std::getline(parts, id, ',');) {
    if (const auto group = lexicon.find_group(id)) set.insert(*group);
  }
  return set;
}

/// Rows of a file with four columns; the first line names them.
inline std::vector<std::vector<std::string>> read_table(const std::string& path) {
  std::ifstream file{path};
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::vector<std::string> row;
    std::istringstream cells{line};
    for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
    row.resize(4);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace culprit::foods
