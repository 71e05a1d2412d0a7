/// What the engine lets its caller decide.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "culprit/core/day.hpp"
#include "culprit/core/lag.hpp"
#include "culprit/diary/outcome.hpp"
#include "culprit/foods/resolve.hpp"

namespace culprit::engine {

/// How food and reading are put on one time axis.
enum class Align {
  automatic,  ///< clock if at least 80 % of foods and 80 % of readings are timed, else day
  day,        ///< lag = difference of calendar days
  clock,      ///< lag k = eaten 24k to 24(k+1) hours before the reading
};

/// When untimed readings were taken.
enum class Rated { unknown, morning, evening };

/// What days with foods and no rating were: unknown, or free of symptoms (the scale's minimum).
enum class Unrated { missing, free };

/// Which factors and treatments are adjusted for.
enum class AdjustMode {
  automatic,  ///< by the kind of factor, see `select_factors`
  all,        ///< other symptoms too
  none,       ///< only trend, weekday, time of day and unlogged days
  named,      ///< only the named ones
};

struct Options {
  /// Lags that are scanned. Longer ranges test more and find less. Hour windows need clock
  /// alignment and a scale about "now".
  Lags lags = LagWindow{0, 6};
  /// False: `lags` is the default, which a scale that looks back over several days replaces.
  bool has_explicit_lags = false;
  Align align = Align::automatic;
  /// `evening` makes lag 0 usable with day alignment; `morning` and `unknown` do not.
  Rated rated = Rated::unknown;
  /// Whoever reads the diary rates the days that were free; the engine takes what it is given.
  Unrated unrated = Unrated::missing;
  /// Readings on these days only; foods eaten before still count as exposures.
  std::optional<Day> from;
  std::optional<Day> to;
  AdjustMode adjust = AdjustMode::automatic;
  std::vector<std::string> adjust_names;  ///< with `named`; compared folded
  /// False discovery rate among findings. Larger: more findings, more of them coincidence.
  double fdr = 0.10;
  /// The outcome's scale if the caller knows it; nothing = inferred.
  std::optional<diary::Scale> scale;
  /// Smallest change that matters [points]; nothing = the instrument's, else a tenth of the range.
  std::optional<double> important_change;
  /// IANA zone of the clock times: with it, elapsed hours are right across clock changes.
  std::optional<std::string> time_zone;
  /// Levels of the variables: whoever resolves the foods reads it, the engine tests what it is
  /// given.
  foods::Levels level = foods::Levels::all;
  /// The name of the outcome; nothing = chosen.
  std::optional<std::string> severity;
  /// Threads for the food loop; results do not depend on it. 0 = one per core.
  unsigned threads = 0;
};

}  // namespace culprit::engine
