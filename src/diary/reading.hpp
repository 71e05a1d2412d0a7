/// The reading of files behind `read` and `Conversion`.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "layout.hpp"

namespace culprit::diary {

struct OpenFile {
  Head head;
  Recognised recognised;
};

/// Headers read, layouts recognised, options checked. @throws as `read`.
[[nodiscard]] std::vector<OpenFile> open_files(std::span<const std::unique_ptr<csv::Input>> inputs,
                                               const ReadOptions& options);

/// Reads all rows of one file into `shared`, which drains itself as it fills.
[[nodiscard]] FileReport read_file(const OpenFile& file, SharedState& shared);

/// @throws InputError  `no_usable_rows` if no row of any file was used.
void check_any_used(const std::vector<FileReport>& reports, const Rejections& rejections);

}  // namespace culprit::diary
