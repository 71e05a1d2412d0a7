#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "diary/store/entry_table.hpp"

namespace culprit::diary {
namespace {

struct Spread {
  int days;
  int names;
  bool timed;
};

std::vector<Entry> random_entries(std::mt19937_64& random, std::size_t n, const Spread& spread) {
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<unsigned>(limit));
  };
  std::vector<Entry> entries(n);
  for (Entry& entry : entries) {
    entry.day = Day{Days{below(spread.days) - spread.days / 2}};
    if (spread.timed && below(2) == 0) entry.time = ClockTime{below(3) * 700};
    if (!entry.time.is_known()) entry.part = static_cast<DayPart>(below(5));
    entry.kind = static_cast<Kind>(below(6));
    entry.name = static_cast<std::uint32_t>(below(spread.names));
    if (below(2) == 0) entry.amount = below(3);
    entry.unit = static_cast<std::uint32_t>(below(2));
  }
  return entries;
}

bool is_same(const Entry& a, const Entry& b) { return !comes_before(a, b) && !comes_before(b, a); }

TEST(SortEntries, GivesTheOrderOfComesBeforeForEntriesInAnyOrder) {
  std::mt19937_64 random{7};
  for (const std::size_t n : {0U, 1U, 2U, 7U, 60U, 3000U}) {
    for (const Spread& spread : {Spread{1, 3, true}, Spread{40, 12, true}, Spread{40, 12, false},
             Spread{100'000, 2, true}, Spread{100'000, 2'000'000'000, true}}) {
      auto entries = random_entries(random, n, spread);
      auto expected = entries;
      std::sort(expected.begin(), expected.end(), comes_before);
      sort_entries(entries, 0, n);
      EXPECT_TRUE(std::equal(entries.begin(), entries.end(), expected.begin(), is_same)) << n;
      sort_entries(entries, 0, n);
      EXPECT_TRUE(std::equal(entries.begin(), entries.end(), expected.begin(), is_same)) << n;
    }
  }
}

TEST(SortEntries, LeavesTheOthersWhereTheyAre) {
  std::mt19937_64 random{10};
  auto entries = random_entries(random, 900, {40, 12, true});
  auto expected = entries;
  std::sort(expected.begin() + 100, expected.begin() + 800, comes_before);
  sort_entries(entries, 100, 800);
  EXPECT_TRUE(std::equal(entries.begin(), entries.end(), expected.begin(), is_same));
}

TEST(IsRepeated, IsTrueOfTimedEntriesThatAreTheSame) {
  std::mt19937_64 random{8};
  for (const Entry& a : random_entries(random, 60, {1, 2, true})) {
    for (const Entry& b : random_entries(random, 60, {1, 2, true})) {
      EXPECT_EQ(is_repeated(a, b), a.time.is_known() && is_same(a, b));
    }
  }
}

}  // namespace
}  // namespace culprit::diary
