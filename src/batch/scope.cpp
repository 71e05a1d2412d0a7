#include "culprit/batch/scope.hpp"

#include <xxhash.h>

#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "batch/batch_texts.hpp"
#include "batch/strict_json.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/text.hpp"

namespace culprit::batch {
namespace {

/// Findings were selected before their conditional p-values are looked at, so that these are too
/// small on average. Half of the rate kept the rate on simulated batches (docs/scale.md).
constexpr double share_of_rate = 0.5;
constexpr std::string_view reason = "short of what the false discovery rate of the batch asks for";

template <typename Action> auto with_line(std::string_view text, const Action& action) {
  try {
    if (auto line = parse_limited(text)) return action(*line);
  } catch (const Json::exception&) {
    // A key is missing or has another type.
  }
  throw InputError{Message{.code = "bad_line", .text = say("no_diary_line")}};
}

double p_of(const Json& object) {
  const Json& p_value = object.at("p_conditional");
  return p_value.is_null() ? std::numeric_limits<double>::quiet_NaN() : p_value.get<double>();
}

/// Takes out the findings above the cut-off. @return  new numbers by old ones
std::map<int, int> select(Json& findings, double cutoff) {
  std::map<int, int> number_of;
  Json kept = Json::array();
  for (Json& finding : findings) {
    if (!(p_of(finding) <= cutoff)) continue;
    const int id = static_cast<int>(kept.size()) + 1;
    number_of[finding.at("id").get<int>()] = id;
    finding["id"] = id;
    kept.push_back(std::move(finding));
  }
  findings = std::move(kept);
  return number_of;
}

void renumber(Json& food, const std::map<int, int>& number_of) {
  Json& id = food.at("finding");
  if (id.is_null()) return;
  const auto at = number_of.find(id.get<int>());
  if (at != number_of.end()) {
    id = at->second;
    return;
  }
  id = nullptr;
  food.at("verdict") = "possible";
  food.at("reason") = reason;
  food["reason_code"] = "short_of_rate";
}

/// Takes the findings above the cut-off out of a line. @return  whether there are any
bool drop_findings(Json& line, double cutoff) {
  Json& findings = line.at("findings");
  const std::size_t before = findings.size();
  const auto number_of = select(findings, cutoff);
  if (findings.size() == before) return false;
  for (Json& food : line.at("foods")) renumber(food, number_of);
  line.erase("xxh3");
  return true;
}

}  // namespace

void BatchScope::count(std::string_view text) {
  with_line(text, [this](Json& line) {
    p_values_.add_hypotheses(line.at("foods").get_ref<const Json::array_t&>().size());
    for (const Json& finding : line.at("findings").get_ref<const Json::array_t&>()) {
      p_values_.add_candidate(p_of(finding));
      (void)finding.at("verdict");
    }
    drop_findings(line, -1);  // whether `apply` can do it
  });
}

std::string BatchScope::apply(std::string_view text, double fdr) {
  if (!cutoff_) cutoff_ = p_values_.cutoff(share_of_rate * fdr);
  return with_line(text, [&](Json& line) {
    found_ += line.at("findings").size();
    const bool is_changed = drop_findings(line, *cutoff_);
    for (const Json& finding : line["findings"])
      has_suspect_ = has_suspect_ || finding.at("verdict") == "suspect";
    kept_ += line["findings"].size();
    return is_changed ? sealed(escape_in_json(line.dump())) : std::string{text} + '\n';
  });
}

std::uint64_t hash_of(std::string_view text) noexcept {
  return XXH3_64bits(text.data(), text.size());
}

bool Shard::holds(std::string_view key) const noexcept {
  return count == 1 || hash_of(key) % count == index - 1;
}

}  // namespace culprit::batch
