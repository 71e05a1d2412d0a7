/// Opening what is read: diaries, and texts of the command line. The file of `--lexicon`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/files/descriptor.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/foods/lexicon.hpp"

namespace culprit::cli {

/// A regular file, opened anew for every reading. It must stay the same file, unchanged.
class FileInput final : public csv::Input {
 public:
  /// @param stamp  of the file as it was found; nothing = as it is when it is opened first.
  explicit FileInput(std::string path, std::optional<FileStamp> stamp = {});
  [[nodiscard]] const std::string& name() const noexcept override { return path_; }
  [[nodiscard]] const std::optional<FileStamp>& stamp() const noexcept { return stamp_; }
  /// @throws IoError  if it cannot be opened (any more), `changed` if it is not what it was, when
  ///   it is opened or at its end; reading throws IoError as well.
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override;

 private:
  std::string path_;
  mutable std::optional<FileStamp> stamp_;
};

/// What is read behind a path.
enum class Accepted {
  any,      ///< a file, a device, a named pipe, whose writer is waited for
  no_wait,  ///< a named pipe is refused: its writer may never come. `<(…)` of a shell is read
  files,    ///< regular files only
};

/// One input: a regular file is reopened for each reading, everything else spooled.
/// @param expected  for messages: `a diary`, `a lexicon`.
/// @throws NoInputError  if it is missing, unreadable, a directory, a socket, a block device or
///   not accepted.
[[nodiscard]] std::unique_ptr<csv::Input> open_input(
    const std::string& path, Accepted accepted, std::string_view expected = "a diary");

/// The diaries of the command line, in order; `-` is `standard_input`.
/// @throws NoInputError  as `open_input`, naming every path.
[[nodiscard]] std::vector<std::unique_ptr<csv::Input>> open_inputs(
    std::span<const std::string> paths, int standard_input);

/// All of an input that is text of people's making. @throws IoError, and InputError `too_long`
/// above `longest` bytes, a number of whole MiB.
[[nodiscard]] std::string read_text(
    const csv::Input& input, std::size_t longest = std::size_t{64} << 20);

struct LexiconFile {
  foods::Lexicon lexicon = foods::Lexicon::built_in();
  std::optional<std::uint64_t> hash;  ///< of the file's text; nothing = no file
};

/// The built-in lexicon, with the names of a file if one is given (`path` not empty).
/// @param shown_errors  how many defects of each kind are named; the rest are counted.
/// @throws NoInputError (also for a named pipe, which might be waited for without end), IoError,
///   InputError
[[nodiscard]] LexiconFile read_lexicon(const std::string& path, std::size_t shown_errors);

}  // namespace culprit::cli
