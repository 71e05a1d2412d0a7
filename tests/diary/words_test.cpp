#include <gtest/gtest.h>

#include "culprit/core/text.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/rating_names.hpp"

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

TEST(EndsOfRating, AreTakenFromTheWordsAtNumbersAndElseFromTheWholeName) {
  const auto ends = [](std::string_view name) { return ends_of_rating(fold_name(name), 5); };
  for (const char* name : {"Skin (10 = no eczema)", "Eczema 1-10 (10 = no itch)",
           "Skin, 10 being perfect", "Skin rating out of 10 (10 being the best)", "Itch relief",
           "Haut (10 = keine Beschwerden)", "Zufriedenheit mit der Haut", "Eczema control (0-10)",
           "Itch-free hours", "Juckreizfreiheit", "Haut (0 = schlimm, 10 = beschwerdefrei)",
           "% healed skin", "Peau (10 = belle peau)", "Peau (10 = sans démangeaisons)",
           "Satisfacción con la piel", "Piel (10 = sin picor)", "Soddisfazione pelle",
           "Pelle (10 = bene)", "Rapportcijfer huid", "Huid (10 = geen jeuk)", "Tevredenheid huid",
           "Pele (10 = bem)", "Hud (10 = bra)", "Skin (bigger number better)",
           "Itch 5=none 1=severe", "Skin (bad = 1, good = 5)", "Skin bad 1 great 10",
           "Symptom-free skin (1-10)", "skin clarity 0-10", "Skin quality 1 to 5",
           "Skin quality day 1", "Skin quality out of 10", "Eczema (0 = covered, 10 = spotless)"})
    EXPECT_EQ(ends(name).good, GoodEnd::high) << name;
  for (const char* name :
      {"Itch", "Eczema severity", "Skin severity", "Skin (10 = awful)", "SCORAD",
          "How much did itch disturb a good night's sleep?", "Skin reaction (0 = all good)",
          "Skin (10 = not good)", "Haut (10 = nicht gut)", "Eczema on healthy skin areas",
          "Itch vs good day", "Skin not clear", "Skin problems", "Unzufriedenheit Haut",
          "Insatisfaction peau", "Inconfort peau", "How unhappy are you with your skin?",
          "Eczema not under control (0-10)", "Juckreiz (0 = kein, 10 = stark)",
          "Skin (1 good - 5 bad)", "Lower leg itch (0-10)", "Skin (lower is better)",
          "Skin 1-10 (1 being perfect)", "Skin worse than yesterday", "Skin problems 0-10"})
    EXPECT_EQ(ends(name).good, GoodEnd::low) << name;
  for (const char* name : {"Skin", "skin today", "How is your skin today?", "Skin (0-10)", "Haut",
           "Hautzustand", "État de la peau", "Estado de la piel", "Skin score", "Face",
           "Skin zorkness", "Itch zorkness", "Good skin gone bad", "Eczema good days",
           "Skin (10 = good, 0 = good)", ""})
    EXPECT_EQ(ends(name).good, GoodEnd::unsaid) << name;
  EXPECT_EQ(ends("Skin (1 = worst)").sum, 6);
  EXPECT_EQ(ends("Skin quality 0-10 in 24 h").sum, 10);
  EXPECT_EQ(ends_of_rating("skin quality", 8).sum, 10);
  EXPECT_EQ(ends_of_rating("skin (3 = good)", 8).good, GoodEnd::unsaid);
}

TEST(Words, TellPlainRatingsFromThoseThatSayMore) {
  for (const char* name : {"itch (0-10)", "eczema left hand", "haut heute", "peau", "itch severity",
           "démangeaisons", "picor de noche"})
    EXPECT_TRUE(is_plain_rating(name)) << name;
  for (const char* name : {"itch minutes", "skin rolling avg", "skin oiliness", "itch after bath",
           "eczema zork", "tom itch"})
    EXPECT_FALSE(is_plain_rating(name)) << name;
}

TEST(Words, TellRemediesFromWhatTheyAreFor) {
  for (const char* name : {"itch cream", "flare cream used", "hautcreme", "ekzemsalbe", "handcreme",
           "gesichtscreme", "crema pelle", "crème pour la peau", "itch tablets", "eczema baths",
           "huidzalf", "pomada para dermatite", "olive oil on skin", "rash cream (g)",
           "wheat allergy pills", "kortisonsalbe"}) {
    EXPECT_TRUE(names_treatment(name)) << name;
    EXPECT_FALSE(names_skin(name)) << name;
    EXPECT_FALSE(names_rating(name)) << name;
  }
  for (const char* name : {"ice cream", "eiscreme", "cream of wheat", "olive oil", "fish oil",
           "bath", "itch after cream", "how bad was the itch"})
    EXPECT_FALSE(names_treatment(name)) << name;
  for (const char* name : {"itch after cream", "redness on the skin", "juckreiz nach dem duschen"})
    EXPECT_TRUE(names_skin(name)) << name;
  for (const char* name : {"dog itch", "itch target", "eczema spend (£)", "honey on skin"})
    EXPECT_FALSE(names_skin(name)) << name;
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
