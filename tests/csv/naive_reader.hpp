/// The rules of the CSV reader, one character after the other: what the fast one must agree with.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "culprit/csv/reader.hpp"

namespace culprit::csv {

struct NaiveRecord {
  std::size_t line = 0;
  std::optional<std::size_t> stray;  ///< the first field that begins with a stray quote
  std::vector<std::string> fields;

  friend bool operator==(const NaiveRecord&, const NaiveRecord&) = default;
};

using NaiveTable = std::vector<NaiveRecord>;

class NaiveReader {
 public:
  NaiveReader(std::string_view text, Dialect dialect) : text_{text}, dialect_{dialect} {}

  NaiveTable read() {
    NaiveTable table;
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) {
      NaiveRecord record{.line = line_, .stray = {}, .fields = {}};
      start_ = at_;
      do {
        record.fields.push_back(read_field(record));
      } while (at_ < text_.size() && text_[at_] == dialect_.delimiter && ++at_ > 0);
      const auto raw = text_.substr(start_, at_ - start_);
      const bool is_blank =
          record.fields.size() == 1 && raw.find_first_not_of(" \t\v\f") == std::string_view::npos;
      const bool is_comment = dialect_.comment_columns > 0 && raw.starts_with('#') &&
                              record.fields.size() != dialect_.comment_columns;
      if (!is_blank && !is_comment) table.push_back(record);
      if (at_ < text_.size()) skip_line_end();
    }
    return table;
  }

 private:
  [[nodiscard]] bool is_quote(std::size_t at) const {
    return at < text_.size() && text_[at] == dialect_.quote;
  }

  [[nodiscard]] bool is_end(std::size_t at) const {
    return at >= text_.size() || text_[at] == dialect_.delimiter || text_[at] == '\n' ||
           text_[at] == '\r';
  }

  [[nodiscard]] bool is_letter(std::size_t at) const {
    return at < text_.size() && (std::isalpha(static_cast<unsigned char>(text_[at])) != 0 ||
                                    static_cast<unsigned char>(text_[at]) >= 0x80);
  }

  std::string read_field(NaiveRecord& record) {
    const bool is_first = at_ == start_;
    if (dialect_.is_padded && !is_first && text_.substr(at_).starts_with(' ')) ++at_;
    auto quote = at_;
    while (dialect_.delimiter != ' ' && quote < text_.size() && text_[quote] == ' ') ++quote;
    if (!is_quote(quote)) return read_plain();
    const auto before = std::pair{at_, line_};
    std::string content;
    const bool is_twice = is_quote(quote + 1) && !is_quote(quote + 2) && has_text(quote + 2);
    if (is_twice) {
      if (!record.stray) record.stray = record.fields.size();
      content += text_[quote++];
    }
    at_ = quote + 1;
    while (at_ < text_.size()) {
      const bool is_apostrophe = dialect_.quote == '\'' && is_letter(at_ - 1) && is_letter(at_ + 1);
      if (!is_quote(at_) || is_apostrophe) {
        if (text_[at_] == '\n' || text_[at_] == '\r') skip_line_end(&content);
        else content += text_[at_++];
      } else if (is_quote(at_ + 1)) {
        content += dialect_.quote;
        at_ += 2;
      } else if (is_stray(quote, at_) || (is_twice && line_ != before.second)) {
        break;
      } else {
        ++at_;
        const auto rest = read_plain();
        return rest.find_first_not_of(' ') == std::string::npos ? content : content + rest;
      }
    }
    std::tie(at_, line_) = before;
    if (!record.stray) record.stray = record.fields.size();
    return read_plain();
  }

  /// Something but spaces stands from there to the end of the field.
  [[nodiscard]] bool has_text(std::size_t at) const {
    while (dialect_.delimiter != ' ' && at < text_.size() && text_[at] == ' ') ++at;
    return !is_end(at);
  }

  [[nodiscard]] bool is_stray(std::size_t open, std::size_t close) const {
    if (close - open > largest_field) return true;
    if (!has_text(close + 1)) return false;
    auto last = close - 1;
    if (dialect_.is_padded && text_[last] == ' ') --last;
    if (is_end(last)) return true;
    const auto shape = shape_at(start_, close);
    for (auto i = open; i < close && !shape.empty(); ++i)
      if (text_[i] == '\n' && shape_at(i + 1, close) == shape) return true;
    return false;
  }

  /// The digits as 0 of what begins there and ends with a delimiter, if it is a date.
  [[nodiscard]] std::string shape_at(std::size_t at, std::size_t close) const {
    std::string shape;
    const auto limit = std::min(at + 24, close);
    std::size_t numbers = 0;
    for (; at < limit && text_[at] != dialect_.delimiter; ++at) {
      const bool is_digit = std::isdigit(static_cast<unsigned char>(text_[at])) != 0;
      if (is_digit && shape.ends_with('0')) continue;
      shape += is_digit ? '0' : text_[at];
      numbers += shape.ends_with('0') ? 1U : 0U;
    }
    return at < limit && numbers >= 3 ? shape : "";
  }

  std::string read_plain() {
    const auto start = at_;
    while (!is_end(at_)) ++at_;
    return std::string{text_.substr(start, at_ - start)};
  }

  void skip_line_end(std::string* kept = nullptr) {
    const std::size_t length = text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    if (kept != nullptr) *kept += text_.substr(at_, length);
    at_ += length;
    ++line_;
  }

  std::string_view text_;
  Dialect dialect_;
  std::size_t start_ = 0;  ///< of the record
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

}  // namespace culprit::csv
