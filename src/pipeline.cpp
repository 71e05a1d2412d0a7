#include "culprit/pipeline.hpp"

#include "culprit/diary/outcome.hpp"
#include "culprit/engine/analyse.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit {

std::string_view version() noexcept { return CULPRIT_VERSION; }

PipelineResult analyse(std::span<const std::unique_ptr<csv::Input>> inputs,
                       const PipelineOptions& options,
                       const std::function<void(const Message&)>& on_rejection) {
  PipelineResult result;
  result.input = diary::read(inputs, options.read, on_rejection);
  if (options.engine.scale && options.engine.scale->reversed) {
    auto& diary = result.input.diary;
    const auto candidates = diary::outcome_candidates(diary);
    diary::turn_round(diary, diary::choose_outcome(candidates, options.engine.severity),
                      *options.engine.scale);
  }
  const foods::Resolution resolution = foods::resolve(result.input.diary);
  engine::Analysis& analysis = result.analysis;
  analysis = engine::analyse(result.input.diary, resolution, options.engine);
  analysis.settings.seed = options.seed;
  analysis.diary.fingerprint = result.input.fingerprint;
  for (const auto& file : result.input.files) {
    analysis.diary.files.push_back(file.path);
    analysis.diary.rejected_rows += file.rejected;
    const std::string order{diary::to_word(file.date_order)};
    std::string& orders = analysis.settings.date_order;
    if (orders.find(order) == std::string::npos) orders += (orders.empty() ? "" : ",") + order;
  }
  if (!result.input.files.empty()) analysis.diary.format = result.input.files.front().format;
  return result;
}

}  // namespace culprit
