#include "cli/options/config_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/files/files.hpp"
#include "culprit/core/text.hpp"

namespace culprit::cli {
namespace {

bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_key_character(char c) noexcept { return is_letter_or_digit(c) || c == '-' || c == '_'; }
bool is_bare_character(char c) noexcept {
  return is_letter_or_digit(c) || std::string_view{"_-+.:/"}.find(c) != std::string_view::npos;
}

/// Columns count code points; bytes that continue one do not count.
std::uint64_t column_of(std::string_view line, std::size_t offset) {
  const auto starts = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; };
  return static_cast<std::uint64_t>(
      1 + std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(offset), starts));
}

/// Raised inside one line: where and why it is malformed.
struct Malformed {
  std::size_t offset;
  std::string text;
};

/// Reads one line from left to right.
class LineParser {
 public:
  explicit LineParser(std::string_view line) : line_{line} { skip_spaces(); }

  [[nodiscard]] bool is_empty() const { return at_end() || line_[at_] == '#'; }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }

  std::string key() {
    const auto word = take_while(is_key_character);
    if (word.empty()) throw Malformed{at_, "line is malformed; expected key = value"};
    skip_spaces();
    if (at_end() || line_[at_] != '=')
      throw Malformed{at_, fmt::format("'=' is missing after '{}'; expected key = value", word)};
    ++at_;
    skip_spaces();
    return std::string{word};
  }

  std::string value() {
    if (is_empty()) throw Malformed{at_, "value is missing; expected key = value"};
    auto text = line_[at_] == '"'    ? quoted()
                : line_[at_] == '\'' ? literal()
                                     : std::string{take_while(is_bare_character)};
    skip_spaces();
    if (!is_empty())
      throw Malformed{at_, "text after the value; expected one word, or quotes around the value"};
    return text;
  }

 private:
  [[nodiscard]] bool at_end() const noexcept { return at_ == line_.size(); }

  void skip_spaces() noexcept {
    while (!at_end() && (line_[at_] == ' ' || line_[at_] == '\t')) ++at_;
  }

  template <typename Predicate>
  std::string_view take_while(Predicate predicate) {
    const auto begin = at_;
    while (!at_end() && predicate(line_[at_])) ++at_;
    return line_.substr(begin, at_ - begin);
  }

  std::string literal() {
    const auto begin = at_++;
    const auto end = line_.find('\'', at_);
    if (end == std::string_view::npos) throw Malformed{begin, "quote is never closed; expected '"};
    const auto text = line_.substr(at_, end - at_);
    at_ = end + 1;
    return std::string{text};
  }

  std::string quoted() {
    const auto begin = at_++;
    std::string text;
    for (; !at_end(); ++at_) {
      if (line_[at_] == '"') {
        ++at_;
        return text;
      }
      text += line_[at_] == '\\' ? escaped() : line_[at_];
    }
    throw Malformed{begin, "quote is never closed; expected \""};
  }

  char escaped() {
    ++at_;
    const char c = at_end() ? '\0' : line_[at_];
    if (c == '"' || c == '\\') return c;
    if (c == 'n') return '\n';
    if (c == 't') return '\t';
    throw Malformed{at_ - 1, R"(escape is unknown; expected \", \\, \n or \t)"};
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

Message message_in_line(std::string_view line, const Place& place, std::string code,
                        std::string text) {
  return {.code = std::move(code),
          .text = std::move(text),
          .place = place,
          .excerpt = std::string{line},
          .caret = place.column};
}

/// Adds what stands on one line to the result.
void parse_line(ConfigFile& config, std::string_view line, const Place& start) {
  LineParser parser{line};
  if (parser.is_empty()) return;
  const auto place = [&](std::size_t offset) {
    return Place{start.file, start.line, column_of(line, offset)};
  };
  try {
    ConfigEntry entry;
    entry.line_text = line;
    entry.key_place = place(parser.offset());
    entry.key = parser.key();
    entry.value_place = place(parser.offset());
    entry.value = parser.value();
    const auto same =
        std::find_if(config.entries.begin(), config.entries.end(),
                     [&](const ConfigEntry& other) { return other.key == entry.key; });
    if (same == config.entries.end()) {
      config.entries.push_back(std::move(entry));
      return;
    }
    config.errors.push_back(
        config_message(entry, entry.key_place, "repeated_setting",
                       fmt::format("setting '{}' is given twice; expected it only in line {}",
                                   entry.key, same->key_place.line)));
  } catch (const Malformed& malformed) {
    config.errors.push_back(
        message_in_line(line, place(malformed.offset), "malformed_config", malformed.text));
  }
}

ConfigFile unreadable(const std::string& path, std::string text) {
  ConfigFile config;
  config.errors.push_back(Message{.code = "no_config", .text = std::move(text), .place = {path}});
  return config;
}

}  // namespace

Message config_message(const ConfigEntry& entry, const Place& place, std::string code,
                       std::string text) {
  return message_in_line(entry.line_text, place, std::move(code), std::move(text));
}

ConfigFile parse_config(std::string_view file, std::string_view text) {
  ConfigFile config;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  for (Place place{std::string{file}, 1, 0}; !text.empty(); ++place.line) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    parse_line(config, line, place);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return config;
}

ConfigFile read_config(const std::string& path) {
  std::string text;
  try {
    const auto input = open_input(path, Accepted::no_wait, "a configuration");
    const auto source = input->open();
    std::string block(std::size_t{1} << 16, '\0');
    for (std::size_t n = 1; n > 0 && text.size() <= largest_config;) {
      n = source->read(block);
      text.append(block, 0, n);
    }
  } catch (const NoInputError& error) {
    return unreadable(path, error.messages().front().text);
  } catch (const IoError& error) {
    return unreadable(path, error.message().text + "; expected a configuration");
  }
  if (text.size() > largest_config)
    return unreadable(path, "file is too long; expected a configuration of at most 1 MiB");
  return parse_config(path, text);
}

}  // namespace culprit::cli
