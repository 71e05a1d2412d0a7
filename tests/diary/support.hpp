/// Short ways to read a text as a diary and to write one back down.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/core/number.hpp"
#include "culprit/csv/input.hpp"
#include "culprit/diary/read.hpp"
#include "culprit/foods/resolver.hpp"

namespace culprit::diary {

using Inputs = std::vector<std::unique_ptr<csv::Input>>;

/// Texts as the files `a.csv`, `b.csv`, …
inline Inputs as_files(const std::vector<std::string>& texts) {
  Inputs inputs;
  char name = 'a';
  for (const auto& text : texts) {
    inputs.push_back(std::make_unique<csv::TextInput>(std::string{name++} + ".csv", text));
  }
  return inputs;
}

/// The options with the words of the lexicon, as the program reads.
inline ReadOptions with_words(ReadOptions options) {
  if (!options.knows_food) {
    options.knows_food = [](std::string_view phrase) {
      return foods::names_food(foods::Lexicon::built_in(), phrase);
    };
    options.spells_food = [](std::string_view phrase) {
      return foods::spells_food(foods::Lexicon::built_in(), phrase);
    };
  }
  return options;
}

inline ReadResult read_texts(
    const std::vector<std::string>& texts, const ReadOptions& options = {}) {
  return read(as_files(texts), with_words(options));
}

inline ReadResult read_text(const std::string& text, const ReadOptions& options = {}) {
  return read_texts({text}, options);
}

/// `2024-11-20 13:26 food apple 1 serving`, one line an entry.
inline std::string to_lines(const Diary& diary) {
  std::string lines;
  for (const auto& entry : diary.entries) {
    lines += to_iso(entry.day);
    if (entry.time.is_known()) {
      lines += fmt::format(" {:02}:{:02}", entry.time.minute() / 60, entry.time.minute() % 60);
    }
    if (entry.part != DayPart::unknown) lines += fmt::format(" {}", to_word(entry.part));
    lines += fmt::format(" {} {}", to_word(entry.kind), diary.name_of(entry));
    if (entry.has_amount()) lines += ' ' + format_number(entry.amount);
    if (entry.unit != 0) lines += ' ' + diary.units[entry.unit];
    lines += '\n';
  }
  return lines;
}

/// `2024-11-20 2024-11-21`
inline std::string to_days(const std::vector<Day>& days) {
  std::string text;
  for (const Day day : days) text += (text.empty() ? "" : " ") + to_iso(day);
  return text;
}

/// `file:line:column: text` of every rejection, by code and then in order.
inline std::string to_lines(const std::map<std::string, MessageGroup>& rejections) {
  std::string lines;
  for (const auto& [code, group] : rejections) {
    for (const auto& message : group.first) {
      lines += fmt::format("{} {}:{}:{}: {}\n", code, message.place.file, message.place.line,
          message.place.column, message.text);
    }
  }
  return lines;
}

/// `code file:line:column: text` of the InputError that reading throws.
inline std::string error_of(
    const std::vector<std::string>& texts, const ReadOptions& options = {}) {
  try {
    (void)read(as_files(texts), with_words(options));
  } catch (const InputError& error) {
    std::string lines;
    for (const auto& message : error.messages()) {
      if (!lines.empty()) lines += '\n';
      lines += fmt::format("{} {}:{}:{}: {}", message.code, message.place.file, message.place.line,
          message.place.column, message.text);
      if (!message.hint.empty()) lines += " | " + message.hint;
    }
    return lines;
  }
  return "no error";
}

/// used + merged + skipped + rejected, for one file: `4+1+0+2`.
inline std::string accounts(const FileReport& report) {
  return fmt::format(
      "{}={}+{}+{}+{}", report.rows, report.used, report.merged, report.skipped, report.rejected);
}

}  // namespace culprit::diary
