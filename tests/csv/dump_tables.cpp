/// What the csv layer makes of files: reads their paths from standard input, one a line, and writes
/// for each `SIZE DELIMITER QUOTE` (codes; SIZE in bytes) and the first table as CSV, or `error
/// CODE`. Titles above the table and further tables are left out, and header lines that say the
/// same joined.
#include <fstream>
#include <iostream>
#include <sstream>

#include "culprit/core/text.hpp"
#include "culprit/csv/reader.hpp"
#include "culprit/csv/writer.hpp"
#include "diary/layouts/layout.hpp"

namespace {

using namespace culprit;

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string write_cells(const csv::Record& record) {
  std::vector<std::string> cells;
  for (std::size_t i = 0; i < record.size(); ++i) cells.emplace_back(record[i]);
  return csv::write_record(cells);
}

std::string read_table(const csv::Input& input, const csv::Dialect& dialect) {
  csv::Reader reader{csv::open_decoded(input), input.name(), dialect};
  const csv::Record* record = reader.next();
  if (record == nullptr) return "";
  diary::Head head = diary::read_head(input);
  diary::end_table(head);
  std::string table;
  std::vector<std::string> header;
  for (; record != nullptr && record->line() <= head.last_line; record = reader.next()) {
    if (record->line() > head.line) table += write_cells(*record);
    if (record->line() > head.line || record->size() != head.names.size()) continue;
    if (tidy_name((*record)[0]) != head.names[0] && record->line() < head.line) continue;
    for (std::size_t i = 0; i < record->size(); ++i) {
      if (i == header.size()) header.emplace_back((*record)[i]);
      else header[i] += ' ' + std::string{(*record)[i]};
    }
  }
  return csv::write_record(header) + table;
}

}  // namespace

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    try {
      const csv::TextInput input{path, read_file(path)};
      const auto dialect = csv::sniff_dialect(input);
      const auto table = read_table(input, dialect);
      std::cout << table.size() << ' ' << int{dialect.delimiter} << ' ' << int{dialect.quote}
                << '\n'
                << table;
    } catch (const InputError& error) {
      std::cout << "error " << error.messages().front().code << '\n';
    }
  }
}
