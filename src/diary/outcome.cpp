#include "culprit/diary/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "culprit/core/error.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/rating_names.hpp"
#include "diary/composite.hpp"

namespace culprit::diary {
namespace {

struct Group {
  OutcomeCandidate candidate;
  std::map<std::uint32_t, std::size_t> spellings;  ///< entries by name
  std::size_t first = 0;                           ///< its first entry
};

void add_reading(Group& group, const Entry& entry, std::size_t at) {
  OutcomeCandidate& candidate = group.candidate;
  if (candidate.readings++ == 0) {
    candidate.kind = entry.kind;
    candidate.minimum = candidate.maximum = entry.amount;
    group.first = at;
  }
  candidate.minimum = std::min(candidate.minimum, entry.amount);
  candidate.maximum = std::max(candidate.maximum, entry.amount);
  ++group.spellings[entry.name];
}

/// Commonest spelling; of equals the first in byte order, which is the order of `Diary::names`.
void name_candidate(Group& group, const Diary& diary) {
  std::size_t most = 0;
  for (const auto& [name, entries] : group.spellings) {
    group.candidate.names.push_back(name);
    if (entries <= most) continue;
    most = entries;
    group.candidate.name = diary.names[name];
  }
}

std::string list_of(const std::vector<OutcomeCandidate>& candidates) {
  return joined(candidates, ", ",
      [](const OutcomeCandidate& candidate) { return '\'' + quotable(candidate.name) + '\''; });
}

}  // namespace

bool OutcomeCandidate::holds(const Entry& entry) const noexcept {
  return entry.kind == kind && std::binary_search(names.begin(), names.end(), entry.name);
}

std::vector<OutcomeCandidate> outcome_candidates(const Diary& diary) {
  std::vector<std::string> folded(diary.names.size());  // filled on first use
  std::map<std::pair<Kind, std::string>, Group> groups;
  for (std::size_t i = 0; i < diary.entries.size(); ++i) {
    const Entry& entry = diary.entries[i];
    if (entry.kind != Kind::severity && entry.kind != Kind::symptom) continue;
    std::string& name = folded[entry.name];
    if (name.empty()) name = fold_name(diary.names[entry.name]);
    Group& group = groups[{entry.kind, name}];
    if (group.candidate.readings == 0) {
      group.candidate.names_skin = names_skin(name);
      group.candidate.is_plain = group.candidate.names_skin && is_plain_rating(name);
    }
    add_reading(group, entry, i);
  }
  std::vector<Group> sorted;
  for (auto& [key, group] : groups) {
    name_candidate(group, diary);
    sorted.push_back(std::move(group));
  }
  std::sort(sorted.begin(), sorted.end(), [](const Group& a, const Group& b) {
    const auto key = [](const Group& group) {
      return std::tuple{group.candidate.kind, !group.candidate.names_skin,
          !group.candidate.is_plain, -static_cast<std::int64_t>(group.candidate.readings),
          group.first};
    };
    return key(a) < key(b);
  });
  std::vector<OutcomeCandidate> candidates;
  candidates.reserve(sorted.size());
  for (auto& group : sorted) candidates.push_back(std::move(group.candidate));
  return candidates;
}

OutcomeCandidate choose_outcome(
    const std::vector<OutcomeCandidate>& candidates, const std::optional<std::string>& wanted) {
  if (candidates.empty()) {
    Message message{
        "no_severity", "the diary holds no severity; expected entries of type severity or symptom"};
    message.hint = "export the symptom log too, and give both files";
    throw InputError(std::move(message));
  }
  if (wanted) {
    const auto composite = composite_from_text(*wanted);
    const std::string folded = fold_name(composite ? composite->name() : *wanted);
    for (const auto& candidate : candidates)
      if (fold_name(candidate.name) == folded) return candidate;
    throw InputError(
        {"unknown_severity", fmt::format("severity '{}' is not in the diary; expected one of {}",
                                 quotable(*wanted), list_of(candidates))});
  }
  const OutcomeCandidate& best = candidates.front();
  const bool has_rival = candidates.size() > 1 && candidates[1].kind == best.kind;
  if (has_rival && !best.names_skin) {
    throw InputError({"severity_ambiguous",
        fmt::format("the diary holds several severities; expected --severity NAME with one of {}",
            list_of(candidates))});
  }
  return best;
}

}  // namespace culprit::diary
