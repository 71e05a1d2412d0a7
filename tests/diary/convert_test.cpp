/// What is converted must read as what it came from, whatever the layout.
#include "culprit/diary/convert.hpp"

#include <gtest/gtest.h>

#include "support.hpp"

namespace culprit::diary {
namespace {

std::string converted(const std::vector<std::string>& texts, const ReadOptions& options = {}) {
  const auto inputs = as_files(texts);
  const Conversion conversion{inputs, with_words(options)};
  std::string text;
  conversion.write([&](std::string_view lines) { text += lines; });
  return text;
}

TEST(Conversion, WritesTheCanonicalDiary) {
  EXPECT_EQ(converted({"date,time,eczema,milk,\"soy sauce; milk, dark\",stress\n"
                       "2024-03-01,8:30,4.5,1,x,2\n2024-03-02,,3,0,0,\n"}),
      "subject,date,time,type,name,amount,unit,note\n"
      ",2024-03-01,08:30,severity,eczema,4.5,,\n,2024-03-01,08:30,food,milk,1,,\n"
      ",2024-03-01,08:30,food,\"soy sauce; milk, dark\",,,\n"
      ",2024-03-01,08:30,factor,stress,2,,\n"
      ",2024-03-02,,severity,eczema,3,,\n,2024-03-02,,food,nothing,0,,\n");
}

TEST(Conversion, KeepsDatesTextsAndNumbersAsTheyAre) {
  ReadOptions options;
  options.day_starts = std::chrono::hours{4};
  options.subject = "a,b";
  const std::string text =
      "subject,date,time,type,name,amount,unit\n\"a,b\",2024-03-02,01:30,food,=milk,"
      "0.1234567890123,g\n\"a,b\",2024-03-02,01:30,food,=milk,0.1234567890123,g\n"
      "c,2024-03-02,,food,tea,1,\n";
  EXPECT_EQ(converted({text}, options),
      "subject,date,time,type,name,amount,unit,note\n"
      "\"a,b\",2024-03-02,01:30,food,=milk,0.1234567890123,g,\n"
      "\"a,b\",2024-03-02,01:30,food,=milk,0.1234567890123,g,\n");
}

/// One text for every layout, with what is odd about it. To cover a new layout, add its text.
const std::vector<std::vector<std::string>> every_layout{
    {"subject,date,time,type,name,amount,unit,note\nme,2024-11-20,13:26,food,apple,1,serving,\n"
     "me,2024-11-20,13:26,food,apple,1,serving,again\nme,2024-11-20,,food,apple,,,\n"
     "me,2024-11-20,,food,apple,,,\n,2024-11-20,21:30,severity,eczema,4.5,,\n"
     "me,2024-11-21,,food,bread,0,,\nme,2024-11-21,,supplement,zinc,2,mg,\n"
     "me,2024-11-22,,treatment,\"cream, \"\"new\"\"\",,,\n"},
    {"date,time,eczema,milk,eggs,stress,hydrocortisone\n20/03/2024,8:00,3,1,0,2,yes\n"
     "20/03/2024,8:00,3,1,0,2,yes\n21/03/2024,,,0,0,,\n22/03/2024,,4,,,1,no\n"},
    {"Day,Time,Group,Food Name,Amount,Energy (kcal)\n2024-03-01,9:00 AM,Lunch,\"Egg, whole\","
     "\"1,107.00 g\",1\n2024-03-02,,Lunch,Tea,0.00 g,0\n2024-03-02,,Total,,,5\n"},
    {"Datum;Uhrzeit;Essen;Juckreiz;Symptome\n01.03.2024;8:30;Milch|Brot;3,5;R\xC3\xB6tung (stark)\n"
     "02.03.2024;;keine;n/a;\n03.03.2024;9:00;Brot;-1;\n04.03.2024;9:00;Brot;2;\n",
        "date,type,name,amount\n2024-03-01,severity,skin,4\n"},
    {"timestamp,symptom_type,severity,notes\n2024-03-01T20:00:00,Itching,severe,x\n"},
};

TEST(Conversion, ReadsAsTheFilesThatItCameFrom) {
  for (const auto& texts : every_layout) {
    const auto before = read_texts(texts);
    const auto text = converted(texts);
    const auto after = read_text(text);
    EXPECT_EQ(to_lines(after.diary), to_lines(before.diary)) << text;
    EXPECT_EQ(to_days(after.diary.logged_days), to_days(before.diary.logged_days)) << text;
    EXPECT_EQ(after.fingerprint, before.fingerprint) << text;
    EXPECT_EQ(after.diary.subject, before.diary.subject);
    EXPECT_EQ(after.rejections.size(), 0u);
    EXPECT_EQ(converted({text}), text);
  }
}

TEST(Conversion, RefusesBeforeItWrites) {
  const auto inputs =
      as_files({"date,type,name,subject\n2024-03-01,food,milk,a\n2024-03-01,food,milk,b\n"});
  EXPECT_THROW((Conversion{inputs, {}}), InputError);
  const auto empty = as_files({"date,type,name\nsoon,food,milk\n"});
  EXPECT_THROW((Conversion{empty, {}}), InputError);
}

TEST(Conversion, WritesManyEntriesInBatches) {
  std::string text = "subject,date,time,type,name,amount,unit,note\n";
  for (int i = 0; i < 40'000; ++i) text += ",2024-03-01,12:00,food,milk,1,,\n";
  EXPECT_EQ(converted({text}), text);
}

}  // namespace
}  // namespace culprit::diary
