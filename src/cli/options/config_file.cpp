#include "cli/options/config_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/cli_texts.hpp"
#include "cli/files/descriptor.hpp"
#include "cli/files/inputs.hpp"
#include "cli/options/values.hpp"

namespace culprit::cli {
namespace {

/// Dots nest tables, and tables are destroyed by recursion: more of them could exhaust the stack.
constexpr std::ptrdiff_t most_dots = 2000;

std::string_view line_at(const std::vector<std::string_view>& lines, std::uint64_t number) {
  return number >= 1 && number <= lines.size() ? lines[number - 1] : std::string_view{};
}

bool is_bare(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"_-+.:/"}.find(c) != std::string_view::npos;
}

/// `key = word # comment` with quotes around the word, so that `lags = 0..3` is TOML, too. All that
/// precedes the word keeps its column. Other lines stay as they are.
std::string quoted(std::string_view line) {
  constexpr std::string_view blanks = " \t";
  const auto equals = line.find('=');
  const auto from = line.find_first_not_of(blanks, std::min(equals, line.size() - 1) + 1);
  if (equals == line.npos || from == line.npos || line.find_first_of("\"'#") < from)
    return std::string{line};
  const auto* const end = std::find_if_not(line.begin() + from, line.end(), is_bare);
  const auto word = line.substr(from, static_cast<std::size_t>(end - (line.begin() + from)));
  const auto rest = line.substr(from + word.size());
  const auto next = rest.find_first_not_of(" \t\r");
  if (word.empty() || (next != rest.npos && rest[next] != '#')) return std::string{line};
  return fmt::format("{}'{}'{}", line.substr(0, from), word, rest);
}

/// The document with all its bare words quoted; strings of several lines would be mistaken.
std::optional<std::string> with_quotes(std::string_view text) {
  if (text.find("\"\"\"") != text.npos || text.find("'''") != text.npos) return std::nullopt;
  std::string all;
  for (const auto line : lines_of(text)) all += line.empty() ? "\n" : quoted(line) + '\n';
  return all;
}

Place place_at(std::string_view file, const toml::source_position& position) {
  return {std::string{file}, position.line, position.column};
}

/// The text of a value that is not a string, as it is written.
std::string written(const toml::node& node, std::string_view line) {
  // A number or date is ASCII, but what precedes it on its line need not be.
  const auto& [begin, end, path] = node.source();
  std::size_t at = 0;
  for (std::uint64_t column = 1; at < line.size() && column < begin.column; ++column) do
      ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U);
  return std::string{line.substr(at, end.line == begin.line ? end.column - begin.column : 0)};
}

/// Makes entries of the document's settings.
class SettingReader {
 public:
  SettingReader(ConfigFile& config, std::string_view file, std::string_view text)
      : config_{config}, file_{file}, lines_{lines_of(text)} {}

  void read(const toml::table& table) {
    for (const auto& [key, node] : table) take(key, node);
    // The parser keeps them by name.
    std::ranges::sort(config_.entries, {}, [](const ConfigEntry& entry) {
      return std::pair{entry.key_place.line, entry.key_place.column};
    });
    std::ranges::sort(config_.errors, {}, [](const Message& error) {
      return std::pair{error.place.line, error.place.column};
    });
  }

  void refuse(const Place& place, std::string code, std::string text) {
    Message message{.code = std::move(code), .text = std::move(text), .place = place};
    show_line(message, line_at(lines_, place.line));
    config_.errors.push_back(std::move(message));
  }

 private:
  void take(const toml::key& key, const toml::node& node) {
    const auto key_place = place_at(file_, key.source().begin);
    ConfigEntry entry{.key = std::string{key.str()},
        .values = {},
        .key_place = key_place,
        .value_place = place_at(file_, node.source().begin),
        .line_text = std::string{line_at(lines_, key_place.line)}};
    const auto* const array = node.as_array();
    bool is_plain = array != nullptr ? take_array(*array, entry) : take_scalar(node, entry);
    // The list of outputs stays one; the other lists are names between commas.
    if (array != nullptr && is_plain && entry.key != "output")
      entry.values = {fmt::format("{}", fmt::join(entry.values, ","))};
    if (is_plain) config_.entries.push_back(std::move(entry));
    else refuse(key_place, "bad_setting", say("setting_is_table", entry.key));
  }

  bool take_array(const toml::array& array, ConfigEntry& entry) {
    return std::all_of(array.begin(), array.end(),
        [&](const toml::node& node) { return take_scalar(node, entry); });
  }

  bool take_scalar(const toml::node& node, ConfigEntry& entry) {
    if (node.is_table() || node.is_array()) return false;
    const auto* const text = node.as_string();
    entry.values.push_back(
        text != nullptr ? text->get() : written(node, line_at(lines_, node.source().begin.line)));
    return true;
  }

  ConfigFile& config_;
  std::string_view file_;
  std::vector<std::string_view> lines_;
};

ConfigFile unreadable(const std::string& path, std::string text) {
  ConfigFile config;
  config.errors.push_back(Message{.code = "no_config", .text = std::move(text), .place = {path}});
  return config;
}

/// The parser's words behind `Error while`, in lower case.
std::string reason_of(const toml::parse_error& error) {
  std::string_view reason = error.description();
  constexpr std::string_view opening = "Error while ";
  if (reason.starts_with(opening)) reason.remove_prefix(opening.size());
  return lower_case(reason.substr(0, 1))
      .append(reason.substr(std::min<std::size_t>(reason.size(), 1)));
}

}  // namespace

Message config_message(
    const ConfigEntry& entry, const Place& place, std::string code, std::string text) {
  Message message{.code = std::move(code), .text = std::move(text), .place = place};
  show_line(message,
      place.line == entry.key_place.line ? std::string_view{entry.line_text} : std::string_view{});
  return message;
}

ConfigFile parse_config(std::string_view file, std::string_view text) {
  if (std::ranges::count(text, '.') > most_dots)
    return unreadable(std::string{file}, say("nested_config", most_dots));
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  ConfigFile config;
  SettingReader reader{config, file, text};
  const auto parse = [&](std::string_view document) -> std::optional<toml::parse_error> {
    try {
      reader.read(toml::parse(document, std::string_view{}));
      return std::nullopt;
    } catch (const toml::parse_error& error) {
      return error;
    }
  };
  auto error = parse(text);
  if (const auto quoted_text = error ? with_quotes(text) : std::nullopt) {
    auto later = parse(*quoted_text);
    // If both readings fail, the one that gets further into the file says what is wrong.
    if (!later || later->source().begin.line > error->source().begin.line) error = later;
  }
  if (error)
    reader.refuse(place_at(file, error->source().begin), "malformed_config",
        say("malformed_config", reason_of(*error)));
  return config;
}

ConfigFile read_config(const std::string& path) {
  try {
    const auto input = open_input(path, Accepted::no_wait, "a configuration");
    return parse_config(path, read_text(*input, largest_config));
  } catch (const NoInputError& error) {
    return unreadable(path, error.messages().front().text);
  } catch (const IoError& error) {
    return unreadable(path, error.message().text + "; expected a configuration");
  } catch (const InputError&) {
    return unreadable(path, say("long_config"));
  }
}

}  // namespace culprit::cli
