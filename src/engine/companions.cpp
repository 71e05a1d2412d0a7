#include "engine/companions.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace culprit::engine {
namespace {

constexpr std::size_t most_companions = 3;
constexpr double least_companion_share = 0.5;

std::size_t shared_days(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t days = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    days += static_cast<std::size_t>(std::popcount(a[i] & b[i]));
  return days;
}

}  // namespace

CompanionFinder::CompanionFinder(const Study& study, const foods::Resolution& resolution)
    : resolution_{resolution} {
  const auto words = (static_cast<std::size_t>(study.n_days) + 63) / 64;
  for (const FoodSeries& food : study.foods) {
    std::vector<std::uint64_t> bits(words, 0);
    for (const int number : food.days) {
      const auto day = static_cast<std::size_t>(number);
      if (study.is_logged[day] && study.is_in_reach[day])
        bits[day / 64] |= std::uint64_t{1} << day % 64;
    }
    days_.push_back(std::move(bits));
  }
}

std::vector<Companion> CompanionFinder::companions_of(std::size_t food) const {
  const auto own = static_cast<double>(shared_days(days_[food], days_[food]));
  std::vector<Companion> companions;
  for (std::size_t other = 0; other < days_.size(); ++other) {
    if (other == food || resolution_.foods[other].level != foods::Level::food) continue;
    const auto& parents = resolution_.foods[other].parents;
    if (std::binary_search(parents.begin(), parents.end(), food)) continue;
    const double share = static_cast<double>(shared_days(days_[food], days_[other])) / own;
    if (share >= least_companion_share)
      companions.push_back({resolution_.foods[other].name, share});
  }
  std::sort(companions.begin(), companions.end(), [](const Companion& a, const Companion& b) {
    return std::tuple{-a.share, a.name} < std::tuple{-b.share, b.name};
  });
  companions.resize(std::min(companions.size(), most_companions));
  return companions;
}

}  // namespace culprit::engine
