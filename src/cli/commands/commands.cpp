#include "cli/commands/commands.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "cli/files/files.hpp"
#include "cli/files/lexicon_file.hpp"
#include "cli/files/result_output.hpp"
#include "cli/options/table_options.hpp"
#include "culprit/core/text.hpp"
#include "culprit/diary/convert.hpp"
#include "culprit/engine/explain.hpp"
#include "culprit/engine/timeline.hpp"
#include "culprit/foods/resolve.hpp"
#include "culprit/foods/unknown.hpp"
#include "culprit/report/figures/plot.hpp"
#include "culprit/report/html/explain_page.hpp"
#include "culprit/report/html/html.hpp"
#include "culprit/report/machine/check.hpp"
#include "culprit/report/machine/foods_json.hpp"
#include "culprit/report/machine/json.hpp"
#include "culprit/report/machine/rows.hpp"
#include "culprit/report/report.hpp"
#include "culprit/report/terminal/check_table.hpp"
#include "culprit/report/terminal/explain_table.hpp"
#include "culprit/report/terminal/foods_table.hpp"
#include "culprit/report/terminal/markdown.hpp"
#include "culprit/report/terminal/table.hpp"

namespace culprit::cli {
namespace {

std::string render_page(const PipelineResult& result, const Options& options) {
  const auto& analysis = result.analysis;
  const auto timeline = engine::make_timeline(result.input.diary, result.resolution, analysis,
                                              engine::found_names(analysis));
  return report::to_html({analysis, timeline, result.input.files, version(), options.output.words});
}

std::string render(const PipelineResult& result, const Options& options,
                   const report::TableOptions& table) {
  const auto& analysis = result.analysis;
  switch (options.output.format) {
    case Format::json:
      return report::to_json(analysis, version());
    case Format::ndjson:
      return report::to_ndjson(analysis);
    case Format::csv:
      return report::to_csv(analysis);
    case Format::tsv:
      return report::to_tsv(analysis);
    case Format::markdown:
      return report::to_markdown(analysis, table.words);
    case Format::html:
      return render_page(result, options);
    case Format::table:
      break;
  }
  return report::to_table(analysis, table);
}

/// Formats that hold nothing but rows leave the warnings to standard error.
bool has_no_place_for_warnings(Format format) noexcept {
  return format == Format::ndjson || format == Format::csv || format == Format::tsv;
}

ExitCode exit_of(const engine::Analysis& analysis, const Options& options) {
  if (analysis.says_nothing()) return ExitCode::not_enough_data;
  const auto is_suspect = [](const engine::RankedFood& food) {
    return food.verdict == engine::Verdict::suspect;
  };
  const bool found = std::any_of(analysis.foods.begin(), analysis.foods.end(), is_suspect);
  return options.fail_on_suspect && found ? ExitCode::suspect_found : ExitCode::done;
}

Message strict_error(const RejectionLog& log) {
  return {.code = "strict",
          .text = log.counted() + " could not be understood; expected none with --strict"};
}

/// Calls `read` with the function that takes rejections, and reports those whatever happens.
template <typename Read>
auto with_rejections(RejectionLog& log, const Messenger& messenger, const Read& read) {
  try {
    auto result = read([&log](const Message& message) { log.add(message); });
    log.commit();
    messenger.rejections(log);
    return result;
  } catch (const InputError&) {
    // Why rows were rejected is often why the data cannot be used.
    log.commit();
    messenger.rejections(log);
    throw;
  }
}

/// A layout that is only guessed is said so before anything is made of it.
void warn_of_guesses(const std::vector<diary::FileReport>& files, const Messenger& messenger) {
  constexpr double guess = 0.5;
  for (const auto& file : files) {
    if (file.confidence >= guess) continue;
    messenger.notice({.code = "layout_guessed",
                      .text = "warning: the layout is " + file.reason,
                      .place = {file.path},
                      .hint = "culprit check shows what was understood"});
  }
}

using Inputs = std::vector<std::unique_ptr<csv::Input>>;

/// How `rank` would end, and why, if it is an error.
struct RankOutcome {
  ExitCode exit = ExitCode::done;
  std::optional<std::string> message;
  std::vector<engine::Warning> warnings;
};

RankOutcome try_rank(const Inputs& inputs, const Options& options,
                     const PipelineOptions& pipeline) {
  try {
    const auto result = analyse(inputs, pipeline);
    return {.exit = exit_of(result.analysis, options),
            .message = std::nullopt,
            .warnings = result.analysis.warnings};
  } catch (const InputError& error) {
    return {
        .exit = ExitCode::unusable_data, .message = error.messages().front().text, .warnings = {}};
  }
}

/// The ratings that could be the outcome; the one that `rank` takes is marked.
std::vector<report::CheckedSeverity> list_severities(const diary::Diary& diary,
                                                     const engine::Options& options) {
  const auto candidates = diary::outcome_candidates(diary);
  std::optional<std::string> used;
  try {
    used = diary::choose_outcome(candidates, options.severity).name;
  } catch (const InputError&) {
    // None is used; what `rank` says about that stands beside the list.
  }
  std::vector<report::CheckedSeverity> severities;
  for (const auto& candidate : candidates) {
    const bool is_used = used == candidate.name;
    severities.push_back(
        {.candidate = candidate,
         .scale = is_used && options.scale ? *options.scale : diary::infer_scale(diary, candidate),
         .is_used = is_used});
    if (is_used) used.reset();
  }
  return severities;
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
    std::istringstream lines{read_text(input)};
    for (std::string line; std::getline(lines, line);) {
      if (line.ends_with('\r')) line.pop_back();
      if (!trim(line).empty()) phrases.push_back({line, {}});
    }
  }
  return phrases;
}

PipelineOptions with_lexicon(const Options& options) {
  PipelineOptions pipeline = options.pipeline;
  pipeline.lexicon = read_lexicon(options.lexicon).lexicon;
  return pipeline;
}

std::string draw(const PipelineResult& result, const Options& options) {
  const auto& analysis = result.analysis;
  const auto& diary = result.input.diary;
  if (options.plot == Plot::forest) return report::forest_svg(analysis);
  if (options.plot == Plot::lags) {
    const auto explanation = engine::explain(diary, result.resolution, analysis, options.food);
    if (explanation.row) return report::lags_svg(explanation, analysis);
    throw InputError{Message{
        .code = "not_tested",
        .text = "food '" + explanation.name + "' has no lags to draw; expected a tested food",
        .hint = "culprit explain says why it was not tested"}};
  }
  const auto timeline =
      engine::make_timeline(diary, result.resolution, analysis, engine::found_names(analysis));
  return options.plot == Plot::coverage ? report::coverage_svg(timeline)
                                        : report::timeline_svg(timeline, analysis);
}

/// Reads and analyses the diaries, and writes what `render` makes of the result.
template <typename Render>
ExitCode with_analysis(const Options& options, const Surroundings& surroundings,
                       const Render& render) {
  const PipelineOptions pipeline = with_lexicon(options);
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto result = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return analyse(inputs, pipeline, on_rejection);
  });
  for (const auto& message : reading_details(result.input.files)) messenger.detail(message);
  warn_of_guesses(result.input.files, messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  output.write(render(result));
  return exit_of(result.analysis, options);
}

ExitCode list_unknown(const Options& options, const Surroundings& surroundings,
                      const foods::Lexicon& lexicon) {
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto input = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return diary::read(inputs, options.pipeline.read, on_rejection);
  });
  warn_of_guesses(input.files, messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  foods::Resolver resolver{lexicon};
  output.write(foods::to_lexicon_text(foods::unknown_foods(input.diary, resolver), lexicon));
  return ExitCode::done;
}

}  // namespace

ExitCode rank(const Options& options, const Surroundings& surroundings) {
  return with_analysis(options, surroundings, [&](const PipelineResult& result) {
    if (has_no_place_for_warnings(options.output.format)) {
      const Messenger messenger{surroundings.err, options.messages};
      for (const auto& warning : result.analysis.warnings)
        messenger.notice({.code = warning.code, .text = "warning: " + warning.text});
    }
    return render(result, options, table_options(options, surroundings));
  });
}

ExitCode explain(const Options& options, const Surroundings& surroundings) {
  return with_analysis(options, surroundings, [&](const PipelineResult& result) {
    const auto& analysis = result.analysis;
    const auto explanation =
        engine::explain(result.input.diary, result.resolution, analysis, options.food);
    if (options.output.format == Format::json) {
      return report::to_json(explanation, analysis, version());
    }
    const auto timeline = engine::make_timeline(result.input.diary, result.resolution, analysis,
                                                {{explanation.name, explanation.level}});
    if (options.output.format == Format::table) {
      return report::to_table(explanation, timeline, analysis,
                              table_options(options, surroundings));
    }
    return report::to_html(
        explanation, {analysis, timeline, result.input.files, version(), options.output.words});
  });
}

ExitCode plot(const Options& options, const Surroundings& surroundings) {
  const auto code = with_analysis(
      options, surroundings, [&](const PipelineResult& result) { return draw(result, options); });
  return code == ExitCode::unusable_data ? code : ExitCode::done;
}

ExitCode foods(const Options& options, const Surroundings& surroundings) {
  const foods::Lexicon lexicon = read_lexicon(options.lexicon).lexicon;
  if (options.unknown) return list_unknown(options, surroundings, lexicon);
  auto phrases = gather_phrases(options, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  foods::Resolver resolver{lexicon};
  for (auto& phrase : phrases) phrase.resolved = resolver.resolve(phrase.text);
  output.write(options.output.format == Format::json
                   ? report::to_json(phrases, lexicon)
                   : report::to_table(phrases, lexicon, table_options(options, surroundings)));
  return ExitCode::done;
}

ExitCode check(const Options& options, const Surroundings& surroundings) {
  const PipelineOptions pipeline = with_lexicon(options);
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto input = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return diary::read(inputs, options.pipeline.read, on_rejection);
  });
  auto outcome = try_rank(inputs, options, pipeline);
  if (options.strict && log.count() > 0) {
    outcome.exit = ExitCode::unusable_data;
    outcome.message = strict_error(log).text;
  }
  foods::Resolver resolver{pipeline.lexicon};
  const auto report =
      report::make_check(input, foods::resolve(input.diary, pipeline.lexicon),
                         {.severities = list_severities(input.diary, options.pipeline.engine),
                          .warnings = std::move(outcome.warnings),
                          .unknown_foods = foods::unknown_foods(input.diary, resolver),
                          .rank_exit = static_cast<int>(outcome.exit),
                          .rank_message = std::move(outcome.message)});
  output.write(options.output.format == Format::json
                   ? report::to_json(report)
                   : report::to_table(report, table_options(options, surroundings)));
  return ExitCode::done;
}

ExitCode convert(const Options& options, const Surroundings& surroundings) {
  const Messenger messenger{surroundings.err, options.messages};
  const auto inputs = open_inputs(options.diaries, surroundings.in);
  ResultOutput output{options.output.file, surroundings.out};
  RejectionLog log{options.messages.max_per_reason, options.rejects};
  const auto conversion = with_rejections(log, messenger, [&](const auto& on_rejection) {
    return std::make_unique<diary::Conversion>(inputs, options.pipeline.read, on_rejection);
  });
  for (const auto& message : reading_details(conversion->files())) messenger.detail(message);
  warn_of_guesses(conversion->files(), messenger);
  if (options.strict && log.count() > 0) {
    messenger.error(strict_error(log));
    return ExitCode::unusable_data;
  }
  conversion->write([&output](std::string_view lines) { output.append(lines); });
  output.finish();
  return ExitCode::done;
}

}  // namespace culprit::cli
