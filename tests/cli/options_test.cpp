#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "cli/options/command_line.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

using Arguments = std::vector<std::string>;

/// All errors as printed, without the last line of `run`.
std::string errors_of(const Arguments& args) {
  std::string text;
  for (const auto& message : parse_arguments(args).errors) text += to_text(message);
  return text;
}

Options options_of(const Arguments& args) {
  const auto parsed = parse_arguments(args);
  EXPECT_EQ(errors_of(args), "");
  return parsed.options.value_or(Options{});
}

TEST(ParseArguments, RanksWhenTheFirstWordIsNoCommand) {
  EXPECT_EQ(options_of({"diary.csv"}).command, Command::rank);
  EXPECT_EQ(options_of({"rank", "diary.csv"}).command, Command::rank);
  EXPECT_EQ(options_of({"check", "diary.csv"}).command, Command::check);
  EXPECT_EQ(options_of({"-q", "diary.csv"}).command, Command::rank);
  const auto explained = options_of({"explain", "red wine", "-f", "json", "a.csv", "b.csv"});
  EXPECT_EQ(explained.command, Command::explain);
  EXPECT_EQ(explained.food, "red wine");
  EXPECT_EQ(explained.diaries, (std::vector<std::string>{"a.csv", "b.csv"}));
  EXPECT_EQ(options_of({"explain", "--", "-1", "a.csv"}).food, "-1");
}

TEST(ParseArguments, NeverTakesALaterWordForACommand) {
  const auto options = options_of({"diary.csv", "check"});
  EXPECT_EQ(options.command, Command::rank);
  EXPECT_THAT(options.diaries, ElementsAre("diary.csv", "check"));
  EXPECT_THAT(options_of({"rank", "check"}).diaries, ElementsAre("check"));
}

TEST(ParseArguments, HasTheDefaultsOfTheContract) {
  const auto options = options_of({"diary.csv"});
  EXPECT_EQ(options.output.format, Format::table);
  EXPECT_EQ(options.output.file, "");
  EXPECT_EQ(options.output.color, Color::automatic);
  EXPECT_EQ(options.pipeline.engine.lags, (Lags{LagWindow{0, 6}}));
  EXPECT_EQ(options.pipeline.engine.align, engine::Align::automatic);
  EXPECT_EQ(options.pipeline.engine.rated, engine::Rated::unknown);
  EXPECT_EQ(options.pipeline.engine.fdr, 0.10);
  EXPECT_EQ(options.pipeline.engine.adjust, engine::AdjustMode::automatic);
  EXPECT_EQ(options.pipeline.engine.threads, 0U);
  EXPECT_EQ(options.pipeline.seed, 1U);
  EXPECT_EQ(options.pipeline.read.day_starts.count(), 0);
  EXPECT_EQ(options.messages.max_per_reason, 20U);
  EXPECT_EQ(options.messages.format, ErrorFormat::text);
  EXPECT_FALSE(options.strict || options.fail_on_suspect || options.output.ascii);
  EXPECT_FALSE(options.messages.quiet || options.messages.verbose);
}

TEST(ParseArguments, HandsTheReadingItsOptions) {
  const auto read = options_of({"d.csv", "--severity", "itch", "--foods", "milk, egg", "--factors",
                                "stress", "--subject", "p1", "--date-order", "dmy", "--time-zone",
                                "Europe/Berlin", "--day-starts", "04:30"})
                        .pipeline.read;
  EXPECT_EQ(read.severity, "itch");
  EXPECT_THAT(read.foods, ElementsAre("milk", "egg"));
  EXPECT_THAT(read.factors, ElementsAre("stress"));
  EXPECT_EQ(read.subject, "p1");
  EXPECT_EQ(read.date_order, diary::DateOrder::dmy);
  EXPECT_EQ(read.time_zone, "Europe/Berlin");
  EXPECT_EQ(read.day_starts.count(), 270);
}

TEST(ParseArguments, HandsTheEngineItsOptions) {
  const auto pipeline = options_of({"d.csv",
                                    "--from",
                                    "2024-02-29",
                                    "--to",
                                    "2024-03-01",
                                    "--lags",
                                    "1..3",
                                    "--align",
                                    "clock",
                                    "--rated",
                                    "evening",
                                    "--scale",
                                    "0..7",
                                    "--fdr",
                                    "0.05",
                                    "--seed",
                                    "18446744073709551615",
                                    "--threads",
                                    "2",
                                    "--severity",
                                    "itch",
                                    "--time-zone",
                                    "UTC"})
                            .pipeline;
  const auto& engine = pipeline.engine;
  EXPECT_EQ(to_iso(engine.from.value()), "2024-02-29");
  EXPECT_EQ(to_iso(engine.to.value()), "2024-03-01");
  EXPECT_EQ(engine.lags, (Lags{LagWindow{1, 3}}));
  EXPECT_EQ(engine.align, engine::Align::clock);
  EXPECT_EQ(engine.rated, engine::Rated::evening);
  EXPECT_EQ(engine.scale.value().maximum, 7);
  EXPECT_EQ(engine.fdr, 0.05);
  EXPECT_EQ(engine.threads, 2U);
  EXPECT_EQ(engine.severity, "itch");
  EXPECT_EQ(engine.time_zone, "UTC");
  EXPECT_EQ(pipeline.seed, 18446744073709551615U);
}

TEST(ParseArguments, KnowsTheModesOfAdjustment) {
  const auto adjust = [](const std::string& value) {
    return options_of({"d.csv", "--adjust", value}).pipeline.engine;
  };
  EXPECT_EQ(adjust("auto").adjust, engine::AdjustMode::automatic);
  EXPECT_EQ(adjust("all").adjust, engine::AdjustMode::all);
  EXPECT_EQ(adjust("none").adjust, engine::AdjustMode::none);
  EXPECT_EQ(adjust("stress,sleep").adjust, engine::AdjustMode::named);
  EXPECT_THAT(adjust("stress,sleep").adjust_names, ElementsAre("stress", "sleep"));
}

TEST(ParseArguments, KnowsEveryFormat) {
  const std::pair<const char*, Format> formats[] = {
      {"table", Format::table}, {"json", Format::json}, {"ndjson", Format::ndjson},
      {"csv", Format::csv},     {"tsv", Format::tsv},   {"markdown", Format::markdown}};
  for (const auto& [word, format] : formats) {
    EXPECT_EQ(options_of({"d.csv", "-f", word}).output.format, format) << word;
  }
}

TEST(ParseArguments, HandsTheProgramItsOptions) {
  const auto options = options_of({"d.csv", "-o", "new.txt", "--color", "always", "--ascii",
                                   "--strict", "--rejects", "r.csv", "--max-messages", "0",
                                   "--error-format", "json", "--fail-on", "suspect", "-v"});
  EXPECT_EQ(options.output.file, "new.txt");
  EXPECT_EQ(options.output.color, Color::always);
  EXPECT_TRUE(options.output.ascii);
  EXPECT_TRUE(options.strict);
  EXPECT_EQ(options.rejects, "r.csv");
  EXPECT_EQ(options.messages.max_per_reason, 0U);
  EXPECT_EQ(options.messages.format, ErrorFormat::json);
  EXPECT_TRUE(options.fail_on_suspect);
  EXPECT_TRUE(options.messages.verbose);
}

TEST(ParseArguments, TakesValuesInEveryUsualSpelling) {
  for (const Arguments& args : {Arguments{"d.csv", "--format", "json"},
                                {"d.csv", "--format=json"},
                                {"d.csv", "-f", "json"},
                                {"d.csv", "-fjson"},
                                {"-f", "csv", "d.csv", "-qf", "json"}}) {
    EXPECT_EQ(options_of(args).output.format, Format::json) << args.back();
  }
}

TEST(ParseArguments, LetsTheLastOfARepeatedOptionCount) {
  const auto options = options_of({"d.csv", "-f", "json", "--lags", "1..2", "--format=csv",
                                   "--lags=0..4", "--strict", "--strict"});
  EXPECT_EQ(options.output.format, Format::csv);
  EXPECT_EQ(options.pipeline.engine.lags, (Lags{LagWindow{0, 4}}));
  EXPECT_TRUE(options.strict);
}

TEST(ParseArguments, EndsTheOptionsAtTwoDashes) {
  EXPECT_THAT(options_of({"-q", "--", "--lags", "-x", "-"}).diaries,
              ElementsAre("--lags", "-x", "-"));
}

TEST(ParseArguments, TakesNegativeNumbersAndBracketsAsTheyStand) {
  EXPECT_EQ(options_of({"d.csv", "--scale", "-5..5"}).pipeline.engine.scale.value().minimum, -5);
  EXPECT_THAT(options_of({"[a,b]", "{}", "++"}).diaries, ElementsAre("[a,b]", "{}", "++"));
  EXPECT_THAT(options_of({"d.csv", "--foods", "[milk,egg]"}).pipeline.read.foods,
              ElementsAre("[milk", "egg]"));
}

struct BadValue {
  std::string option;
  std::string value;
  std::string complaint;
};

void PrintTo(const BadValue& bad, std::ostream* out) { *out << bad.option << " " << bad.value; }

class WrongValue : public ::testing::TestWithParam<BadValue> {};

TEST_P(WrongValue, IsNamedWithWhatIsExpected) {
  const auto& [option, value, complaint] = GetParam();
  const auto parsed = parse_arguments(Arguments{"d.csv", "--" + option, value});
  EXPECT_EQ(errors_of({"d.csv", "--" + option, value}),
            "option --" + option + ": value '" + value + "' " + complaint + "\n");
  EXPECT_EQ(parsed.exit, ExitCode::usage);
  EXPECT_FALSE(parsed.options.has_value());
}

constexpr const char* not_lags = "is not a range of days; expected A..B with 0 <= A <= B <= 60";
constexpr const char* no_day = "is no calendar day; expected YYYY-MM-DD";
constexpr const char* no_time = "is no time of day; expected HH:MM";
constexpr const char* no_fdr = "is no false discovery rate; expected a number from 0.001 to 0.5";
constexpr const char* no_threads =
    "is no number of threads; expected a whole number from 1 to 1024";
constexpr const char* no_seed =
    "is no seed; expected a whole number from 0 to 18446744073709551615";

INSTANTIATE_TEST_SUITE_P(
    Cases, WrongValue,
    ::testing::Values(
        BadValue{"format", "pdf",
                 "is no format; expected table, json, ndjson, csv, tsv, markdown or html"},
        BadValue{"output", "", "is empty; expected the name of a file"},
        BadValue{"rejects", "", "is empty; expected the name of a file"},
        BadValue{"severity", "", "is empty; expected the name of a severity or symptom"},
        BadValue{"subject", "", "is empty; expected a subject of the diary"},
        BadValue{"foods", "a,,b", "has an empty name; expected names separated by commas"},
        BadValue{"factors", "", "has an empty name; expected names separated by commas"},
        BadValue{"from", "2024-02-30", no_day}, BadValue{"to", "20.11.2024", no_day},
        BadValue{"from", "2024-1-01", no_day}, BadValue{"to", "2024-11-2x", no_day},
        BadValue{"lags", "x", not_lags}, BadValue{"lags", "3", not_lags},
        BadValue{"lags", "3..1", not_lags}, BadValue{"lags", "0..61", not_lags},
        BadValue{"lags", "-1..3", not_lags}, BadValue{"lags", "0..", not_lags},
        BadValue{"lags", "0..18446744073709551617", not_lags},
        BadValue{"lags", "0-2h,x",
                 "holds 'x', which is no window of hours; expected A-Bh with 0 <= A < B <= 168"},
        BadValue{"lags", "2-2h",
                 "holds '2-2h', which is no window of hours; expected A-Bh with 0 <= A < B <= 168"},
        BadValue{"lags", "0-2h,", "has an empty window; expected A-Bh with 0 <= A < B <= 168,..."},
        BadValue{"lags", "1..3,2-6h", "mixes days and hours; expected either A..B or A-Bh,..."},
        BadValue{"lags", "2-6h,2-6h", "holds '2-6h' twice; expected different windows"},
        BadValue{"align", "hours", "is no alignment; expected auto, day or clock"},
        BadValue{"rated", "noon", "is no part of the day; expected morning or evening"},
        BadValue{"day-starts", "24:00", no_time}, BadValue{"day-starts", "4:30", no_time},
        BadValue{"day-starts", "04:60", no_time}, BadValue{"fdr", "0", no_fdr},
        BadValue{"level", "dish", "is no level; expected food, ingredient, group or all"},
        BadValue{"fdr", "1", no_fdr}, BadValue{"fdr", "nan", no_fdr}, BadValue{"fdr", "5%", no_fdr},
        BadValue{"adjust", ",stress",
                 "has an empty name; expected auto, all, none or names separated by commas"},
        BadValue{"important-change", "0",
                 "is no change of the rating; expected a number of points above 0"},
        BadValue{"important-change", "big",
                 "is no change of the rating; expected a number of points above 0"},
        BadValue{"scale", "10..10",
                 "is no scale; expected MIN..MAX or the name of an instrument such as POEM"},
        BadValue{"date-order", "dym", "is no order of dates; expected dmy, mdy or ymd"},
        BadValue{"time-zone", "Berlin",
                 "is no known time zone; expected a name such as Europe/Berlin"},
        BadValue{"time-zone", "../../etc/passwd",
                 "is no known time zone; expected a name such as Europe/Berlin"},
        BadValue{"max-messages", "-1",
                 "is no number of messages; expected a whole number from 0 to 1000000"},
        BadValue{"seed", "1.5", no_seed}, BadValue{"seed", "18446744073709551616", no_seed},
        BadValue{"threads", "0", no_threads}, BadValue{"threads", "many", no_threads},
        BadValue{"color", "yes", "is no choice of colour; expected auto, always or never"},
        BadValue{"error-format", "xml", "is no format of messages; expected text or json"},
        BadValue{"fail-on", "anything", "is nothing to fail on; expected suspect"}));

TEST(ParseArguments, KeepsAnEmptyValueBehindAnEqualsSign) {
  EXPECT_EQ(errors_of({"--severity=", "d.csv"}),
            "option --severity: value '' is empty; expected the name of a severity or symptom\n");
}

TEST(ParseArguments, NamesAnOptionWithoutItsValue) {
  EXPECT_EQ(errors_of({"d.csv", "--lags"}), "option --lags: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "--lags", "--fdr", "0.2"}),
            "option --lags: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"--output", "--", "d.csv"}),
            "option --output: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "-f", "-q"}), "option -f: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "-qf"}), "option -qf: value is missing; expected one\n");
}

TEST(ParseArguments, RefusesAValueForAFlag) {
  EXPECT_EQ(errors_of({"d.csv", "--strict=no"}),
            "option --strict: value 'no' is not expected; expected the option alone\n");
}

TEST(ParseArguments, SuggestsTheNearestOption) {
  EXPECT_EQ(errors_of({"d.csv", "--lgas", "0..3"}),
            "option '--lgas' is unknown\n  did you mean '--lags'?\n");
  EXPECT_EQ(errors_of({"d.csv", "--formt=json"}),
            "option '--formt' is unknown\n  did you mean '--format'?\n");
  EXPECT_EQ(errors_of({"d.csv", "--hlep"}),
            "option '--hlep' is unknown\n  did you mean '--help'?\n");
  EXPECT_EQ(errors_of({"d.csv", "--xylophone"}), "option '--xylophone' is unknown\n");
  EXPECT_EQ(errors_of({"d.csv", "-z"}), "option '-z' is unknown\n");
}

TEST(ParseArguments, TakesColumnsLayoutAndMoods) {
  const auto options = options_of({"d.csv", "--map", "Skin (0-10)=severity, Ate = foods,a=b=ignore",
                                   "--format-in", "table", "--mood-map", "Great=1, so so=2.5"});
  const auto& map = options.pipeline.read.map;
  ASSERT_EQ(map.size(), 3u);
  EXPECT_EQ(map[0].column, "Skin (0-10)");
  EXPECT_EQ(map[0].role, diary::Role::severity);
  EXPECT_EQ(map[1].role, diary::Role::foods);
  EXPECT_EQ(map[2].column, "a=b");
  EXPECT_EQ(options.pipeline.read.format_in, "table");
  const std::map<std::string, double> moods{{"great", 1}, {"so so", 2.5}};
  EXPECT_EQ(options.pipeline.read.mood_map, moods);
}

TEST(ParseArguments, SaysWhatIsWrongWithAMap) {
  EXPECT_EQ(errors_of({"d.csv", "--map", "Skin"}),
            "option --map: value 'Skin' is no map; expected COLUMN=ROLE,...\n");
  EXPECT_EQ(errors_of({"d.csv", "--map", "Skin=bad"}),
            "option --map: value 'Skin=bad' names no role for Skin; expected date, time, severity, "
            "symptom, food, foods, factor, treatment, supplement, amount, unit, name, type, note, "
            "subject or ignore\n");
  EXPECT_EQ(errors_of({"d.csv", "--map", "Skin=severity,"}),
            "option --map: value 'Skin=severity,' has an empty part; expected COLUMN=ROLE,...\n");
  EXPECT_EQ(errors_of({"d.csv", "--mood-map", "ok=fine"}),
            "option --mood-map: value 'ok=fine' is no map of words; expected WORD=NUMBER,...\n");
  EXPECT_THAT(errors_of({"d.csv", "--format-in", "excel"}),
              StartsWith("option --format-in: value 'excel' is no layout; expected one of long, "
                         "wide, "));
}

TEST(ParseArguments, ExplainNeedsAFoodADiaryAndAFormatItHas) {
  const std::string no_diary =
      "no diary is given; expected one or more files, or - for standard input\n";
  EXPECT_EQ(errors_of({"explain"}),
            "no food is given; expected its name before the files\n" + no_diary);
  EXPECT_EQ(errors_of({"explain", "rice"}), no_diary);
  EXPECT_EQ(errors_of({"explain", "rice", "a.csv", "-f", "csv"}),
            "option --format: value 'csv' is no format of explain; expected table, json or html\n");
}

TEST(ParseArguments, WordsAreAChoice) {
  EXPECT_EQ(options_of({"a.csv"}).output.words, report::Words::plain);
  EXPECT_EQ(options_of({"a.csv", "--words", "technical"}).output.words, report::Words::technical);
  EXPECT_EQ(errors_of({"a.csv", "--words", "short"}),
            "option --words: value 'short' is no choice of words; expected plain or technical\n");
}

TEST(ParseArguments, SuggestsTheCommandThatWasMisspelt) {
  const auto expected = [](const std::string& word, const std::string& near) {
    return "command '" + word +
           "' is unknown; expected rank, check, explain, convert, foods, plot, batch, merge, pool "
           "or simulate\n  did "
           "you "
           "mean '" +
           near + "'?\n";
  };
  EXPECT_EQ(errors_of({"rnak", "d.csv"}), expected("rnak", "rank"));
  EXPECT_EQ(errors_of({"chekc", "d.csv"}), expected("chekc", "check"));
  EXPECT_EQ(parse_arguments(Arguments{"rnak", "d.csv"}).exit, ExitCode::usage);
}

TEST(ParseArguments, KeepsWordsForCommandsToCome) {
  for (const std::string word : {"plan", "trial"}) {
    EXPECT_EQ(errors_of({word, "d.csv"}),
              "command '" + word +
                  "' is unknown; expected rank, check, explain, convert, foods, plot, batch, "
                  "merge, pool or simulate\n");
  }
}

TEST(ParseArguments, TakesWhatMayBeAFileForAFile) {
  EXPECT_THAT(options_of({"./rnak"}).diaries, ElementsAre("./rnak"));
  EXPECT_THAT(options_of({"rnak.csv"}).diaries, ElementsAre("rnak.csv"));
  EXPECT_THAT(options_of({"export"}).diaries, ElementsAre("export"));
  EXPECT_THAT(options_of({"an"}).diaries, ElementsAre("an"));
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"rnak"} << "date\n";
  EXPECT_THAT(options_of({"rnak"}).diaries, ElementsAre("rnak"));
}

TEST(ParseArguments, ReportsEverythingThatIsWrongAtOnce) {
  EXPECT_EQ(
      errors_of({"rnak", "--lags", "x", "--xyz", "--fdr", "2", "--seed"}),
      "command 'rnak' is unknown; expected rank, check, explain, convert, foods, plot, batch, "
      "merge, pool or simulate\n"
      "  did you mean 'rank'?\n"
      "option --seed: value is missing; expected one\n"
      "option '--xyz' is unknown\n"
      "option --lags: value 'x' is not a range of days; expected A..B with 0 <= A <= B <= 60\n"
      "option --fdr: value '2' is no false discovery rate; expected a number from 0.001 to "
      "0.5\n"
      "no diary is given; expected one or more files, or - for standard input\n");
}

TEST(ParseArguments, RefusesOptionsThatContradictEachOther) {
  EXPECT_EQ(errors_of({"d.csv", "--from", "2024-03-02", "--to", "2024-03-01"}),
            "option --from: value '2024-03-02' is after --to '2024-03-01'; expected a day that is "
            "not later\n");
  EXPECT_EQ(errors_of({"d.csv", "-q", "-v"}),
            "option --quiet: given together with --verbose; expected one of them\n");
  EXPECT_EQ(errors_of({"-", "-"}),
            "diary '-' is given twice; expected standard input at most once\n");
  EXPECT_EQ(errors_of({""}), "diary '' has no name; expected a file\n");
  EXPECT_EQ(errors_of({"check", "d.csv", "-f", "csv"}),
            "option --format: value 'csv' is no format of check; expected table or json\n");
}

TEST(ParseArguments, NeverWritesOverADiary) {
  const ScratchFolder folder;
  folder.enter();
  std::ofstream{"d.csv"} << "date\n";
  EXPECT_EQ(errors_of({"d.csv", "-o", "./d.csv"}),
            "option --output: file './d.csv' is a diary that is read; expected another file\n");
  EXPECT_EQ(errors_of({"d.csv", "--rejects", "d.csv"}),
            "option --rejects: file 'd.csv' is a diary that is read; expected another file\n");
  EXPECT_EQ(errors_of({"d.csv", "--rejects", "new", "-o", "new"}),
            "option --rejects: file 'new' is the file of --output; expected another file\n");
}

TEST(ParseArguments, KnowsTheFormatOfMessagesAlsoForItsOwnErrors) {
  EXPECT_EQ(parse_arguments(Arguments{"--foo", "--error-format", "json"}).error_format,
            ErrorFormat::json);
}

TEST(Version, IsThatOfTheLibrary) {
  EXPECT_EQ(parse_arguments(Arguments{"--version"}).text,
            "culprit " + std::string{version()} + "\n");
}

}  // namespace
}  // namespace culprit::cli
