/// The rules of the CSV reader, one character after the other: what the fast one must agree with.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace culprit::csv {

struct NaiveRecord {
  std::size_t line = 0;
  std::vector<std::string> fields;

  friend bool operator==(const NaiveRecord&, const NaiveRecord&) = default;
};

struct NaiveTable {
  std::vector<NaiveRecord> records;
  bool is_unclosed = false;  ///< the input ends inside quotes; the records before are complete

  friend bool operator==(const NaiveTable&, const NaiveTable&) = default;
};

class NaiveReader {
 public:
  NaiveReader(std::string_view text, char delimiter) : text_{text}, delimiter_{delimiter} {}

  NaiveTable read() {
    NaiveTable table;
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size() && !table.is_unclosed) {
      NaiveRecord record{.line = line_, .fields = {}};
      const auto start = at_;
      do {
        record.fields.push_back(read_field());
      } while (at_ < text_.size() && text_[at_] == delimiter_ && ++at_ > 0);
      const auto raw = text_.substr(start, at_ - start);
      const bool blank =
          record.fields.size() == 1 && raw.find_first_not_of(" \t\v\f") == std::string_view::npos;
      table.is_unclosed = is_unclosed_;
      if (!blank && !is_unclosed_) table.records.push_back(record);
      if (at_ < text_.size()) skip_line_end();
    }
    return table;
  }

 private:
  std::string read_field() {
    const auto quote = text_.find_first_not_of(' ', at_);
    if (delimiter_ == ' ' ? !text_.substr(at_).starts_with('"')
                          : quote == std::string_view::npos || text_[quote] != '"') {
      return read_plain();
    }
    std::string content;
    at_ = quote + 1;
    while (at_ < text_.size()) {
      if (text_[at_] != '"') {
        if (text_[at_] == '\n' || text_[at_] == '\r') {
          skip_line_end(&content);
        } else {
          content += text_[at_++];
        }
      } else if (text_.substr(at_, 2) == "\"\"") {
        content += '"';
        at_ += 2;
      } else {
        ++at_;
        const auto rest = read_plain();
        return rest.find_first_not_of(' ') == std::string::npos ? content : content + rest;
      }
    }
    is_unclosed_ = true;
    return content;
  }

  std::string read_plain() {
    const auto start = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' &&
           text_[at_] != '\r') {
      ++at_;
    }
    return std::string{text_.substr(start, at_ - start)};
  }

  void skip_line_end(std::string* kept = nullptr) {
    const std::size_t length = text_.substr(at_, 2) == "\r\n" ? 2 : 1;
    if (kept != nullptr) *kept += text_.substr(at_, length);
    at_ += length;
    ++line_;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool is_unclosed_ = false;
};

}  // namespace culprit::csv
