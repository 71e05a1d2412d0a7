#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "cli/argument_errors.hpp"
#include "cli/options/command_line.hpp"
#include "cli/scratch_folder.hpp"

namespace culprit::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

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
  const auto read = options_of(
      {"d.csv", "--severity", "itch", "--foods", "milk, egg", "--factors", "stress", "--subject",
          "p1", "--date-order", "dmy", "--time-zone", "Europe/Berlin", "--day-starts", "04:30"})
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
  const auto pipeline = options_of(
      {"d.csv", "--from", "2024-02-29", "--to", "2024-03-01", "--lags", "1..3", "--align", "clock",
          "--rated", "evening", "--scale", "0..7", "--fdr", "0.05", "--seed",
          "18446744073709551615", "--threads", "2", "--severity", "itch", "--time-zone", "UTC"})
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
  const std::pair<const char*, Format> formats[] = {{"table", Format::table},
      {"json", Format::json}, {"ndjson", Format::ndjson}, {"csv", Format::csv},
      {"tsv", Format::tsv}, {"markdown", Format::markdown}};
  for (const auto& [word, format] : formats) {
    EXPECT_EQ(options_of({"d.csv", "-f", word}).output.format, format) << word;
  }
}

TEST(ParseArguments, HandsTheProgramItsOptions) {
  const auto options =
      options_of({"d.csv", "-o", "new.txt", "--color", "always", "--ascii", "--strict", "--rejects",
          "r.csv", "--max-messages", "0", "--error-format", "json", "--fail-on", "suspect", "-v"});
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
  for (const Arguments& args : {Arguments{"d.csv", "--format", "json"}, {"d.csv", "--format=json"},
           {"d.csv", "-f", "json"}, {"d.csv", "-fjson"}, {"-f", "csv", "d.csv", "-qf", "json"}}) {
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
  EXPECT_THAT(
      options_of({"-q", "--", "--lags", "-x", "-"}).diaries, ElementsAre("--lags", "-x", "-"));
}

TEST(ParseArguments, TakesNegativeNumbersAndBracketsAsTheyStand) {
  EXPECT_EQ(options_of({"d.csv", "--scale", "-5..5"}).pipeline.engine.scale.value().minimum, -5);
  EXPECT_THAT(options_of({"[a,b]", "{}", "++"}).diaries, ElementsAre("[a,b]", "{}", "++"));
  EXPECT_THAT(options_of({"d.csv", "--foods", "[milk,egg]"}).pipeline.read.foods,
      ElementsAre("[milk", "egg]"));
}

TEST(ParseArguments, TakesWordsAndZonesInAnyCase) {
  const auto options =
      options_of({"d.csv", "-f", "JSON", "--align", "Clock", "--time-zone", "europe/BERLIN",
          "--scale", "poem", "--level", "Food", "--lags", "0-2H,2-6h", "--map", "a=Severity"});
  EXPECT_EQ(options.output.format, Format::json);
  EXPECT_EQ(options.pipeline.engine.align, engine::Align::clock);
  EXPECT_EQ(options.pipeline.engine.time_zone, "Europe/Berlin");
  EXPECT_EQ(options.pipeline.engine.scale.value().name, "POEM");
  EXPECT_EQ(options.pipeline.engine.level, foods::Levels::food);
  EXPECT_EQ(to_string(options.pipeline.engine.lags), "0-2h,2-6h");
  EXPECT_EQ(options.pipeline.read.map.at(0).role, diary::Role::severity);
}

TEST(ParseArguments, TakesRangesWithDotsOrAHyphen) {
  EXPECT_EQ(options_of({"d.csv", "--lags=0-3"}).pipeline.engine.lags, (Lags{LagWindow{0, 3}}));
  const std::tuple<const char*, double, double> scales[] = {{"0-7", 0, 7}, {"-5-5", -5, 5},
      {"-5..5", -5, 5}, {"-5--1", -5, -1}, {"1e-3-5", 1e-3, 5}, {"0-1e9", 0, 1e9}};
  for (const auto& [text, minimum, maximum] : scales) {
    const auto scale = options_of({"d.csv", "--scale", text}).pipeline.engine.scale.value();
    EXPECT_EQ(scale.minimum, minimum) << text;
    EXPECT_EQ(scale.maximum, maximum) << text;
  }
}

TEST(ParseArguments, RefusesAnImportantChangeBeyondTheScale) {
  EXPECT_EQ(errors_of({"d.csv", "--scale", "0..10", "--important-change", "11"}),
      "option --important-change: value '11' is more than the range of --scale; expected at "
      "most 10\n");
  EXPECT_EQ(options_of({"d.csv", "--scale=-5..5", "--important-change", "10"})
                .pipeline.engine.important_change,
      10);
}

TEST(ParseArguments, KeepsAnEmptyValueBehindAnEqualsSign) {
  EXPECT_EQ(errors_of({"--severity=", "d.csv"}),
      "option --severity: value '' is empty; expected the name of a severity or symptom\n");
}

TEST(ParseArguments, NamesAnOptionWithoutItsValue) {
  EXPECT_EQ(errors_of({"d.csv", "--lags"}), "option --lags: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "--lags", "--fdr", "0.2"}),
      "option --lags: value is missing; expected one\n");
  EXPECT_EQ(
      errors_of({"--output", "--", "d.csv"}), "option --output: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "-f", "-q"}), "option -f: value is missing; expected one\n");
  EXPECT_EQ(errors_of({"d.csv", "-qf"}), "option -qf: value is missing; expected one\n");
}

TEST(ParseArguments, RefusesAValueForAFlag) {
  EXPECT_EQ(errors_of({"d.csv", "--strict=no"}),
      "option --strict: value 'no' is not expected; expected the option alone\n");
}

TEST(ParseArguments, SuggestsSimilarOptions) {
  const std::pair<const char*, const char*> cases[] = {{"--lgas", "'--lags'"},
      {"--formt=json", "'--format'"}, {"--hlep", "'--help'"},
      {"--importantchange", "'--important-change'"}, {"--IMPORTANT_CHANGE", "'--important-change'"},
      {"--change", "'--important-change'"}, {"--colour", "'--color'"}, {"--out", "'--output'"},
      {"--output-file", "'--output'"}, {"--zone", "'--time-zone'"},
      {"--messages", "'--max-messages'"}, {"--date", "'--date-order'"}, {"--form", "'--from'"},
      {"--forma", "'--format'"}, {"--fd", "'--fdr'"}};
  for (const auto& [option, names] : cases) {
    const auto name = std::string{option}.substr(0, std::string_view{option}.find('='));
    EXPECT_EQ(errors_of({"d.csv", option}),
        "option '" + name + "' is unknown\n  did you mean " + names + "?\n");
  }
  EXPECT_EQ(errors_of({"d.csv", "--xylophone"}), "option '--xylophone' is unknown\n");
  EXPECT_EQ(errors_of({"d.csv", "-z"}), "option '-z' is unknown\n");
}

TEST(ParseArguments, ShowsASlipThatIsMadeTwiceOnce) {
  EXPECT_EQ(errors_of({"d.csv", "--lgas", "--lgas"}),
      "option '--lgas' is unknown\n  did you mean '--lags'?\n");
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
      "option --map: value 'Skin' is not a map; expected COLUMN=ROLE,...\n");
  EXPECT_EQ(errors_of({"d.csv", "--map", "Skin=bad"}),
      "option --map: unknown role of Skin 'bad'; expected date, time, severity, "
      "symptom, food, foods, factor, treatment, supplement, amount, unit, name, type, note, "
      "subject or ignore\n");
  EXPECT_EQ(errors_of({"d.csv", "--map", "Skin=severity,"}),
      "option --map: value 'Skin=severity,' has an empty part; expected COLUMN=ROLE,...\n");
  EXPECT_EQ(errors_of({"d.csv", "--mood-map", "ok=fine"}),
      "option --mood-map: value 'ok=fine' is not a map of words; expected WORD=NUMBER,... with "
      "numbers from -1e9 to 1e9\n");
  EXPECT_THAT(errors_of({"d.csv", "--format-in", "excel"}),
      StartsWith("option --format-in: unknown layout 'excel'; expected long, wide, "));
}

TEST(ParseArguments, ExplainNeedsAFoodADiaryAndAFormatItHas) {
  const std::string no_diary =
      "no diary is given; expected one or more files, or - for standard input\n";
  EXPECT_EQ(
      errors_of({"explain"}), "no food is given; expected its name before the files\n" + no_diary);
  EXPECT_EQ(errors_of({"explain", "rice"}), no_diary);
  EXPECT_EQ(errors_of({"explain", "rice", "a.csv", "-f", "csv"}),
      "option --format: value 'csv' is not a format of 'culprit explain'; expected table, json or "
      "html\n");
}

TEST(ParseArguments, WordsAreAChoice) {
  EXPECT_EQ(options_of({"a.csv"}).output.words, report::Words::plain);
  EXPECT_EQ(options_of({"a.csv", "--words", "technical"}).output.words, report::Words::technical);
}

const std::string all_commands =
    "expected rank, check, explain, plan, trial, convert, foods, plot, batch, merge, pool, "
    "simulate, template, "
    "help or version\n";

TEST(ParseArguments, SuggestsTheCommandThatWasMisspelt) {
  const std::pair<const char*, const char*> cases[] = {{"rnak", "rank"}, {"chekc", "check"},
      {"RANK", "rank"}, {"simulat", "simulate"}, {"verson", "version"}};
  for (const auto& [word, near] : cases) {
    EXPECT_EQ(errors_of({word, "d.csv"}), "unknown command '" + std::string{word} + "'; " +
                                              all_commands + "  did you mean '" + near + "'?\n");
  }
  EXPECT_EQ(parse_arguments(Arguments{"rnak", "d.csv"}).exit, ExitCode::usage);
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
  EXPECT_EQ(errors_of({"rnak", "--lags", "x", "--xyz", "--fdr", "2", "--seed"}),
      "unknown command 'rnak'; " + all_commands +
          "  did you mean 'rank'?\n"
          "option --seed: value is missing; expected one\n"
          "option '--xyz' is unknown\n"
          "option --lags: value 'x' is not a range of days; expected A..B with 0 <= A <= B <= 60\n"
          "option --fdr: value '2' is out of range; expected a number from 0.001 to 0.5\n"
          "no diary is given; expected one or more files, or - for standard input\n");
}

TEST(ParseArguments, RefusesOptionsThatContradictEachOther) {
  EXPECT_EQ(errors_of({"d.csv", "--from", "2024-03-02", "--to", "2024-03-01"}),
      "option --from: value '2024-03-02' is after --to '2024-03-01'; expected a day that is "
      "not later\n");
  EXPECT_EQ(errors_of({"d.csv", "-q", "-v"}),
      "option --quiet: given together with --verbose; expected one of them\n");
  EXPECT_EQ(
      errors_of({"-", "-"}), "diary '-' is given twice; expected standard input at most once\n");
  EXPECT_EQ(errors_of({""}), "diary '' has no name; expected a file\n");
  EXPECT_EQ(errors_of({"check", "d.csv", "-f", "csv"}),
      "option --format: value 'csv' is not a format of 'culprit check'; expected table or json\n");
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
  EXPECT_EQ(
      parse_arguments(Arguments{"--version"}).text, "culprit " + std::string{version()} + "\n");
}

}  // namespace
}  // namespace culprit::cli
