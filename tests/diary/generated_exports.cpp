#include "generated_exports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>

#include "culprit/core/day.hpp"
#include "culprit/csv/writer.hpp"

namespace culprit::diary {
namespace {

const std::vector<std::string> foods{
    "Milk, whole", "egg", "Rye bread", "Caf\u00E9 cr\u00E8me", "nuts (mixed)"};
constexpr const char* months[] = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct LivedDay {
  std::string iso;
  int year = 0;
  int month = 0;
  int day = 0;
  int minute = 0;
  std::vector<std::string> eaten;  ///< at least one
  int itch = 0;                    ///< 1–4
  bool stress = false;
  bool cream = false;

  [[nodiscard]] std::string clock() const {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  }
  [[nodiscard]] std::string clock12() const {
    const int hour = minute / 60 % 12;
    return fmt::format(
        "{}:{:02} {}", hour == 0 ? 12 : hour, minute % 60, minute < 12 * 60 ? "AM" : "PM");
  }
  [[nodiscard]] std::string us() const { return fmt::format("{:02}/{:02}/{}", month, day, year); }
};

/// 14 to 40 days, the first ones beyond the 12th of a month, so that every order of dates shows.
std::vector<LivedDay> live(std::uint64_t seed) {
  std::mt19937_64 random{seed};
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  std::vector<LivedDay> days;
  const Day first = *make_day(2000 + below(40), static_cast<unsigned>(1 + below(12)), 13);
  const int n = 14 + below(27);
  for (int i = 0; i < n; ++i) {
    const Day day = first + Days{i + i / 9 * below(3)};
    if (!days.empty() && days.back().iso >= to_iso(day)) continue;
    LivedDay lived;
    const std::chrono::year_month_day date{std::chrono::sys_days{day}};
    lived.iso = to_iso(day);
    lived.year = static_cast<int>(date.year());
    lived.month = static_cast<int>(static_cast<unsigned>(date.month()));
    lived.day = static_cast<int>(static_cast<unsigned>(date.day()));
    lived.minute = below(24 * 60);
    for (const auto& food : foods) {
      if (below(3) == 0) lived.eaten.push_back(food);
    }
    if (lived.eaten.empty()) lived.eaten.push_back(foods[static_cast<std::size_t>(below(5))]);
    lived.itch = 1 + below(4);
    lived.stress = i == 0 || below(3) == 0;
    lived.cream = i == 0 || below(4) == 0;
    days.push_back(std::move(lived));
  }
  return days;
}

std::string joined(const std::vector<std::string>& names, std::string_view joiner) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : std::string{joiner}) + name;
  return text;
}

/// Collects the entries of an export in the long layout.
class Canonical {
 public:
  void add(const LivedDay& day, std::string_view time, std::string_view type,
      const std::vector<std::string>& rest) {
    std::vector<std::string> fields{day.iso, std::string{time}, std::string{type}};
    fields.insert(fields.end(), rest.begin(), rest.end());
    fields.resize(6);
    text_ += csv::write_record(fields);
  }
  void foods(const LivedDay& day, std::string_view time) {
    for (const auto& food : day.eaten) add(day, time, "food", {food});
  }
  void itch(const LivedDay& day, std::string_view time, const std::string& scale) {
    add(day, time, "symptom", {"Itch", std::to_string(day.itch), scale});
  }
  void stress(const LivedDay& day) { add(day, "", "factor", {"stress", day.stress ? "1" : "0"}); }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_ = "date,time,type,name,amount,unit\n";
};

std::vector<std::string> with_stress(const LivedDay& day) {
  auto names = day.eaten;
  if (day.stress) names.emplace_back("stress");
  return names;
}

GeneratedExport bearable(const std::vector<LivedDay>& days) {
  constexpr const char* words[] = {"", "Mild", "Moderate", "Severe", "Unbearable"};
  constexpr const char* ordinals[] = {"th", "st", "nd", "rd"};
  constexpr const char* parts[] = {"pre", "am", "mid", "pm"};
  constexpr const char* canonical_parts[] = {"night", "morning", "midday", "evening"};
  GeneratedExport out;
  out.header = {"date", "weekday", "time of day", "category", "rating/amount", "detail", "notes"};
  Canonical canonical;
  for (const auto& day : days) {
    const int last = day.day % 10;
    const bool teen = day.day / 10 == 1;
    const std::string date = fmt::format("{}{} {} {}", day.day,
        teen || last > 3 ? "th" : ordinals[last], months[day.month - 1], day.year);
    const auto part = static_cast<std::size_t>(day.minute % 4);
    out.rows.push_back({date, "x", parts[part], "Symptom", std::to_string(day.itch),
        fmt::format("Itch ({})", words[day.itch]), ""});
    out.rows.push_back({date, "x", "all day", "Factors", "", joined(with_stress(day), " | "), ""});
    if (day.cream) out.rows.push_back({date, "x", day.clock(), "Medication", "", "Cream", ""});
    canonical.itch(day, canonical_parts[part], "1..4");
    canonical.foods(day, "");
    canonical.stress(day);
    if (day.cream) canonical.add(day, day.clock(), "treatment", {"Cream"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport daylio(const std::vector<LivedDay>& days, std::uint64_t seed) {
  constexpr const char* moods[] = {"", "rad", "good", "Meh", "bad"};
  GeneratedExport out;
  const bool old = seed % 4 == 3;
  if (seed % 4 == 1) out.delimiter = '\t';
  out.header = {old ? "year" : "full_date", "date", "weekday", "time", "mood", "activities"};
  if (seed % 4 == 0) out.header.emplace_back("scales");
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back({old ? std::to_string(day.year) : day.iso,
        fmt::format("{} {}", months[day.month - 1], day.day), "Friday",
        seed % 2 == 0 ? day.clock() : day.clock12(), moods[day.itch],
        joined(with_stress(day), " | ")});
    if (seed % 4 == 0) out.rows.back().push_back(fmt::format("Itch:\u00A0{}", day.itch));
    canonical.foods(day, day.clock());
    canonical.stress(day);
    canonical.add(day, day.clock(), "symptom", {"mood", std::to_string(day.itch), "1..5"});
    if (seed % 4 == 0) canonical.itch(day, day.clock(), "");
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport my_symptoms(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.freedom.columns = false;
  out.header = {"Date", " Time", " Type"};
  Canonical canonical;
  for (const auto& day : days) {
    std::vector<std::string> row{day.us(), day.clock(), day.minute % 2 == 0 ? "Lunch" : "Drink"};
    for (const auto& food : day.eaten) {
      row.push_back(food);
      if (day.minute % 3 == 0) row.emplace_back("[ x 2 ]");
    }
    out.rows.push_back(std::move(row));
    out.rows.push_back({day.us(), day.clock(), "Symptom", "Cramp", "Intensity: 2", "Duration: 1:30",
        "Itch", fmt::format("Intensity: {}", day.itch)});
    if (day.cream) out.rows.push_back({day.us(), day.clock(), "Medication", "Cream 1%", "[ 2 g ]"});
    canonical.foods(day, day.clock());
    canonical.add(day, day.clock(), "symptom", {"Cramp", "2", "0..10"});
    canonical.itch(day, day.clock(), "0..10");
    if (day.cream) canonical.add(day, day.clock(), "treatment", {"Cream 1%"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport flaredown(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Date", "Eczema", "Pain", "Cetirizine", "Tags", "Foods", "Weather humidity"};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back(
        {day.iso, std::to_string(day.itch), day.cream ? "2" : "", day.cream ? "10mg" : "Not Taken",
            day.stress ? "stress" : "", joined(day.eaten, "; "), "0.5"});
    canonical.add(day, "", "severity", {"Eczema", std::to_string(day.itch), "0..4"});
    if (day.cream) canonical.add(day, "", "symptom", {"Pain", "2", "0..4"});
    if (day.cream) canonical.add(day, "", "treatment", {"Cetirizine", "10", "mg"});
    canonical.stress(day);
    canonical.foods(day, "");
    canonical.add(day, "", "factor", {"Weather humidity", "0.5"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport flaredown_dump(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"user_id", "checkin_date", "trackable_type", "trackable_name", "trackable_value"};
  Canonical canonical;
  for (const auto& day : days) {
    const auto row = [&](const char* type, const std::string& name, const std::string& value) {
      out.rows.push_back({"A==", day.iso, type, name, value});
    };
    row("Symptom", "Itch", std::to_string(day.itch));
    if (day.stress) row("Tag", "stress", "");
    if (day.cream) row("Treatment", "Cream,\nrich", "Taken");
    for (const auto& food : day.eaten) row("Food", food, "");
    canonical.itch(day, "", "0..4");
    canonical.stress(day);
    if (day.cream) canonical.add(day, "", "treatment", {"Cream, rich"});
    canonical.foods(day, "");
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport tsw_atlas(const std::vector<LivedDay>& days) {
  constexpr const char* words[] = {"", "Mild", "Moderate", "Severe", "Unbearable"};
  GeneratedExport out;
  out.header = {"Date", "Time of Day", "Skin Feeling (1-5)", "Skin Intensity (0-4)", "Treatments",
      "Triggers", "Food Diary", "Symptoms"};
  Canonical canonical;
  for (const auto& day : days) {
    const std::string part = day.minute % 2 == 0 ? "morning" : "evening";
    out.rows.push_back({day.iso, part, std::to_string(6 - day.itch), std::to_string(day.itch),
        day.cream ? "Cream" : "", day.stress ? "stress" : "", joined(day.eaten, "; "),
        fmt::format("Itch ({}); Flaking (Mild)", words[day.itch])});
    canonical.add(day, part, "severity", {"Skin Feeling", std::to_string(day.itch), "1..5"});
    canonical.add(day, part, "severity", {"Skin Intensity", std::to_string(day.itch), "0..4"});
    if (day.cream) canonical.add(day, part, "treatment", {"Cream"});
    canonical.stress(day);
    canonical.foods(day, part);
    canonical.itch(day, part, "0..4");
    canonical.add(day, part, "symptom", {"Flaking", "1", "0..4"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport loop_habits(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.freedom.columns = false;
  out.header = {"Date", "Itch"};
  out.header.insert(out.header.end(), foods.begin(), foods.end());
  out.header.emplace_back();
  Canonical canonical;
  for (const auto& day : days) {
    std::vector<std::string> row{day.iso, day.stress ? std::to_string(day.itch * 1000) : "-1"};
    for (const auto& food : foods) {
      const bool eaten = std::find(day.eaten.begin(), day.eaten.end(), food) != day.eaten.end();
      row.emplace_back(eaten ? "2" : "0");
      if (eaten) canonical.add(day, "", "food", {food, "1"});
    }
    row.emplace_back();
    out.rows.push_back(std::move(row));
    if (day.stress) canonical.itch(day, "", "");
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport perfice(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Timestamp", "Foods", "Itch", "Sleep hours"};
  Canonical canonical;
  for (const auto& day : days) {
    const auto date =
        *make_day(day.year, static_cast<unsigned>(day.month), static_cast<unsigned>(day.day));
    const std::int64_t minutes = std::int64_t{date.time_since_epoch().count()} * 1440 + day.minute;
    if (minutes * 60000 < 1000000000000) continue;  // 12 digits: before September 2001
    out.rows.push_back({std::to_string(minutes * 60000), joined(day.eaten, "|||"),
        std::to_string(day.itch), day.stress ? "7.5" : ""});
    canonical.foods(day, day.clock());
    canonical.itch(day, day.clock(), "");
    if (day.stress) canonical.add(day, day.clock(), "factor", {"Sleep hours", "7.5"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport lose_it(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Date", "Name", "Icon", "Type", "Quantity", "Units", "Calories", "Deleted"};
  Canonical canonical;
  for (const auto& day : days) {
    for (const auto& food : day.eaten) {
      out.rows.push_back({day.us(), food, "f", "Snacks", "1,050.5", "Grams", "90", "0"});
      canonical.add(day, "", "food", {food, "1050.5", "Grams"});
    }
    out.rows.push_back({day.us(), "Ghost", "f", "Dinner", "1", "Each", "90", "1"});
    if (day.stress)
      out.rows.push_back({day.us(), "Run", "Exercise", "Exercise", "30", "minutes", "-90", "0"});
    canonical.add(day, "", "factor", {"exercise", day.stress ? "1" : "0"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport how_we_feel(const std::vector<LivedDay>& days) {
  constexpr const char* moods[] = {"", "Calm", "Glad", "Tense", "Angry"};
  GeneratedExport out;
  out.header = {"Date", "Mood", "Tags (Events)", "Steps"};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back(
        {fmt::format("{} Sat {} {} {}", day.year, months[day.month - 1], day.day, day.clock12()),
            moods[day.itch], joined(with_stress(day), "; "), "5321"});
    canonical.add(day, day.clock(), "symptom", {"Mood", std::to_string(day.itch)});
    canonical.foods(day, day.clock());
    canonical.stress(day);
    canonical.add(day, day.clock(), "factor", {"Steps", "5321"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport migraine_buddy(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Start Time", "Pain Level", "Medications", "Triggers"};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back({fmt::format("{} {}", day.us(), day.clock12()), std::to_string(day.itch),
        day.cream ? "Ibuprofen" : "", joined(with_stress(day), "; ")});
    // One trigger alone would be cut at its commas.
    if (with_stress(day).size() == 1) out.rows.back().back() += ";";
    canonical.add(day, day.clock(), "symptom", {"Pain Level", std::to_string(day.itch), "0..10"});
    if (day.cream) canonical.add(day, day.clock(), "treatment", {"Ibuprofen"});
    canonical.foods(day, day.clock());
    canonical.stress(day);
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport symptom_shark(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"ParticipantID", "ParticipantIdentifier", "Date", "Symptom", "Severity"};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back(
        {"1", "me", day.iso, "Itch", day.itch == 4 ? "Moderate" : std::to_string(day.itch)});
    canonical.add(
        day, "", "symptom", {"Itch", day.itch == 4 ? "5" : std::to_string(day.itch), "0..10"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport biometrics(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Day", "Time", "Group", "Metric", "Unit", "Amount"};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back({day.iso, day.clock() + " ", "Data", "Weight", "kg", "80.5"});
    out.rows.push_back({day.iso, "", "Data", "Itch", "", std::to_string(day.itch)});
    canonical.add(day, day.clock(), "factor", {"Weight", "80.5", "kg"});
    canonical.itch(day, "", "");
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport servings(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"Day", "Time", "Group", "Food Name", "Amount", "Energy (kcal)"};
  Canonical canonical;
  for (const auto& day : days) {
    const std::string time = day.cream ? "" : day.clock12();
    for (const auto& food : day.eaten) {
      out.rows.push_back({day.iso, time, "Lunch", food, "1,600.00 g", "10"});
      canonical.add(day, day.cream ? "" : day.clock(), "food", {food, "1600", "g"});
    }
    out.rows.push_back({day.iso, "", "Total", "", "", "900"});
  }
  out.canonical = canonical.text();
  return out;
}

GeneratedExport printed_diary(const std::vector<LivedDay>& days) {
  GeneratedExport out;
  out.header = {"FOODS", "Calories", "Fat"};
  out.freedom = {.columns = false, .rows = false};
  Canonical canonical;
  for (const auto& day : days) {
    out.rows.push_back(
        {fmt::format("{} {}, {}", months[day.month - 1], day.day, day.year), "", ""});
    out.rows.push_back({day.cream ? "Breakfast" : "Snacks/Other", "", ""});
    for (const auto& food : day.eaten) {
      out.rows.push_back({"Acme - " + food + ", 1.5 cups", "90", "1g"});
      canonical.add(day, "", "food", {food, "1.5", "cups"});
    }
    out.rows.push_back({"TOTAL:", "90", "1g"});
    if (day.stress) out.rows.push_back({"EXERCISES", "Calories", "Minutes"});
    if (day.stress) out.rows.push_back({"Running", "90", "30"});
  }
  out.canonical = canonical.text();
  return out;
}

}  // namespace

const std::vector<std::string_view>& generated_layouts() {
  static const std::vector<std::string_view> names{"mysymptoms", "bearable", "daylio", "flaredown",
      "flaredown-dump", "tsw-atlas", "loop-habits", "perfice", "how-we-feel", "migraine-buddy",
      "symptom-shark", "lose-it", "cronometer-biometrics", "cronometer-servings", "printed-diary"};
  return names;
}

GeneratedExport generate_export(std::string_view layout, std::uint64_t seed) {
  const auto days = live(seed);
  if (layout == "mysymptoms") return my_symptoms(days);
  if (layout == "bearable") return bearable(days);
  if (layout == "daylio") return daylio(days, seed);
  if (layout == "flaredown") return flaredown(days);
  if (layout == "flaredown-dump") return flaredown_dump(days);
  if (layout == "tsw-atlas") return tsw_atlas(days);
  if (layout == "loop-habits") return loop_habits(days);
  if (layout == "perfice") return perfice(days);
  if (layout == "how-we-feel") return how_we_feel(days);
  if (layout == "migraine-buddy") return migraine_buddy(days);
  if (layout == "symptom-shark") return symptom_shark(days);
  if (layout == "lose-it") return lose_it(days);
  if (layout == "cronometer-biometrics") return biometrics(days);
  if (layout == "printed-diary") return printed_diary(days);
  return servings(days);
}

}  // namespace culprit::diary
