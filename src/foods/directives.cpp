#include "foods/directives.hpp"

#include <algorithm>
#include <iterator>

namespace culprit::foods {
namespace {

constexpr Directive directives[] = {
    {"filler", TermKind::filler},
    {"describe", TermKind::describe},
    {"and", TermKind::joiner},
    {"link", TermKind::link},
    {"or", TermKind::alternate},
    {"no", TermKind::negator},
    {"free", TermKind::free},
    {"flavour", TermKind::flavour},
    {"doubt", TermKind::doubt},
    {"suits", TermKind::suits},
    {"allergy", TermKind::allergy},
    {"word", TermKind::plain},
    {"unit", TermKind::unit},
    {"number", TermKind::number},
    {"kind", TermKind::food},
    {"plural", TermKind::food},
    {"factor", TermKind::entry, Role::factor},
    {"treatment", TermKind::entry, Role::treatment},
    {"symptom", TermKind::entry, Role::symptom},
};

struct Property {
  std::string_view word;
  std::uint16_t flag;
};
constexpr Property properties[] = {{"alone", flag_alone},   {"skin", flag_skin},
                                   {"liquid", flag_liquid}, {"plain", flag_plain},
                                   {"table", flag_table},   {"meat", flag_meat},
                                   {"staple", flag_staple}, {"supervised", flag_supervised}};

}  // namespace

const Directive* find_directive(std::string_view text) noexcept {
  const auto word = text.substr(0, text.find(' '));
  const auto* found = std::find_if(std::begin(directives), std::end(directives),
                                   [&](const Directive& known) { return known.word == word; });
  return found == std::end(directives) ? nullptr : found;
}

std::string_view argument_of(std::string_view text) noexcept {
  const auto space = text.find(' ');
  return space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
}

std::optional<std::uint16_t> property_flag(std::string_view word) noexcept {
  const auto* found = std::find_if(std::begin(properties), std::end(properties),
                                   [&](const Property& known) { return known.word == word; });
  if (found == std::end(properties)) return std::nullopt;
  return found->flag;
}

Target target_of(const Line& line) {
  const bool means_nothing =
      std::any_of(line.meanings.begin(), line.meanings.end(), [](const Meaning& meaning) {
        return meaning.sigil == Sigil::directive &&
               (meaning.what.text == "filler" || meaning.what.text == "word");
      });
  if (means_nothing) return Target::never;
  return line.is_rare ? Target::if_long : Target::always;
}

}  // namespace culprit::foods
