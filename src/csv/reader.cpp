#include "culprit/csv/reader.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "csv/record_scanner.hpp"
#include "culprit/core/text.hpp"

namespace culprit::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t smallest_block = 64;

const Dialect& checked(const Dialect& dialect) {
  const char delimiter = dialect.delimiter;
  if (delimiter == dialect.quote || delimiter == '\n' || delimiter == '\r')
    throw std::invalid_argument("Reader: delimiter is a quote or a line end, but must be neither!");
  return dialect;
}

bool is_spaces(std::string_view text) noexcept {
  return text.find_first_not_of(' ') == std::string_view::npos;
}

/// What a quote inside quotes is.
enum class Inner { closing, doubled, apostrophe };

/// @param at  of the quote, or of the first of two
Inner kind_of_quote(std::string_view text, std::size_t at) noexcept {
  const char next = at + 1 < text.size() ? text[at + 1] : '\n';
  if (next == text[at]) return Inner::doubled;
  const bool is_apostrophe =
      text[at] == '\'' && at > 0 && is_letter(text[at - 1]) && is_letter(next);
  return is_apostrophe ? Inner::apostrophe : Inner::closing;
}

/// Appends a quoted field's content to `content`; false if no quote closes it. Of two opening
/// quotes the first is content.
bool append_unquoted(std::string_view text, std::string& content) {
  const char quote = text.front();
  text.remove_prefix(1);
  if (text.starts_with(quote) && !text.substr(1).starts_with(quote) && !is_spaces(text.substr(1))) {
    content += quote;
    text.remove_prefix(1);
  }
  for (auto at = text.find(quote); at != std::string_view::npos; at = text.find(quote)) {
    const Inner kind = kind_of_quote(text, at);
    content += text.substr(0, kind == Inner::closing ? at : at + 1);
    text.remove_prefix(kind == Inner::doubled ? at + 2 : at + 1);
    if (kind != Inner::closing) continue;
    // Behind the closing quote: spaces are padding, anything else is somebody's data.
    if (!is_spaces(text)) content += text;
    return true;
  }
  return false;
}

bool starts_code_point(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t count_code_points(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts_code_point));
}

struct Position {
  std::uint64_t lines = 0;     ///< line ends before it
  std::size_t line_start = 0;  ///< offset of its line
};

Position find_line(std::string_view raw, std::size_t offset) noexcept {
  Position position;
  for (std::size_t i = 0; i < offset; ++i) {
    const bool is_end = raw[i] == '\n' || (raw[i] == '\r' && raw.substr(i + 1, 1) != "\n");
    if (!is_end) continue;
    ++position.lines;
    position.line_start = i + 1;
  }
  return position;
}

/// What stands before the first delimiter, if it is a date: its runs of digits as `0`.
std::string date_shape(std::string_view line, char delimiter) {
  constexpr std::size_t longest = 24;
  std::string shape;
  const auto end = line.substr(0, longest).find(delimiter);
  if (end == std::string_view::npos) return shape;
  for (const char c : line.substr(0, end)) {
    if (!is_digit(c) || !shape.ends_with('0')) shape += is_digit(c) ? '0' : c;
  }
  return std::count(shape.begin(), shape.end(), '0') < 3 ? "" : shape;
}

}  // namespace

class Reader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> source, std::string file, const Dialect& dialect,
      std::size_t block)
      : window_{std::move(source), block},
        dialect_{dialect},
        scanner_{dialect},
        file_{std::move(file)} {
    record_.quote_ = dialect.quote;
  }

  const Record* next() {
    bool is_data = false;
    while (!is_data) {
      while (at_ == window_.view().size() || !scan_record())
        if (!load()) return nullptr;
      set_record();
      at_ = next_record_;
      ++next_line_;
      if (record_.raw_.size() > largest_field) check_lengths();
      if (is_multiline_) next_line_ += count_line_ends(record_.raw_);
      const bool is_comment = dialect_.comment_columns > 0 && record_.raw_.starts_with('#') &&
                              record_.size_ != dialect_.comment_columns;
      is_data = !is_comment && (record_.size_ > 1 || !record_.is_blank());
    }
    if (is_intricate_) unquote_fields();
    return &record_;
  }

  [[nodiscard]] const std::string& file() const noexcept { return file_; }

 private:
  /// Makes the window larger. False at the end.
  bool load() {
    if (finished_ || window_.at_end()) return false;
    finished_ = true;  // if the source throws, and if a length does
    const bool is_first = window_.view().data() == nullptr;
    if (at_ < window_.view().size() && window_.view().size() - at_ > largest_field) {
      end_field(window_.view().size());
      set_record();
      check_lengths();
    }
    window_.load(at_);
    at_ = is_first && window_.view().starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    scanner_.start(window_.view(), at_);
    finished_ = false;
    return true;
  }

  /// The fields of the record at `at_`; false if it needs more than the window has.
  bool scan_record() {
    const std::string_view text = window_.view();
    n_ends_ = 0;
    record_.stray_.reset();
    is_intricate_ = dialect_.is_padded;
    is_multiline_ = false;
    twice_ = std::string_view::npos;
    end_field(at_ - 1);
    scanner_.seek(at_);
    for (;;) {
      const auto at = scanner_.next();
      if (at == text.size()) {
        if (!window_.at_end()) return false;
        end_field(at);
        next_record_ = at;
        return true;
      }
      const char special = text[at];
      if (special == dialect_.quote) {
        if (!scan_quoted(at)) return false;
        continue;
      }
      end_field(at);
      if (special == dialect_.delimiter) continue;
      const bool is_cut = special == '\r' && at + 1 == text.size() && !window_.at_end();
      next_record_ = special == '\r' && text.substr(at + 1, 1) == "\n" ? at + 2 : at + 1;
      return !is_cut;
    }
  }

  void end_field(std::size_t at) {
    if (n_ends_ == ends_.size()) ends_.resize(2 * n_ends_ + 16);
    ends_[n_ends_++] = static_cast<std::uint32_t>(at);
  }

  /// Passes over what a quote opens, if it opens a field; false if that needs more than the window
  /// has.
  bool scan_quoted(std::size_t quote) {
    const std::string_view text = window_.view();
    const std::size_t start = ends_[n_ends_ - 1] + 1U;
    const bool is_second = quote == twice_;
    if (quote > start && !is_second && !is_spaces(text.substr(start, quote - start))) return true;
    bool is_multiline = false;
    bool is_doubled = false;
    auto close = scanner_.next();
    for (; close < text.size(); close = scanner_.next()) {
      is_multiline = is_multiline || text[close] == '\n' || text[close] == '\r';
      if (text[close] != dialect_.quote) continue;
      const Inner kind = kind_of_quote(text, close);
      if (kind == Inner::closing) break;
      if (kind == Inner::doubled) scanner_.next();
      is_doubled = true;
    }
    const bool is_closed = close < text.size() && close - quote <= largest_field;
    auto behind = is_closed ? close + 1 : text.size();
    while (behind < text.size() && text[behind] == ' ' && dialect_.delimiter != ' ') ++behind;
    const bool is_far = !is_closed && text.size() - quote > largest_field;
    if (behind == text.size() && !window_.at_end() && !is_far) return false;
    const bool is_ill = behind < text.size() && text[behind] != dialect_.delimiter &&
                        text[behind] != '\n' && text[behind] != '\r';
    is_intricate_ = is_intricate_ || quote > start || is_doubled || behind != close + 1 || is_ill;
    const bool is_twice = is_ill && close == quote + 1 && !is_second;
    const bool is_long = is_second && is_multiline;
    if (is_closed && !is_twice && !is_long && (!is_ill || !is_stray(quote, close))) {
      is_multiline_ = is_multiline_ || is_multiline;
      return true;
    }
    if (!record_.stray_) record_.stray_ = n_ends_ - 1;
    if (is_twice) twice_ = quote + 1;
    scanner_.seek(
        quote + 1);  // what it seemed to open is plain text, or the second of two opens it
    return true;
  }

  /// Where text stands behind the closing quote: it opens another field, or a line of those before
  /// it begins as the record does, with a date.
  bool is_stray(std::size_t quote, std::size_t close) const {
    const std::string_view text = window_.view();
    const bool is_behind_space = dialect_.is_padded && text[close - 1] == ' ';
    const char before = text[is_behind_space ? close - 2 : close - 1];
    if (before == dialect_.delimiter || before == '\n' || before == '\r') return true;
    const auto shape = date_shape(text.substr(at_, close - at_), dialect_.delimiter);
    auto end = shape.empty() ? close : text.find('\n', quote);
    while (end < close &&
           date_shape(text.substr(end + 1, close - end - 1), dialect_.delimiter) != shape)
      end = text.find('\n', end + 1);
    return end < close;
  }

  void set_record() {
    record_.window_ = window_.view().data();
    record_.ends_ = ends_.data();
    record_.unquoted_ = nullptr;
    record_.size_ = n_ends_ - 1;
    record_.raw_ = window_.view().substr(at_, ends_[n_ends_ - 1] - at_);
    record_.line_ = next_line_;
  }

  void unquote_fields() {
    contents_.clear();
    contents_.reserve(record_.raw_.size());  // so that no view into it moves
    unquoted_.resize(record_.size_);
    for (std::size_t field = 0; field < record_.size_; ++field) {
      auto text = record_.raw_field(field);
      if (dialect_.is_padded && field > 0 && text.starts_with(' ')) text.remove_prefix(1);
      const auto quote = text.find_first_not_of(' ');
      unquoted_[field] = text;
      if (quote == std::string_view::npos || text[quote] != dialect_.quote) continue;
      const auto start = contents_.size();
      if (append_unquoted(text.substr(quote), contents_))
        unquoted_[field] = std::string_view{contents_}.substr(start);
    }
    record_.unquoted_ = unquoted_.data();
  }

  /// @throws InputError  for what comes first, so that it does not depend on the size of blocks.
  void check_lengths() {
    const auto* const begin = record_.raw_.data();
    for (std::size_t field = 0; field < record_.size_; ++field) {
      const auto text = record_.raw_field(field);
      const auto offset = static_cast<std::size_t>(text.data() - begin);
      if (offset + largest_field >= largest_record) break;
      if (text.size() > largest_field)
        fail(field, "field_too_long", "field is too long; expected at most 1 MiB");
    }
    if (record_.raw_.size() > largest_record)
      fail(0, "record_too_long", "record is too long; expected at most 16 MiB");
  }

  [[noreturn]] void fail(std::size_t field, std::string code, std::string text) {
    finished_ = true;
    at_ = window_.view().size();
    throw InputError{record_.message(file_, field, std::move(code), std::move(text))};
  }

  Window window_;
  Dialect dialect_;
  Scanner scanner_;
  std::string file_;
  std::size_t at_ = 0;  ///< where in the window the next record begins
  std::uint64_t next_line_ = 1;
  bool finished_ = false;
  Record record_;
  std::vector<std::uint32_t> ends_;  ///< [n_ends_, and more] of the record, as `Record::ends_`
  std::size_t n_ends_ = 0;
  std::size_t twice_ = 0;        ///< the second of two quotes that open a field; npos = none
  std::size_t next_record_ = 0;  ///< behind the record's line end
  bool is_intricate_ = false;    ///< a field needs more than its outer quotes taken off
  bool is_multiline_ = false;    ///< line ends may lie inside quotes
  std::vector<std::string_view> unquoted_;
  std::string contents_;
};

Reader::Reader(
    std::unique_ptr<ByteSource> source, std::string file, Dialect dialect, std::size_t block)
    : impl_{std::make_unique<Impl>(std::move(source), std::move(file), checked(dialect),
          std::clamp(block, smallest_block, largest_record))} {}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

const Record* Reader::next() { return impl_->next(); }

const std::string& Reader::file() const noexcept { return impl_->file(); }

std::uint64_t count_line_ends(std::string_view text) noexcept {
  return find_line(text, text.size()).lines;
}

bool Record::is_blank() const noexcept {
  return size_ <= 1 && raw_.find_first_not_of(" \t\v\f") == std::string_view::npos;
}

Message Record::message(
    std::string_view file, std::size_t field, std::string code, std::string text) const {
  auto offset = raw_.size();
  if (field < size_) {
    const auto content = raw_field(field);
    const auto quote = content.find_first_not_of(' ');
    offset = static_cast<std::size_t>(content.data() - raw_.data());
    if (quote != std::string_view::npos && content[quote] == quote_) offset += quote;
  }
  const auto [lines, line_start] = find_line(raw_, offset);
  const auto column = count_code_points(raw_.substr(line_start, offset - line_start)) + 1;

  auto line = raw_.substr(line_start);
  line = line.substr(0, line.find_first_of("\r\n"));
  Message message{.code = std::move(code),
      .text = std::move(text),
      .place = {std::string{file}, line_ + lines, column}};
  show_line(message, line);
  return message;
}

}  // namespace culprit::csv
