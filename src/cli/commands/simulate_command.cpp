#include "cli/commands/simulate_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/files/files.hpp"
#include "cli/files/output_check.hpp"
#include "cli/messages.hpp"
#include "cli/options/simulate_settings.hpp"
#include "cli/options/values.hpp"
#include "culprit/simulate/simulate.hpp"

namespace culprit::cli {
namespace {

constexpr std::size_t suggestion_distance = 2;
constexpr std::size_t help_column = 27;
constexpr std::size_t help_width = 80;
constexpr mode_t anybody_reads = 0666;

constexpr std::string_view help_head = R"(Examples:
  culprit simulate -o diary.csv --truth truth.json
  culprit simulate --days 365 --n-triggers 1 --effect 1 | culprit -

Writes a diary of canonical CSV whose truth is known: to learn the program, to
test it, to ask whether so many days would be enough.

Usage: culprit simulate [OPTIONS]
)";

/// `text` in lines of `help_width`, the further ones indented to `help_column`.
std::string wrapped(std::string_view text) {
  std::string lines;
  std::size_t column = help_column;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find(' ', from), text.size());
    const auto word = text.substr(from, end - from);
    if (column > help_column && column + 1 + word.size() > help_width) {
      lines += '\n' + std::string(help_column, ' ');
      column = help_column;
    } else if (column > help_column) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += word.size();
    from = end + 1;
  }
  return lines;
}

std::string help_line(const SimulateSetting& setting) {
  auto names = setting.short_name.empty()
                   ? fmt::format("  --{}", setting.name)
                   : fmt::format("  -{},--{}", setting.short_name, setting.name);
  if (!setting.is_flag()) names += fmt::format(" {}", setting.value);
  return fmt::format("{:<{}}{}{}\n", names, help_column,
                     names.size() < help_column ? "" : "\n" + std::string(help_column, ' '),
                     wrapped(setting.help));
}

std::string help_text() {
  std::string text{help_head};
  std::string_view group;
  for (const auto& setting : simulate_settings()) {
    if (setting.group != group) text += fmt::format("\n{}:\n", setting.group);
    group = setting.group;
    text += help_line(setting);
  }
  return text + fmt::format("{:<{}}{}\n", "  -h,--help", help_column, "print this help");
}

const SimulateSetting* find_simulate_setting(std::string_view token) {
  const bool is_long = token.starts_with("--");
  for (const auto& setting : simulate_settings()) {
    if (is_long && token.substr(2) == setting.name) return &setting;
    if (!is_long && token.size() == 2 && token[0] == '-' && token.substr(1) == setting.short_name)
      return &setting;
  }
  return nullptr;
}

/// Understands one command line; a call of `parse` uses it up.
class SimulateParser {
 public:
  ParsedSimulation parse(std::span<const std::string> args);

 private:
  void read(std::span<const std::string> args);
  void add_unknown(const std::string& token);
  void apply(std::string_view name);
  void apply_all();
  void check_options();
  void check_files();
  void check_together();
  void error(std::string code, std::string text, std::string hint = {});

  bool wants_help_ = false;
  std::map<std::string, std::string, std::less<>> values_;  ///< the last of each option
  SimulateDraft draft_;
  std::vector<Message> errors_;
};

void SimulateParser::error(std::string code, std::string text, std::string hint) {
  errors_.push_back({.code = std::move(code), .text = std::move(text), .hint = std::move(hint)});
}

void SimulateParser::add_unknown(const std::string& token) {
  if (!token.starts_with('-') || token == "-")
    return error("unexpected_word",
                 fmt::format("word '{}' is not expected; expected options only", token));
  std::vector<std::string> names;
  for (const auto& setting : simulate_settings())
    names.push_back(fmt::format("--{}", setting.name));
  const auto near = nearest_word(token, names, suggestion_distance);
  error("unknown_option", fmt::format("option '{}' is unknown", token),
        near ? fmt::format("did you mean '{}'?", *near) : std::string{});
}

void SimulateParser::read(std::span<const std::string> args) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto& token = args[i];
    if (token == "-h" || token == "--help") {
      wants_help_ = true;
      continue;
    }
    const auto equals = token.starts_with("--") ? token.find('=') : std::string::npos;
    const auto* setting = find_simulate_setting(token.substr(0, equals));
    if (setting == nullptr) {
      add_unknown(token.substr(0, equals));
    } else if (setting->is_flag() && equals != std::string::npos) {
      error("unexpected_value", fmt::format("option --{}: value '{}' is not expected; expected the "
                                            "option alone",
                                            setting->name, token.substr(equals + 1)));
    } else if (setting->is_flag()) {
      values_[std::string{setting->name}] = "true";
    } else if (equals != std::string::npos) {
      values_[std::string{setting->name}] = token.substr(equals + 1);
    } else if (i + 1 == args.size() || find_simulate_setting(args[i + 1]) != nullptr) {
      error("missing_value",
            fmt::format("option --{}: value is missing; expected one", setting->name));
    } else {
      values_[std::string{setting->name}] = args[++i];
    }
  }
}

void SimulateParser::apply(std::string_view name) {
  const auto value = values_.find(name);
  if (value == values_.end()) return;
  const auto* setting = find_simulate_setting(fmt::format("--{}", name));
  if (const auto complaint = setting->apply(draft_, value->second))
    error("bad_value", fmt::format("option --{}: value '{}' {}", name, value->second, *complaint));
}

void SimulateParser::apply_all() {
  apply("scale");  // the defaults of the others follow it
  for (const auto& setting : simulate_settings()) {
    if (setting.name != "scale") apply(setting.name);
  }
}

/// What the simulation cannot do, in the words of the command line.
void SimulateParser::check_options() {
  for (const auto& complaint : simulate::complaints(draft_.arguments.options)) {
    const auto field = complaint.substr(0, complaint.find(" '"));
    std::string text = complaint;
    for (const auto& setting : simulate_settings()) {
      const auto fields = fmt::format(",{},", setting.fields);
      if (fields.find(fmt::format(",{},", field)) != std::string::npos)
        text = fmt::format("option --{}: value{}", setting.name, complaint.substr(field.size()));
    }
    error("bad_value", std::move(text));
  }
}

/// Options that say how another one is meant.
void SimulateParser::check_together() {
  constexpr std::pair<std::string_view, std::string_view> needs[] = {
      {"hidden-stress", "stress"}, {"n-companions", "n-clusters"}, {"together", "n-clusters"}};
  for (const auto& [name, other] : needs) {
    if (values_.contains(name) && !values_.contains(other))
      error("conflict",
            fmt::format("option --{}: does nothing without --{}; expected both", name, other));
  }
}

void SimulateParser::check_files() {
  const auto& [options, output, truth] = draft_.arguments;
  const WrittenFile written[] = {{"--output", output.empty() ? "-" : output}, {"--truth", truth}};
  for (auto& message : check_outputs({}, written)) errors_.push_back(std::move(message));
}

ParsedSimulation SimulateParser::parse(std::span<const std::string> args) {
  read(args);
  ParsedSimulation parsed;
  if (wants_help_) {
    parsed.text = help_text();
    return parsed;
  }
  apply_all();
  if (errors_.empty()) check_options();
  check_files();
  check_together();
  parsed.error_format = draft_.error_format;
  parsed.errors = std::move(errors_);
  if (parsed.errors.empty()) parsed.arguments = std::move(draft_.arguments);
  return parsed;
}

void write_file(const std::string& path, const std::string& text) {
  OutputFile file{path, anybody_reads};
  file.write(text);
  file.commit();
}

}  // namespace

ParsedSimulation parse_simulation(std::span<const std::string> args) {
  return SimulateParser{}.parse(args);
}

ExitCode run_simulation(const ParsedSimulation& parsed, const Surroundings& surroundings) {
  if (!parsed.errors.empty()) {
    const Messenger messenger{surroundings.err, {.format = parsed.error_format}};
    messenger.errors(parsed.errors);
    if (parsed.error_format == ErrorFormat::text)
      messenger.error({.code = "help", .text = "try 'culprit simulate --help'"});
    return ExitCode::usage;
  }
  if (!parsed.arguments) {
    write_all(surroundings.out, parsed.text, "standard output");
    return ExitCode::done;
  }
  const auto& [options, output, truth] = *parsed.arguments;
  const auto simulated = simulate::simulate(options);
  if (!truth.empty()) write_file(truth, simulate::truth_json(simulated));
  if (output.empty())
    write_all(surroundings.out, simulate::to_csv(simulated), "standard output");
  else
    write_file(output, simulate::to_csv(simulated));
  return ExitCode::done;
}

}  // namespace culprit::cli
