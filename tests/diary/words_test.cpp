#include <gtest/gtest.h>

#include "diary/cells/name_words.hpp"

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
  for (const char* name : {"scorad", "po-scorad", "poem score", "EASI (0-72)"}) {
    EXPECT_TRUE(names_skin(name)) << name;
  }
  for (const char* name : {"age", "weight (kg)", "calories", "protein (g)", "kcal", "carbs",
           "alter", "fat (g)", "energy (kcal)", "total calories"}) {
    EXPECT_TRUE(names_measure(name)) << name;
  }
  for (const char* name :
      {"", "fat", "sugar", "protein bar", "sausage", "calories burned", "salt"}) {
    EXPECT_FALSE(names_measure(name)) << name;
  }
  for (const char* name : {"milk (ml)", "bread [slices]", "kaffee (tassen)"}) {
    EXPECT_TRUE(names_serving(name)) << name;
  }
  for (const char* name : {"", "(ml)", "itch (0-10)", "milk", "tea (green)"}) {
    EXPECT_FALSE(names_serving(name)) << name;
  }
  for (const char* name : {"severity", "joint pain"}) {
    EXPECT_TRUE(names_rating(name)) << name;
    EXPECT_FALSE(names_skin(name)) << name;
  }
  for (const char* name : {"stress", "sleep hours", "weather max temperature", "sun cream",
           "mood (1-5)", "late night", "travel", "how many hours did you sleep?"}) {
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

TEST(Words, TellWhereNothingButTheSkinIsNamed) {
  for (const char* name : {"skin", "skin today", "how is your skin today?", "skin (0-10)", "haut",
           "hautzustand", "état de la peau", "estado de la piel", "skin condition", "skin score"})
    EXPECT_TRUE(names_only_skin(name)) << name;
  for (const char* name : {"itch", "eczema", "skin severity", "skin itch", "skin redness", "scorad",
           "face", "skin (10 = awful)", ""})
    EXPECT_FALSE(names_only_skin(name)) << name;
}

TEST(Words, TellALostSleepFromSleep) {
  for (const char* name : {"sleep loss", "loss of sleep (0-10)", "sleeplessness",
           "sleep disturbance", "nights disturbed", "trouble sleeping", "schlafstörungen",
           "perte de sommeil", "pérdida de sueño"})
    EXPECT_TRUE(names_rating(name)) << name;
  for (const char* name : {"sleep", "sleep quality", "sleep last night", "poor sleep",
           "sleep problems", "insomnia", "insomnie", "schlaf"}) {
    EXPECT_FALSE(names_rating(name)) << name;
    EXPECT_TRUE(names_factor(name)) << name;
  }
  for (const char* name : {"hours lost", "hair loss", "night shift", "weight loss"})
    EXPECT_FALSE(names_rating(name)) << name;
}

}  // namespace
}  // namespace culprit::diary
