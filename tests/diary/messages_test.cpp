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
std::string messages_of_a_bomb() {
  const csv::TextInput input{"a.csv", zstd_frame(2100)};
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

std::vector<Provocation> of_bytes() {
  return {{""},
          {"%PDF-1.7"},
          {"\x1f\x8b\x08\x00"s},
          {"\x28\xB5\x2F\xFD\x00\x58\xFF\xFF\xFF\xFF"s},
          {"\x28\xB5\x2F\xFD\x00\xF8\x01\x00\x00"s},
          {"date,type,name\n2024-01-01,food,\"milk\n"},
          {"date,type,name\n2024-01-01,food," + std::string((1 << 20) + 1, 'x') + '\n'},
          {"date,type,name\n" + std::string(17 << 20, ',') + '\n'}};
}

std::vector<Provocation> of_files() {
  const std::string mine = "date,type,name,amount\n2024-03-01,symptom,itch,4\n";
  const std::string apart = mine + "2024-03-02,symptom,rash,4\n";
  const std::string two =
      "subject,date,type,name\nanna,2024-11-20,food,milk\nben,2024-11-20,food,tea\n";
  return {{"\n \n"},
          {"date,type,name\n"},
          {"day,meal,food\n1,2,3\n"},
          {mine, forced("paper")},
          {"date,type,name\n2024-11-20,meal,milk\n"},
          {"date,type,name\n03/04/2024,food,milk\n05/04/2024,food,eggs\n"},
          {"date,type,name\n13/04/2024,food,milk\n05/14/2024,food,eggs\n"},
          {"a,b\n1,2\n", forced("table")},
          {"Date,Food\n2024-03-13,rice\n\nSymptoms\nDate,Itch\n2024-03-13,4\n"},
          {two},
          {two, of_subject("carl")},
          {mine, of_subject("carl")},
          {mine, in_zone("Mars/Olympus")},
          {"date,itch,milk\n2024-03-01,4,1\n", rated_by("rash")},
          {"date,eggs,milk\n2024-03-01,4,1\n", forced("wide")},
          {"date,type,name\n2024-11-20,food,milk\n"},
          {mine, rated_by("mood")},
          {mine, rated_by("mean(itch,rash)")},
          {apart, rated_by("mean(itch,rash)")},
          {"date,type,name,amount\n2024-03-01,severity,gas,4\n2024-03-01,severity,pain,4\n"},
          {"Date,Meal,Calories,Fat (g)\n2026-09-28,Dinner,\"1,000.0\",30\n"},
          {"Date,Energy (kcal),Protein (g)\n2026-09-28,1800,60\n"},
          {"Date,Itch,Dairy,\n2024-09-15,0.0519,0.0000,\n"},
          {"2024-09-15,-1\n2024-09-14,5000\n"},
          {"Foods\nDate,Calories In\n2026-09-28,1800\n"}};
}

std::vector<Provocation> of_rows() {
  std::string mostly_right = "Date,Food,Itch\n";
  for (int i = 10; i < 30; ++i) mostly_right += fmt::format("2024-03-{},rice,3\n", i);
  return {{"date,time,type,name,amount\n"
           "2024-11-20,,food,eggs,1\n2024-02-30,,food,milk,1\n2024-11-20,25:00,food,milk,1\n"
           "2024-11-20,,meal,milk,1\n2024-11-20,,food,,1\n2024-11-20,,food,milk,two\n"
           "2024-11-20,,food,milk,-1\n2024-11-20,,food,milk,1,6\n,,food,milk,1\n"},
          {"date,itch,milk\n2024-11-20,5,1\n2024-11-21,5,lots\n2024-11-22,5,-1\n", forced("wide")},
          {"Day,Food Name,Amount\n2024-09-13,Oats,5 g\n2024-09-14,Oats,lots\n2024-09-14,,1 g\n"},
          {"Datum;Typ;Name;Menge;Einheit\n01.03.2024;Essen;Milch;200;ml\n"
           "02.03.2024;Wolke;Salbe;;\n03.03.2024;Symptom;Juckreiz;;\n"},
          {mostly_right + "2024-03-09,rice,lots\n2024-03-08,rice,-7\n"},
          {"full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
           "2026-05-15,May 15,Friday,22:00,meh,,Itch: 3 | Energy: high,,\n"
           "2026-05-14,May 14,Thursday,22:00,blue,,,,\n"},
          {"Date,Time of Day,Skin Feeling (1-5),Treatments,Triggers,Food "
           "Diary,Symptoms\n2026-01-04,evening,3,nmt,heat,eggs; milk,Itching (Severe); Flaking "
           "(Mild)\n"},
          {"Start Time,Pain Level,Medications,Triggers\n8/1/2026 9:00 PM,7,Ibuprofen,\"Weather, "
           "wine\"\n"}};
}

std::string all_messages() {
  std::string lines = messages_of_a_bomb();
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
    for (const auto& file :
         std::filesystem::directory_iterator{std::filesystem::path{CULPRIT_SOURCES} / layer}) {
      const std::string text = text_of(file.path());
      for (std::sregex_iterator at{text.begin(), text.end(), code}, end; at != end; ++at) {
        codes.insert((*at)[1]);
      }
    }
  }
  return codes;
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
