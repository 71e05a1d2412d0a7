/// Bytes to records: RFC 4180 and its common dialects, with the place of every field.
///
/// Neighbours: `input.hpp` gives the bytes; the diary layer gives the columns a meaning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "culprit/core/error.hpp"
#include "culprit/csv/input.hpp"

namespace culprit::csv {

/// Largest field and record, in bytes; longer ones are an InputError with their position.
inline constexpr std::size_t largest_field = std::size_t{1} << 20;
inline constexpr std::size_t largest_record = std::size_t{16} << 20;

/// What separates fields. Quotes are always `"`, doubled inside; a line ends in LF, CRLF or CR.
struct Dialect {
  char delimiter = ',';

  friend bool operator==(const Dialect&, const Dialect&) = default;
};

/// One record. Its views live until the next call of `Reader::next`.
class Record {
 public:
  [[nodiscard]] std::size_t size() const noexcept { return fields_.size(); }

  /// The field's content: quotes taken off, doubled quotes made single. A quote opens a field
  /// also after spaces (`, "Porridge"`); a quote inside an unquoted field is an ordinary character.
  [[nodiscard]] std::string_view operator[](std::size_t field) const noexcept {
    return fields_[field];
  }

  /// Line on which the record begins, from 1.
  [[nodiscard]] std::uint64_t line() const noexcept { return line_; }

  /// The record as it stands in the input, without its line end.
  [[nodiscard]] std::string_view raw() const noexcept { return raw_; }

  /// True for a line with nothing on it but white space: no record of data.
  [[nodiscard]] bool is_blank() const noexcept;

  /// Line and column (code points) at which a field begins, worked out only when asked: from the
  /// raw text. A field past the end stands where the record ends. O(length of the record).
  [[nodiscard]] Place place(std::string_view file, std::size_t field) const;

  /// A message about a field, with excerpt and caret filled in.
  [[nodiscard]] Message message(std::string_view file, std::size_t field, std::string code,
                                std::string text) const;

 private:
  friend class Reader;
  std::vector<std::string_view> fields_;
  std::string_view raw_;
  std::uint64_t line_ = 0;
  char delimiter_ = ',';
};

/// Streams records out of a source in bounded memory (one record and one block).
class Reader {
 public:
  /// @param source  decoded bytes (`open_decoded`); a UTF-8 byte order mark is dropped.
  /// @param file    the name messages use.
  Reader(std::unique_ptr<ByteSource> source, std::string file, Dialect dialect);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// The next record, or null at the end. Blank lines are passed over.
  /// @throws InputError  `field_too_long`, `record_too_long`, `unclosed_quote`.
  /// @throws IoError     from the source.
  [[nodiscard]] const Record* next();

  [[nodiscard]] const std::string& file() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The dialect of an input, from its first records: of `,` `;` TAB `|` the one that cuts the most
/// lines into the same number (> 1) of fields, outside quotes; a comma if none does.
/// Ties go to the order above. @throws as `open_decoded` and `Reader::next`.
[[nodiscard]] Dialect sniff_dialect(const Input& input);

}  // namespace culprit::csv
