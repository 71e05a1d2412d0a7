/// Whose rows are read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::diary {

/// Tells the rows of the wanted person from those of others. A row with a blank cell
/// belongs to the diary. Subjects are compared byte by byte, trimmed.
class SubjectFilter {
 public:
  explicit SubjectFilter(std::optional<std::string> wanted) : wanted_{std::move(wanted)} {}

  /// @param cell  trimmed
  [[nodiscard]] bool accepts(std::string_view cell) {
    if (cell.empty()) return true;
    if (cell != last_ || seen_.empty()) remember(cell);
    return !wanted_ || last_ == *wanted_;
  }

  /// The person whose diary was read; nothing if the files name nobody.
  /// @throws InputError  `several_subjects`; `unknown_subject` if nobody has the wanted name.
  [[nodiscard]] std::optional<std::string> finish() const;

 private:
  void remember(std::string_view cell);

  std::optional<std::string> wanted_;
  std::string last_;
  std::vector<std::string> seen_;  ///< sorted
};

}  // namespace culprit::diary
