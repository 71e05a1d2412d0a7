#include "diary/cells/rating_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

/// A word or a number of a name.
struct Piece {
  std::string text;
  std::optional<double> number;
};

std::vector<Piece> pieces_of(std::string_view plain) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < plain.size();) {
    const bool digits = is_digit(plain[i]);
    if (!digits && !is_letter(plain[i])) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    while (i < plain.size() && (digits ? is_digit(plain[i]) : is_letter(plain[i]))) ++i;
    const std::string_view text = plain.substr(start, i - start);
    pieces.push_back({std::string{text}, digits ? parse_number(text) : std::nullopt});
  }
  return pieces;
}

double usual_end(double largest) {
  constexpr double ends[] = {1, 5, 10, 100};
  const auto* const end = std::find_if(
      std::begin(ends), std::end(ends), [&](double known) { return largest <= known; });
  return end == std::end(ends) ? largest : *end;
}

}  // namespace

std::optional<double> severity_from_word(std::string_view text) {
  const std::string folded = fold_name(text);
  if (is_listed<"severity 0">(folded)) return 0;
  if (is_listed<"severity 1">(folded)) return 1;
  if (is_listed<"severity 2">(folded)) return 2;
  if (is_listed<"severity 3">(folded)) return 3;
  if (is_listed<"severity 4">(folded)) return 4;
  return std::nullopt;
}

std::optional<double> turning_point(std::string_view folded, double largest) {
  auto pieces = pieces_of(fold_plain(folded));
  std::erase_if(pieces, [](const Piece& piece) { return is_listed<"intensifiers">(piece.text); });
  double low = 0;
  double high = 0;
  bool names_one = false;
  for (const auto& piece : pieces) {
    if (!piece.number) continue;
    high = std::max(high, *piece.number);
    names_one = names_one || *piece.number == 1;
  }
  if (high <= 1) high = usual_end(largest);
  if (names_one) low = 1;
  for (auto& piece : pieces) {
    if (is_listed<"upwards">(piece.text)) piece.number = high;
    if (is_listed<"downwards">(piece.text)) piece.number = low;
  }
  // A word at a number says which end is which. All stand on the side where the first one does.
  bool says_end = false;
  bool high_is_good = false;
  std::optional<bool> words_go_first;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const bool is_good = is_listed<"good ends">(pieces[i].text);
    if (!is_good && !is_listed<"bad ends">(pieces[i].text)) continue;
    const bool is_behind = i > 0 && pieces[i - 1].number;
    const bool is_before = i + 1 < pieces.size() && pieces[i + 1].number;
    if (!is_behind && !is_before) continue;
    if (!words_go_first) words_go_first = !is_behind;
    const bool takes_next = is_before && (*words_go_first || !is_behind);
    const double number = *pieces[takes_next ? i + 1 : i - 1].number;
    says_end = true;
    high_is_good = is_good == (number > low && number > 1);
  }
  if (!says_end) {
    high_is_good = std::any_of(pieces.begin(), pieces.end(),
        [](const Piece& piece) { return is_listed<"good ratings">(piece.text); });
  }
  return high_is_good ? std::optional{low + high} : std::nullopt;
}

}  // namespace culprit::diary
