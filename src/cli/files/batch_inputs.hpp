/// The words of a batch's command line as diaries: files, folders, patterns and manifests.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files/output_file.hpp"
#include "culprit/batch/source.hpp"
#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::cli {

/// Paths, sorted bytewise by the first of each unit, each path once. Kept in one block of text: a
/// million of them are some tens of megabytes.
///
/// - a file is itself; `-` is standard input;
/// - a folder is every .csv, .tsv or .txt file below it (also .gz and .zst of these), but for
///   hidden ones and for what is not a regular file; links to folders are not followed;
/// - a pattern with `*`, `?` or `[` that names no file is what matches it, likewise;
/// - `@FILE`, or a file with a column `file` or `path` and none with dates, is a manifest: a path a
///   row and, maybe, in a column `subject` whose it is; rows of one subject are the files of one
///   diary. Without a header each line is a path. A path that does not exist as it stands is looked
///   for beside the manifest.
class BatchInputs final : public batch::InputSet {
 public:
  /// @param stdin_descriptor  is read when `-` is among the words.
  /// @throws NoInputError  naming every word that is missing, unreadable or matches nothing.
  /// @throws InputError    `no_diaries` if nothing is left; `scattered_subject` if a manifest's
  /// rows
  ///   of one subject do not stand together; what is wrong with a manifest.
  BatchInputs(std::span<const std::string> words, int stdin_descriptor);
  ~BatchInputs() override;

  [[nodiscard]] std::size_t size() const noexcept override { return units_.size(); }
  /// What cannot be opened (any more), is not a regular file, or is not what it was when the unit
  /// was opened first, is an error of the unit.
  [[nodiscard]] batch::Unit open(std::size_t i) const override;

  /// What was left out of folders, for people.
  [[nodiscard]] const std::vector<Message>& notices() const noexcept { return notices_; }
  /// A message for each output that would replace one of the files.
  [[nodiscard]] std::vector<Message> check_outputs(std::span<const WrittenFile> written) const;

 private:
  friend class InputGatherer;
  struct UnitRef {
    std::uint64_t at = 0;  ///< in `text_`: the subject if it is named, then the paths
    std::uint32_t files = 1;
    bool is_named = false;
    mutable std::uint64_t stamp = 0;  ///< of its files when it was opened first; 0 = not yet
  };
  [[nodiscard]] std::string_view text_at(std::uint64_t at) const noexcept;
  [[nodiscard]] std::vector<std::string> paths_of(const UnitRef& unit) const;
  void sort_units();

  std::string text_;  ///< each part ends in NUL
  std::vector<UnitRef> units_;
  /// Streams that can be read once, by path.
  std::map<std::string, std::unique_ptr<csv::Input>, std::less<>> streams_;
  std::vector<Message> notices_;
};

}  // namespace culprit::cli
