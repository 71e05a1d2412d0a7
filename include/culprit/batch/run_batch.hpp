/// The analysis of many diaries, and every person of a batch for the pooled table.
///
/// Neighbours: takes the jobs of `source.hpp`; a `Sink` of the caller's takes the results. What a
/// result looks like is the caller's, too. `engine/pool.hpp` makes the table.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/batch/source.hpp"
#include "culprit/core/error.hpp"
#include "culprit/core/message_tally.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/pool.hpp"
#include "culprit/pipeline.hpp"

namespace culprit::batch {

/// What became of one diary.
struct Result {
  std::uint64_t index = 0;
  std::optional<std::string> subject;
  std::string file;
  std::optional<Message> error = {};  ///< nothing = `analysis` holds
  engine::Analysis analysis = {};
  MessageTally rejected{0};  ///< rows and cells that could not be understood, in their order
};

/// Takes the results, in the order of their index, each with the text that `Render` made of it.
using Sink = std::function<void(const Result& result, std::string_view text)>;

struct RunOptions {
  PipelineOptions pipeline;
  unsigned threads = 0;  ///< 0 = one per core; the results do not depend on it
  /// A diary with a row that cannot be understood is an error.
  bool strict = false;
  /// Rejections that are kept of each diary and reason.
  std::size_t kept_per_reason = 20;
  /// The run ends after one error more than this.
  std::optional<std::uint64_t> max_errors;
  std::uint64_t earlier_errors = 0;  ///< of a run that is resumed
};

enum class RunEnd {
  complete,
  too_many_errors,  ///< the last result written is the error that was one too many
  stopped,          ///< as asked for; diaries that were begun have been written
};

/// Makes a result's text; called on several threads at once.
using Render = std::function<std::string(const Result&)>;

/// Analyses every job and hands the results to `sink`. Each diary is analysed on one thread; a
/// few per thread are in memory at a time.
///
/// A diary that cannot be read, used or rendered, for whatever reason, is a result with an error,
/// never the end of the run. One for which memory runs out is tried again when no other is worked
/// on, so that others do not suffer for a large one; then its error is `out_of_memory`.
/// @param stop    looked at before each job.
/// @throws        what `next`, `render` and `sink` throw.
[[nodiscard]] RunEnd run(const NextJob& next, const Render& render, const Sink& sink,
    const RunOptions& options, const std::atomic<bool>& stop);

/// What pooling found out about one diary.
struct Gathered {
  std::optional<Message> error;  ///< the diary cannot be used
  MessageTally rejected{0};
};

/// Takes the effects of every job's diary into a pool, in the order of the jobs. A diary that
/// cannot be used is left out. `on_person` is called once for each diary.
/// @param options  `strict`, `max_errors` and `earlier_errors` are not used.
/// @return         nothing if `stop` came true.
[[nodiscard]] std::optional<engine::Pool> gather(const NextJob& next, const RunOptions& options,
    const std::atomic<bool>& stop, const std::function<void(const Gathered&)>& on_person);

}  // namespace culprit::batch
