#include "cli/options/simulate_settings.hpp"

#include "cli/options/values.hpp"
#include "culprit/core/number.hpp"
#include "culprit/diary/outcome.hpp"

namespace culprit::cli {
namespace {

using Complaint = std::optional<std::string>;
using simulate::Options;

Options& options_of(SimulateDraft& draft) { return draft.arguments.options; }

Complaint take_number(double& field, const std::string& value) {
  const auto number = parse_number(value);
  if (!number) return "is no number; expected digits such as 0.8";
  field = *number;
  return std::nullopt;
}

Complaint take_whole(int& field, const std::string& value) {
  constexpr std::uint64_t largest = 1'000'000'000;
  const auto number = whole_number_from_text(value);
  if (!number || *number > largest) return "is no whole number; expected digits such as 40";
  field = static_cast<int>(*number);
  return std::nullopt;
}

/// `X` or `A..B`.
Complaint take_range(double& low, double& high, const std::string& value) {
  const auto dots = value.find("..");
  const auto first = parse_number(std::string_view{value}.substr(0, dots));
  const auto last = dots == std::string::npos ? first : parse_number(value.substr(dots + 2));
  if (!first || !last) return "is no number or range; expected 0.8 or 0.7..0.9";
  if (*last < *first) return "is a range that falls; expected the smaller end first";
  low = *first;
  high = *last;
  return std::nullopt;
}

Complaint take_kernel(SimulateDraft& draft, const std::string& value) {
  for (const auto kernel :
       {simulate::Kernel::next_day, simulate::Kernel::two_days, simulate::Kernel::several_days,
        simulate::Kernel::delayed, simulate::Kernel::mixed}) {
    if (value != to_word(kernel)) continue;
    options_of(draft).culprits.kernel = kernel;
    return std::nullopt;
  }
  return "is no kernel; expected next-day, two-days, several-days, delayed or mixed";
}

Complaint take_scale(SimulateDraft& draft, const std::string& value) {
  const auto scale = diary::scale_from_text(value);
  if (!scale) return "is no scale; expected MIN..MAX or an instrument such as POEM";
  auto& options = options_of(draft);
  options.scale.minimum = scale->minimum;
  options.scale.maximum = scale->maximum;
  options.scale.step = scale->maximum - scale->minimum == 10 ? options.scale.step : 1;
  const auto scaled = simulate::defaults_for(options.scale);
  options.course = scaled.course;
  options.culprits = scaled.culprits;
  return std::nullopt;
}

Complaint take_seed(SimulateDraft& draft, const std::string& value) {
  const auto seed = whole_number_from_text(value);
  if (!seed) return "is no seed; expected a whole number";
  options_of(draft).seed = *seed;
  return std::nullopt;
}

Complaint take_first_day(SimulateDraft& draft, const std::string& value) {
  const auto day = day_from_text(value);
  if (!day) return "is no calendar day; expected YYYY-MM-DD";
  options_of(draft).first_day = *day;
  return std::nullopt;
}

Complaint take_error_format(SimulateDraft& draft, const std::string& value) {
  if (value != "text" && value != "json") return "is no format; expected text or json";
  draft.error_format = value == "json" ? ErrorFormat::json : ErrorFormat::text;
  return std::nullopt;
}

/// Standard output has room for the diary alone.
Complaint take_truth(SimulateDraft& draft, const std::string& value) {
  if (value == "-") return "is no file; expected one, because standard output holds the diary";
  if (value.empty()) return "has no name; expected a file";
  draft.arguments.truth = value;
  return std::nullopt;
}

Complaint take_file(std::string& field, const std::string& value) {
  if (value.empty()) return "has no name; expected a file";
  field = value;
  return std::nullopt;
}

constexpr SimulateSetting all_settings[] = {
    {"output", "o", "FILE", "Output", "write the diary to FILE instead of standard output", "",
     [](SimulateDraft& d, const std::string& v) { return take_file(d.arguments.output, v); }},
    {"truth", "", "FILE", "Output", "write what the diary hides to FILE (JSON)", "", take_truth},
    {"seed", "", "N", "Output", "other seed, other diary (default 1)", "", take_seed},
    {"days", "", "N", "Diary", "calendar days (default 180)", "days",
     [](SimulateDraft& d, const std::string& v) { return take_whole(options_of(d).days, v); }},
    {"first-day", "", "DATE", "Diary", "first day (default 2024-01-01)", "", take_first_day},
    {"unlogged", "", "SHARE", "Diary", "days without any entry, half of them in runs (default 0.1)",
     "unlogged",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).logging.unlogged, v);
     }},
    {"unrated", "", "SHARE", "Diary", "logged days without a rating (default 0.05)", "unrated",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).logging.unrated, v);
     }},
    {"clock-times", "", "", "Diary", "entries carry a clock time", "",
     [](SimulateDraft& d, const std::string&) {
       options_of(d).logging.times = simulate::Times::clock;
       return Complaint{};
     }},
    {"ratings-per-day", "", "N", "Diary", "1, or 2 with --clock-times (default 1)",
     "ratings_per_day",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).logging.ratings_per_day, v);
     }},
    {"doses", "", "", "Diary", "foods carry grams, and effects follow them", "",
     [](SimulateDraft& d, const std::string&) {
       options_of(d).logging.amounts = simulate::Amounts::grams;
       return Complaint{};
     }},
    {"n-foods", "", "N", "Foods", "foods, culprits included (default 40)", "foods",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).menu.foods, v);
     }},
    {"n-triggers", "", "N", "Foods", "foods that raise the rating (default 3)", "worse",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).culprits.worse, v);
     }},
    {"n-protective", "", "N", "Foods", "foods that lower it (default 1)", "better",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).culprits.better, v);
     }},
    {"effect", "", "X|A..B", "Foods", "their total effect in points (default 0.7..0.9)",
     "lowest_effect,highest_effect",
     [](SimulateDraft& d, const std::string& v) {
       auto& culprits = options_of(d).culprits;
       return take_range(culprits.lowest_effect, culprits.highest_effect, v);
     }},
    {"kernel", "", "WORD", "Foods",
     "when they act: next-day, two-days, several-days, delayed, mixed (default mixed)", "",
     take_kernel},
    {"n-clusters", "", "N", "Foods", "foods, culprits first, with companions (default 0)",
     "clusters",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).menu.clusters, v);
     }},
    {"n-companions", "", "N", "Foods", "companions of each of them (default 2)", "companions",
     [](SimulateDraft& d, const std::string& v) {
       return take_whole(options_of(d).menu.companions, v);
     }},
    {"together", "", "SHARE", "Foods", "days on which a companion is eaten as well (default 0.8)",
     "together",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).menu.together, v);
     }},
    {"scale", "", "MIN..MAX", "Skin",
     "of the rating (default 0..10); --level, --sd, --noise and --effect follow it",
     "minimum,maximum", take_scale},
    {"step", "", "X", "Skin", "ratings are multiples of X (default 0.5; with other scales 1)",
     "step",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).scale.step, v);
     }},
    {"level", "", "X", "Skin", "mean rating (default 4 of 10); near the minimum: a floor", "level",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.level, v);
     }},
    {"sd", "", "X", "Skin", "standard deviation of the skin's own course (default 1.3)", "sd",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.sd, v);
     }},
    {"autocorrelation", "", "PHI", "Skin", "of that course from day to day (default 0.7)", "phi",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.phi, v);
     }},
    {"noise", "", "X", "Skin", "standard deviation of each rating's error (default 0.5)", "noise",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.noise, v);
     }},
    {"drift", "", "X", "Skin", "daily step of a random walk (default 0)", "drift",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.drift, v);
     }},
    {"trend", "", "X", "Skin", "rise or fall over the diary (default 0)", "trend",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.trend, v);
     }},
    {"season", "", "X", "Skin", "amplitude of a yearly wave (default 0)", "season",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.season, v);
     }},
    {"weekend", "", "X", "Skin", "by how much weekends are better (default 0)", "weekend",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).course.weekend, v);
     }},
    {"stress", "", "X", "Life",
     "points per standard deviation of stress, which also drives five "
     "comfort foods (default 0)",
     "stress",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).behaviour.stress, v);
     }},
    {"hidden-stress", "", "", "Life", "stress is not in the diary", "",
     [](SimulateDraft& d, const std::string&) {
       options_of(d).behaviour.confounder = simulate::Confounder::hidden;
       return Complaint{};
     }},
    {"avoidance", "", "X", "Life",
     "six foods are eaten less after bad days: fall of the log odds "
     "per point (default 0)",
     "avoidance",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).behaviour.avoidance, v);
     }},
    {"treatment", "", "X", "Life", "a cream on bad days lowers the next rating by X (default 0)",
     "treatment",
     [](SimulateDraft& d, const std::string& v) {
       return take_number(options_of(d).behaviour.treatment, v);
     }},
    {"error-format", "", "text|json", "Messages", "how errors look (default text)", "",
     take_error_format},
};

}  // namespace

std::span<const SimulateSetting> simulate_settings() { return all_settings; }

}  // namespace culprit::cli
