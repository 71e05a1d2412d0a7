/// The reading of files behind `read` and `Conversion`.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// A table of a file.
struct OpenFile {
  std::shared_ptr<const csv::Input> input;  ///< decoded; what `head` refers to
  Head head;
  Recognised recognised;
  std::vector<Message> notes = {};  ///< on what stands beside the table
};

/// Headers read, layouts recognised, options checked. @throws as `read`.
[[nodiscard]] std::vector<OpenFile> open_files(
    std::span<const std::unique_ptr<csv::Input>> inputs, const ReadOptions& options);

/// Bytes of text that the files of one reading keep in memory at most; what goes beyond streams.
inline constexpr std::size_t most_kept = std::size_t{16} << 20;

/// The tables of one of them, at least one; columns that options name need not be in it. A note
/// tells of tables that are of no known layout. @throws as `read`.
/// @param room  bytes of text that may be kept; less by those that are
[[nodiscard]] std::vector<OpenFile> open_file(
    const csv::Input& input, const ReadOptions& options, std::size_t& room);

/// The order that the options give or all dates of the file together ask for; nothing = it stays
/// open. Reads the file unless its first dates begin with the year.
[[nodiscard]] std::optional<DateOrder> settled_date_order(
    const FileContext& file, const Layout& layout);

/// Nothing read yet.
[[nodiscard]] SharedState shared_state(const std::vector<OpenFile>& files,
    const ReadOptions& options, const std::function<void(const Message&)>& on_rejection);

/// Reads all rows of one file into `shared`, which drains itself as it fills.
[[nodiscard]] FileReport read_file(const OpenFile& file, SharedState& shared);

/// @throws InputError  `no_usable_rows` if no row of any file was used.
/// @param is_empty  nothing is left of those that were
void check_any_used(
    const std::vector<FileReport>& reports, const MessageTally& rejections, bool is_empty = false);

}  // namespace culprit::diary
