#include "diary/name_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "culprit/core/text.hpp"

namespace culprit::diary {
namespace {

/// Single words; names of several words stand in `factor_phrases`.
constexpr std::string_view factor_name_words[] = {
    "air",       "anxiety",   "birch",     "cat",        "chlorine",  "cold",
    "cycle",     "damp",      "deadline",  "deodorant",  "detergent", "dog",
    "dust",      "energy",    "exam",      "exercise",   "fatigue",   "fever",
    "fragrance", "grass",     "gym",       "heat",       "holiday",   "humidity",
    "infection", "insomnia",  "jewellery", "makeup",     "menstrual", "menstruation",
    "mold",      "mood",      "mould",     "ovulation",  "perfume",   "period",
    "pet",       "pollen",    "pollution", "pregnancy",  "pressure",  "precipitation",
    "ragweed",   "rain",      "rh",        "run",        "season",    "shampoo",
    "sleep",     "smoking",   "soap",      "spf",        "steps",     "stress",
    "stressed",  "stressful", "sun",       "sunbathing", "sunburn",   "sunlight",
    "sunscreen", "sunshine",  "sweat",     "sweating",   "swimming",  "temperature",
    "tired",     "tiredness", "travel",    "uv",         "vaccine",   "vaping",
    "virus",     "weather",   "weekend",   "wind",       "wool",      "work",
    "workout"};

constexpr std::string_view factor_phrases[] = {
    "air conditioning", "bubble bath",   "central heating", "cigarette",     "dish soap",
    "dust mite",        "essential oil", "fabric softener", "hair dye",      "hand sanitiser",
    "hand sanitizer",   "hard water",    "hay fever",       "hot bath",      "hot day",
    "hot shower",       "jet lag",       "late night",      "make-up",       "nail polish",
    "new clothes",      "passive smoke", "sun cream",       "stressful day", "washing powder"};

constexpr std::string_view treatment_name_words[] = {
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
constexpr std::string_view name_qualifiers[] = {
    "am",      "amount",    "applied", "average", "avg",     "c",       "count",   "day",
    "days",    "dose",      "evening", "f",       "g",       "h",       "hours",   "hrs",
    "index",   "intensity", "level",   "max",     "maximum", "mean",    "mg",      "min",
    "minimum", "minutes",   "ml",      "morning", "night",   "pm",      "quality", "rating",
    "score",   "summary",   "tablet",  "tablets", "taken",   "today",   "total",   "used",
    "a",       "cm",        "did",     "do",      "had",     "how",     "i",       "last",
    "loss",    "many",      "much",    "my",      "of",      "std",     "jahre",   "kcal",
    "kg",      "kj",        "mcg",     "lb",      "lbs",     "stunden", "years",   "the",
    "was",     "were",      "you",     "your"};

constexpr std::string_view rating_words[] = {
    "adct",   "bloating", "dlqi",    "dryness",    "easi",     "headache", "hives",    "migraine",
    "nausea", "oozing",   "pain",    "poem",       "pruritus", "rash",     "recap",    "redness",
    "sassad", "scorad",   "oscorad", "scratching", "swelling", "symptom",  "symptoms", "viga"};

template <std::size_t n>
bool is_among(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

/// The same in German, French, Spanish, Italian, Dutch and Portuguese, without accents.
constexpr std::string_view foreign_factor_words[] = {
    "schlaf",      "stimmung",    "wetter",     "sport",   "temperatur",  "mudigkeit",
    "angst",       "sommeil",     "humeur",     "meteo",   "fatigue",     "temps",
    "sueno",       "estres",      "animo",      "humor",   "clima",       "cansancio",
    "sonno",       "umore",       "stanchezza", "slaap",   "stemming",    "weer",
    "sono",        "cansaco",     "energie",    "energia", "temperatura", "pollen",
    "temperature", "menstruatie", "periode",    "regel",   "regles"};
constexpr std::string_view foreign_treatment_words[] = {
    "salbe",           "kortison",         "cortison",
    "pommade",         "cortisone",        "crema",
    "cortisona",       "pomada",           "zalf",
    "cortisonen",      "antihistaminikum", "antihistaminique",
    "antihistaminico", "antistaminico",    "antihistaminicum",
    "anti-histaminico"};
constexpr std::string_view foreign_rating_words[] = {
    "dry",       "rotung",      "trockenheit", "ausschlag",  "schmerz",     "schmerzen",
    "rougeur",   "rougeurs",    "douleur",     "secheresse", "dolor",       "enrojecimiento",
    "sequedad",  "rossore",     "dolore",      "secchezza",  "roodheid",    "pijn",
    "droogheid", "vermelhidao", "dor",         "secura",     "schweregrad", "gravite",
    "gravedad",  "gravita",     "ernst",       "gravidade"};
/// Where a rating is of, if the name says nothing else; and what is rated besides.
constexpr std::string_view body_words[] = {
    "arm",     "arms",   "back",    "beine",    "body",  "bristol", "chest",    "ears",    "elbow",
    "elbows",  "eyelid", "eyelids", "eyes",     "face",  "feet",    "fingers",  "gesicht", "hals",
    "hande",   "hand",   "hands",   "kopfhaut", "knee",  "knees",   "legs",     "lips",    "neck",
    "overall", "scalp",  "stool",   "torso",    "trunk", "wrists",  "condition"};
/// Beginnings of words.
constexpr std::string_view skin_stems[] = {"itch",    "flare",    "juck",        "demangeaison",
                                           "picor",   "picazon",  "prurit",      "jeuk",
                                           "coceira", "comichao", "hautzustand", "hautbild"};
constexpr std::string_view skin_words[] = {"skin", "haut", "peau", "piel", "pelle", "huid", "pele"};
/// Instruments that rate eczema: their names name it.
constexpr std::string_view eczema_instruments[] = {"adct",   "easi",   "oscorad", "poem",
                                                   "sassad", "scorad", "viga"};
/// Anywhere in the name.
constexpr std::string_view skin_parts[] = {"eczema",    "ekzem",       "eccema",   "eczeem",
                                           "dermatiti", "neurodermit", "dermatite"};

/// Of the body, of a whole meal or of the calendar: what is counted beside what is eaten.
constexpr std::string_view measure_words[] = {"week",
                                              "weeks",
                                              "woche",
                                              "kw",
                                              "semaine",
                                              "semana",
                                              "settimana",
                                              "month",
                                              "monat",
                                              "year",
                                              "jahr",
                                              "number",
                                              "nr",
                                              "age",
                                              "alter",
                                              "bmi",
                                              "calorias",
                                              "calorie",
                                              "calorieen",
                                              "calories",
                                              "carbohydrate",
                                              "carbohydrates",
                                              "carboidrati",
                                              "carboidratos",
                                              "carbohidratos",
                                              "carbs",
                                              "cholesterol",
                                              "edad",
                                              "eiweiss",
                                              "eiwit",
                                              "eiwitten",
                                              "eta",
                                              "fibra",
                                              "glucides",
                                              "gewicht",
                                              "height",
                                              "idade",
                                              "kalorien",
                                              "kcal",
                                              "kilocalories",
                                              "kilojoules",
                                              "kj",
                                              "kohlenhydrate",
                                              "koolhydraten",
                                              "leeftijd",
                                              "lipides",
                                              "nutrients",
                                              "peso",
                                              "poids",
                                              "potassium",
                                              "protein",
                                              "proteine",
                                              "proteines",
                                              "proteinas",
                                              "proteins",
                                              "sodium",
                                              "weight"};
/// Nutrients where a weight is given with them; else what people eat: `sugar`, `fat`.
constexpr std::string_view nutrient_words[] = {
    "added", "alcohol",   "ballaststoffe", "caffeine", "calcium", "dietary", "energy", "fat",
    "fats",  "fett",      "fiber",         "fibre",    "grassi",  "iron",    "net",    "salt",
    "salz",  "saturated", "sugar",         "sugars",   "trans",   "vetten",  "water",  "zucker"};
constexpr std::string_view nutrient_units[] = {"g", "kcal", "kj", "mcg", "mg"};
/// What a food is counted in.
constexpr std::string_view serving_words[] = {
    "cl",     "cup",     "cups",      "dl",       "g",        "gram",    "gramm",    "grams",
    "glas",   "glaser",  "glass",     "glasses",  "l",        "ml",      "oz",       "piece",
    "pieces", "portion", "portionen", "portions", "scheiben", "serving", "servings", "slice",
    "slices", "spoons",  "stuck",     "tassen",   "tbsp",     "tsp",     "units"};

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
    if (is_among(wanted, word)) {
      any = true;
    } else if (!is_among(name_qualifiers, word)) {
      return false;
    }
  }
  return any;
}

}  // namespace

bool names_skin(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const bool has_part =
      std::any_of(std::begin(skin_parts), std::end(skin_parts),
                  [&](std::string_view part) { return plain.find(part) != std::string::npos; });
  if (has_part) return true;
  const auto words = words_of(plain);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_among(skin_words, word) || is_among(eczema_instruments, word) ||
           std::any_of(std::begin(skin_stems), std::end(skin_stems),
                       [&](std::string_view stem) { return word.starts_with(stem); });
  });
}

bool names_rating(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  if (plain == "severity" || names_skin(plain)) return true;
  if (consists_of(plain, body_words)) return true;
  const auto words = words_of(plain);
  return std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_among(rating_words, word) || is_among(foreign_rating_words, word);
  });
}

bool names_factor(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return is_among(factor_phrases, plain) || consists_of(plain, factor_name_words) ||
         consists_of(plain, foreign_factor_words);
}

bool names_measure(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  const auto words = words_of(plain);
  const bool has_unit = std::any_of(words.begin(), words.end(), [](std::string_view word) {
    return is_among(nutrient_units, word);
  });
  return consists_of(plain, measure_words) || (has_unit && consists_of(plain, nutrient_words));
}

bool names_serving(std::string_view folded) {
  const auto open = folded.find_last_of("([");
  if (open == std::string_view::npos || open == 0) return false;
  const std::string plain = fold_plain(folded.substr(open));
  const auto words = words_of(plain);
  return words.size() == 1 && is_among(serving_words, words.front());
}

bool names_treatment(std::string_view folded) {
  const std::string plain = fold_plain(folded);
  return is_among(treatment_phrases, plain) || consists_of(plain, treatment_name_words) ||
         consists_of(plain, foreign_treatment_words);
}

}  // namespace culprit::diary
