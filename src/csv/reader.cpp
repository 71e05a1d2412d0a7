#include "culprit/csv/reader.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "csv/indexer.hpp"

namespace culprit::csv {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char checked(char delimiter) {
  if (delimiter == '"' || delimiter == '\n' || delimiter == '\r')
    throw std::invalid_argument("Reader: delimiter is a quote or a line end, but must be neither!");
  return delimiter;
}

/// Positions in a window are 32 bits wide and a record may be 16 MiB: a block of 16 MiB is plenty.
std::size_t whole_blocks(std::size_t block) {
  const auto clamped = std::clamp(block, std::size_t{block_bytes}, largest_record);
  return (clamped + block_bytes - 1) / block_bytes * block_bytes;
}

std::uint64_t count_line_ends(std::string_view text) noexcept {
  std::uint64_t count = 0;
  char previous = '\0';
  for (const char byte : text) {
    if (byte == '\r' || (byte == '\n' && previous != '\r')) ++count;
    previous = byte;
  }
  return count;
}

/// Appends a quoted field's content to `content`; `text` begins after the opening quote.
void append_unquoted(std::string_view text, std::string& content) {
  for (auto quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"')) {
    content += text.substr(0, quote);
    text.remove_prefix(quote + 1);
    if (!text.starts_with('"')) break;
    content += '"';
    text.remove_prefix(1);
  }
  // Behind the closing quote: spaces are padding, anything else is somebody's data.
  if (text.find_first_not_of(' ') != std::string_view::npos) content += text;
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

}  // namespace

/// What stands before the first delimiter, if it is a date: its runs of digits as `0`.
std::string date_shape(std::string_view line, char delimiter) {
  constexpr std::size_t longest = 24;
  std::string shape;
  const auto end = line.substr(0, longest).find(delimiter);
  if (end == std::string_view::npos) return shape;
  for (const char c : line.substr(0, end)) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit || !shape.ends_with('0')) shape += is_digit ? '0' : c;
  }
  return std::count(shape.begin(), shape.end(), '0') < 3 ? "" : shape;
}

/// Text stands behind the quote that closes the field, or none does.
bool is_ill_quoted(std::string_view field) {
  const auto open = field.find_first_not_of(' ');
  if (open == std::string_view::npos || field[open] != '"') return false;
  auto close = field.find('"', open + 1);
  while (close != std::string_view::npos && field.substr(close + 1, 1) == "\"")
    close = field.find('"', close + 2);
  return close == std::string_view::npos ||
         field.find_first_not_of(' ', close + 1) != std::string_view::npos;
}

class Reader::Impl {
 public:
  Impl(std::unique_ptr<ByteSource> source, std::string file, char delimiter, std::size_t block)
      : window_{std::move(source), block},
        delimiter_{delimiter},
        index_{delimiter},
        torn_index_{delimiter},
        file_{std::move(file)} {}

  const Record* next();
  [[nodiscard]] const std::string& file() const noexcept { return file_; }

 private:
  bool load();
  void take_record();
  void set_record(std::uint32_t last);
  bool tear(bool is_unclosed);
  void unquote_fields();
  void check_open_record();
  void check_lengths();
  [[noreturn]] void fail(std::size_t field, std::string code, std::string text);

  Window window_;
  char delimiter_;
  Indexer index_;
  std::string torn_;  ///< a record whose quote is not closed, with a quote behind it
  Indexer torn_index_;
  std::string file_;
  std::uint64_t next_line_ = 1;
  std::size_t next_record_ = 0;
  std::uint32_t next_field_ = 1;  ///< number of the first field end of the next record
  bool started_ = false;
  bool finished_ = false;
  Record record_;
  std::vector<std::string_view> unquoted_;
  std::string contents_;
};

const Record* Reader::Impl::next() {
  do {
    if (next_record_ == index_.records() && !load()) return nullptr;
    take_record();
  } while (record_.size_ == 1 && record_.is_blank());
  return &record_;
}

/// Until there is a record or the end.
bool Reader::Impl::load() {
  while (!finished_) {
    const auto origin = index_.field_ends()[next_field_ - 1] + 1;
    window_.drop(origin);
    index_.slide(origin);
    next_record_ = 0;
    next_field_ = 1;
    finished_ = true;  // if the source throws, and if a length does
    window_.load();
    if (!started_ && window_.view().starts_with(byte_order_mark))
      window_.drop(byte_order_mark.size());
    started_ = true;
    index_.scan(window_.view(), window_.at_end());
    if (index_.records() == 0) check_open_record();
    finished_ = window_.at_end();
    if (index_.records() > 0) return true;
  }
  return false;
}

void Reader::Impl::take_record() {
  const auto end = index_.record_ends()[next_record_++];
  const auto last = end & Indexer::ordinal_mask;
  set_record(last);
  next_field_ = last + 1;
  ++next_line_;
  constexpr auto several = Indexer::multiline | Indexer::intricate;
  const bool is_unclosed = (end & Indexer::unclosed) != 0;
  if (((end & several) == several || is_unclosed) && tear(is_unclosed)) return;
  if (record_.raw_.size() > largest_field) check_lengths();
  if ((end & Indexer::multiline) != 0) next_line_ += count_line_ends(record_.raw_);
  if ((end & Indexer::intricate) == 0) return;
  if (is_unclosed) {
    fail(record_.size_ - 1, "unclosed_quote",
        "quote '\"' is never closed; expected another one before the end of the file");
  }
  unquote_fields();
}

/// The record of the field ends `next_field_` … `last`.
void Reader::Impl::set_record(std::uint32_t last) {
  auto* const ends = index_.field_ends() + (next_field_ - 1);
  const auto* const window = window_.view().data();
  // A line feed that ends nothing is the rest of the CRLF before this record.
  if (const auto start = ends[0] + 1; start != ends[1] && window[start] == '\n') ends[0] = start;
  const auto start = ends[0] + 1;
  record_.window_ = window;
  record_.ends_ = ends;
  record_.unquoted_ = nullptr;
  record_.is_torn_ = false;
  record_.size_ = last - next_field_ + 1;
  record_.raw_ = {window + start, ends[record_.size_] - start};
  record_.line_ = next_line_;
}

/// Ends the record before a line inside its quotes that begins as it does, where these quotes are
/// closed by no or a wrong one, and reads on from there; where they are never closed and there is
/// no such line, at the end of its first line. False if the record does not begin with a date.
bool Reader::Impl::tear(bool is_unclosed) {
  const std::string_view raw = record_.raw_;
  const std::string shape = date_shape(raw, delimiter_);
  std::size_t at = std::string_view::npos;
  for (std::size_t i = 0; i < record_.size_ && !shape.empty() && at == std::string_view::npos;
       ++i) {
    const auto field = record_.raw_field(i);
    const auto start = static_cast<std::size_t>(field.data() - raw.data());
    for (auto end = field.find('\n'); end != std::string_view::npos;
         end = field.find('\n', end + 1))
      if (date_shape(raw.substr(start + end + 1), delimiter_) == shape && is_ill_quoted(field)) {
        at = start + end + 1;
        break;
      }
  }
  if (at == std::string_view::npos && is_unclosed && !shape.empty()) {
    const auto end = record_.raw_field(record_.size_ - 1).find('\n');
    at = end == std::string_view::npos
             ? raw.size()
             : end + 1 +
                   static_cast<std::size_t>(
                       record_.raw_field(record_.size_ - 1).data() - raw.data());
  }
  if (at == std::string_view::npos) return false;
  torn_ = raw.substr(0, raw.find_last_not_of("\r\n", at - 1) + 1);
  torn_ += '"';
  const std::uint64_t line = record_.line_;
  next_line_ = line + count_line_ends(raw.substr(0, at));
  window_.drop(static_cast<std::size_t>(raw.data() - window_.view().data()) + at);
  index_ = Indexer{delimiter_};
  index_.scan(window_.view(), window_.at_end());
  next_record_ = 0;
  next_field_ = 1;
  torn_index_ = Indexer{delimiter_};
  torn_index_.scan(torn_, true);
  record_.window_ = torn_.data();
  record_.ends_ = torn_index_.field_ends();
  record_.size_ = torn_index_.record_ends()[0] & Indexer::ordinal_mask;
  record_.raw_ = std::string_view{torn_}.substr(0, torn_.size() - 1);
  record_.line_ = line;
  record_.is_torn_ = true;
  if ((torn_index_.record_ends()[0] & Indexer::intricate) != 0) unquote_fields();
  return true;
}

void Reader::Impl::unquote_fields() {
  contents_.clear();
  contents_.reserve(record_.raw_.size());  // so that no view into it moves
  unquoted_.resize(record_.size_);
  for (std::size_t field = 0; field < record_.size_; ++field) {
    const auto text = record_.raw_field(field);
    const auto quote = text.find_first_not_of(' ');
    unquoted_[field] = text;
    if (quote == std::string_view::npos || text[quote] != '"') continue;
    const auto start = contents_.size();
    append_unquoted(text.substr(quote + 1), contents_);
    unquoted_[field] = std::string_view{contents_}.substr(start);
  }
  record_.unquoted_ = unquoted_.data();
}

/// A record that is still open may be too long already; the rest of it need not be read.
void Reader::Impl::check_open_record() {
  const auto scanned = index_.scanned();
  const auto last = static_cast<std::uint32_t>(index_.fields());
  auto* const ends = index_.field_ends();
  if (scanned == 0) return;
  if (scanned - (ends[last - 1] + 1) <= largest_field && scanned <= largest_record) return;
  ends[last] = scanned;
  set_record(last);
  check_lengths();
}

/// @throws InputError  for what comes first, so that it does not depend on the size of blocks.
void Reader::Impl::check_lengths() {
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

void Reader::Impl::fail(std::size_t field, std::string code, std::string text) {
  finished_ = true;
  next_record_ = index_.records();
  auto message = record_.message(file_, field, std::move(code), std::move(text));
  if (record_.raw_field(field).starts_with('"'))
    message.hint = "is the quote that opens it closed?";
  throw InputError{std::move(message)};
}

Reader::Reader(
    std::unique_ptr<ByteSource> source, std::string file, Dialect dialect, std::size_t block)
    : impl_{std::make_unique<Impl>(
          std::move(source), std::move(file), checked(dialect.delimiter), whole_blocks(block))} {}

Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

const Record* Reader::next() { return impl_->next(); }

const std::string& Reader::file() const noexcept { return impl_->file(); }

bool Record::is_blank() const noexcept {
  return size_ <= 1 && raw_.find_first_not_of(" \t\v\f") == std::string_view::npos;
}

Place Record::place(std::string_view file, std::size_t field) const {
  const auto shown = message(file, field, {}, {});
  return shown.place;
}

Message Record::message(
    std::string_view file, std::size_t field, std::string code, std::string text) const {
  auto offset = raw_.size();
  if (field < size_) {
    const auto content = raw_field(field);
    const auto quote = content.find_first_not_of(' ');
    offset = static_cast<std::size_t>(content.data() - raw_.data());
    if (quote != std::string_view::npos && content[quote] == '"') offset += quote;
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
