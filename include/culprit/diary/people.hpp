/// A file of many people, person by person.
///
/// Neighbours: `read.hpp` reads the diary of one person; the batch layer hands it these rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "culprit/csv/input.hpp"
#include "culprit/csv/reader.hpp"
#include "culprit/diary/read.hpp"

namespace culprit::diary {

/// How a file tells whose row it is.
struct PeopleLayout {
  csv::Dialect dialect;
  std::string header;  ///< as it stands in the file
  std::uint64_t header_line = 1;
  std::size_t column = 0;  ///< that holds the subject
  /// What the dates of all people together say about their order; nothing = it stays open, or the
  /// options say.
  std::optional<DateOrder> date_order;
};

/// Where the file names its people. Nothing if it is one diary, or cannot be read: reading it gives
/// the error. @throws IoError
[[nodiscard]] std::optional<PeopleLayout> find_people(
    const csv::Input& input, const ReadOptions& options);

/// Rows that stand together and belong to one person.
struct PersonRows {
  std::optional<std::string> subject;  ///< nothing = the rows name nobody
  std::uint64_t line = 0;              ///< of the first row
  /// `sep=` line, header and rows: a file that `read` understands. Lines of rows are counted from
  /// `first_row_in_text`, blank lines between rows are kept.
  std::string text;

  static constexpr std::uint64_t first_row_in_text = 3;
};

/// Streams the rows of a file, a person at a time. A blank subject belongs to the person above, at
/// the start of the file to the first one; so does a header in the middle.
class PeopleReader {
 public:
  /// @param input  must outlive the reader.
  PeopleReader(const csv::Input& input, PeopleLayout layout);

  /// The next person's rows, or nothing at the end. A person whose rows do not stand together comes
  /// again. @throws InputError, IoError as `csv::Reader`; `current` says whose rows broke off.
  [[nodiscard]] std::optional<PersonRows> next();

  /// The person that is being read; nothing before the first named row.
  [[nodiscard]] const std::optional<std::string>& current() const noexcept { return subject_; }

 private:
  void append(const csv::Record& record);
  [[nodiscard]] PersonRows take();

  PeopleLayout layout_;
  csv::Reader reader_;
  std::optional<std::string> subject_;
  std::optional<std::string> next_subject_;  ///< of `record_`
  const csv::Record* record_ = nullptr;      ///< read, but of the next person
  PersonRows rows_;
  std::uint64_t next_line_ = 0;  ///< in the file, of the row behind the last one
};

}  // namespace culprit::diary
