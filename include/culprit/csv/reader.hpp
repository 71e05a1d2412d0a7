/// Bytes to records: RFC 4180 and its common dialects, with the place of every field.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::csv {

/// Largest field and record, in bytes as they stand in the input; longer ones are an InputError
/// with their position.
inline constexpr std::size_t largest_field = std::size_t{1} << 20;
inline constexpr std::size_t largest_record = std::size_t{16} << 20;

/// What separates fields and records. Quotes are doubled inside; a line ends in LF, CRLF or CR.
struct Dialect {
  char delimiter = ',';
  char quote = '"';
  bool is_padded = false;  ///< a space behind each delimiter belongs to it
  /// Fields of most records where comments begin with `#`: a record that begins so and has another
  /// number is passed over. 0 = no record is a comment.
  std::size_t comment_columns = 0;

  friend bool operator==(const Dialect&, const Dialect&) = default;
};

/// LF, CRLF and CR of a text, which does not break off within CRLF.
[[nodiscard]] std::uint64_t count_line_ends(std::string_view text) noexcept;

/// One record. It and its views live until the next call of `Reader::next`.
class Record {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

  /// The field's content: quotes taken off, doubled quotes made single. A quote opens a field
  /// also after spaces (`, "Porridge"`); a quote inside an unquoted field is an ordinary character.
  /// Text after a closing quote is kept behind the content (`"Milk" 2%,` is `Milk 2%`), its quotes
  /// ordinary; mere spaces there are dropped. Spaces of an unquoted field stay. Where `'` is the
  /// quote, one between two letters (`don't`) is none.
  [[nodiscard]] std::string_view operator[](std::size_t field) const noexcept {
    if (unquoted_ != nullptr) return unquoted_[field];
    const auto text = raw_field(field);
    // Only quoted fields start with a quote, and without `unquoted_` they end with one, too.
    const bool quoted = text.size() >= 2 && text.front() == quote_;
    return quoted ? text.substr(1, text.size() - 2) : text;
  }

  /// Line on which the record begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }

  /// The record as it stands in the input, without its line end.
  [[nodiscard]] std::string_view raw() const noexcept { return raw_; }

  /// True for a line with nothing on it but white space: no record of data. A line with a
  /// delimiter or quotes is not blank.
  [[nodiscard]] bool is_blank() const noexcept;

  /// The first field that begins with a stray quote, if one does. Such a quote is not closed, or
  /// only far behind (`largest_field`), or by one that opens another field (`,"milk,"egg",`), or
  /// with text behind it after a line that begins with a date as this record does; or the
  /// first of two, where the second is closed in its line (`,""milk, egg",`). It is an
  /// ordinary character: it costs this record at most.
  [[nodiscard]] std::optional<std::size_t> stray_quote() const noexcept { return stray_; }

  /// A message about a field, with excerpt and caret filled in: the line on which the field
  /// begins, control characters shown as spaces, at most 100 code points around the field. Its
  /// place is the line and column (code points) at which the field begins: a quoted one at its
  /// quote, any other just after the delimiter, one past the end where the record ends. All of it
  /// is worked out from the raw text only when asked: O(length of the record).
  [[nodiscard]] Message message(
      std::string_view file, std::size_t field, std::string code, std::string text) const;

 private:
  friend class Reader;

  [[nodiscard]] std::string_view raw_field(std::size_t field) const noexcept {
    const std::size_t begin = ends_[field] + 1U;
    return {window_ + begin, ends_[field + 1] - begin};
  }

  char quote_ = '"';
  std::optional<std::size_t> stray_;
  const char* window_ = nullptr;                ///< what `ends_` count from
  const std::uint32_t* ends_ = nullptr;         ///< [size + 1] field k lies between k and k + 1
  const std::string_view* unquoted_ = nullptr;  ///< [size] the contents, if they need work
  std::size_t size_ = 0;
  std::string_view raw_;
  std::uint64_t line_ = 0;
};

/// Streams records out of a source in bounded memory (one record and one block).
class Reader {
 public:
  static constexpr std::size_t default_block = std::size_t{32} << 10;

  /// @param source  decoded bytes (`open_decoded`); a UTF-8 byte order mark is dropped.
  /// @param file    the name messages use.
  /// @param block   bytes to read at a time.
  /// @throws std::invalid_argument  if the delimiter is the quote or a line end.
  Reader(std::unique_ptr<ByteSource> source, std::string file, Dialect dialect,
      std::size_t block = default_block);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// The next record, or null at the end. Blank lines and comments are passed over.
  /// @throws InputError  `field_too_long`, `record_too_long` (the earlier of the two; lengths as
  ///                     in the input, quotes included); what the source throws. Then the reader is
  ///                     at its end.
  /// @throws IoError     from the source.
  [[nodiscard]] const Record* next();

  [[nodiscard]] const std::string& file() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The dialect of an input, from its first records: of `,` `;` TAB `|` the delimiter that cuts the
/// most lines into the same number (> 1) of fields, outside quotes; a comma if none does. Ties go
/// to the order above. Commas that all stand between digits (`30,5;40,1`) are decimal marks if
/// another delimiter cuts at least half of the lines. A first line `sep=;` says so itself. The
/// quote is `'` where it encloses two fields and `"` none. Lines that begin with `#` are comments
/// if one of them is cut unlike the others. Looks at 64 KiB and 200 lines at most.
/// @throws as `open_decoded`.
[[nodiscard]] Dialect sniff_dialect(const Input& input);

}  // namespace culprit::csv
