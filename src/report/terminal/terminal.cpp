#include "report/terminal/terminal.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <vector>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/words/sentence_texts.hpp"

namespace culprit::report {
namespace {

constexpr std::size_t narrowest = 60;
constexpr std::size_t widest_screen = 200;
constexpr std::size_t widest_prose = 90;

/// Longest name within a sentence.
constexpr std::size_t name_columns = 30;

std::string_view code_of(Tone tone) {
  constexpr Word<Tone> words[] = {{Tone::bold, "1"}, {Tone::dim, "2"}, {Tone::red, "1;31"},
      {Tone::green, "32"}, {Tone::yellow, "33"}, {Tone::plain, ""}};
  return word_of(words, tone);
}

/// Characters as a reader sees them: a letter with its marks, an emoji with its modifiers.
std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> parts;
  utf8proc_int32_t before = 0;
  utf8proc_int32_t state = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = first_code_point(text.substr(at));
    if (at > 0 && utf8proc_grapheme_break_stateful(before, next.value, &state)) {
      parts.push_back(text.substr(start, at - start));
      start = at;
    }
    before = next.value;
    at += next.bytes;
  }
  if (start < text.size()) parts.push_back(text.substr(start));
  return parts;
}

/// As many of the characters as fit into `width` columns, from the front.
template <typename Characters>
std::size_t count_fitting(const Characters& parts, std::size_t width) {
  std::size_t used = 0;
  std::size_t count = 0;
  for (const auto part : parts) {
    used += display_width(part);
    if (used > width) break;
    ++count;
  }
  return count;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

Terminal::Terminal(const TableOptions& options) : options_(options) {
  options_.width = std::clamp(options.width, narrowest, widest_screen);
}

std::string Terminal::paint(std::string_view text, Tone tone) const {
  const std::string_view code = code_of(tone);
  const std::size_t end = text.find_last_not_of(" \n") + 1;
  if (!options_.color || code.empty() || end == 0) return std::string{text};
  std::string out = "\x1b[";
  out.append(code).append("m").append(text.substr(0, end)).append("\x1b[0m");
  return out.append(text.substr(end));
}

std::string Terminal::name(std::string_view text, std::size_t columns) const {
  return elide(printable(text), columns, options_.ascii ? "..." : "…");
}

ShowName Terminal::show_name() const {
  return [*this](std::string_view text) { return name(text, name_columns); };
}

std::string Terminal::paragraph(std::string_view text, Indent indent) const {
  return wrap(printable(text), {.width = std::min(options_.width, widest_prose),
                                   .first = indent.first,
                                   .rest = indent.rest});
}

std::string warning_paragraphs(
    const engine::Analysis& analysis, const Terminal& terminal, bool urgent, std::size_t lines) {
  const Tone tone = urgent ? Tone::red : Tone::yellow;
  std::string out;
  std::size_t hidden = 0;
  for (const auto& warning : analysis.warnings) {
    if (is_urgent(warning) != urgent) continue;
    const auto paragraph = terminal.paragraph(warning_words(warning), {0, 2});
    // A line is kept for how many there are beyond.
    const bool has_room = count_lines(out) + count_lines(paragraph) < lines;
    if (hidden > 0 || !has_room) ++hidden;
    else out += terminal.paint(paragraph, tone);
  }
  return hidden == 0 ? out : out + terminal.paragraph(say("more_warnings", hidden));
}

std::size_t count_lines(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string elide(std::string_view text, std::size_t width, std::string_view ellipsis) {
  if (display_width(text) <= width) return std::string{text};
  const std::size_t mark = display_width(ellipsis);
  if (width <= mark) return std::string(ellipsis.substr(0, mark == width ? ellipsis.size() : 0));
  const auto parts = characters(text);
  const std::size_t room = width - mark;
  const std::size_t tail_room = width < 9 ? 0 : room / 2;
  const std::vector<std::string_view> reversed{parts.rbegin(), parts.rend()};
  const std::size_t head = count_fitting(parts, room - tail_room);
  const std::size_t tail = count_fitting(reversed, tail_room);
  std::string out;
  for (std::size_t i = 0; i < head; ++i) out += parts[i];
  out += ellipsis;
  for (std::size_t i = parts.size() - tail; i < parts.size(); ++i) out += parts[i];
  return out;
}

std::string pad(std::string_view text, std::size_t width, Side side) {
  const std::size_t used = display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return side == Side::left ? std::string{text} + blanks : blanks + std::string{text};
}

std::string trim_end(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string wrap(std::string_view text, const Paragraph& paragraph) {
  std::string out(paragraph.first, ' ');
  std::size_t used = paragraph.first;
  bool is_start = true;
  const auto new_line = [&] {
    out += '\n' + std::string(paragraph.rest, ' ');
    used = paragraph.rest;
    is_start = true;
  };
  for (const auto word : split_words(text)) {
    const std::size_t width = display_width(word);
    if (!is_start && used + 1 + width > paragraph.width) new_line();
    if (!is_start) out += ' ', ++used;
    is_start = false;
    for (const auto part : characters(word)) {
      const std::size_t columns = display_width(part);
      if (used + columns > paragraph.width) new_line(), is_start = false;
      out += part;
      used += columns;
    }
  }
  return out + '\n';
}

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' ||
           c == '/' || c == '_' || (c == '-') || static_cast<unsigned char>(c) >= 0x80;
  };
  if (!text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), is_plain))
    return std::string{text};
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string{c};
  return quoted + '\'';
}

std::string command_on(const engine::Analysis& analysis, std::string_view what) {
  const auto& files = analysis.diary.files;
  const bool has_names =
      !files.empty() && std::find(files.begin(), files.end(), "-") == files.end();
  return fmt::format("culprit {} {}", what, has_names ? joined(files, " ", shell_word) : "DIARY");
}

std::string test_paragraph(
    const engine::RankedFood& food, const engine::Analysis& analysis, const Terminal& terminal) {
  if (food.verdict != engine::Verdict::suspect) return {};
  const std::string command =
      command_on(analysis, fmt::format("plan --food {}", shell_word(food.name)));
  return terminal.paragraph(
      food.may_be_alternated ? say("test_at_home", command) : say("test_with_clinician"), {0, 2});
}

}  // namespace culprit::report
