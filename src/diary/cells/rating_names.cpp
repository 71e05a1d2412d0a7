#include "diary/cells/rating_names.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

/// What a word of a rating's name says of its ends.
enum class Sense : std::uint8_t {
  unknown,
  plain,  ///< nothing
  skin,
  trouble,   ///< is bad itself: itch
  negation,  ///< turns what follows
  freed,     ///< turns the trouble before it, or what follows
  spoiler,   ///< turns the next good word
  circumstance,
  good,
  relief,  ///< good, also of trouble
  bad,
};

using SenseOfList = std::pair<Sense, bool (*)(std::string_view) noexcept>;

constexpr SenseOfList senses_at_ends[] = {{Sense::negation, is_listed<"negations of ends">},
    {Sense::good, is_listed<"good ends">}, {Sense::bad, is_listed<"bad ends">}};
constexpr SenseOfList senses_elsewhere[] = {
    {Sense::circumstance, is_listed<"circumstances">},
    {Sense::negation, is_listed<"negations of ends">},
    {Sense::spoiler, is_listed<"spoilers">},
    {Sense::freed, is_listed<"freed">},
    {Sense::good, is_listed<"good ratings">},
    {Sense::relief, is_listed<"good turns">},
    {Sense::plain, is_listed<"plain words">},
    {Sense::bad, is_listed<"bad ends">},
    {Sense::plain, is_listed<"eczema instruments">},
    {Sense::skin, is_listed<"skin">},
    {Sense::plain, is_listed<"skin state">},
    {Sense::plain, is_listed<"places">},
};

bool is_good(Sense sense) noexcept { return sense == Sense::good || sense == Sense::relief; }

/// `zufrieden` is good, `unzufrieden` bad.
Sense sense_of_parts(std::string_view word);

Sense sense_of(std::string_view word, bool at_end) {
  if (at_end)
    for (const auto& [sense, holds] : senses_at_ends)
      if (holds(word)) return sense;
  for (const auto& [sense, holds] : senses_elsewhere)
    if (holds(word)) return sense;
  return sense_of_parts(word);
}

Sense sense_of_parts(std::string_view word) {
  const auto ends_badly = [](std::string_view text) {
    return std::ranges::any_of(word_list<"bad beginnings">,
        [text](std::string_view beginning) { return text.ends_with(beginning); });
  };
  for (const auto part : word_list<"good parts">) {
    const auto at = word.find(part);
    if (at != word.npos) return ends_badly(word.substr(0, at)) ? Sense::bad : Sense::relief;
  }
  for (const auto beginning : word_list<"bad beginnings">)
    if (word.starts_with(beginning) && is_good(sense_of(word.substr(beginning.size()), false)))
      return Sense::bad;
  const auto is_bad = [](std::string_view text) {
    return std::ranges::any_of(word_list<"bad parts">,
        [text](std::string_view part) { return text.find(part) != text.npos; });
  };
  for (const auto ending : word_list<"freed endings">) {
    const auto what = word.substr(0, word.size() - std::min(word.size(), ending.size()));
    if (word.ends_with(ending) && (is_trouble(what) || is_bad(what))) return Sense::relief;
  }
  if (is_bad(word)) return Sense::bad;
  return is_trouble(word) ? Sense::trouble : Sense::unknown;
}

struct Piece {
  std::string_view text;
  std::optional<double> number = {};
  bool is_break = false;
};

/// `0-10` says where a scale ends, and the words before it say nothing of its 0.
std::vector<Piece> without_ranges(const std::vector<Piece>& pieces) {
  std::vector<Piece> rest;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::size_t next = i + 1;
    if (next < pieces.size() && pieces[next].is_break && !pieces[next].text.empty()) ++next;
    const bool is_range = pieces[i].number && next < pieces.size() && pieces[next].number;
    if (!is_range || *pieces[i].number > 1) rest.push_back(pieces[i]);
  }
  return rest;
}

/// Words and numbers, and the marks that part what is said of the one from what is said of another.
std::vector<Piece> pieces_of(std::string_view plain) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < plain.size();) {
    const std::size_t start = i;
    const bool digits = is_digit(plain[i]);
    if (!digits && !is_letter(plain[i])) {
      const bool is_dash = plain.substr(i).starts_with(" - ");
      if (is_dash || std::string_view{",;|/()[]"}.find(plain[i]) != std::string_view::npos)
        pieces.push_back({.text = is_dash ? "-" : "", .is_break = true});
      ++i;
      continue;
    }
    while (i < plain.size() && (digits ? is_digit(plain[i]) : is_letter(plain[i]))) ++i;
    const std::string_view text = plain.substr(start, i - start);
    if (is_listed<"intensifiers">(text)) continue;
    pieces.push_back(
        {text, digits ? parse_number(text) : std::nullopt, is_listed<"between ends">(text)});
  }
  return without_ranges(pieces);
}

/// What a run of words says.
struct Said {
  bool good = false;
  bool relief = false;
  bool freed = false;
  bool bad = false;
  bool trouble = false;
  bool unknown = false;

  /// Whether that end is good.
  [[nodiscard]] std::optional<bool> at_end() const {
    const bool is_good = good || relief || freed;
    return is_good == bad ? std::nullopt : std::optional{is_good};
  }
  /// Whether the whole name means something good.
  [[nodiscard]] GoodEnd of_name() const {
    const bool any_good = good || relief || freed;
    if (any_good && !bad && (relief || !trouble)) return GoodEnd::high;
    if (any_good || (unknown && !bad)) return GoodEnd::unsaid;
    return bad || trouble ? GoodEnd::low : GoodEnd::unsaid;
  }
};

Said said_by(std::span<const Piece> pieces, bool at_end) {
  Said said;
  bool is_negated = false;
  bool is_spoiled = false;
  bool is_behind_trouble = false;
  const auto take = [&](bool Said::*meant, bool Said::*negated) {
    said.*(is_negated ? negated : meant) = true;
    is_negated = false;
  };
  for (const Piece& piece : pieces) {
    const auto sense = piece.is_break || piece.number ? Sense::plain : sense_of(piece.text, at_end);
    if (piece.is_break) is_negated = false;
    if (sense == Sense::circumstance && !at_end) break;
    switch (sense) {
      case Sense::negation: is_negated = true; break;
      case Sense::spoiler: is_spoiled = true; break;
      case Sense::freed:
        if (is_behind_trouble) said.freed = true;
        else is_negated = true;
        if (is_behind_trouble) said.trouble = false;
        break;
      case Sense::good:
      case Sense::relief:
        is_negated = is_negated != is_spoiled;
        take(sense == Sense::good ? &Said::good : &Said::relief, &Said::bad);
        break;
      case Sense::bad: take(&Said::bad, &Said::good); break;
      case Sense::trouble: take(&Said::trouble, &Said::freed); break;
      case Sense::skin: is_negated = false; break;
      case Sense::unknown: said.unknown = true; break;
      default: break;
    }
    is_behind_trouble = sense == Sense::trouble;
  }
  if (is_negated && at_end) said.good = true;  // `10 = no`
  return said;
}

/// The lowest and the highest number that a rating may have.
struct Range {
  double low = 0;
  double high = 0;
};

Range range_of(std::string_view folded, std::span<const Piece> pieces, double largest) {
  constexpr double ends[] = {1, 5, 10, 100};
  const auto stated = scale_in_name(folded);
  const auto dots = stated.find("..");
  if (!stated.empty())
    return {parse_number(stated.substr(0, dots)).value_or(0),
        parse_number(stated.substr(dots + 2)).value_or(largest)};
  Range range;
  for (const Piece& piece : pieces) {
    const double number = piece.number.value_or(0);
    if (number == 1) range.low = 1;
    if (number > range.high && (number <= 10 || number == 100)) range.high = number;
  }
  if (range.high > 1) return range;
  const auto* const end = std::find_if(
      std::begin(ends), std::end(ends), [&](double known) { return largest <= known; });
  range.high = end == std::end(ends) ? largest : *end;
  return range;
}

/// What words at numbers say: they stand behind them, or before all of them.
/// @param longest  words that may stand between
std::optional<GoodEnd> said_at_numbers(
    std::span<const Piece> pieces, const Range& range, std::size_t longest) {
  const auto is_end = [&](std::size_t i) { return pieces[i].number || pieces[i].is_break; };
  const bool is_only = std::ranges::count_if(pieces,
                           [](const Piece& piece) { return piece.number.has_value(); }) == 1;
  const auto behind = [&](std::size_t i) {
    std::size_t end = i + 1;
    while (end < pieces.size() && end - i <= longest && !is_end(end)) ++end;
    return said_by(pieces.subspan(i + 1, end - i - 1), true).at_end();
  };
  const auto before = [&](std::size_t i) {
    std::size_t start = i;
    while (start > 0 && i - start < longest && !is_end(start - 1)) --start;
    // Of `skin quality day 1` the words are what is rated.
    if (start == 0 && is_only) return std::optional<bool>{};
    return said_by(pieces.subspan(start, i - start), true).at_end();
  };
  const auto last = std::find_if(
      pieces.rbegin(), pieces.rend(), [](const Piece& piece) { return piece.number.has_value(); });
  if (last == pieces.rend()) return std::nullopt;
  const auto at_last = static_cast<std::size_t>(pieces.rend() - last) - 1;
  const bool words_go_first = !behind(at_last) && before(at_last);
  std::optional<GoodEnd> found;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].number) continue;
    auto good = words_go_first ? before(i) : behind(i);
    const bool is_first =
        std::none_of(pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(i),
            [](const Piece& piece) { return piece.number.has_value(); });
    if (!good && !words_go_first && is_first) good = before(i);
    if (!good) continue;
    const bool is_high = *pieces[i].number * 2 > range.low + range.high;
    const GoodEnd end = is_high == *good ? GoodEnd::high : GoodEnd::low;
    found = found.value_or(end) == end ? end : GoodEnd::unsaid;
  }
  return found;
}

/// `higher is better`: such words instead of numbers.
std::vector<Piece> with_directions(std::span<const Piece> pieces, const Range& range) {
  std::vector<Piece> directed;
  for (Piece piece : pieces) {
    if (piece.number || is_listed<"scale words">(piece.text)) continue;
    if (is_listed<"upwards">(piece.text)) piece.number = range.high;
    if (is_listed<"downwards">(piece.text)) piece.number = range.low;
    directed.push_back(piece);
  }
  return directed;
}

}  // namespace

EndsOfRating ends_of_rating(std::string_view folded, double largest) {
  const std::string plain = fold_plain(folded);
  const auto pieces = pieces_of(plain);
  const Range range = range_of(folded, pieces, largest);
  auto good = said_at_numbers(pieces, range, pieces.size());
  if (!good) good = said_at_numbers(with_directions(pieces, range), range, 1);
  const bool is_instrument = std::ranges::any_of(
      pieces, [](const Piece& piece) { return is_listed<"eczema instruments">(piece.text); });
  if (!good && is_instrument) good = GoodEnd::low;
  if (!good) good = said_by(pieces, false).of_name();
  // A scale that does not hold the ratings is none to turn them round on.
  if (good == GoodEnd::high && largest > range.high) good = GoodEnd::unsaid;
  return {*good, range.low + range.high};
}

bool is_plain_rating(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return std::ranges::all_of(pieces_of(plain), [](const Piece& piece) {
    if (piece.number || piece.is_break) return true;
    const Sense sense = sense_of(piece.text, false);
    return sense != Sense::unknown && sense != Sense::circumstance &&
           !is_listed<"lesser ratings">(piece.text);
  });
}

}  // namespace culprit::diary
