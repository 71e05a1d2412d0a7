/// The results of many diaries, a line or some rows each.
///
/// Neighbours: `json.hpp` and `rows.hpp` for one diary; the batch layer decides what is a diary and
/// in which order they come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/core/error.hpp"
#include "culprit/core/word_table.hpp"
#include "culprit/diary/read.hpp"
#include "culprit/engine/analysis.hpp"
#include "culprit/engine/options.hpp"

namespace culprit::report {

/// Over what the false discovery rate is kept.
enum class FdrScope {
  diary,  ///< in each diary: the mean share of coincidences among its findings
  batch,  ///< over all findings of all diaries together
};
inline constexpr Word<FdrScope> fdr_scope_words[] = {
    {FdrScope::diary, "diary"}, {FdrScope::batch, "batch"}};
constexpr const auto& word_table(FdrScope /*of*/) noexcept { return fdr_scope_words; }

/// Every option that changes results. References, for the call only.
struct BatchSettings {
  const diary::ReadOptions& read;
  const engine::Options& engine;
  std::uint64_t seed = 1;
  bool strict = false;
  FdrScope fdr_scope = FdrScope::diary;
  std::optional<std::uint64_t> lexicon = {};  ///< hash of the names that were added
};

/// The share of the diaries that a part holds.
struct BatchShard {
  std::uint64_t index = 1;
  std::uint64_t count = 1;
  std::uint64_t diaries = 0;  ///< in this part
};

/// The first line of `culprit.batch/1`. Ends in LF, as every line here.
[[nodiscard]] std::string to_batch_header(const BatchSettings& settings, std::uint64_t fingerprint,
    const std::optional<BatchShard>& shard, std::string_view version);

/// What became of a diary.
enum class DiaryStatus {
  ok,
  too_little_data,  ///< analysed, but nothing can be said about any food
  error,            ///< could not be read or used
};
inline constexpr Word<DiaryStatus> diary_status_words[] = {{DiaryStatus::ok, "ok"},
    {DiaryStatus::too_little_data, "too_little_data"}, {DiaryStatus::error, "error"}};
constexpr const auto& word_table(DiaryStatus /*of*/) noexcept { return diary_status_words; }

/// One diary of a batch. References, for the call only.
struct BatchDiary {
  std::uint64_t index = 0;
  const std::optional<std::string>& subject;
  const std::string& file;
  const std::optional<Message>& error;  ///< nothing = `analysis` holds
  const engine::Analysis& analysis;

  [[nodiscard]] DiaryStatus status() const noexcept;
};

/// One line, before its checksum: who, status, error, and the parts of `culprit.rank/1` that are
/// the diary's own; null or empty of an error.
[[nodiscard]] std::string to_batch_line(const BatchDiary& diary);

/// `index,subject,file,status` and the columns of `to_csv`.
[[nodiscard]] std::string batch_csv_header();
/// A row for each food. A diary without any has one row, whose `reason` is the error's text.
[[nodiscard]] std::string to_batch_csv(const BatchDiary& diary);
/// The same of a line of `to_batch_line`, with a checksum or without.
/// @throws InputError  `bad_line`, without a place, if it is none.
[[nodiscard]] std::string batch_line_to_csv(std::string_view text);

}  // namespace culprit::report
