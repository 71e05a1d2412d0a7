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
Survey survey(std::string_view sample) {
  Survey result;
  Counts counts{};
  bool may_open = true;
  bool quoted = false;
  bool has_text = false;
  const auto end_line = [&] {
    if (has_text) result.lines.push_back(counts);
    counts = {};
    has_text = false;
  };
  for (std::size_t i = 0; i < sample.size() && result.lines.size() < sample_lines; ++i) {
    const char byte = sample[i];
    if (quoted) {
      quoted = byte != '"';  // the second of two opens again
      may_open = byte == '"';
      continue;
    }
    if (byte == '\n' || byte == '\r') {
      end_line();
      may_open = true;
      continue;
    }
    has_text = true;
    const auto delimiter = delimiters.find(byte);
    if (byte == '"' && may_open) {
      quoted = true;
    } else if (delimiter != std::string_view::npos) {
      ++counts[delimiter];
      may_open = true;
      const bool decimal = i > 0 && is_digit(sample, i - 1) && is_digit(sample, i + 1);
      if (byte == ',' && !decimal) result.only_decimal_commas = false;
    } else if (byte != ' ') {
      may_open = false;
    }
  }
  // The last line is cut off where the sample is full; then it counts only if it is the only one.
  const bool is_cut = sample.size() >= sample_bytes - 3 && !result.lines.empty();
  if (!is_cut && result.lines.size() < sample_lines) end_line();
  return result;
}

/// The most lines that the delimiter cuts into one and the same number of fields, at least 2.
std::size_t count_agreeing(const std::vector<Counts>& lines, std::size_t delimiter) {
  std::map<std::size_t, std::size_t> lines_of;
  std::size_t most = 0;
  for (const auto& counts : lines)
    if (counts[delimiter] > 0) most = std::max(most, ++lines_of[counts[delimiter]]);
  return most;
}

/// `sep=;` on the first line: how spreadsheet programs are told the delimiter.
std::optional<char> stated_delimiter(std::string_view sample) {
  constexpr std::string_view word = "sep=";
  if (sample.size() < word.size() + 2 || (!sample.starts_with(word) && !sample.starts_with("SEP=")))
    return std::nullopt;
  const char delimiter = sample[word.size()];
  const char next = sample[word.size() + 1];
  const bool is_known = delimiters.find(delimiter) != std::string_view::npos;
  return is_known && (next == '\n' || next == '\r') ? std::optional{delimiter} : std::nullopt;
}

}  // namespace

Dialect sniff_dialect(const Input& input) {
  const std::string sample = read_sample(input);
  if (const auto stated = stated_delimiter(sample)) return {.delimiter = *stated};
  const auto [lines, only_decimal_commas] = survey(sample);
  std::array<std::size_t, delimiters.size()> scores{};
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = count_agreeing(lines, i);
  const auto best_other = std::max_element(scores.begin() + 1, scores.end());
  if (only_decimal_commas && *best_other * 2 >= lines.size()) scores[0] = 0;
  const auto best = std::max_element(scores.begin(), scores.end());
  return {.delimiter = delimiters[static_cast<std::size_t>(best - scores.begin())]};
}

}  // namespace culprit::csv
