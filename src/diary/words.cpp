#include "words.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace culprit::diary {
namespace {

/// Single words; names of several words stand in `factor_phrases`.
constexpr std::string_view factor_words[] = {
    "air",       "anxiety",    "birch",     "cat",         "chlorine",  "cold",
    "cycle",     "damp",       "deadline",  "deodorant",   "detergent", "dog",
    "dust",      "energy",     "exam",      "exercise",    "fatigue",   "fever",
    "fragrance", "grass",      "gym",       "heat",        "holiday",   "humidity",
    "infection", "insomnia",   "jewellery", "makeup",      "menstrual", "menstruation",
    "mold",      "mood",       "mould",     "ovulation",   "perfume",   "period",
    "pet",       "pollen",     "pollution", "pregnancy",   "pressure",  "precipitation",
    "ragweed",   "rain",       "rh",        "run",         "season",    "shampoo",
    "sleep",     "smoking",    "soap",      "spf",         "steps",     "stress",
    "sun",       "sunbathing", "sunburn",   "sunlight",    "sunscreen", "sunshine",
    "sweat",     "sweating",   "swimming",  "temperature", "tired",     "tiredness",
    "travel",    "uv",         "vaccine",   "vaping",      "virus",     "weather",
    "weekend",   "wind",       "wool",      "work",        "workout"};

constexpr std::string_view factor_phrases[] = {
    "air conditioning", "bubble bath",   "central heating", "cigarette",     "dish soap",
    "dust mite",        "essential oil", "fabric softener", "hair dye",      "hand sanitiser",
    "hand sanitizer",   "hard water",    "hay fever",       "hot bath",      "hot day",
    "hot shower",       "jet lag",       "late night",      "make-up",       "nail polish",
    "new clothes",      "passive smoke", "sun cream",       "stressful day", "washing powder"};

constexpr std::string_view treatment_words[] = {
    "abrocitinib",   "antihistamine", "antihistamines", "azathioprine",    "baricitinib",
    "betamethasone", "cetirizine",    "ciclosporin",    "clobetasol",      "cortisone",
    "cream",         "creme",         "cyclosporine",   "diphenhydramine", "dupilumab",
    "dupixent",      "emollient",     "fexofenadine",   "hydrocortisone",  "hydroxyzine",
    "lebrikizumab",  "loratadine",    "methotrexate",   "moisturiser",     "moisturizer",
    "mometasone",    "nemolizumab",   "ointment",       "phototherapy",    "pimecrolimus",
    "prednisolone",  "prednisone",    "ruxolitinib",    "steroid",         "steroids",
    "tacrolimus",    "tcs",           "topical",        "tralokinumab",    "upadacitinib"};

constexpr std::string_view treatment_phrases[] = {"bath oil", "bleach bath", "narrowband uvb",
                                                  "petroleum jelly", "wet wrap"};

/// Words that say how much or how measured, not what.
constexpr std::string_view qualifiers[] = {
    "am",      "amount",    "applied", "average", "avg",     "c",     "count",   "day",
    "days",    "dose",      "evening", "f",       "g",       "h",     "hours",   "hrs",
    "index",   "intensity", "level",   "max",     "maximum", "mean",  "mg",      "min",
    "minimum", "minutes",   "ml",      "morning", "night",   "pm",    "quality", "rating",
    "score",   "summary",   "tablet",  "tablets", "taken",   "today", "total",   "used"};

constexpr std::string_view rating_words[] = {
    "adct",   "bloating", "dlqi",    "dryness",    "easi",     "headache", "hives",    "migraine",
    "nausea", "oozing",   "pain",    "poem",       "pruritus", "rash",     "recap",    "redness",
    "sassad", "scorad",   "oscorad", "scratching", "swelling", "symptom",  "symptoms", "viga"};

template <std::size_t n>
bool holds(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// Letters and bytes beyond ASCII make words; everything else parts them.
std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && is_letter(folded[i])) continue;
    if (i > start) words.push_back(folded.substr(start, i - start));
    start = i + 1;
  }
  return words;
}

/// At least one word of `wanted`, and none that is neither of them nor a qualifier.
template <std::size_t n>
bool consists_of(std::string_view folded, const std::string_view (&wanted)[n]) {
  bool any = false;
  for (const auto word : words_of(folded)) {
    if (holds(wanted, word)) {
      any = true;
    } else if (!holds(qualifiers, word)) {
      return false;
    }
  }
  return any;
}

}  // namespace

bool names_skin(std::string_view folded) {
  if (folded.find("eczema") != std::string_view::npos) return true;
  if (folded.find("dermatitis") != std::string_view::npos) return true;
  const auto words = words_of(folded);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return word == "skin" || word.starts_with("itch") || word.starts_with("flare");
  });
}

bool names_rating(std::string_view folded) {
  if (folded == "severity" || names_skin(folded)) return true;
  const auto words = words_of(folded);
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return holds(rating_words, word); });
}

bool names_factor(std::string_view folded) {
  return holds(factor_phrases, folded) || consists_of(folded, factor_words);
}

bool names_treatment(std::string_view folded) {
  return holds(treatment_phrases, folded) || consists_of(folded, treatment_words);
}

}  // namespace culprit::diary
