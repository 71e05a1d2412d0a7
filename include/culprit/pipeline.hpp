/// The whole program in one function: files of one person to an Analysis.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/lexicon.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit {

/// The version of the library and program, `major.minor.patch`.
[[nodiscard]] std::string_view version() noexcept;

struct PipelineOptions {
  diary::ReadOptions read;
  engine::Options engine;
  foods::Lexicon lexicon = foods::Lexicon::built_in();
  std::uint64_t seed = 1;
};

/// The options, and `knows_food` by that lexicon: for reading on one's own.
[[nodiscard]] diary::ReadOptions with_foods_of(
    const foods::Lexicon& lexicon, diary::ReadOptions options);

/// A diary as it goes into the engine.
struct PreparedDiary {
  diary::ReadResult input;  ///< entries of the food log that are no food have become what they are
  foods::Resolution resolution;
  std::vector<engine::Warning> warnings;  ///< of what they were
};

/// Resolves what was read with `with_foods_of(options.lexicon, options.read)`.
/// @throws as `diary::choose_outcome`.
[[nodiscard]] PreparedDiary prepare(diary::ReadResult input, const PipelineOptions& options);

/// What was read and what came of it.
struct PipelineResult {
  diary::ReadResult input;  ///< entries of the food log that are no food have become what they are
  foods::Resolution resolution;
  engine::Analysis analysis;
  foods::Lexicon lexicon = foods::Lexicon::built_in();  ///< of the resolution
};

/// Resolves, analyses, ranks what was read as `prepare` says. @throws as `prepare` and
/// `engine::analyse`.
[[nodiscard]] PipelineResult analyse(diary::ReadResult input, const PipelineOptions& options);

/// Reads first. @throws as `diary::read` and the other `analyse`.
[[nodiscard]] PipelineResult analyse(std::span<const std::unique_ptr<csv::Input>> inputs,
    const PipelineOptions& options, const std::function<void(const Message&)>& on_rejection = {});

}  // namespace culprit
