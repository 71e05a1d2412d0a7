/// Every message of src/csv and src/diary in one file, `messages.txt`: a text that changes is seen
/// there, and a message that no case provokes fails the test.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "culprit/csv/input.hpp"
#include "culprit/diary/outcome.hpp"
#include "diary/layouts/layout.hpp"
#include "diary/support.hpp"

namespace culprit::diary {
namespace {

using namespace std::string_literals;

struct Provocation {
  std::string text;
  ReadOptions options = {};
};

std::string line_of(const Message& message) { return message.code + ' ' + to_text(message); }

/// All messages of one reading, as people see them.
std::string messages_of(const Provocation& one) {
  std::string lines;
  try {
    const auto result = read_text(one.text, one.options);
    for (const auto& [code, group] : result.rejections) {
      for (const auto& message : group.first) lines += line_of(message);
    }
    for (const auto& note : result.files[0].notes) lines += line_of(note);
    (void)choose_outcome(outcome_candidates(result.diary), one.options.severity);
  } catch (const InputError& error) {
    for (const auto& message : error.messages()) lines += line_of(message);
  }
  return lines;
}

ReadOptions forced(const std::string& layout) {
  ReadOptions options;
  options.format_in = layout;
  return options;
}

ReadOptions rated_by(const std::string& severity) {
  ReadOptions options;
  options.severity = severity;
  return options;
}

ReadOptions mapped(const std::string& column, Role role) {
  ReadOptions options;
  options.map = {{column, role}};
  return options;
}

ReadOptions with_foods(const std::string& column) {
  ReadOptions options;
  options.foods = {column};
  return options;
}

ReadOptions of_subject(const std::string& subject) {
  ReadOptions options;
  options.subject = subject;
  return options;
}

ReadOptions in_zone(const std::string& zone) {
  ReadOptions options;
  options.time_zone = zone;
  return options;
}

/// A frame of zstd with blocks of one repeated letter: 128 KiB in four bytes.
std::string zstd_frame(int blocks) {
  std::string frame = "\x28\xB5\x2F\xFD\x00\x58"s;
  for (int i = 0; i < blocks; ++i) frame += "\x02\x00\x10"s + "a";
  return frame;
}

/// Unpacked on its own: a reader of records would refuse its one field first.
/// The first message of unpacking an input to its end.
std::string message_of_bytes(const csv::TextInput& input) {
  std::vector<char> block(1 << 20);
  try {
    const auto unpacked = csv::open_decoded(input);
    while (unpacked->read(block) > 0) {
    }
  } catch (const InputError& error) {
    return line_of(error.messages().front());
  }
  return "no error\n";
}

std::string message_of_nothing_piped() {
  try {
    (void)read_head(csv::TextInput{"-", ""});
  } catch (const InputError& error) {
    return line_of(error.messages().front());
  }
  return "no error\n";
}

std::string many_items() {
  std::string items;
  for (int i = 0; i < 1100; ++i) items += fmt::format("f{}; ", i);
  return items;
}

/// Twelve ratings of at most 9 and another.
std::string rated_once(const std::string& other) {
  std::string text = "date,itch,milk\n2024-03-20," + other + ",1\n";
  for (int day = 1; day <= 12; ++day) text += fmt::format("2024-03-{:02},{},1\n", day, day % 10);
  return text;
}

std::vector<Provocation> of_bytes() {
  return {{""}, {"%PDF-1.7"}, {"PK\x03\x04"s},
      {"PK\x03\x04"s + std::string(26, ' ') + "[Content_Types].xml"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s}, {"SQLite format 3\0"s},
      {"\xFD"
       "7zXZ\0"s},
      {"\x1f\x8b\x08\x00"s}, {"\x28\xB5\x2F\xFD\x00\x58\xFF\xFF\xFF\xFF"s},
      {"\x28\xB5\x2F\xFD\x00\xF8\x01\x00\x00"s},
      {"date,type,name\n2024-01-01,food,\"milk\n2024-01-02,food,tea\n"},
      {"date,type,name\n2024-01-01,food," + std::string((1 << 20) + 1, 'x') + '\n'},
      {"date,type,name\n" + std::string(17 << 20, ',') + '\n'}};
}

std::vector<Provocation> of_files() {
  const std::string mine = "date,type,name,amount\n2024-03-01,symptom,itch,4\n";
  const std::string apart = mine + "2024-03-02,symptom,rash,4\n";
  const std::string two =
      "subject,date,type,name\nanna,2024-11-20,food,milk\nben,2024-11-20,food,tea\n";
  return {{"\n \n"}, {"date,type,name\n"}, {"day,meal,food\n1,2,3\n"}, {mine, forced("paper")},
      {"date,type,name\n2024-11-20,meal,milk\n"},
      {"date,type,name\n03/04/2024,food,milk\n05/04/2024,food,eggs\n"},
      {"date,type,name\n13/04/2024,food,milk\n05/14/2024,food,eggs\n"},
      {"a,b\n1,2\n", forced("table")}, {"Year,Month,Day,Food\n2024,3,1,rice\n"},
      {"Food,2024-03-01,2024-03-02\nrice,1,0\n"}, {"2024-03-01,rice,3\n2024-03-02,tea,4\n"},
      {"Date,Itch\n24/11,3\n25/11/2024,4\n"}, {two}, {two, of_subject("carl")},
      {mine, of_subject("carl")}, {mine, in_zone("Mars/Olympus")},
      {"date,itch,milk\n2024-03-01,4,1\n", rated_by("rash")},
      {"date,eggs,milk\n2024-03-01,4,1\n", forced("wide")},
      {"date,itch,milk\n2024-03-01,4,1\n", mapped("Ate", Role::foods)}, {mine, with_foods("milk")},
      {"date,type,name\n2024-11-20,food,milk\n"}, {mine, rated_by("mood")},
      {mine, rated_by("mean(itch,rash)")}, {apart, rated_by("mean(itch,rash)")},
      {"date,type,name,amount\n2024-03-01,severity,gas,4\n2024-03-01,severity,pain,4\n"},
      {"Date,Meal,Calories,Fat (g)\n2026-09-28,Dinner,\"1,000.0\",30\n"},
      {"Date,Energy (kcal),Protein (g)\n2026-09-28,1800,60\n"},
      {"Date,Food,Itch\n1/7,milk; rice,4\n1/8,egg; rice,3\n"},
      {"Date,Itch,Dairy,\n2024-09-15,0.0519,0.0000,\n"}, {"2024-09-15,-1\n2024-09-14,5000\n"},
      {"Foods\nDate,Calories In\n2026-09-28,1800\n"}};
}

std::vector<Provocation> of_rows() {
  std::string mostly_right = "Date,Food,Itch\n";
  for (int i = 10; i < 30; ++i) mostly_right += fmt::format("2024-03-{},rice,3\n", i);
  return {{"date,time,type,name,amount\n"
           "2024-11-20,,food,eggs,1\n2024-02-30,,food,milk,1\n2024-11-20,25:00,food,milk,1\n"
           "2024-11-20,,meal,milk,1\n2024-11-20,,food,,1\n2024-11-20,,food,milk,two\n"
           "2024-11-20,,food,milk,-1\n2024-11-20,,food,milk,1,6\n,,food,milk,1\n"
           "2024-11-20,,phase,milk,2\n"},
      {"Date,Foods,Itch,phase:milk\n2024-11-20,rice,3,perhaps\n"},
      {"date,itch,milk\n2024-11-20,5,1\n2024-11-21,5,lots\n2024-11-22,5,-1\n", forced("wide")},
      {"Day,Food Name,Amount\n2024-09-13,Oats,5 g\n2024-09-14,Oats,lots\n2024-09-14,,1 g\n"},
      {"Datum;Typ;Name;Menge;Einheit\n01.03.2024;Essen;Milch;200;ml\n"
       "02.03.2024;Wolke;Salbe;;\n03.03.2024;Symptom;Juckreiz;;\n"},
      {mostly_right + "2024-03-09,rice,lots\n2024-03-08,rice,-7\n"},
      {"Datum;Typ;Name;Menge\n01.03.2024;Essen;Milch;viel\n02.03.2024;Symptom;Haut;oft\n03.03.2024;"
       "Essen;Tee;\n"},
      {"Date,Food,Zork,Skin quality\n2024-03-01,rice,70,3\n"},
      {"Date,Food,Skin today\n2024-03-01,rice,3\n"},
      {"Date,Food yesterday,Itch next day\n2024-03-01,rice,3\n2024-03-02,same as lunch,4\n"},
      {"Date,Time,Food,Weight,Itch\n2024-03-01,8:00,rice,70,3\n,9:00,tea,70,4\n"
       "2024-03-02,8:00,tea,70,4\n,9:00,tea,70,4\n"},
      {"Date,Food,Itch\n2024-03-01 00:00,rice; tea,3\n2024-03-02 00:00,rice; egg,4\n"
       "2024-03-03 00:00,tea; egg,3\n"},
      {"date,SCORAD,milk\n2024-03-01,30,1\n2024-03-02,420,1\n"},
      {"Date,Foods,Itch\n2024-03-01,\"" + many_items() + "\",3\n2024-03-02,rice; tea,2\n"},
      {rated_once("44")}, {rated_once("15")},
      {"full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
       "2026-05-15,May 15,Friday,22:00,meh,,Itch: 3 | Energy: high,,\n"
       "2026-05-14,May 14,Thursday,22:00,blue,,,,\n"},
      {"Date,Time of Day,Skin Feeling (1-5),Treatments,Triggers,Food "
       "Diary,Symptoms\n2026-01-04,evening,3,nmt,heat,eggs; milk,Itching (Severe); Flaking "
       "(Mild)\n"},
      {"date,weekday,time of day,category,rating/amount,detail,notes\n5th Jan "
       "2022,x,am,Symptom,much,Itch,\n5th Jan 2022,x,am,Symptom,2,,\n5th Jan "
       "2022,x,am,Symptom,2,Itch,\n"},
      {"Date,Time of Day,Skin Feeling (1-5),Food Diary,Symptoms\n2026-01-04,evening,much,eggs,"
       "Itching (lots)\n"},
      {"Date,Mood,Tags (Events)\n2025 Sat Oct 4 8:09 PM,Calm,work\n"},
      {"Date,Itch,Tea,\n2024-09-15,3000,often,\n", forced("loop-habits")},
      {"Date,Name,Icon,Type,Quantity,Units,Calories,Deleted\n"
       "1/20/2026,Tea,x,Snacks,much,Cup,9,0\n1/20/2026,Tea,x,Snacks,1,Cup,9,0\n"},
      {"Date, Time, Type\n01/20/2026, 12:30, Nap, Tea\n01/20/2026, 12:30, Symptom, Itch, "
       "Intensity: much\n01/20/2026, 12:30, Snack, Tea\n",
          forced("mysymptoms")},
      {"user_id,checkin_date,trackable_type,trackable_name,trackable_value\n"
       "A==,2026-01-20,Cloud,Tea,\nA==,2026-01-20,Symptom,Itch,much\nA==,2026-01-20,Food,Tea,\n"},
      {"Start Time,Pain Level,Medications,Triggers\n8/1/2026 9:00 PM,7,Ibuprofen,\"Weather, "
       "wine\"\n"}};
}

std::string all_messages() {
  std::string lines = message_of_bytes({"a.csv", zstd_frame(2100)}) + message_of_nothing_piped();
  for (const auto& group : {of_bytes(), of_files(), of_rows()}) {
    for (const auto& one : group) lines += messages_of(one);
  }
  return lines;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Snake-case strings before a comma: what messages are made with. Rules of skipping are none.
std::set<std::string> codes_in_sources() {
  static const std::regex code{"\"([a-z]+(_[a-z]+)+)\","};
  std::set<std::string> codes;
  for (const char* layer : {"csv", "diary"}) {
    for (const auto& file : std::filesystem::recursive_directory_iterator{
             std::filesystem::path{CULPRIT_SOURCES} / layer}) {
      if (file.is_directory()) continue;
      const std::string text = text_of(file.path());
      for (std::sregex_iterator at{text.begin(), text.end(), code}, end; at != end; ++at) {
        codes.insert((*at)[1]);
      }
    }
  }
  return codes;
}

/// The literals of a source, neighbours joined as the compiler does.
std::vector<std::string> literals_of(const std::string& source) {
  static const std::regex tokens{R"re(//[^\n]*|'(?:\\.|[^\\'])'|"((?:\\.|[^\\"\n])*)"|\S)re"};
  std::vector<std::string> literals;
  bool is_open = false;
  for (std::sregex_iterator at{source.begin(), source.end(), tokens}, end; at != end; ++at) {
    const bool is_text = (*at)[0].str().starts_with('"');
    if (is_text && !is_open) literals.emplace_back();
    if (is_text) literals.back() += (*at)[1];
    if (is_text) std::erase(literals.back(), '\\');
    is_open = is_text;
  }
  return literals;
}

/// The texts of messages, parted where a value is put in.
std::set<std::string> texts_in_sources() {
  static const std::regex value{"\\{[^}]*\\}"};
  std::set<std::string> texts;
  for (const char* layer : {"csv", "diary"}) {
    for (const auto& file : std::filesystem::recursive_directory_iterator{
             std::filesystem::path{CULPRIT_SOURCES} / layer}) {
      if (file.is_directory()) continue;
      const std::string source = text_of(file.path());
      if (file.path().filename() == "apps.txt") {
        static const std::regex refusal{"\\nrefused: [a-z_]+ ([^\n]+)"};
        for (std::sregex_iterator at{source.begin(), source.end(), refusal}, end; at != end; ++at)
          texts.insert((*at)[1]);
      }
      for (const auto& literal : literals_of(source)) {
        if (literal.find("; expected ") == std::string::npos) continue;
        texts.insert(std::sregex_token_iterator{literal.begin(), literal.end(), value, -1}, {});
      }
    }
  }
  return texts;
}

TEST(Messages, AreAllProvokedInEveryWording) {
  const std::string written = text_of(CULPRIT_MESSAGES);
  const auto texts = texts_in_sources();
  EXPECT_GT(texts.size(), 60U);
  for (const auto& text : texts) EXPECT_NE(written.find(text), std::string::npos) << text;
}

TEST(Messages, AreTheOnesWrittenDown) {
  const std::string messages = all_messages();
  EXPECT_EQ(messages, text_of(CULPRIT_MESSAGES));
}

TEST(Messages, AreAllProvokedAndWrittenDown) {
  const std::string written = '\n' + text_of(CULPRIT_MESSAGES);
  const auto codes = codes_in_sources();
  EXPECT_GT(codes.size(), 30U);
  for (const auto& code : codes) {
    EXPECT_NE(written.find('\n' + code + ' '), std::string::npos) << code;
  }
}

}  // namespace
}  // namespace culprit::diary
