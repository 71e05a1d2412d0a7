/// The parts of a batch as one result, and what is left of a run that broke off.
///
/// Neighbours: `run.hpp` makes parts, one per shard; the cli opens and writes them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "culprit/csv/input.hpp"

namespace culprit::batch {

/// Results of all shards of one run, checked. The merged bytes are those of a run without shards.
class Merge {
 public:
  /// Reads every part once.
  /// @param parts  must outlive the merge; compressed ones are unpacked.
  /// @throws InputError  naming every part that is no result, is not complete, is of another run
  ///   (version, settings or inputs differ), or is there twice, and the shards that are missing.
  explicit Merge(std::span<const std::unique_ptr<csv::Input>> parts);

  /// First line, without shard; ends in LF.
  [[nodiscard]] const std::string& header() const noexcept { return header_; }
  [[nodiscard]] std::uint64_t diaries() const noexcept { return diaries_; }
  /// The false discovery rate, if it is to hold over the whole batch (see `scope.hpp`).
  [[nodiscard]] const std::optional<double>& batch_fdr() const noexcept { return batch_fdr_; }
  /// Reads every part again and hands over the lines of diaries by index, without LF.
  /// @throws InputError  `index_gap` if the indices are not 0, 1, 2 …
  void write(const std::function<void(std::string_view)>& write) const;

 private:
  std::span<const std::unique_ptr<csv::Input>> parts_;
  std::string header_;
  std::uint64_t diaries_ = 0;
  std::optional<double> batch_fdr_;
};

/// What a run that broke off has left.
struct PartialRun {
  std::uint64_t bytes = 0;    ///< of whole lines; what follows is torn
  std::uint64_t diaries = 0;  ///< written
  std::uint64_t errors = 0;   ///< of them
  std::uint64_t too_little_data = 0;
  bool has_suspect = false;  ///< some diary has one
  std::optional<std::uint64_t> last_index;
  bool is_complete = false;  ///< the last line is there
};

/// Looks through a partial result.
/// @param header  what this run writes as its first line, with LF.
/// @throws InputError  `other_run` if the first line is another one, and says what differs;
///   `bad_line` if a whole line is no line of a diary or its index does not grow.
[[nodiscard]] PartialRun inspect(const csv::Input& partial, std::string_view header);

/// The same of a file that may be anything: nothing unless it is the complete result of that
/// header.
[[nodiscard]] std::optional<PartialRun> find_complete(const csv::Input& result,
                                                      std::string_view header);

}  // namespace culprit::batch
