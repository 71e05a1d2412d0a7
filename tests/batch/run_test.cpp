#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "batch/text_inputs.hpp"
#include "culprit/batch/lines.hpp"
#include "culprit/batch/run_batch.hpp"
#include "culprit/batch/scope.hpp"
#include "culprit/core/day.hpp"

namespace culprit::batch {
namespace {

using ::testing::ElementsAre;

/// Bread daily, milk every third day, ratings that rise on the next; `bad_rows` of an unknown type.
std::string diary(int days, int bad_rows = 0) {
  std::string text = "date,type,name,amount\n";
  for (int i = 0; i < bad_rows; ++i) text += "2024-01-01,fodd,milk,1\n";
  for (int i = 0; i < days; ++i) {
    const auto date = to_iso(Day{Days{20'000 + i}});
    text += date + ",food,bread,1\n";
    if (i % 3 == 0) text += date + ",food,milk,1\n";
    text += date + ",severity,eczema," + std::to_string(2 + i % 3 % 2 * 3 + i * 7 % 2) + '\n';
  }
  return text;
}

struct CollectingSink {
  void operator()(const Result& result, std::string_view text) {
    lines.emplace_back(text);
    rejected.push_back(result.rejected.total());
  }
  std::vector<std::string> lines;
  std::vector<std::uint64_t> rejected;
};

std::string render(const Result& result) {
  const std::string error =
      result.error ? result.error->code + " " + std::to_string(result.error->place.line) : "ok";
  return std::to_string(result.index) + ' ' + result.subject.value_or(result.file) + ' ' + error +
         ' ' + std::to_string(result.analysis.diary.readings);
}

struct Ran {
  RunEnd end = RunEnd::complete;
  std::vector<std::string> lines;
  std::vector<std::uint64_t> rejected;
};

Ran run_on(const InputSet& inputs, const RunOptions& options, bool stop = false) {
  const auto census = take_census(inputs, options.pipeline.read, {});
  DiarySource source{inputs, options.pipeline.read, census, {}};
  CollectingSink sink;
  const std::atomic<bool> flag = stop;
  const auto end = run([&] { return source.next(); }, render, std::ref(sink), options, flag);
  return {end, sink.lines, sink.rejected};
}

const TextInputs& mixed() {
  static const TextInputs inputs{
      {{"a.csv", diary(30)}, {"b.csv", "PK\x03\x04"}, {"c.csv", diary(25, 3)}, {"d.csv", "missing"},
          {"e.csv", "date,type,name\n2024-01-01,food,milk\n"}, {"f.csv", diary(20), "frida"}}};
  return inputs;
}

TEST(Run, OneBadDiaryIsOneErrorAndTheOrderIsThatOfTheInputs) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    RunOptions options;
    options.threads = threads;
    const auto ran = run_on(mixed(), options);
    EXPECT_EQ(ran.end, RunEnd::complete);
    EXPECT_THAT(
        ran.lines, ElementsAre("0 a.csv ok 29", "1 b.csv not_a_table 0 0", "2 c.csv ok 24",
                       "3 d.csv no_such_file 0 0", "4 e.csv no_severity 0 0", "5 frida ok 19"));
    EXPECT_THAT(ran.rejected, ElementsAre(0, 0, 3, 0, 0, 0));
  }
}

TEST(Run, WithStrictARejectedRowIsAnError) {
  RunOptions options;
  options.strict = true;
  options.threads = 1;
  EXPECT_EQ(run_on(mixed(), options).lines[2], "2 c.csv strict 2 0");
}

TEST(Run, EndsAfterTheErrorThatIsOneTooMany) {
  RunOptions options;
  options.max_errors = 1;
  options.threads = 7;
  auto ran = run_on(mixed(), options);
  EXPECT_EQ(ran.end, RunEnd::too_many_errors);
  EXPECT_EQ(ran.lines.back(), "3 d.csv no_such_file 0 0");
  options.earlier_errors = 1;
  ran = run_on(mixed(), options);
  EXPECT_EQ(ran.lines.back(), "1 b.csv not_a_table 0 0");
}

TEST(Run, StopsAsAskedFor) {
  const auto ran = run_on(mixed(), {}, true);
  EXPECT_EQ(ran.end, RunEnd::stopped);
  EXPECT_TRUE(ran.lines.empty());
}

TEST(Run, APersonOfAFileIsAnalysedAsWithSubjectAndPlacesAreThoseOfTheFile) {
  const std::string text =
      "subject,date,type,name\na,2024-01-01,food,milk\na,2024-01-01,severity,x\n"
      "b,2024-01-01,food,milk\n\nb,2024-13-01,food,rye\n";
  RunOptions options;
  options.strict = true;
  EXPECT_THAT(run_on(TextInputs{{{"all.csv", text}}}, options).lines,
      ElementsAre("0 a no_severity 0 0", "1 b no_severity 0 0"));
  CollectingSink sink;
  const TextInputs inputs{{{"all.csv", text + "b,2024-01-02,severity,itch,3\n"}}};
  const auto census = take_census(inputs, {}, {});
  DiarySource source{inputs, options.pipeline.read, census, {}};
  std::vector<std::uint64_t> lines;
  const std::atomic<bool> stop = false;
  (void)run([&] { return source.next(); },
      [](const Result& result) {
        return result.rejected.kept().empty()
                   ? std::string{}
                   : std::to_string(result.rejected.kept().front().place.line);
      },
      std::ref(sink), options, stop);
  EXPECT_EQ(sink.lines.back(), "6");
}

/// A diary that throws when it is opened, as often as `open` likes.
class OddInput final : public csv::Input {
 public:
  OddInput(std::string name, std::string text, std::function<void()> open)
      : text_{std::move(name), std::move(text)}, open_{std::move(open)} {}
  [[nodiscard]] const std::string& name() const noexcept override { return text_.name(); }
  [[nodiscard]] std::unique_ptr<csv::ByteSource> open() const override {
    open_();
    return text_.open();
  }

 private:
  csv::TextInput text_;
  std::function<void()> open_;
};

/// Four diaries, of which the second throws.
class OddSource {
 public:
  explicit OddSource(std::function<void()> open) : open_{std::move(open)} {}
  std::optional<Job> operator()() {
    if (count_ == 4) return std::nullopt;
    Job job;
    job.index = count_++;
    job.file = std::string{static_cast<char>('a' + job.index)};
    job.inputs.push_back(std::make_unique<OddInput>(
        job.file, diary(25, 1), job.index == 1 ? open_ : std::function<void()>{[] {}}));
    return job;
  }

 private:
  std::function<void()> open_;
  std::uint64_t count_ = 0;
};

std::vector<std::string> run_oddly(
    const std::function<void()>& open, unsigned threads, const Render& show = render) {
  OddSource source{open};
  CollectingSink sink;
  RunOptions options;
  options.threads = threads;
  const std::atomic<bool> stop = false;
  EXPECT_EQ(run(source, show, std::ref(sink), options, stop), RunEnd::complete);
  EXPECT_EQ(sink.rejected, (std::vector<std::uint64_t>{1, sink.rejected[1], 1, 1}));
  return sink.lines;
}

TEST(Run, WhateverOneDiaryThrowsIsItsError) {
  for (const unsigned threads : {1U, 3U}) {
    EXPECT_THAT(run_oddly([] { throw std::bad_alloc{}; }, threads),
        ElementsAre("0 a ok 24", "1 b out_of_memory 0 0", "2 c ok 24", "3 d ok 24"));
    EXPECT_THAT(run_oddly([] { throw std::domain_error{"noncentrality is inf"}; }, threads),
        ElementsAre("0 a ok 24", "1 b internal 0 0", "2 c ok 24", "3 d ok 24"));
  }
}

TEST(Run, MemoryThatOthersHeldIsAskedForAgain) {
  for (const unsigned threads : {1U, 3U}) {
    std::atomic<int> opened = 0;
    const auto once = [&opened] {
      if (opened++ == 0) throw std::bad_alloc{};
    };
    EXPECT_THAT(
        run_oddly(once, threads), ElementsAre("0 a ok 24", "1 b ok 24", "2 c ok 24", "3 d ok 24"));
  }
}

TEST(Run, AResultThatCannotBeRenderedIsAnErrorThatSaysWhy) {
  const auto show = [](const Result& result) {
    if (!result.error && result.index == 1) throw std::length_error{"too wide"};
    return result.error ? result.error->text : "ok";
  };
  EXPECT_THAT(run_oddly([] {}, 2, show),
      ElementsAre("ok", "internal error: too wide; please report", "ok", "ok"));
  const auto show_at_length = [](const Result& result) {
    if (!result.error && result.index == 1) return std::string(longest_line + 1, 'x');
    return result.error ? result.error->text : "ok";
  };
  EXPECT_THAT(run_oddly([] {}, 1, show_at_length),
      ElementsAre(
          "ok", "result is longer than 268435456 bytes; expected at most that many", "ok", "ok"));
}

TEST(Gather, WhateverOneDiaryThrowsLeavesItOut) {
  OddSource source{[] { throw std::bad_alloc{}; }};
  std::vector<std::string> codes;
  const std::atomic<bool> stop = false;
  const auto pool = gather(source, {}, stop, [&codes](const Gathered& person) {
    codes.push_back(person.error ? person.error->code : "ok");
  });
  EXPECT_TRUE(pool.has_value());
  EXPECT_THAT(codes, ElementsAre("ok", "out_of_memory", "ok", "ok"));
}

/// A line with findings of these conditional p-values, a food each.
std::string scoped_line(const std::vector<std::string>& p_values) {
  std::string findings;
  std::string foods;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    const std::string id = std::to_string(i + 1);
    const std::string comma = i > 0 ? "," : "";
    findings +=
        comma + R"({"id":)" + id + R"(,"verdict":"suspect","p_conditional":)" + p_values[i] + "}";
    foods += comma + R"({"name":"f)" + id + R"(","verdict":"suspect","p_conditional":)" +
             p_values[i] + R"(,"finding":)" + id + R"(,"reason":null})";
  }
  return R"({"index":0,"findings":[)" + findings + R"(],"foods":[)" + foods + "]}";
}

TEST(BatchScope, KeepsFindingsBelowTheCutOffOfAllAndNumbersThemAnew) {
  BatchScope scope;
  const auto line = scoped_line({"0.2", "0.001", "null"});
  scope.count(line);
  for (int i = 0; i < 40; ++i) scope.count(scoped_line({"0.7"}));
  EXPECT_EQ(scope.apply(sealed(line), 0.1),
      sealed(
          R"({"index":0,"findings":[{"id":1,"verdict":"suspect","p_conditional":0.001}],"foods":[)"
          R"({"name":"f1","verdict":"possible","p_conditional":0.2,"finding":null,)"
          R"("reason":"short of what the false discovery rate of the batch asks for","reason_code":"short_of_rate"},)"
          R"({"name":"f2","verdict":"suspect","p_conditional":0.001,"finding":1,"reason":null},)"
          R"({"name":"f3","verdict":"possible","p_conditional":null,"finding":null,)"
          R"("reason":"short of what the false discovery rate of the batch asks for","reason_code":"short_of_rate"}]})"));
  EXPECT_EQ(scope.found(), 3);
  EXPECT_EQ(scope.kept(), 1);
  EXPECT_TRUE(scope.has_suspect());
}

TEST(BatchScope, LeavesALineWithoutSuchFindingsAsItIs) {
  BatchScope scope;
  const std::string line = R"({"index":0, "findings":[],"foods":[]})";
  scope.count(line);
  EXPECT_EQ(scope.apply(line, 0.1), line + "\n");
  EXPECT_FALSE(scope.has_suspect());
  for (const std::string wrong : {"{}", R"({"findings":[{}],"foods":[]})",
           R"({"findings":3,"foods":[]})", R"({"findings":[],"foods":null})", "[]", "null", "{"})
    EXPECT_THROW(scope.count(wrong), InputError) << wrong;
  const std::string deep = std::string(60'000, '[') + std::string(60'000, ']');
  EXPECT_THROW(scope.count(R"({"findings":[],"foods":[],"more":)" + deep + "}"), InputError);
}

}  // namespace
}  // namespace culprit::batch
