#include "cli/options/batch_settings.hpp"

#include <algorithm>

#include "cli/options/values.hpp"

namespace culprit::cli {

std::optional<std::string> take_shard(Options& options, const std::string& value) {
  auto& batch = options.batch;
  batch.has_automatic_shard = value == "auto";
  batch.shard.reset();
  if (batch.has_automatic_shard) return std::nullopt;
  const auto at = std::min(value.find('/'), value.size());
  const auto index = whole_number_from_text(value.substr(0, at));
  const auto count = whole_number_from_text(value.substr(std::min(at + 1, value.size())));
  if (!index || !count || *index == 0 || *index > *count)
    return "is no shard; expected I/N with 1 <= I <= N, or auto";
  batch.shard = batch::Shard{*index, *count};
  return std::nullopt;
}

std::optional<std::string> take_max_errors(Options& options, const std::string& value) {
  const auto number = whole_number_from_text(value);
  if (!number) return "is no number of errors; expected a whole number";
  options.batch.max_errors = *number;
  return std::nullopt;
}

std::optional<std::string> take_fdr_scope(Options& options, const std::string& value) {
  if (value != "diary" && value != "batch") return "is no scope; expected diary or batch";
  options.batch.fdr_scope = value == "batch" ? report::FdrScope::batch : report::FdrScope::diary;
  return std::nullopt;
}

}  // namespace culprit::cli
