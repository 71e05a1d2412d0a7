/// The parts of a batch as one result, and what is left of a run that broke off.
///
/// Neighbours: `run_batch.hpp` makes parts, one per shard; the cli opens and writes them;
/// `lines.hpp` says what a line must be. A part that is damaged, by a single bit even, is refused.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/batch/lines.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::batch {

/// Results of all shards of one run, checked. The merged bytes are those of a run without shards.
class Merge {
 public:
  /// Reads every part once.
  /// @param parts  must outlive the merge; compressed ones are unpacked.
  /// @param version  of the program; parts of others are refused
  /// @throws InputError  that names every part which is not a result, is damaged or incomplete,
  ///   comes from another run (version, settings or inputs differ) or occurs twice, and every
  ///   shard that is missing; `index_gap` if the indices of all are not 0, 1, 2 …
  Merge(std::span<const std::unique_ptr<csv::Input>> parts, std::string_view version);

  /// First line, without shard; ends in LF.
  [[nodiscard]] const std::string& header() const noexcept { return header_; }
  [[nodiscard]] std::uint64_t diaries() const noexcept { return diaries_; }
  /// The false discovery rate, if it is to hold over the whole batch (see `scope.hpp`).
  [[nodiscard]] const std::optional<double>& batch_fdr() const noexcept { return batch_fdr_; }
  /// Names of parts with lines that have no checksum.
  [[nodiscard]] const std::vector<std::string>& unsealed() const noexcept { return unsealed_; }
  /// Reads every part again and hands over the lines of diaries by index, sealed, without LF.
  /// @throws InputError  of `write`, with the line's place if it has none.
  /// @throws IoError     `changed` if a part is not what it was.
  void write(const std::function<void(std::string_view)>& write) const;

 private:
  std::span<const std::unique_ptr<csv::Input>> parts_;
  std::vector<std::uint64_t> sizes_;  ///< diaries of each part
  std::string header_;
  std::uint64_t diaries_ = 0;
  std::optional<double> batch_fdr_;
  std::vector<std::string> unsealed_;
};

/// How the diaries of a run ended.
struct DiaryCounts {
  std::uint64_t diaries = 0;  ///< written
  std::uint64_t errors = 0;   ///< of them
  std::uint64_t too_little_data = 0;
  bool has_suspect = false;  ///< some diary has one
};

/// What a run that broke off has left.
struct PartialRun : DiaryCounts {
  std::uint64_t bytes = 0;     ///< of whole lines; what follows is torn
  std::uint64_t unsealed = 0;  ///< lines without a checksum, the last one included
  std::optional<std::uint64_t> last_index;
  bool is_complete = false;  ///< the last line is there
  Checksum checksum;         ///< of all lines but the last
};

/// Looks through a partial result.
/// @param header  what this run writes as its first line, with LF.
/// @throws InputError  `other_run` if the first line is another one, and says what differs;
///   `bad_line` if a whole line is damaged or no line of a diary, or its index does not grow;
///   `bad_checksum` if the last line does not fit the others.
[[nodiscard]] PartialRun inspect(const csv::Input& partial, std::string_view header);

/// The same of a file that may be anything: nothing unless it is the complete result of that
/// header.
[[nodiscard]] std::optional<PartialRun> find_complete(
    const csv::Input& result, std::string_view header);

}  // namespace culprit::batch
