#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "culprit/csv/reader.hpp"

namespace culprit::csv {
namespace {

constexpr std::string_view delimiters = ",;\t|";
constexpr std::size_t sample_bytes = std::size_t{64} << 10;
constexpr std::size_t sample_lines = 200;

/// How often each of `delimiters` stands outside quotes in one record.
using Counts = std::array<std::size_t, delimiters.size()>;

struct Survey {
  std::vector<Counts> lines;
  std::vector<Counts> hashed;       ///< of the lines that begin with `#`
  Counts spaced{};                  ///< how often a space follows each of them
  std::size_t quoted = 0;           ///< fields with a quote on either side
  bool only_decimal_commas = true;  ///< every comma outside quotes stands between digits
};

std::string read_sample(const Input& input) {
  const auto source = open_decoded(input);
  std::string sample(sample_bytes, '\0');
  std::size_t filled = 0;
  while (filled < sample.size()) {
    const auto got = source->read({sample.data() + filled, sample.size() - filled});
    if (got == 0) break;
    filled += got;
  }
  sample.resize(filled);
  if (sample.starts_with("\xEF\xBB\xBF")) sample.erase(0, 3);
  return sample;
}

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// All delimiters at once, because which quotes open a field depends on all of them.
Survey survey(std::string_view sample, char quote) {
  Survey result;
  Counts counts{};
  bool may_open = true;
  bool is_quoted = false;
  bool was_quoted = false;
  char first = '\0';  // of the line
  std::size_t n_lines = 0;
  const auto end_line = [&] {
    if (first != '\0') (first == '#' ? result.hashed : result.lines).push_back(counts);
    n_lines += first != '\0' ? 1U : 0U;
    counts = {};
    first = '\0';
  };
  for (std::size_t i = 0; i < sample.size() && n_lines < sample_lines; ++i) {
    const char byte = sample[i];
    if (is_quoted) {
      is_quoted = byte != quote;  // the second of two opens again
      may_open = was_quoted = byte == quote;
      continue;
    }
    const bool is_end = byte == '\n' || byte == '\r';
    const auto delimiter = delimiters.find(byte);
    if (was_quoted && (is_end || delimiter != std::string_view::npos)) ++result.quoted;
    was_quoted = false;
    if (is_end) {
      end_line();
      may_open = true;
      continue;
    }
    if (first == '\0') first = byte;
    if (byte == quote && may_open) {
      is_quoted = true;
    } else if (delimiter != std::string_view::npos) {
      ++counts[delimiter];
      may_open = true;
      if (sample.substr(i + 1, 1) == " ") ++result.spaced[delimiter];
      const bool decimal = i > 0 && is_digit(sample, i - 1) && is_digit(sample, i + 1);
      if (byte == ',' && !decimal) result.only_decimal_commas = false;
    } else if (byte != ' ') {
      may_open = false;
    }
  }
  // The last line is cut off where the sample is full; then it counts only if it is the only one.
  const bool is_cut = sample.size() >= sample_bytes - 3 && n_lines > 0;
  if (!is_cut && n_lines < sample_lines) end_line();
  return result;
}

struct Cut {
  std::size_t delimiters = 0;  ///< in each of the lines
  std::size_t lines = 0;
};

/// The most lines that the delimiter cuts into one and the same number of fields, at least 2.
Cut usual_cut(const std::vector<Counts>& lines, std::size_t delimiter) {
  std::map<std::size_t, std::size_t> lines_of;
  Cut cut;
  for (const auto& counts : lines) {
    const auto n = counts[delimiter];
    if (n > 0 && ++lines_of[n] > cut.lines) cut = {n, lines_of[n]};
  }
  return cut;
}

/// `sep=;` on the first line: how spreadsheet programs are told the delimiter.
std::optional<std::size_t> stated_delimiter(std::string_view sample) {
  constexpr std::string_view word = "sep=";
  if (sample.size() < word.size() + 2 || (!sample.starts_with(word) && !sample.starts_with("SEP=")))
    return std::nullopt;
  const auto delimiter = delimiters.find(sample[word.size()]);
  const char next = sample[word.size() + 1];
  const bool is_known = delimiter != std::string_view::npos;
  return is_known && (next == '\n' || next == '\r') ? std::optional{delimiter} : std::nullopt;
}

}  // namespace

Dialect sniff_dialect(const Input& input) {
  const std::string sample = read_sample(input);
  Dialect dialect;
  Survey seen = survey(sample, '"');
  if (seen.quoted == 0) {
    auto other = survey(sample, '\'');
    if (other.quoted > 1) {
      seen = std::move(other);
      dialect.quote = '\'';
    }
  }
  if (seen.lines.empty()) seen.lines.swap(seen.hashed);
  std::array<Cut, delimiters.size()> cuts;
  for (std::size_t i = 0; i < cuts.size(); ++i) cuts[i] = usual_cut(seen.lines, i);
  const auto fewer = [](const Cut& a, const Cut& b) { return a.lines < b.lines; };
  const auto best_other = std::max_element(cuts.begin() + 1, cuts.end(), fewer);
  if (seen.only_decimal_commas && best_other->lines * 2 >= seen.lines.size()) cuts[0] = {};
  auto best =
      static_cast<std::size_t>(std::max_element(cuts.begin(), cuts.end(), fewer) - cuts.begin());
  if (const auto stated = stated_delimiter(sample)) best = *stated;
  dialect.delimiter = delimiters[best];

  std::size_t n_delimiters = 0;
  for (const auto& counts : seen.lines) n_delimiters += counts[best];
  for (const auto& counts : seen.hashed) n_delimiters += counts[best];
  dialect.is_padded = n_delimiters > 0 && seen.spaced[best] == n_delimiters;
  const auto is_comment = [&](const Counts& counts) {
    return counts[best] != cuts[best].delimiters;
  };
  if (cuts[best].lines > 1 && std::any_of(seen.hashed.begin(), seen.hashed.end(), is_comment))
    dialect.comment_columns = cuts[best].delimiters + 1;
  return dialect;
}

}  // namespace culprit::csv
