#include "culprit/report/terminal/foods_table.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"
#include "report/terminal/terminal.hpp"

namespace culprit::report {
namespace {

constexpr Indent item_indent{2, 4};
constexpr Indent phrase_detail{4, 12};
constexpr std::size_t n_nearest_shown = 3;

/// `dairy, wheat; dose: sugar; benefit: probiotic`.
std::string group_words(foods::GroupSet set, const foods::Lexicon& lexicon) {
  std::string text;
  for (const auto layer : {foods::Layer::identity, foods::Layer::dose, foods::Layer::benefit}) {
    std::string names;
    (set & lexicon.layer(layer)).for_each([&](foods::GroupId group) {
      names += fmt::format("{}{}", names.empty() ? "" : ", ", lexicon.groups()[group].id);
    });
    if (names.empty()) continue;
    if (!text.empty()) text += "; ";
    if (layer != foods::Layer::identity) text += fmt::format("{}: ", foods::to_word(layer));
    text += names;
  }
  return text;
}

std::string_view share_words(foods::Share share) {
  constexpr Word<foods::Share> words[] = {{foods::Share::minor, " (little)"},
                                          {foods::Share::sometimes, " (sometimes)"},
                                          {foods::Share::given, " (as written)"},
                                          {foods::Share::usual, ""}};
  return word_of(words, share);
}

std::string ingredient_words(const foods::Item& item, const foods::Lexicon& lexicon) {
  return joined(item.ingredients, ", ", [&](const auto& ingredient) {
    return fmt::format("{}{}", lexicon.name(ingredient.term), share_words(ingredient.share));
  });
}

std::string heading(const foods::Item& item) {
  std::string text = item.written.empty() ? item.name : item.written + " read as " + item.name;
  if (item.amount) text += ", " + format_number(*item.amount);
  if (!item.unit.empty()) text += (item.amount ? " " : ", ") + item.unit;
  if (item.role != foods::Role::food) text += fmt::format(" ({})", foods::to_word(item.role));
  return text;
}

std::string nearest_words(const foods::Item& item, const foods::Lexicon& lexicon) {
  const auto nearest = foods::nearest_names(lexicon, item.name, n_nearest_shown);
  return nearest.empty() ? "not known"
                         : fmt::format("not known; nearest: {}", fmt::join(nearest, ", "));
}

std::string item_part(const foods::Item& item, const foods::Lexicon& lexicon,
                      const Terminal& terminal) {
  std::string out = terminal.paragraph(heading(item), item_indent);
  if (!item.term) return out + terminal.paragraph(nearest_words(item, lexicon), phrase_detail);
  const auto add = [&](std::string_view label, const std::string& text) {
    if (!text.empty()) out += terminal.paragraph(fmt::format("{}: {}", label, text), phrase_detail);
  };
  add("made of", ingredient_words(item, lexicon));
  add("groups", group_words(item.groups.sure, lexicon));
  add("maybe", group_words(item.groups.maybe, lexicon));
  add("little", group_words(item.groups.minor, lexicon));
  return out;
}

}  // namespace

std::string to_table(std::span<const ResolvedPhrase> phrases, const foods::Lexicon& lexicon,
                     const TableOptions& options) {
  const Terminal terminal{options};
  std::string out;
  for (const auto& phrase : phrases) {
    if (!out.empty()) out += '\n';
    out += terminal.paint(terminal.paragraph(phrase.text), Tone::bold);
    for (const auto& item : phrase.resolved.items) out += item_part(item, lexicon, terminal);
    for (const auto& name : phrase.resolved.not_eaten)
      out += terminal.paragraph("not eaten: " + name, item_indent);
    const auto groups = group_words(phrase.resolved.sure(), lexicon);
    if (phrase.resolved.items.size() > 1 && !groups.empty())
      out += terminal.paragraph("in all: " + groups, item_indent);
  }
  return out;
}

}  // namespace culprit::report
