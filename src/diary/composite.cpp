#include "diary/composite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "culprit/core/error.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/cells/cells.hpp"

namespace culprit::diary {
namespace {

struct Mean {
  double total = 0;
  int count = 0;
};

/// Day and minute, -1 = untimed.
using Instant = std::pair<Day, int>;
using InstantReadings = std::map<Instant, std::vector<Mean>>;  ///< [parts]

Instant instant_of(const Entry& entry) {
  return {entry.day, entry.time.is_known() ? entry.time.minute() : -1};
}

std::vector<OutcomeCandidate> find_parts(const Diary& diary, const Composite& composite) {
  const auto candidates = outcome_candidates(diary);
  const std::string known = joined(candidates, ", ",
      [](const OutcomeCandidate& candidate) { return '\'' + quotable(candidate.name) + '\''; });
  std::vector<OutcomeCandidate> parts;
  std::vector<Message> unknown;
  for (const auto& name : composite.parts) {
    const auto at = std::find_if(candidates.begin(), candidates.end(),
        [&](const OutcomeCandidate& one) { return fold_name(one.name) == fold_name(name); });
    if (at != candidates.end()) {
      parts.push_back(*at);
    } else {
      unknown.push_back({"unknown_severity",
          fmt::format("severity '{}' of {} is not in the diary; expected one of {}", quotable(name),
              quotable(composite.name()), known)});
    }
  }
  if (!unknown.empty()) throw InputError(std::move(unknown));
  return parts;
}

InstantReadings gather(const Diary& diary, const std::vector<OutcomeCandidate>& parts) {
  InstantReadings readings;
  for (const Entry& entry : diary.entries) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!parts[i].holds(entry)) continue;
      auto& means = readings[instant_of(entry)];
      means.resize(parts.size());
      means[i].total += entry.amount;
      ++means[i].count;
    }
  }
  std::erase_if(readings, [](const auto& reading) {
    return std::any_of(reading.second.begin(), reading.second.end(),
        [](const Mean& mean) { return mean.count == 0; });
  });
  return readings;
}

/// The place of a spelling, made if there is none; the names stay sorted.
std::uint32_t add_name(Diary& diary, const std::string& name) {
  const auto at = std::lower_bound(diary.names.begin(), diary.names.end(), name);
  const auto place = static_cast<std::uint32_t>(at - diary.names.begin());
  if (at != diary.names.end() && *at == name) return place;
  diary.names.insert(at, name);
  for (Entry& entry : diary.entries)
    if (entry.name >= place) ++entry.name;
  return place;
}

}  // namespace

std::string Composite::name() const {
  return fmt::format("{}({})", how == How::mean ? "mean" : "sum", fmt::join(parts, ", "));
}

std::optional<Composite> composite_from_text(std::string_view text) {
  text = trim(text);
  const auto open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return std::nullopt;
  const std::string how = fold_name(text.substr(0, open));
  if (how != "mean" && how != "sum") return std::nullopt;
  Composite composite;
  composite.how = how == "mean" ? Composite::How::mean : Composite::How::sum;
  std::string_view rest = text.substr(open + 1, text.size() - open - 2);
  while (true) {
    const auto comma = rest.find(',');
    composite.parts.push_back(tidy_name(rest.substr(0, comma)));
    if (composite.parts.back().empty()) return std::nullopt;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return composite.parts.size() > 1 ? std::optional{std::move(composite)} : std::nullopt;
}

void add_composite(Diary& diary, const Composite& composite) {
  const auto readings = gather(diary, find_parts(diary, composite));
  if (readings.empty()) {
    throw InputError({"no_common_rating",
        fmt::format("the parts of {} are never rated together; expected ratings at the same time, "
                    "or on the same day without a time",
            quotable(composite.name()))});
  }
  const auto name = add_name(diary, composite.name());
  for (const auto& [instant, means] : readings) {
    double value = 0;
    for (const Mean& mean : means) value += mean.total / mean.count;
    if (composite.how == Composite::How::mean) value /= static_cast<double>(means.size());
    Entry& entry = diary.entries.emplace_back();
    entry.day = instant.first;
    if (instant.second >= 0) entry.time = ClockTime{instant.second};
    entry.kind = Kind::severity;
    entry.name = name;
    entry.amount = value;
  }
  std::stable_sort(diary.entries.begin(), diary.entries.end(), [](const Entry& a, const Entry& b) {
    return std::tuple{instant_of(a), a.kind, a.name} < std::tuple{instant_of(b), b.kind, b.name};
  });
}

}  // namespace culprit::diary
