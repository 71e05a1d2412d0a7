#include "foods/inverted.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace culprit::foods {
namespace {

/// Foods that stand in lists as they stand in names.
constexpr std::array<std::string_view, 16> eaten_alone{
    "rice", "corn",   "coconut", "potato",  "chocolate", "egg",   "honey",  "banana",
    "beef", "butter", "cheese",  "chicken", "ham",       "bacon", "tomato", "garlic"};

struct Part {
  std::size_t first = 0;  ///< elements [first, last)
  std::size_t last = 0;
};

bool describes(ElementKind kind) noexcept {
  return kind == ElementKind::describe || kind == ElementKind::modifier ||
         kind == ElementKind::number || kind == ElementKind::unit;
}

class Turner {
 public:
  Turner(const Tables& tables, Scan& scan, std::string_view phrase)
      : tables_{tables}, scan_{scan}, phrase_{phrase} {}

  void turn() {
    auto& elements = scan_.elements;
    const auto is_other = [](const Element& element) {
      return element.kind != ElementKind::comma && element.kind != ElementKind::food &&
             element.kind != ElementKind::unknown && !describes(element.kind);
    };
    if (std::any_of(elements.begin(), elements.end(), is_other) || !split()) return;
    const auto head = only_name(parts_.front(), ElementKind::food);
    if (head == elements.size()) return;
    std::size_t qualifier = elements.size();
    std::uint32_t term = nothing;
    for (std::size_t i = 1; i < parts_.size(); ++i) {
      const bool is_optional = only_describes(parts_[i]);
      if (is_optional && term != nothing) continue;
      if (term != nothing) return;
      qualifier = i;
      term = compound(parts_[i], elements[head]);
      if (term == nothing && !is_optional) return;
    }
    if (term == nothing || !is_name(parts_[qualifier])) return;
    elements[head].term = term;
    const auto at = elements.begin() + static_cast<std::ptrdiff_t>(parts_[qualifier].first);
    elements.erase(at, elements.begin() + static_cast<std::ptrdiff_t>(parts_[qualifier].last));
  }

 private:
  bool split() {
    Part part;
    for (std::size_t i = 0; i <= scan_.elements.size(); ++i) {
      if (i < scan_.elements.size() && scan_.elements[i].kind != ElementKind::comma) continue;
      part.last = i;
      parts_.push_back(part);
      part.first = i + 1;
    }
    return parts_.size() > 1;
  }

  /// The one element of that kind among others that only describe, or the number of elements.
  [[nodiscard]] std::size_t only_name(const Part& part, ElementKind kind) const {
    std::size_t found = scan_.elements.size();
    for (std::size_t i = part.first; i < part.last; ++i) {
      const auto& element = scan_.elements[i];
      if (describes(element.kind)) continue;
      if (element.kind != kind || found != scan_.elements.size()) return scan_.elements.size();
      found = i;
    }
    return found;
  }

  [[nodiscard]] bool only_describes(const Part& part) const {
    return std::all_of(scan_.elements.begin() + static_cast<std::ptrdiff_t>(part.first),
                       scan_.elements.begin() + static_cast<std::ptrdiff_t>(part.last),
                       [](const Element& element) { return describes(element.kind); });
  }

  /// The name made of the part's words and the head's.
  [[nodiscard]] std::uint32_t compound(const Part& part, const Element& head) const {
    std::vector<std::uint32_t> words;
    for (std::size_t i = part.first; i < part.last; ++i)
      for (auto token = scan_.elements[i].first; token < scan_.elements[i].last; ++token)
        words.push_back(scan_.tokens[token].word);
    for (auto token = head.first; token < head.last; ++token)
      words.push_back(scan_.tokens[token].word);
    const auto term = find_term(tables_, words);
    return term != nothing && tables_.terms[term].kind == TermKind::food ? term : nothing;
  }

  /// A plural (`milk, almonds`) and what is eaten alone (`milk, rice`) are foods of a list, unless
  /// the first word alone has a capital.
  [[nodiscard]] bool is_name(const Part& part) const {
    const Element& last = scan_.elements[part.last - 1];
    if (last.kind != ElementKind::food) return true;  // `greek`, `green`: no food alone
    const Token& token = scan_.tokens[last.last - 1];
    const std::string_view canonical =
        tables_.text.data() + tables_.words[tables_.words[token.word].canonical].text;
    if (token.text != canonical && token.text.ends_with('s')) return false;
    const bool is_alone =
        std::find(eaten_alone.begin(), eaten_alone.end(), canonical) != eaten_alone.end();
    return !is_alone || is_capitalised();
  }

  [[nodiscard]] bool is_capitalised() const noexcept {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return !phrase_.empty() && is_capital(phrase_.front()) &&
           std::count_if(phrase_.begin(), phrase_.end(), is_capital) == 1;
  }

  const Tables& tables_;
  Scan& scan_;
  std::string_view phrase_;
  std::vector<Part> parts_;
};

}  // namespace

void turn_round(const Tables& tables, Scan& scan, std::string_view phrase) {
  if (phrase.find(',') != std::string_view::npos) Turner{tables, scan, phrase}.turn();
}

}  // namespace culprit::foods
