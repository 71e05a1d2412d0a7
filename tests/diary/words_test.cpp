#include "diary/words.hpp"

#include <gtest/gtest.h>

namespace culprit::diary {
namespace {

TEST(Words, TellWhatAColumnIs) {
  for (const char* name : {"eczema", "itching", "flare-up", "skin (1-5)", "neurodermatitis"}) {
    EXPECT_TRUE(names_skin(name)) << name;
    EXPECT_TRUE(names_rating(name)) << name;
  }
  for (const char* name : {"", "kitchen", "skinless chicken", "switch", "milk"}) {
    EXPECT_FALSE(names_skin(name)) << name;
    EXPECT_FALSE(names_rating(name)) << name;
  }
  for (const char* name : {"severity", "scorad", "poem score", "joint pain"}) {
    EXPECT_TRUE(names_rating(name)) << name;
    EXPECT_FALSE(names_skin(name)) << name;
  }
  for (const char* name : {"stress", "sleep hours", "weather max temperature", "sun cream",
                           "mood (1-5)", "late night", "travel"}) {
    EXPECT_TRUE(names_factor(name)) << name;
  }
  for (const char* name : {"", "hours", "energy drink", "hot dog", "cold cuts", "sunflower oil"}) {
    EXPECT_FALSE(names_factor(name)) << name;
  }
  for (const char* name :
       {"hydrocortisone 1%", "steroid cream", "wet wrap", "methotrexate 10 mg"}) {
    EXPECT_TRUE(names_treatment(name)) << name;
  }
  for (const char* name : {"", "ice cream", "cream cheese", "sour cream", "milk"}) {
    EXPECT_FALSE(names_treatment(name)) << name;
  }
}

}  // namespace
}  // namespace culprit::diary
