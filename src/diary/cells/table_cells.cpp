#include "diary/cells/table_cells.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "diary/cells/cells.hpp"
#include "diary/cells/dates.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/word_lists.hpp"

namespace culprit::diary {
namespace {

constexpr std::size_t longest_number = 40;
constexpr std::size_t most_marks = 5;

/// The place of the list that holds the text.
template <ListName... lists> std::optional<double> list_of(std::string_view text) {
  double place = -1;
  const bool is_found = ((++place, is_listed<lists>(text)) || ...);
  return is_found ? std::optional{place} : std::nullopt;
}

/// Groups of three digits behind separators, taken out; nothing if they are not so.
std::optional<double> parse_grouped(std::string_view cell, DecimalMark mark) {
  const char separator = mark == DecimalMark::point ? ',' : '.';
  const auto whole = cell.substr(0, cell.find(mark == DecimalMark::point ? '.' : ','));
  std::size_t at = whole.find(separator);
  const std::size_t sign = !whole.empty() && (whole[0] == '-' || whole[0] == '+') ? 1 : 0;
  if (at == std::string_view::npos || at <= sign || at > sign + 3) return std::nullopt;
  for (; at < whole.size(); at += 4) {
    const bool is_group = whole.size() >= at + 4 && whole[at] == separator &&
                          std::all_of(whole.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                              whole.begin() + static_cast<std::ptrdiff_t>(at) + 4, is_digit);
    if (!is_group) return std::nullopt;
  }
  std::string digits{cell};
  std::erase(digits, separator);
  return parse_number(digits, mark);
}

/// `4/10`, `4 out of 10`: what stands before the words.
std::string_view before_maximum(std::string_view cell) {
  static constexpr std::array<std::string_view, 7> words{
      "/", " out of ", " von ", " sur ", " de ", " su ", " van "};
  for (const auto word : words) {
    const auto at = cell.find(word);
    if (at == std::string_view::npos || at == 0) continue;
    const auto maximum = clean(cell.substr(at + word.size()));
    if (!maximum.empty() && std::all_of(maximum.begin(), maximum.end(), is_digit))
      return clean(cell.substr(0, at));
  }
  return cell;
}

/// `+++`, `***`, `★★★☆☆`: how many there are, the hollow ones aside.
std::optional<double> count_marks(std::string_view cell) {
  static constexpr std::string_view hollow = "\u2606";
  if (cell == "(+)" || cell == "+/-" || cell == "\u00B1") return 0.5;
  for (const std::string_view mark : {"+", "*", "\u2605", "\u2B50"}) {
    std::size_t n = 0;
    auto rest = cell;
    for (; rest.starts_with(mark); rest.remove_prefix(mark.size())) ++n;
    while (n > 0 && rest.starts_with(hollow)) rest.remove_prefix(hollow.size());
    if (n > 0 && n <= most_marks && rest.empty()) return static_cast<double>(n);
  }
  return std::nullopt;
}

/// Without invisible characters, full-width digits and what a spreadsheet puts around a text:
/// `="4"`,
/// `'4`.
std::string plain_text(std::string_view cell) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  const bool is_wrapped = cell.starts_with('=') || cell.starts_with('\'');
  std::string text{cell};
  if (!is_wrapped && std::all_of(cell.begin(), cell.end(), is_ascii)) return text;
  for (const auto& [mark, written] :
      {std::pair{"\u00BD", " 1/2"}, std::pair{"\u00BC", " 1/4"}, std::pair{"\u00BE", " 3/4"}})
    if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, 2, written);
  text = fold_name(text);
  const auto start = std::min(text.find_first_not_of("='\""), text.size());
  return text.substr(start, text.find_last_not_of("'\"") + 1 - start);
}

std::optional<Rating> parse_one_rating(std::string_view cell, DecimalMark mark) {
  if (const auto value = parse_table_number(cell, mark)) {
    const auto number = before_maximum(cell);
    if (number.size() == cell.size()) return Rating{*value};
    const auto maximum = cell.find_last_not_of("0123456789") + 1;
    return Rating{*value, "0.." + std::string{cell.substr(maximum)}};
  }
  if (cell.starts_with('~') || cell.ends_with('%')) {
    const auto bare = cell.starts_with('~') ? cell.substr(1) : cell.substr(0, cell.size() - 1);
    const auto value = parse_number(clean(bare), mark);
    return value ? std::optional{Rating{*value}} : std::nullopt;
  }
  if (const auto marks = count_marks(cell)) return Rating{*marks};
  const auto word = severity_from_word(cell);
  return word ? std::optional{Rating{*word, std::string{severity_word_scale}}} : std::nullopt;
}

/// `3-4`, `mild/moderate`, `mild to moderate`.
std::optional<Rating> parse_middle(std::string_view cell, DecimalMark mark) {
  static constexpr std::array<std::string_view, 7> between{
      "-", "\u2013", "/", " to ", " bis ", " a ", " tot "};
  for (const auto word : between) {
    const auto at = cell.find(word);
    if (at == std::string_view::npos || at == 0) continue;
    const auto low = parse_one_rating(clean(cell.substr(0, at)), mark);
    const auto high = parse_one_rating(clean(cell.substr(at + word.size())), mark);
    if (!low || !high || low->scale != high->scale || low->value > high->value) continue;
    return Rating{(low->value + high->value) / 2, low->scale};
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> parse_table_number(std::string_view cell, DecimalMark mark) {
  if (const auto value = parse_number(cell, mark)) return value;
  if (cell.empty() || cell.size() > longest_number) return std::nullopt;
  if (const auto value = parse_grouped(cell, mark)) return value;
  // `4,5` among points, quoted, as spreadsheets of other countries write it: 4,500 is another
  // thing.
  const auto other = mark == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
  const auto sign = cell.find(mark == DecimalMark::point ? ',' : '.');
  if (sign != std::string_view::npos && cell.size() - sign <= 3)
    if (const auto value = parse_number(cell, other)) return value;
  const auto number = before_maximum(cell);
  if (number.size() < cell.size()) return parse_number(number, mark);
  const std::string plain = plain_text(cell);
  return plain == cell ? std::nullopt : parse_table_number(plain, mark);
}

std::optional<Rating> parse_rating(std::string_view cell, DecimalMark mark) {
  if (cell.empty() || cell.size() > longest_number) return std::nullopt;
  if (auto rating = parse_one_rating(cell, mark)) return rating;
  return parse_middle(cell, mark);
}

namespace {

/// `four`, `vier`, `4 1/2`: what is a number only where a rating is expected.
std::optional<double> parse_written_number(const std::string& text) {
  constexpr std::size_t words_of_language = 11;  // none to ten
  const auto& words = word_list<"numbers">;
  const auto at =
      static_cast<std::size_t>(std::find(words.begin(), words.end(), text) - words.begin());
  if (at < words.size()) return static_cast<double>(at % words_of_language);
  const auto space = text.find(' ');
  if (space == std::string::npos || text.size() != space + 4 || text[space + 2] != '/') return {};
  const auto whole = parse_number(text.substr(0, space));
  const auto part = parse_number(text.substr(space + 1, 1));
  const auto parts = parse_number(text.substr(space + 3));
  if (!whole || !part || !parts || *part >= *parts) return std::nullopt;
  return *whole + *part / *parts;
}

/// `face 4, hands 3`: the worst place counts. Nothing if a part does not end in a number.
std::optional<Rating> parse_worst_place(std::string text, DecimalMark mark) {
  std::replace(text.begin(), text.end(), ';', ',');
  std::optional<Rating> worst;
  bool is_complete = true;
  for_each_part(text, ",", [&](std::string_view place) {
    const auto at = place.find_last_of(" :=");
    const bool is_denied = is_listed<"negations">(place.substr(0, place.find(' ')));
    const auto rating = at == std::string_view::npos || is_denied
                            ? std::nullopt
                            : parse_rating(place.substr(at + 1), mark);
    is_complete = is_complete && rating;
    if (rating && (!worst || worst->value < rating->value)) worst = rating;
  });
  return is_complete ? worst : std::nullopt;
}

/// `no itch at all`, `leichter Juckreiz`, `démangeaisons fortes`: the words for what is rated
/// aside. What is denied is 0, unless it is a word for how bad it is: `not severe`.
std::optional<double> parse_rated_words(const std::string& folded) {
  std::string rest;
  bool is_denied = false;
  bool is_first = true;
  for_each_part(folded, " ", [&](std::string_view word) {
    if (is_first && is_listed<"negations">(word)) is_denied = true;
    else if (!names_rating(word) && !names_symptom(word) && !is_listed<"beside ratings">(word))
      rest.append(rest.empty() ? "" : " ").append(word);
    is_first = false;
  });
  const bool is_alone = folded.find(' ') == std::string::npos;  // `no` is yes and no
  if (is_denied && !is_alone) return rest.empty() ? std::optional{0.0} : std::nullopt;
  for (const std::string_view text : {std::string_view{folded}, std::string_view{rest}})
    if (const auto value = list_of<"rated 0", "rated 1", "rated 2", "rated 3", "rated 4">(text))
      return value;
  return severity_from_word(rest);
}

}  // namespace

std::optional<Rating> parse_named_rating(std::string_view cell, DecimalMark mark) {
  constexpr std::size_t longest = 100;
  if (auto rating = parse_rating(cell, mark)) return rating;
  if (cell.size() > longest) return std::nullopt;
  const std::string whole = fold_name(plain_text(cell));
  if (const auto value = parse_rated_words(whole))
    return Rating{*value, std::string{severity_word_scale}};
  const auto is_alnum = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
  std::string text{std::find_if(whole.begin(), whole.end(), is_alnum), whole.end()};
  for (auto at = text.find_first_of(" ."); is_listed<"before ratings">(text.substr(0, at));
       at = text.find_first_of(" ."))
    text.erase(0, text.find_first_not_of(" .", at));
  // What is written behind the number is dropped, word by word.
  for (auto end = text.size(); end != std::string::npos && end > 0; end = text.find_last_of(" (")) {
    text.resize(text.find_last_not_of(" (-:;,.+?*!", end - 1) + 1);
    if (auto rating = parse_rating(text, mark)) return rating;
    if (const auto value = parse_written_number(text)) return Rating{*value};
  }
  const auto digits = parse_number(text.substr(0, text.find_first_not_of("0123456789.,")), mark);
  return digits ? std::optional{Rating{*digits}} : parse_worst_place(whole, mark);
}

RatedName split_rating(std::string_view part, DecimalMark mark) {
  const auto bracketed = split_last_bracket(part);
  if (!bracketed.inside.empty()) {
    if (auto rating = parse_rating(bracketed.inside, mark)) return {bracketed.name, rating};
  }
  const auto at = part.find_last_of(":=");
  if (at != std::string_view::npos && at > 0) {
    if (auto rating = parse_rating(clean(part.substr(at + 1)), mark))
      return {clean(part.substr(0, at)), rating};
  }
  return {part, std::nullopt};
}

std::string scale_in_name(std::string_view name) {
  constexpr double largest_end = 100;
  constexpr std::string_view digits = "0123456789";
  static constexpr std::array<std::string_view, 8> between{
      "..", "-", "\u2013", "to ", "bis ", "a ", "tot ", "="};
  for (auto at = name.find_first_of(digits); at != name.npos;
       at = name.find_first_of(digits, name.find_first_not_of(digits, at))) {
    const bool is_free = at == 0 || std::string_view{" ([:,;"}.find(name[at - 1]) != name.npos;
    const auto first = name.substr(at, name.find_first_not_of(digits, at) - at);
    auto rest = clean(name.substr(at + first.size()));
    const auto* const sign = std::find_if(between.begin(), between.end(),
        [&](std::string_view word) { return rest.starts_with(word); });
    if (!is_free || sign == between.end()) continue;
    // `1 = good, 5 = bad`
    rest = *sign == "=" ? rest.substr(std::min(rest.find_first_of(digits), rest.size()))
                        : clean(rest.substr(sign->size()));
    const auto one = parse_number(first).value_or(0);
    const auto other = parse_number(rest.substr(0, rest.find_first_not_of(digits)));
    if (!other || (*sign != "=" && one >= *other)) continue;
    const auto [low, high] = std::minmax(one, *other);
    if (low <= 1 && high > 1 && high <= largest_end)
      return format_number(low) + ".." + format_number(high);
  }
  return {};
}

bool is_total_word(std::string_view cell) {
  constexpr std::size_t longest = 16;
  const auto word = cell.substr(0, cell.find_first_of(" :"));
  if (word.size() > longest) return false;
  return is_listed<"totals">(fold_plain(word));
}

std::optional<bool> parse_truth(std::string_view cell) {
  constexpr std::size_t longest = 11;
  if (cell.empty() || cell.size() > longest || is_digit(cell.front())) return std::nullopt;
  constexpr std::string_view drawn_as_emoji = "\uFE0F";
  if (cell.ends_with(drawn_as_emoji)) cell.remove_suffix(drawn_as_emoji.size());
  const std::string folded = fold_plain(cell);
  if (is_listed<"yes">(folded)) return true;
  if (is_listed<"no">(folded)) return false;
  return std::nullopt;
}

bool is_dash(std::string_view cell) noexcept {
  return cell == "-" || cell == "\u2013" || cell == "\u2014" || cell == "\u2212";
}

bool is_blank_in_table(std::string_view cell) {
  constexpr std::size_t longest = 40;
  if (is_missing(cell) || is_dash(cell) || cell == "\u2026") return true;
  if (cell.size() > longest || std::any_of(cell.begin(), cell.end(), is_digit)) return false;
  return cell.find_first_not_of("?.-_ ") == cell.npos || is_unrecorded(header_phrase(cell));
}

bool is_date_like(std::string_view cell) noexcept {
  constexpr std::size_t shortest_epoch = 10;  // digits; shorter numbers are numbers
  if (cell.size() >= shortest_epoch && parse_instant(cell)) return true;
  const auto parts = split_date(cell);
  if (!parts) return false;
  return to_day(*parts, DateOrder::dmy) || to_day(*parts, DateOrder::mdy) ||
         to_day(*parts, DateOrder::ymd);
}

std::optional<double> severity_from_word(std::string_view text) {
  return list_of<"severity 0", "severity 1", "severity 2", "severity 3", "severity 4">(
      fold_name(text));
}

}  // namespace culprit::diary
