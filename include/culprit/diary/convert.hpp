/// Files of any layout as one canonical long CSV, in bounded memory.
///
/// Neighbours: `read.hpp` makes a Diary of the same files; docs/formats.md describes the long
/// layout.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "culprit/diary/read.hpp"

namespace culprit::diary {

/// Two readings of the same files: the first says what is wrong with them and writes nothing, the
/// second writes. Memory grows with the number of different names only.
///
/// What is written gives the same Diary as the files: every entry with its day and time as in the
/// files (`day_starts` is not applied), and for a logged day on which nothing was eaten a food
/// with the amount 0. Repeated timed entries are written as often as they come; whoever reads them
/// merges them. Notes are not kept.
class Conversion {
 public:
  /// The first reading. @throws as `read`, but files without a severity are welcome.
  Conversion(std::span<const std::unique_ptr<csv::Input>> inputs, const ReadOptions& options,
      const std::function<void(const Message&)>& on_rejection = {});
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;
  ~Conversion();

  /// Of the first reading; `merged` counts nothing.
  [[nodiscard]] const std::vector<FileReport>& files() const noexcept;

  /// The second reading: `write` gets whole lines, header first. @throws what `write` throws.
  void write(const std::function<void(std::string_view)>& write) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace culprit::diary
