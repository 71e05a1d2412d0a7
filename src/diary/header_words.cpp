#include "diary/header_words.hpp"

#include <algorithm>
#include <iterator>

#include "culprit/core/text.hpp"
#include "diary/roles.hpp"

namespace culprit::diary {
namespace {

/// All without accents, as `header_phrase` gives them. The order of languages is that of the
/// header's first line.
constexpr std::string_view date_phrases[] = {
    "date",       "day",         "timestamp",    "datetime",      "date time",  "logged at",
    "created at", "entry date",  "checkin date", "log date",      "start time", "start date",
    "datum",      "tag",         "zeitstempel",  "datum uhrzeit", "date heure", "date et heure",
    "jour",       "horodatage",  "fecha",        "fecha y hora",  "dia",        "fecha hora",
    "data",       "giorno",      "data e ora",   "data ora",      "dag",        "datum en tijd",
    "datum tijd", "data e hora", "data hora",    "when",          "wann"};
constexpr std::string_view time_phrases[] = {
    "time", "clock",   "time of day", "uhrzeit", "zeit", "tageszeit", "heure",  "moment",
    "hora", "momento", "ora",         "orario",  "tijd", "tijdstip",  "horario"};
constexpr std::string_view subject_phrases[] = {
    "subject", "subject id", "patient",   "patient id",    "participant", "participant id",
    "person",  "user id",    "proband",   "teilnehmer",    "paciente",    "paziente",
    "userid",  "patientid",  "deelnemer", "participantid", "sujet",       "participante"};
constexpr std::string_view note_phrases[] = {
    "note",         "notes",       "comment",     "comments",      "remark",       "remarks",
    "notiz",        "notizen",     "bemerkung",   "bemerkungen",   "kommentar",    "anmerkung",
    "anmerkungen",  "remarque",    "remarques",   "commentaire",   "commentaires", "nota",
    "notas",        "comentario",  "comentarios", "observaciones", "commento",     "commenti",
    "osservazioni", "notitie",     "notities",    "opmerking",     "opmerkingen",  "observacoes",
    "description",  "beschreibung"};
constexpr std::string_view amount_phrases[] = {
    "amount",     "quantity", "qty",       "servings",    "serving",  "portion", "portions",
    "menge",      "anzahl",   "portionen", "quantite",    "cantidad", "porcion", "porciones",
    "quantita",   "porzione", "porzioni",  "hoeveelheid", "aantal",   "portie",  "porties",
    "quantidade", "porcao",   "value",     "wert",        "valeur",   "valor",   "valore",
    "waarde",     "dose",     "dosis"};
constexpr std::string_view unit_phrases[] = {"unit",  "units",   "einheit",  "einheiten",
                                             "unite", "unites",  "unidad",   "unidades",
                                             "unita", "eenheid", "eenheden", "unidade"};
constexpr std::string_view name_phrases[] = {"name",    "item",    "entry",       "detail",
                                             "details", "eintrag", "bezeichnung", "nom",
                                             "nombre",  "nome",    "naam",        "trackable name"};
constexpr std::string_view type_phrases[] = {"type",      "category",  "kind",  "typ",
                                             "art",       "kategorie", "genre", "tipo",
                                             "categoria", "categorie", "soort", "entry type"};
constexpr std::string_view meal_words[] = {
    "breakfast",      "brunch",           "lunch",           "dinner",        "supper",
    "snack",          "snacks",           "drink",           "drinks",        "tea",
    "dessert",        "fruhstuck",        "mittagessen",     "mittag",        "abendessen",
    "abend",          "zwischenmahlzeit", "imbiss",          "getrank",       "getranke",
    "petit dejeuner", "dejeuner",         "diner",           "collation",     "gouter",
    "boisson",        "boissons",         "desayuno",        "almuerzo",      "comida",
    "cena",           "merienda",         "bebida",          "bebidas",       "colazione",
    "pranzo",         "spuntino",         "merenda",         "bevanda",       "bevande",
    "ontbijt",        "avondeten",        "middageten",      "tussendoortje", "drank",
    "dranken",        "cafe da manha",    "pequeno almoco",  "almoco",        "jantar",
    "lanche",         "morning snack",    "afternoon snack", "evening snack"};

/// Whole words that make a column of texts a list, wherever they stand in its name.
constexpr std::string_view food_words[] = {
    "food",       "foods",       "ate",          "eat",         "eaten",          "meal",
    "meals",      "diet",        "drank",        "ingredient",  "ingredients",    "intake",
    "essen",      "gegessen",    "lebensmittel", "nahrung",     "nahrungsmittel", "mahlzeit",
    "mahlzeiten", "speise",      "speisen",      "zutaten",     "aliment",        "aliments",
    "nourriture", "repas",       "mange",        "alimento",    "alimentos",      "comidas",
    "comido",     "comi",        "ingredientes", "ingredienti", "cibo",           "cibi",
    "alimenti",   "pasto",       "pasti",        "mangiato",    "eten",           "gegeten",
    "voedsel",    "voeding",     "maaltijd",     "maaltijden",  "ingredienten",   "refeicao",
    "refeicoes",  "alimentacao", "plato",        "piatto",      "gericht",        "gerichte"};
constexpr std::string_view symptom_words[] = {
    "symptom",   "symptoms",   "symptome", "symptomes", "reaction",  "reactions", "reaktion",
    "sintoma",   "sintomas",   "sintomi",  "sintomo",   "symptomen", "klachten",  "beschwerden",
    "complaint", "complaints", "reaccion", "reazione",  "klacht"};
constexpr std::string_view treatment_words[] = {
    "medication",   "medications", "meds",        "medicine",     "medicines",   "medicament",
    "medicaments",  "treatment",   "treatments",  "cream",        "creams",      "medikament",
    "medikamente",  "medizin",     "behandlung",  "salbe",        "salben",      "traitement",
    "traitements",  "pommade",     "medicamento", "medicamentos", "medicacion",  "tratamiento",
    "tratamientos", "crema",       "pomada",      "farmaco",      "farmaci",     "trattamento",
    "trattamenti",  "medicijn",    "medicijnen",  "medicatie",    "behandeling", "zalf",
    "medicacao",    "remedio",     "remedios",    "tratamento",   "creme",       "drugs"};
constexpr std::string_view supplement_words[] = {
    "supplement",  "supplements", "vitamin",           "vitamins",
    "vitamine",    "vitamines",   "nahrungserganzung", "nahrungserganzungsmittel",
    "complement",  "complements", "suplemento",        "suplementos",
    "integratore", "integratori", "supplementen",      "vitaminas",
    "vitaminen"};
constexpr std::string_view factor_words[] = {
    "trigger",         "triggers", "ausloser",     "declencheur", "declencheurs", "desencadenante",
    "desencadenantes", "fattore",  "fattori",      "uitlokker",   "uitlokkers",   "gatilho",
    "gatilhos",        "factor",   "factors",      "faktoren",    "facteurs",     "factores",
    "fatores",         "factoren", "tags",         "activities",  "aktivitaten",  "activites",
    "actividades",     "attivita", "activiteiten", "atividades"};
constexpr std::string_view nothing_words[] = {"nothing",  "fasting", "fasted",  "fast",   "nichts",
                                              "gefastet", "rien",    "nada",    "niente", "niets",
                                              "jeune",    "ayuno",   "digiuno", "jejum",  "gevast"};
constexpr std::string_view severity_phrases[] = {
    "severity",         "intensity",   "rating",     "score",       "level",      "grade",
    "strength",         "schweregrad", "intensitat", "starke",      "bewertung",  "gravite",
    "severite",         "intensite",   "niveau",     "gravedad",    "intensidad", "severidad",
    "gravita",          "intensita",   "ernst",      "intensiteit", "gravidade",  "intensidade",
    "symptom severity", "pain level"};

template <std::size_t n>
bool holds(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <std::size_t n>
bool shares_word(const std::string_view (&words)[n], std::string_view phrase) {
  while (!phrase.empty()) {
    const auto end = std::min(phrase.find(' '), phrase.size());
    if (holds(words, phrase.substr(0, end))) return true;
    phrase.remove_prefix(std::min(end + 1, phrase.size()));
  }
  return false;
}

}  // namespace

std::string header_phrase(std::string_view name) {
  std::string phrase;
  for (const char c : fold_plain(name)) {
    const bool is_letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
    if (is_letter) {
      phrase += c;
    } else if (!phrase.empty() && phrase.back() != ' ') {
      phrase += ' ';
    }
  }
  while (phrase.ends_with(' ')) phrase.pop_back();
  return phrase;
}

std::optional<Role> role_of_phrase(std::string_view phrase) {
  if (holds(date_phrases, phrase)) return Role::date;
  if (holds(time_phrases, phrase)) return Role::time;
  if (holds(subject_phrases, phrase)) return Role::subject;
  if (holds(note_phrases, phrase)) return Role::note;
  if (holds(amount_phrases, phrase)) return Role::amount;
  if (holds(unit_phrases, phrase)) return Role::unit;
  if (holds(name_phrases, phrase)) return Role::name;
  if (holds(type_phrases, phrase)) return Role::type;
  if (holds(severity_phrases, phrase)) return Role::severity;
  if (shares_word(supplement_words, phrase)) return Role::supplement;
  if (shares_word(treatment_words, phrase)) return Role::treatment;
  if (shares_word(symptom_words, phrase)) return Role::symptom;
  if (shares_word(food_words, phrase) || is_meal_word(phrase)) return Role::foods;
  if (shares_word(factor_words, phrase)) return Role::factor;
  return std::nullopt;
}

bool is_plain_severity(std::string_view phrase) { return holds(severity_phrases, phrase); }

bool is_nothing(std::string_view phrase) { return holds(nothing_words, phrase); }

bool is_meal_word(std::string_view phrase) { return holds(meal_words, phrase); }

std::optional<Kind> kind_of_phrase(std::string_view phrase) {
  if (const auto kind = kind_from_word(phrase)) return kind;
  if (is_meal_word(phrase)) return Kind::food;
  const auto role = role_of_phrase(phrase);
  return role ? kind_of(*role) : std::nullopt;
}

}  // namespace culprit::diary
