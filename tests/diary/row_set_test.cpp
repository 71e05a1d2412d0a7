#include "diary/row_set.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

namespace culprit::diary {
namespace {

TEST(RowSet, AgreesWithASetForRowsOfEveryLength) {
  std::mt19937_64 random{9};
  RowSet rows;
  std::set<std::string> expected;
  for (int i = 0; i < 5000; ++i) {
    // Two letters only: many rows differ in a single byte.
    std::string row(random() % (i % 1000 == 0 ? 200'000 : 14), 'a');
    for (char& c : row) c = random() % 2 == 0 ? 'a' : 'b';
    EXPECT_EQ(rows.insert(row), expected.insert(row).second) << row.substr(0, 20);
  }
  for (const auto& row : expected) EXPECT_FALSE(rows.insert(row));
}

}  // namespace
}  // namespace culprit::diary
