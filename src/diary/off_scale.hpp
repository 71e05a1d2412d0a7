/// Ratings that their instrument cannot give.
#pragma once

#include <optional>
#include <vector>

#include "diary/instruments.hpp"
#include "diary/layouts/layout.hpp"

namespace culprit::diary {

/// Looks at what each row of a file has added, in every layout alike: a SCORAD of 420 is a slip of
/// the pen, unless its name or its unit states another scale.
class OffScale {
 public:
  explicit OffScale(FileContext& file) : file_{file} {}

  /// Takes back and reports the entries from `first` on that are impossible; how many.
  std::size_t check(const csv::Record& record, std::size_t first) {
    std::size_t taken = 0;
    const EntryTable& entries = file_.shared.entries;
    for (std::size_t i = entries.size(); i-- > first;) {
      const Entry& entry = entries.since(i).front();
      if (entry.kind != Kind::severity && entry.kind != Kind::symptom) continue;
      if (take_back(record, i)) ++taken;
      else remember(record, entry);
    }
    return taken;
  }

 private:
  using Range = std::optional<InstrumentRange>;

  bool take_back(const csv::Record& record, std::size_t at);
  const Range& range_of(const Entry& entry);
  /// Keeps the place of a rating that is far above those before it, or the first.
  void remember(const csv::Record& record, const Entry& entry);
  [[nodiscard]] std::size_t field_of(const csv::Record& record, const Entry& entry) const;

  FileContext& file_;
  std::vector<std::optional<Range>> ranges_;  ///< [names] nothing = not asked yet
  std::vector<double> largest_;               ///< [names] of the ratings that are not far above
};

/// Takes back and reports ratings beyond the scale that the options give. Without one: at most one
/// in fifty of a name, or one, that are more than twice as high as all others and beyond 10 or 100
/// that holds them, unless a known scale ends there; where such ratings are kept, a note says that
/// the scale is unsure. Of a name that states a scale at most one in twenty, or one, that are
/// beyond it. Units that state a scale, and instruments, are left alone. Then ratings whose name
/// calls high good are turned round, unless the options give a scale.
void settle_ratings(ReadResult& result, SharedState& shared);

}  // namespace culprit::diary
