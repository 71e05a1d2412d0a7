#include <gtest/gtest.h>

#include <string>

#include "culprit/core/error.hpp"
#include "foods/notation.hpp"

namespace culprit::foods {
namespace {

TEST(GroupList, ParentsOfParentsAreImplied) {
  Complaints complaints{20};
  const auto list = read_group_list({"groups.txt",
                                        "# id|layer|implies|label|basis\n"
                                        "a|identity|b|A|own\n"
                                        "b|identity|c|B|own\n"
                                        "c|dose||C|own\n"},
      complaints);
  EXPECT_FALSE(complaints.any());
  EXPECT_EQ(list.implied[0].size(), 2u);
  EXPECT_TRUE(list.implied[0].has(2));
  EXPECT_EQ(list.identity.size(), 2u);
  EXPECT_EQ(list.layers[2], Layer::dose);
}

TEST(GroupList, EveryDefectIsNamed) {
  Complaints complaints{20};
  (void)read_group_list({"groups.txt",
                            "a|identity|z|A|own\n"
                            "a|identity||A|own\n"
                            "b|taste||B|own\n"
                            "c|dose\n"},
      complaints);
  std::string text;
  for (const auto& message : complaints.sorted()) text += to_text(message);
  EXPECT_EQ(text,
      "groups.txt:1:1: group 'z' is unknown; expected one of the closed list\n"
      "groups.txt:2:1: group 'a' is one too many; expected each once and at most 128\n"
      "groups.txt:3:1: layer 'taste' is unknown; expected identity, dose or benefit\n"
      "groups.txt:4:1: group 'c|dose' has 2 fields; expected id|layer|implies|label|basis\n");
}

}  // namespace
}  // namespace culprit::foods
