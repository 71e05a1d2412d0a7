#include "cli/commands/diary_commands.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/commands/texts.hpp"
#include "cli/files/inputs.hpp"
#include "cli/files/output_file.hpp"
#include "culprit/core/text.hpp"
#include "culprit/diary/convert.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/unknown.hpp"
#include "culprit/report/figures/plot.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/answer_json.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/machine/plan_json.hpp"
#include "culprit/report/terminal/answer_tables.hpp"
#include "culprit/report/terminal/table.hpp"
#include "culprit/simulate/simulate.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::cli {
namespace {

std::string render_page(const PipelineResult& result, report::Words words) {
  const auto& analysis = result.analysis;
  const auto timeline = engine::make_timeline(
      result.input.diary, result.resolution, analysis, engine::found_names(analysis));
  return report::to_html({analysis, timeline, result.input.files, version(), words});
}

std::string render(const PipelineResult& result, Format format, const report::TableOptions& table) {
  const auto& analysis = result.analysis;
  switch (format) {
    case Format::json: return report::to_json(analysis, version());
    case Format::ndjson: return report::to_ndjson(analysis);
    case Format::csv: return report::to_csv(analysis);
    case Format::tsv: return report::to_tsv(analysis);
    case Format::markdown: return report::to_markdown(analysis, table.words);
    case Format::html: return render_page(result, table.words);
    default: return report::to_table(analysis, table);
  }
}

/// Whether there is a format that shows the warnings; those that hold nothing but rows leave them
/// to standard error.
bool shows_warnings(const OutputOptions& options) {
  const auto holds_more = [](const Output& output) {
    return output.format != Format::ndjson && output.format != Format::csv &&
           output.format != Format::tsv;
  };
  return holds_more(options) || std::ranges::any_of(options.further, holds_more);
}

std::string draw(const PipelineResult& result, const Options& options) {
  const auto& analysis = result.analysis;
  const auto& diary = result.input.diary;
  if (options.plot == Plot::forest) return report::forest_svg(analysis);
  if (options.plot == Plot::lags) {
    const auto explanation =
        engine::explain(result.resolution, analysis, options.food, result.lexicon);
    if (explanation.row) return report::lags_svg(explanation, analysis);
    throw InputError{Message{.code = "not_tested",
        .text = "food '" + explanation.name + "' has no lags to draw; expected a tested food",
        .hint = "culprit explain says why it was not tested"}};
  }
  const auto timeline =
      engine::make_timeline(diary, result.resolution, analysis, engine::found_names(analysis));
  return options.plot == Plot::coverage ? report::coverage_svg(timeline)
                                        : report::timeline_svg(timeline, analysis);
}

/// How `rank` would end, and why, if it is an error.
struct RankOutcome {
  ExitCode exit = ExitCode::done;
  std::optional<std::string> message;
  std::vector<engine::Warning> warnings;
};

RankOutcome try_rank(const DiaryRun& run, const diary::ReadResult& input) {
  RankOutcome outcome;
  try {
    const auto result = analyse(input, run.pipeline);
    outcome.exit = exit_of(result.analysis, run.options);
    outcome.warnings = result.analysis.warnings;
  } catch (const InputError& error) {
    outcome.exit = exit_of(error);
    outcome.message = error.messages().front().text;
    // What there is to know of the files is known all the same.
    for (const auto& file : input.files)
      for (const auto& note : file.notes) outcome.warnings.push_back({note.code, note.text});
    if (const auto& hint = error.messages().front().hint; !hint.empty())
      *outcome.message += "; " + hint;
  }
  return outcome;
}

/// The ratings that could be the outcome; the one that `rank` takes is marked.
std::vector<report::CheckedSeverity> list_severities(
    const diary::Diary& diary, const engine::Options& options) {
  const auto candidates = diary::outcome_candidates(diary);
  std::optional<std::string> used;
  try {
    used = diary::choose_outcome(candidates, options.severity).name;
  } catch (const InputError&) {
    // None is used; the message of `rank` is shown beside the list.
  }
  std::vector<report::CheckedSeverity> severities;
  for (const auto& candidate : candidates) {
    const bool is_used = used == candidate.name;
    severities.push_back({.candidate = candidate,
        .scale = is_used && options.scale ? *options.scale : diary::infer_scale(diary, candidate),
        .is_used = is_used});
    if (is_used) used.reset();
  }
  return severities;
}

/// The options of the pipeline, with the file of `--lexicon`.
PipelineOptions with_lexicon(const Options& options) {
  PipelineOptions pipeline = options.pipeline;
  pipeline.lexicon = read_lexicon(options.lexicon, options.messages.max_per_reason).lexicon;
  pipeline.read = with_foods_of(pipeline.lexicon, std::move(pipeline.read));
  return pipeline;
}

/// What `foods` is asked about: a phrase for each word of the command line, or for each line of
/// standard input that is not blank.
std::vector<report::ResolvedPhrase> gather_phrases(const Options& options, int standard_input) {
  std::vector<report::ResolvedPhrase> phrases;
  for (const auto& phrase : options.phrases) {
    if (phrase != "-") {
      phrases.push_back({phrase, {}});
      continue;
    }
    const SpooledInput input{"standard input", standard_input};
    const std::string text = read_text(input);
    if (text.empty())
      throw InputError{Message{.code = "empty_file", .text = say("nothing_arrived")}};
    for (const auto line : lines_of(text))
      if (!trim(line).empty()) phrases.push_back({std::string{line}, {}});
  }
  return phrases;
}

ExitCode list_unknown(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto input = run.read_diary();
  run.accept(input.files);
  const auto& lexicon = run.pipeline.lexicon;
  foods::Resolver resolver{lexicon};
  const auto unknown = foods::unknown_foods(input.diary, resolver);
  run.outputs.write(
      [&](const Output&) { return foods::to_lexicon_text(unknown, lexicon); }, Content::data);
  return ExitCode::done;
}

trial::Plan read_plan(const std::string& path) {
  return report::plan_from_json(read_text(*open_input(path, Accepted::no_wait, "a plan")), path);
}

trial::PlanOptions plan_options(const Options& options) {
  trial::PlanOptions wanted = options.trial.plan;
  wanted.food = options.food;
  if (const auto& path = options.trial.running; !path.empty()) {
    const auto running = read_plan(path);
    wanted.running = running.food.name;
    wanted.running_until = running.blocks.back().last_day;
  }
  if (const auto& path = options.trial.extend; !path.empty())
    wanted.extend = std::make_shared<const trial::Plan>(read_plan(path));
  return wanted;
}

/// A plan, or what a trial showed. The command has those formats only that its result has.
template <typename Made>
std::string render(const Made& made, Format format, const report::TableOptions& table) {
  if constexpr (std::is_same_v<Made, trial::Plan>) {
    if (format == Format::ics) return report::to_ics(made);
  } else if (format == Format::ndjson) {
    return report::to_json(made, version(), -1);
  }
  switch (format) {
    case Format::json: return report::to_json(made, version());
    case Format::csv: return report::to_csv(made);
    case Format::html: return report::to_html(made, version());
    case Format::markdown: return report::to_markdown(made);
    default: return report::to_table(made, table);
  }
}

/// The simulation of a person who keeps a diary for 90 days, follows the plan of `--follow`, and
/// goes on for a week.
simulate::Options following(const Options& options) {
  simulate::Options wanted = options.simulation;
  if (options.trial.followed.empty()) return wanted;
  constexpr int days_before = 90;
  const auto plan = read_plan(options.trial.followed);
  wanted.follow.food = plan.food.members.front();
  wanted.first_day = plan.first_day - Days{plan.lead_in + days_before};
  wanted.follow.arms.assign(days_before, -1);
  for (const auto& day : calendar_of(plan))
    wanted.follow.arms.push_back(day.arm == trial::Arm::avoid ? 0
                                 : !day.portion               ? -1
                                 : *day.portion > 0           ? 1
                                                              : 0);
  constexpr std::size_t days_after = 7;
  wanted.follow.arms.insert(wanted.follow.arms.end(), days_after, -1);
  wanted.days = static_cast<int>(wanted.follow.arms.size());
  return wanted;
}

}  // namespace

ExitCode exit_of(const engine::Analysis& analysis, const Options& options) {
  if (analysis.says_nothing()) return ExitCode::not_enough_data;
  const bool found = std::ranges::find(analysis.foods, engine::Verdict::suspect,
                         &engine::RankedFood::verdict) != analysis.foods.end();
  return options.fail_on_suspect && found ? ExitCode::suspect_found : ExitCode::done;
}

DiaryRun::DiaryRun(const Options& all, const Surroundings& surroundings)
    : options{all},
      pipeline{with_lexicon(all)},
      messenger{surroundings.err, all.messages},
      inputs{open_inputs(all.diaries, surroundings.in)},
      outputs{all.output, surroundings.out},
      log{all.messages.max_per_reason, all.rejects} {}

void DiaryRun::report_rejections() {
  log.commit();
  messenger.rejections(log);
}

diary::ReadResult DiaryRun::read_diary() {
  return read([this](const auto& on_rejection) {
    return diary::read(inputs, pipeline.read, on_rejection);
  });
}

std::optional<Message> DiaryRun::strict_error() const {
  if (!options.strict || log.count() == 0) return std::nullopt;
  return Message{.code = "strict",
      .text = log.counted() + " could not be understood; expected none with --strict"};
}

void DiaryRun::accept(const std::vector<diary::FileReport>& files) const {
  constexpr double guess = 0.5;
  for (const auto& file : files) {
    if (file.confidence >= guess) continue;
    messenger.notice({.code = "layout_guessed",
        .text = "warning: the layout is " + file.reason,
        .place = {file.path},
        .hint = "culprit check shows what was understood"});
  }
  if (auto error = strict_error()) throw InputError{*std::move(error)};
}

ExitCode with_analysis(
    const Options& options, const Surroundings& surroundings, const Render& render) {
  DiaryRun run{options, surroundings};
  const auto result = analyse(run.read_diary(), run.pipeline);
  run.messenger.details(reading_details(result.input.files));
  run.accept(result.input.files);
  run.outputs.write([&](const Output& output) { return render(result, output); });
  return exit_of(result.analysis, options);
}

ExitCode rank(const Options& options, const Surroundings& surroundings) {
  bool is_warned = shows_warnings(options.output);
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const Messenger messenger{surroundings.err, options.messages};
        if (!is_warned)
          for (const auto& warning : result.analysis.warnings)
            messenger.notice({.code = warning.code, .text = "warning: " + warning.text});
        is_warned = true;
        return render(result, output.format, table_options(options, output, surroundings));
      });
}

ExitCode explain(const Options& options, const Surroundings& surroundings) {
  return with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        const auto& analysis = result.analysis;
        const auto explanation =
            engine::explain(result.resolution, analysis, options.food, result.lexicon);
        if (output.format == Format::json) return report::to_json(explanation, analysis, version());
        const auto timeline = engine::make_timeline(result.input.diary, result.resolution, analysis,
            {{explanation.name, explanation.level}});
        if (output.format == Format::table)
          return report::to_table(
              explanation, timeline, analysis, table_options(options, output, surroundings));
        return report::to_html(
            explanation, {analysis, timeline, result.input.files, version(), options.output.words});
      });
}

ExitCode plot(const Options& options, const Surroundings& surroundings) {
  (void)with_analysis(options, surroundings,
      [&](const PipelineResult& result, const Output&) { return draw(result, options); });
  return ExitCode::done;
}

ExitCode check(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto input = run.read_diary();
  auto outcome = try_rank(run, input);
  if (const auto error = run.strict_error()) {
    outcome.exit = ExitCode::unusable_data;
    outcome.message = error->text;
  }
  const auto& lexicon = run.pipeline.lexicon;
  foods::Resolver resolver{lexicon};
  const auto report = report::make_check(input, foods::resolve(input.diary, lexicon),
      {.severities = list_severities(input.diary, options.pipeline.engine),
          .warnings = std::move(outcome.warnings),
          .unknown_foods = foods::unknown_foods(input.diary, resolver),
          .read_foods = foods::read_foods(input.diary, resolver),
          .rank_exit = static_cast<int>(outcome.exit),
          .rank_message = std::move(outcome.message)});
  run.outputs.write([&](const Output& output) {
    return output.format == Format::json
               ? report::to_json(report)
               : report::to_table(report, table_options(options, output, surroundings));
  });
  return ExitCode::done;
}

ExitCode convert(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto conversion = run.read([&](const auto& on_rejection) {
    return std::make_unique<diary::Conversion>(run.inputs, run.pipeline.read, on_rejection);
  });
  run.messenger.details(reading_details(conversion->files()));
  run.accept(conversion->files());
  auto& output = run.outputs.first();
  conversion->write([&output](std::string_view lines) { output.append(lines); });
  output.finish();
  return ExitCode::done;
}

ExitCode foods(const Options& options, const Surroundings& surroundings) {
  if (options.unknown) return list_unknown(options, surroundings);
  const foods::Lexicon lexicon =
      read_lexicon(options.lexicon, options.messages.max_per_reason).lexicon;
  auto phrases = gather_phrases(options, surroundings.in);
  ResultFiles outputs{options.output, surroundings.out};
  foods::Resolver resolver{lexicon};
  for (auto& phrase : phrases) phrase.resolved = resolver.resolve(phrase.text);
  outputs.write([&](const Output& output) {
    return output.format == Format::json
               ? report::to_json(phrases, lexicon)
               : report::to_table(phrases, lexicon, table_options(options, output, surroundings));
  });
  return ExitCode::done;
}

ExitCode plan(const Options& options, const Surroundings& surroundings) {
  const auto wanted = plan_options(options);
  std::optional<trial::Plan> made;
  (void)with_analysis(
      options, surroundings, [&](const PipelineResult& result, const Output& output) {
        if (!made)
          made = trial::make_plan(
              {{result.input.diary, result.resolution, result.lexicon}, result.analysis}, wanted);
        return render(*made, output.format, table_options(options, output, surroundings));
      });
  return made->status == trial::Status::plan ? ExitCode::done : ExitCode::not_enough_data;
}

ExitCode trial(const Options& options, const Surroundings& surroundings) {
  DiaryRun run{options, surroundings};
  const auto& engine = run.pipeline.engine;
  trial::TrialOptions wanted{.food = options.food,
      .source = options.trial.source,
      .engine = engine,
      .alpha = options.trial.alpha,
      .important_change = engine.important_change};
  if (!options.trial.carried_out.empty()) wanted.plan = read_plan(options.trial.carried_out);
  auto input = run.read_diary();
  run.accept(input.files);
  const auto prepared = prepare(std::move(input), run.pipeline);
  auto result =
      trial::judge({prepared.input.diary, prepared.resolution, run.pipeline.lexicon}, wanted);
  result.extend_command = fmt::format("culprit plan --extend {} --about adult {}",
      report::shell_word(options.trial.carried_out),
      joined(options.diaries, " ", report::shell_word));
  run.outputs.write([&](const Output& output) {
    return render(result, output.format, table_options(options, output, surroundings));
  });
  if (!result.outcome || result.outcome->verdict == trial::Verdict::inconclusive)
    return ExitCode::not_enough_data;
  const bool is_confirmed = result.outcome->verdict == trial::Verdict::confirmed;
  return options.trial.fail_on_confirmed && is_confirmed ? ExitCode::suspect_found : ExitCode::done;
}

ExitCode simulate(const Options& options, const Surroundings& surroundings) {
  ResultOutput output{options.output.file, surroundings.out};
  const auto simulated = simulate::simulate(following(options));
  if (!options.truth.empty())
    ResultOutput{options.truth, surroundings.out}.write(simulate::truth_json(simulated));
  output.write(simulate::to_csv(simulated));
  return ExitCode::done;
}

ExitCode write_template(const Options& options, const Surroundings& surroundings) {
  ResultOutput{options.output.file, surroundings.out}.write(
      options.blank_diary == BlankDiary::wide ? texts::wide_csv : texts::long_csv);
  return ExitCode::done;
}

}  // namespace culprit::cli
