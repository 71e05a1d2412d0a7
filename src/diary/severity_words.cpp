#include "diary/severity_words.hpp"

#include <algorithm>
#include <iterator>

namespace culprit::diary {
namespace {

struct Word {
  std::string_view folded;
  double value;
};

/// Accents are spelled out and left out: both are written.
constexpr Word severity_words[] = {
    // English
    {"none", 0},
    {"no symptoms", 0},
    {"absent", 0},
    {"clear", 0},
    {"very mild", 1},
    {"mild", 1},
    {"slight", 1},
    {"light", 1},
    {"low", 1},
    {"moderate", 2},
    {"medium", 2},
    {"severe", 3},
    {"strong", 3},
    {"high", 3},
    {"very severe", 4},
    {"extreme", 4},
    {"unbearable", 4},
    // German
    {"keine", 0},
    {"kein", 0},
    {"leicht", 1},
    {"gering", 1},
    {"mässig", 2},  // what `fold_name` makes of `mäßig`
    {"mittel", 2},
    {"mittelstark", 2},
    {"stark", 3},
    {"schwer", 3},
    {"sehr stark", 4},
    {"unerträglich", 4},
    // French
    {"aucun", 0},
    {"aucune", 0},
    {"léger", 1},
    {"légère", 1},
    {"leger", 1},
    {"modéré", 2},
    {"modérée", 2},
    {"modere", 2},
    {"sévère", 3},
    {"insupportable", 4},
    // Spanish, Italian, Portuguese
    {"ninguno", 0},
    {"ninguna", 0},
    {"nessuno", 0},
    {"nessuna", 0},
    {"nenhum", 0},
    {"nenhuma", 0},
    {"leve", 1},
    {"lieve", 1},
    {"moderado", 2},
    {"moderada", 2},
    {"moderato", 2},
    {"moderata", 2},
    {"grave", 3},
    {"severo", 3},
    {"severa", 3},
    {"insoportable", 4},
    {"insopportabile", 4},
    {"insuportável", 4},
    {"insuportavel", 4},
    // Dutch
    {"geen", 0},
    {"licht", 1},
    {"matig", 2},
    {"ernstig", 3},
    {"ondraaglijk", 4},
};

}  // namespace

std::optional<double> severity_from_word(std::string_view folded) noexcept {
  const auto* const at = std::find_if(std::begin(severity_words), std::end(severity_words),
                                      [folded](const Word& word) { return word.folded == folded; });
  if (at == std::end(severity_words)) return std::nullopt;
  return at->value;
}

}  // namespace culprit::diary
