/// What a food's exposure was at each lag of each reading.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/study.hpp"
#include "stats/columns.hpp"

namespace culprit::engine {

/// A food's columns as they are tested, and where it is known to have been eaten within them.
struct FoodColumns {
  /// As `ExposureGrid::exposures`; but an hour window with fewer than `least_contrast` readings
  /// after the food, or fewer without it, is 0 throughout: it cannot be tested.
  stats::SparseColumns exposures;
  std::vector<std::vector<std::uint32_t>> eaten;  ///< [columns] readings, rising: entered in an
                                                  ///< hour window, 1 at a lag
};
inline constexpr std::size_t least_contrast = 5;

/// What each column of a food's exposures covers, and how much of it is not known. The same for all
/// foods of a study.
///
/// Exposure by lag: 1 = eaten, 0 = not eaten, in between = not logged.
///
/// A day that was not logged stands at its expectation: the share of logged days with the food
/// among those of the same weekday within 45 days, shrunk to the share among all of them. Never 0,
/// which would turn "not written down" into "not eaten", and never left out, which at 15 % missing
/// days would cost three quarters of the rows. With day alignment, the day of a reading that may
/// have been given before the meal stands at its expectation too.
///
/// With clock alignment lag k covers the 24 hours [24k, 24(k+1)) before the reading: 1 if the food
/// was entered in them, else the sum over the calendar days they touch that were not logged of
/// (share of the 24 hours) × (expectation).
///
/// An hour window is cut into pieces of 24 hours, the last of them shorter. In each piece a food
/// was eaten or not, 1 or 0, what was not logged as above; the window's exposure is their sum over
/// the days that it covers (hours / 24, at least 1). So its coefficient is the total effect of
/// eating the food once a day over the window, and a window of whole days is the mean of its days.
/// Windows that overlap are columns of their own: eaten twice in one is still once, which no sum
/// over smaller parts would know.
class ExposureGrid {
 public:
  explicit ExposureGrid(const Study& study) : ExposureGrid{study, study.lags} {}
  /// @param study  outlives this; its own lags do not matter.
  ExposureGrid(const Study& study, const Lags& lags);

  /// [readings × columns] as `column_windows` names them.
  [[nodiscard]] stats::SparseColumns exposures(const FoodSeries& food) const;
  /// The same in doses (`FoodSeries::day_doses`), not logged days at the expectation times the
  /// usual dose. Only of a food that has doses.
  [[nodiscard]] stats::SparseColumns doses(const FoodSeries& food) const;
  /// A food's columns as they are tested.
  [[nodiscard]] FoodColumns columns(const FoodSeries& food) const;
  /// [readings × columns] How much of each column is not known, in [0, 1]: not logged, or after a
  /// reading that may have come before the meal. Where it is 0 at a lag, its exposure is exactly 0
  /// or 1.
  [[nodiscard]] Eigen::MatrixXd unknown_shares() const;
  /// [readings × 2] Days not logged among the used lags or hours: of the last two days before a
  /// reading, and of earlier ones.
  [[nodiscard]] Eigen::MatrixXd unlogged_days() const;

 private:
  /// Of a piece before a reading, what is not known: the calendar days that were not logged, as
  /// shares of a day.
  struct Unknown {
    std::uint32_t reading = 0;
    int later = 0;  ///< the later of the two calendar days that the piece may touch
    double later_share = 0;
    double earlier_share = 0;
    bool is_certain = false;  ///< not known even if the food was eaten on that day
  };
  /// Minutes before a reading, at most a day of them.
  struct Piece {
    int from = 0;
    int to = 0;
    std::vector<Unknown> unknown;
  };
  struct Measure;

  [[nodiscard]] std::vector<Unknown> unknown_of(const Piece& piece) const;
  void add_unknown(const Piece& piece, Eigen::Ref<Eigen::VectorXd> sum) const;
  using Hit = stats::SparseColumns::Entry;
  /// The pieces of a column.
  struct Run {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  /// Counts of days before each, of all or of one weekday.
  class DayCounts {
   public:
    /// @param counts  [days] 1 or 0
    explicit DayCounts(const std::vector<char>& counts);
    [[nodiscard]] int n_days() const noexcept { return static_cast<int>(all_.size()) - 1; }
    [[nodiscard]] double between(int first, int last) const;
    /// @param first, last  of the same weekday
    [[nodiscard]] double on_weekday(int first, int last) const;

   private:
    std::vector<int> all_;         // [days + 1]
    std::vector<int> of_weekday_;  // [days + 7] of the days a whole number of weeks before
  };

  [[nodiscard]] std::vector<std::int64_t> minutes_of(const FoodSeries& food) const;
  [[nodiscard]] double expected_exposure(const DayCounts& eaten, int day) const;
  /// [pieces] The readings, rising, with something eaten in the piece.
  [[nodiscard]] std::vector<std::vector<Hit>> hits(const Measure& measure) const;
  /// Sorts, and adds up what is of one reading.
  static void unite(std::vector<Hit>& hits, double largest);
  /// The hits of a piece with what is expected of days that were not logged.
  template <typename Expectation> [[nodiscard]] static std::vector<Hit> fill(
      const Piece& piece, const std::vector<Hit>& known, const Expectation& expectation);
  [[nodiscard]] stats::SparseColumns fill(const FoodSeries& food, const Measure& measure) const;

  const Study& study_;
  Lags lags_;
  bool is_by_day_;
  std::vector<TimeWindow> windows_;  // [columns]
  std::vector<Run> runs_;            // [columns]
  std::vector<Piece> pieces_;
  /// [readings + 1] since day 0; where aligned by the day, the start of it, of foods too. At the
  /// end a time that never comes.
  std::vector<std::int64_t> minutes_;
  std::vector<std::size_t> first_of_day_;  // [days + 1] first reading not before the day
  DayCounts logged_;
};

/// What each column of exposures covers: one lag, or one hour window.
[[nodiscard]] std::vector<TimeWindow> column_windows(const Lags& lags);

/// First and last calendar day [within the study] that the window before the reading touches.
[[nodiscard]] std::pair<int, int> days_touched(const Reading& reading, const HourWindow& window);

/// Adjacent columns.
struct ColumnRun {
  Eigen::Index first = 0;
  Eigen::Index count = 0;
};
/// The columns whose mean is the exposure over a scanned window.
[[nodiscard]] ColumnRun columns_of(const Study& study, const TimeWindow& window);
/// The columns that windows may hold: all but an unused lag 0.
[[nodiscard]] ColumnRun used_columns(const Study& study);

/// Logged days within reach of a reading, with and without the food.
struct ExposureCounts {
  int exposed = 0;
  int unexposed = 0;
};
[[nodiscard]] ExposureCounts count_exposures(const Study& study, const FoodSeries& food);

/// The lag windows that are scanned: every single used lag, and the multi-day windows {0–1} {1–2}
/// {2–3} {3–4} {4–5} {5–6} {0–2} {1–3} {2–4} {3–5} {4–6} {3–6} {0–3} {0–5} that lie within them.
/// Multi-day windows carry the power where reactions last days, single ones where they last one.
/// A rating that looks back over several days cannot tell one of them from the next: its windows
/// are multiples of its recall. Hour windows are scanned as they were asked for.
[[nodiscard]] std::vector<TimeWindow> scanned_windows(const Study& study);

/// How likely a window is beforehand, relative to others: all alike, those that reach beyond the
/// third day half as likely. Delayed flares set in within 6 to 48 hours, up to 72 (Werfel et al.
/// 2007, Allergy 62, 723–728). A rating that looks back over several days has no such windows.
[[nodiscard]] double prior_of(const Study& study, const TimeWindow& window);

}  // namespace culprit::engine
