/// What holds for people in general: the effects of many diaries put together.
///
/// Neighbours: `associate.hpp` tests the foods of one diary, `stats/meta_analysis.hpp` has the
/// formulas. Findings play no part: what stands out in one diary is too large on average.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "culprit/diary/diary.hpp"
#include "culprit/engine/options.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/stats/meta_analysis.hpp"

namespace culprit::engine {

/// The windows that are fixed before anybody looks at the ratings.
enum class PresetWindow : std::uint8_t {
  early,  ///< 0 to 3 days before a rating; 1 to 3 where lag 0 cannot be used
  late,   ///< 4 to 6 days: exploratory
};
[[nodiscard]] LagWindow lags_of(PresetWindow window);

/// The effect of one food, ingredient or group in one diary, adjusted and whitened.
struct PresetEffect {
  std::string name;
  foods::Level level = foods::Level::food;
  PresetWindow window = PresetWindow::early;
  double estimate = 0;        ///< if eaten daily against never, as a share of the scale's range
  double standard_error = 0;  ///< likewise, > 0
};

/// One person's effects of everything that could be tested.
struct PersonEffects {
  std::string person;  ///< subject, else file
  std::vector<PresetEffect> effects;
  bool is_lag_zero_used = false;
  /// Why the person takes no part; then there are no effects.
  std::optional<std::string> left_out;
};

/// Effects over the preset windows of every eligible food, whatever its result. Eligibility does
/// not look at the ratings.
///
/// A diary whose scale looks back over several days takes no part: its windows are others.
/// @param options  lags are not used.
/// @throws  as `analyse`
[[nodiscard]] PersonEffects preset_effects(
    const diary::Diary& diary, const foods::Resolution& resolution, const Options& options);

/// A person's own estimate and what it is drawn to.
struct PersonEstimate {
  std::uint32_t person = 0;  ///< index into `PooledTable::persons`
  double own = 0;
  stats::ShrunkenEffect shrunken;
};

/// One food over one window.
struct PooledFood {
  std::string name;
  foods::Level level = foods::Level::food;
  PresetWindow window = PresetWindow::early;
  stats::MetaAnalysis pooled;   ///< REML, Hartung–Knapp, never narrower than without
  stats::MetaAnalysis moments;  ///< DerSimonian–Laird, normal quantiles
  double p_adjusted = 1;        ///< Benjamini–Hochberg over the rows of its level and window
  std::vector<PersonEstimate> persons;  ///< in the order of the diaries
};

/// A name that too few people have.
struct SparseFood {
  std::string name;
  foods::Level level = foods::Level::food;
  std::size_t persons = 0;
};

struct PooledTable {
  /// By level, window, p-value, size, name.
  std::vector<PooledFood> foods;
  std::vector<SparseFood> too_few;              ///< by level and name
  std::vector<std::string> persons;             ///< those that take part
  std::size_t without_lag_zero = 0;             ///< of them, those whose early window begins at 1
  std::map<std::string, std::size_t> left_out;  ///< people by why they take no part
};

/// Least people of a row.
inline constexpr std::size_t least_persons = 5;

/// Gathers people; 20 bytes for each of their effects.
class Pool {
 public:
  void add(const PersonEffects& person);
  /// Somebody whose diary cannot be read or used.
  void leave_out(const std::string& reason);

  /// The same for people in the same order.
  [[nodiscard]] PooledTable table() const;

 private:
  struct Key {
    foods::Level level;
    PresetWindow window;
    std::string name;

    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Observation {
    std::uint32_t person;
    double estimate;
    double standard_error;
  };
  [[nodiscard]] static PooledFood pool(const Key& key, const std::vector<Observation>& people);

  std::map<Key, std::vector<Observation>> observations_;
  std::vector<std::string> persons_;
  std::size_t without_lag_zero_ = 0;
  std::map<std::string, std::size_t> left_out_;
};

}  // namespace culprit::engine
