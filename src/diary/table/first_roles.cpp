#include "diary/table/first_roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "culprit/core/text.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"
#include "diary/composite.hpp"

namespace culprit::diary {
namespace {

constexpr double most_servings = 3;  ///< of what may be a part of a food: `apple skin`

TableColumn column_of(Role role, std::string reason) {
  return {.role = role, .reason = std::move(reason)};
}

TableColumn ask(Role offer, std::string reason) {
  return {.reason = std::move(reason), .offer = offer};
}

std::string_view named_by(Role role) noexcept {
  const bool is_part =
      role == Role::name || role == Role::type || role == Role::amount || role == Role::unit;
  return role == Role::foods ? "foods" : is_part ? "what an entry is about" : to_word(role);
}

}  // namespace

ColumnJudge::ColumnJudge(const Head& head, const ReadOptions& options, TableProfile& profile)
    : head_{head}, options_{options}, profile_{profile} {
  for (std::size_t i = 0; i < head.names.size(); ++i)
    phrases_.push_back(continues_foods(i) ? phrases_.back() : header_phrase(head.names[i]));
  const auto give = [&](const std::string& name, Role role, const char* option) {
    given_.try_emplace(fold_name(name), role, option);
  };
  for (const auto& mapping : options.map) give(mapping.column, mapping.role, "--map");
  if (options.severity) give(*options.severity, Role::severity, "--severity");
  if (const auto composite = composite_from_text(options.severity.value_or("")))
    for (const auto& part : composite->parts) give(part, Role::symptom, "--severity");
  for (const auto& name : options.foods) give(name, Role::food, "--foods");
  for (const auto& name : options.factors) give(name, Role::factor, "--factors");
}

bool ColumnJudge::continues_foods(std::size_t i) const {
  return i > 0 && folded(i).empty() && role_of_phrase(phrases_[i - 1]) == Role::foods &&
         cells(i).are_names() && cells(i).foods >= hardly_any;
}

bool ColumnJudge::names_kinds(std::size_t i) const {
  const auto has = [&](auto... kinds) {
    return std::ranges::any_of(cells(i).texts, [&](const std::string& text) {
      const auto kind = kind_of_phrase(header_phrase(text));
      return ((kind == kinds) || ...);
    });
  };
  return cells(i).kinds == cells(i).filled && has(Kind::food) && has(Kind::symptom, Kind::severity);
}

std::optional<GivenRole> ColumnJudge::given(std::size_t i) const {
  const auto at = given_.find(folded(i));
  if (at == given_.end()) return std::nullopt;
  const auto [role, option] = at->second;
  const bool holds_lists = option == std::string_view{"--foods"} && cells(i).are_texts();
  return {{holds_lists ? Role::foods : role, option}};
}

template <ListName list> bool ColumnJudge::others_are() const {
  return std::ranges::any_of(phrases_, [](const auto& other) { return is_listed<list>(other); });
}

TableColumn ColumnJudge::judge(std::size_t i) {
  TableColumn column = judge_named(i);
  // Without a name no option can say what the column is.
  if (folded(i).empty() && column.offer != Role::ignored)
    return column_of(Role::ignored, "it has no header; a name above it is needed");
  return column;
}

TableColumn ColumnJudge::judge_named(std::size_t i) {
  if (const auto known = given(i))
    return {.role = known->first, .reason = fmt::format("given by {}", known->second)};
  if (folded(i).starts_with(phase_header)) return column_of(Role::phase, "its header says so");
  const auto named = role_of_phrase(phrase(i));
  if (named == Role::note) return column_of(Role::note, "its header is a word for notes");
  const bool is_child = phrase(i) == "kind" && others_are<"german headers">();
  // An `id` whose cells recur names people and not rows.
  const bool is_person_id =
      phrase(i) == "id" && cells(i).filled > 0 && cells(i).changes * 2 <= cells(i).filled;
  if (named == Role::subject || is_child || is_person_id ||
      (named != Role::foods && names_person(phrase(i)) && cells(i).are_texts() && cells(i).recur()))
    return column_of(Role::subject, "its header is a word for people");
  if (phrase(i) == "id" || phrase(i).ends_with(" id") || phrase(i) == "weekday")
    return column_of(Role::ignored, "it numbers rows or days");
  if (cells(i).filled == 0) return column_of(Role::ignored, "none of its cells is filled");
  if (named == Role::date) {
    const bool is_date = phrase(i) == "date" && cells(i).dates * 4 >= cells(i).filled;
    if (cells(i).are_instants() || is_date)
      return column_of(Role::date, "its header and its cells say when");
    return column_of(Role::ignored, "its header names dates, its cells are none");
  }
  if (named == Role::time) return column_of(Role::time, "its header is a word for the time of day");
  if (cells(i).are_mostly(cells(i).dates) || cells(i).are_mostly(cells(i).clocks))
    return column_of(Role::ignored, "its cells are dates or times");
  // `Reaction`: rash on some days, none on most.
  profile_.columns[i].is_list = named == Role::symptom && cells(i).words == cells(i).nothings &&
                                cells(i).words < cells(i).filled;
  if (!cells(i).are_texts()) return judge_values(i, named);
  if ((!named || named == Role::type) && names_kinds(i))
    return column_of(Role::type, "its cells are kinds of entries");
  if (cells(i).are_mostly(cells(i).meals))
    return column_of(Role::ignored, "its cells name meals, not foods");
  if (named == Role::foods && is_about_foods(phrase(i)))
    return {
        .role = Role::ignored, .reason = "it is about the foods beside it", .is_about_foods = true};
  if (named == Role::foods && names_uneaten(phrase(i)))
    return ask(Role::foods, "its header names what was not eaten, or another's food");
  if (named && *named != Role::severity)
    return column_of(*named, fmt::format("its header is a word for {}", named_by(*named)));
  if (names_factor(folded(i))) return column_of(Role::factor, "its header names a factor");
  // Few words that recur tell the days apart; others may be what was eaten.
  return ask(
      cells(i).recur() ? Role::factor : Role::foods, "texts, and no word of its header is known");
}

TableColumn ColumnJudge::judge_values(std::size_t i, std::optional<Role> named) const {
  const std::string& name = folded(i);
  if (name.empty()) return column_of(Role::ignored, "it has no header");
  if (named == Role::amount || named == Role::type || named == Role::name)
    return column_of(*named, "its header is a word for what an entry is about");
  if (named == Role::unit) return column_of(Role::ignored, "its units are numbers of an app's own");
  if (named != Role::supplement && names_treatment(name))
    return column_of(Role::treatment, "its header names a treatment");
  const bool is_food = named != Role::supplement && names_food(i);  // not `ice cream`
  if (!is_food && (named == Role::supplement || named == Role::treatment))
    return column_of(*named, fmt::format("its header is a word for a {}", to_word(*named)));
  if (named == Role::severity || name == "severity")
    return column_of(Role::severity, "its header is a word for severity");
  // An `x` is no rating: the French `Pain` is ticked.
  const bool are_ticks = cells(i).crosses == cells(i).filled;
  if (names_rating(name) && !is_food && !are_ticks)
    return column_of(Role::symptom,
        names_skin(name) ? "its header names the skin" : "its header names a symptom");
  if (are_ticks && (names_rating(name) || names_symptom(name)) && !is_food)
    return column_of(Role::ignored, "its header names a rating, and ticks rate nothing");
  if (names_measure(name))
    return column_of(Role::ignored, "its header names a measure of the body, of meals or of time");
  if (names_factor(name)) {
    // A list of factors is complete: what it does not name is none.
    return options_.factors.empty() ? column_of(Role::factor, "its header names a factor")
                                    : column_of(Role::ignored, "--factors leaves it out");
  }
  if (names_symptom(name) || named == Role::symptom)
    return column_of(Role::symptom, "its header names a symptom");
  if ((is_food && is_sometimes_none(i)) || (names_serving(name) && !names_amount(phrase(i))))
    return options_.foods.empty() ? column_of(Role::food, "its header names a food")
                                  : column_of(Role::ignored, "--foods leaves it out");
  if (named == Role::factor) return column_of(Role::factor, "its header is a word for factors");
  if (are_ticks) return ask(Role::food, "ticks, and no word of its header is known");
  const bool is_yes_or_no = cells(i).largest <= 1 && cells(i).numbers == cells(i).filled;
  return ask(is_yes_or_no && !is_food ? Role::food : Role::symptom,
      is_food ? "its header names a food, its numbers no servings"
              : "numbers, and no word of its header is known");
}

bool ColumnJudge::names_food(std::size_t i) const {
  if ((folded(i) == "pain" && others_are<"french headers">()) ||
      (folded(i) == "pan" && others_are<"spanish headers">()))
    return true;
  const bool is_graded = cells(i).largest > most_servings || !scale_in_name(head_.names[i]).empty();
  if (names_no_food(folded(i)) || (is_graded && names_skin(folded(i)))) return false;
  const std::string_view bare = split_last_bracket(folded(i)).name;
  return knows_food(bare) || knows_food(without_skin(bare));
}

bool ColumnJudge::knows_food(std::string_view name) const {
  return options_.spells_food && options_.spells_food(name);
}

bool ColumnJudge::is_sometimes_none(std::size_t i) const {
  constexpr double largest_count = 20;
  const ColumnProfile& column = cells(i);
  return column.amounts > 0 || column.zeros > 0 || column.filled < profile_.rows ||
         column.largest <= largest_count;
}

}  // namespace culprit::diary
