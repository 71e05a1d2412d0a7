#include "diary/table/table_roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/cells/word_lists.hpp"
#include "diary/composite.hpp"
#include "diary/table/column_profile.hpp"

namespace culprit::diary {
namespace {

constexpr double most_are_foods = 0.5;
constexpr double hardly_any = 0.2;

bool is_rating(Role role) noexcept { return role == Role::severity || role == Role::symptom; }

class Finder {
 public:
  Finder(const Head& head, const ReadOptions& options)
      : head_{head}, options_{options}, profile_{profile_columns(head, options)} {
    roles_.mark = profile_.mark;
    roles_.columns.resize(head.names.size());
    for (std::size_t i = 0; i < size(); ++i)
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

  TableRoles find() {
    for (std::size_t i = 0; i < size(); ++i) decide(i);
    find_date();
    keep_first(Role::time);
    find_foods();
    drop_columns_about_foods();
    find_subject();
    find_worded_rating();
    find_names_of_types();
    settle_tidy_columns();
    settle_severity();
    settle_readings(head_, options_, profile_, roles_);
    return std::move(roles_);
  }

 private:
  [[nodiscard]] std::size_t size() const { return roles_.columns.size(); }
  [[nodiscard]] const ColumnProfile& cells(std::size_t i) const { return profile_.columns[i]; }
  [[nodiscard]] const std::string& folded(std::size_t i) const { return head_.folded[i]; }

  /// Below a header that was merged over several columns: a nameless one behind a list of foods,
  /// whose cells are foods, too.
  [[nodiscard]] bool continues_foods(std::size_t i) const {
    return i > 0 && folded(i).empty() && role_of_phrase(phrases_[i - 1]) == Role::foods &&
           cells(i).are_names() && cells(i).foods >= hardly_any;
  }

  void set(std::size_t i, Role role, std::string reason, Role offer = Role::ignored) {
    roles_.columns[i].role = role;
    roles_.columns[i].reason = std::move(reason);
    roles_.columns[i].offer = offer;
    roles_.columns[i].is_about_foods = false;
  }
  /// Without a name no option can say what the column is.
  void ask_about(std::size_t i, Role offer, std::string reason) {
    if (folded(i).empty()) set(i, Role::ignored, "it has no header; a name above it is needed");
    else set(i, Role::ignored, std::move(reason), offer);
  }
  void ignore_beside_foods(std::size_t i) {
    set(i, Role::ignored, "it is about the foods beside it");
    roles_.columns[i].is_about_foods = true;
  }
  [[nodiscard]] Role role(std::size_t i) const { return roles_.columns[i].role; }

  template <typename Predicate>
  [[nodiscard]] std::optional<std::size_t> first_that(const Predicate& holds) const {
    for (std::size_t i = 0; i < size(); ++i)
      if (holds(i)) return i;
    return std::nullopt;
  }
  [[nodiscard]] std::optional<std::size_t> first(Role wanted) const {
    return first_that([&](std::size_t i) { return role(i) == wanted; });
  }

  /// The role that a person gives the column, and by which option.
  [[nodiscard]] std::optional<std::pair<Role, const char*>> given(std::size_t i) const {
    const auto at = given_.find(folded(i));
    if (at == given_.end()) return std::nullopt;
    const auto [role, option] = at->second;
    const bool holds_lists = option == std::string_view{"--foods"} && cells(i).are_texts();
    return {{holds_lists ? Role::foods : role, option}};
  }

  void decide(std::size_t i) {
    if (const auto known = given(i)) {
      roles_.is_given = roles_.is_given || known->second == std::string_view{"--map"};
      return set(i, known->first, fmt::format("given by {}", known->second));
    }
    if (folded(i).starts_with(phase_header)) return set(i, Role::phase, "its header says so");
    const auto named = role_of_phrase(phrases_[i]);
    if (named == Role::note) return set(i, Role::note, "its header is a word for notes");
    const bool is_child = phrases_[i] == "kind" && others_are<"german headers">();
    // An `id` whose cells recur names people and not rows.
    const bool is_person_id =
        phrases_[i] == "id" && cells(i).filled > 0 && cells(i).changes * 2 <= cells(i).filled;
    if (named == Role::subject || is_child || is_person_id ||
        (names_person(phrases_[i]) && cells(i).are_texts() && cells(i).recur()))
      return set(i, Role::subject, "its header is a word for people");
    if (phrases_[i] == "id" || phrases_[i].ends_with(" id") || phrases_[i] == "weekday")
      return set(i, Role::ignored, "it numbers rows or days");
    if (cells(i).filled == 0) return set(i, Role::ignored, "none of its cells is filled");
    if (named == Role::date) {
      const bool is_date = phrases_[i] == "date" && cells(i).dates * 4 >= cells(i).filled;
      if (are_instants(i) || is_date)
        return set(i, Role::date, "its header and its cells say when");
      return set(i, Role::ignored, "its header names dates, its cells are none");
    }
    if (named == Role::time) return set(i, Role::time, "its header is a word for the time of day");
    if (cells(i).are_mostly(cells(i).dates) || cells(i).are_mostly(cells(i).clocks))
      return set(i, Role::ignored, "its cells are dates or times");
    // `Reaction`: rash on some days, none on most.
    profile_.columns[i].is_list = named == Role::symptom && cells(i).words == cells(i).nothings &&
                                  cells(i).words < cells(i).filled;
    if (!cells(i).are_texts()) return decide_values(i, named);
    if ((!named || named == Role::type) && names_kinds(i))
      return set(i, Role::type, "its cells are kinds of entries");
    if (cells(i).are_mostly(cells(i).meals))
      return set(i, Role::ignored, "its cells name meals, not foods");
    if (named == Role::foods && is_about_foods(phrases_[i])) return ignore_beside_foods(i);
    if (named && *named != Role::severity)
      return set(i, *named, fmt::format("its header is a word for {}", words_of(*named)));
    if (names_factor(folded(i))) return set(i, Role::factor, "its header names a factor");
    // Few words that recur tell the days apart; others may be what was eaten.
    ask_about(i, cells(i).recur() ? Role::factor : Role::foods,
        "texts, and no word of its header is known");
  }

  /// Foods and ratings among others, all of them known kinds of entries.
  [[nodiscard]] bool names_kinds(std::size_t i) const {
    const auto has = [&](auto... kinds) {
      return std::ranges::any_of(cells(i).texts, [&](const std::string& text) {
        const auto kind = kind_of_phrase(header_phrase(text));
        return ((kind == kinds) || ...);
      });
    };
    return cells(i).kinds == cells(i).filled && has(Kind::food) &&
           has(Kind::symptom, Kind::severity);
  }

  [[nodiscard]] bool are_instants(std::size_t i) const {
    return cells(i).are_mostly(cells(i).dates + cells(i).day_numbers);
  }

  static std::string_view words_of(Role role) noexcept {
    const bool is_part =
        role == Role::name || role == Role::type || role == Role::amount || role == Role::unit;
    return role == Role::foods ? "foods" : is_part ? "what an entry is about" : to_word(role);
  }

  /// Numbers, amounts, ratings in words, yes and no.
  void decide_values(std::size_t i, std::optional<Role> named) {
    const std::string& name = folded(i);
    if (name.empty()) return set(i, Role::ignored, "it has no header");
    if (named == Role::amount || named == Role::type || named == Role::name)
      return set(i, *named, "its header is a word for what an entry is about");
    if (named == Role::unit) return set(i, Role::ignored, "its units are numbers of an app's own");
    if (names_treatment(name)) return set(i, Role::treatment, "its header names a treatment");
    const bool is_food = named != Role::supplement && names_food(i);  // not `ice cream`
    if (!is_food && (named == Role::supplement || named == Role::treatment))
      return set(i, *named, fmt::format("its header is a word for a {}", to_word(*named)));
    if (named == Role::severity || name == "severity")
      return set(i, Role::severity, "its header is a word for severity");
    // An `x` is no rating: the French `Pain` is ticked.
    const bool are_ticks = cells(i).crosses == cells(i).filled;
    if (names_rating(name) && !is_food && !are_ticks)
      return set(i, Role::symptom,
          names_skin(name) ? "its header names the skin" : "its header names a symptom");
    if (are_ticks && (names_rating(name) || names_symptom(name)) && !is_food)
      return set(i, Role::ignored, "its header names a rating, and ticks rate nothing");
    if (names_measure(name))
      return set(i, Role::ignored, "its header names a measure of the body, of meals or of time");
    if (names_factor(name)) {
      // A list of factors is complete: what it does not name is none.
      return options_.factors.empty() ? set(i, Role::factor, "its header names a factor")
                                      : set(i, Role::ignored, "--factors leaves it out");
    }
    if (names_symptom(name) || named == Role::symptom)
      return set(i, Role::symptom, "its header names a symptom");
    if ((is_food && is_sometimes_none(i)) || (names_serving(name) && !names_amount(phrases_[i])))
      return options_.foods.empty() ? set(i, Role::food, "its header names a food")
                                    : set(i, Role::ignored, "--foods leaves it out");
    if (named == Role::factor) return set(i, Role::factor, "its header is a word for factors");
    if (are_ticks) return ask_about(i, Role::food, "ticks, and no word of its header is known");
    ask_about(i, Role::symptom,
        is_food ? "its header names a food, its numbers no servings"
                : "numbers, and no word of its header is known");
  }

  /// The other headers tell what a word of two languages is: French `Pain` is bread, German `Kind`
  /// a child.
  template <ListName list> [[nodiscard]] bool others_are() const {
    return std::ranges::any_of(phrases_, [](const auto& other) { return is_listed<list>(other); });
  }

  /// The header without a last bracket is a food, also `Apple skin`.
  [[nodiscard]] bool names_food(std::size_t i) const {
    if ((folded(i) == "pain" && others_are<"french headers">()) ||
        (folded(i) == "pan" && others_are<"spanish headers">()))
      return true;
    if (!options_.knows_food) return false;
    const std::string_view bare = split_last_bracket(folded(i)).name;
    return options_.knows_food(bare) || options_.knows_food(without_skin(bare));
  }

  /// What is eaten is counted in servings or is missing on some days; `glucose` 102, 98, 110 is
  /// not.
  [[nodiscard]] bool is_sometimes_none(std::size_t i) const {
    constexpr double largest_count = 20;
    const ColumnProfile& column = cells(i);
    return column.amounts > 0 || column.zeros > 0 || column.filled < profile_.rows ||
           column.largest <= largest_count;
  }

  void keep_first(Role wanted) {
    const auto kept = first(wanted);
    for (std::size_t i = 0; i < size(); ++i)
      if (role(i) == wanted && i != kept)
        set(i, Role::ignored, fmt::format("a column before it is the {}", to_word(wanted)));
  }

  void find_date() {
    // `time` alone may hold dates with their clocks.
    const auto stamp = first_that(
        [&](std::size_t i) { return role(i) == Role::time && !given(i) && are_instants(i); });
    if (stamp && !first(Role::date)) set(*stamp, Role::date, "its header and its cells say when");
    if (const auto date = first(Role::date)) {
      roles_.date = date;
      roles_.date_by_name = true;
    } else {
      roles_.date = first_that(
          [&](std::size_t i) { return cells(i).are_mostly(cells(i).dates) && !given(i); });
      if (roles_.date) set(*roles_.date, Role::date, "its cells are dates");
    }
    keep_first(Role::date);
    find_merged_dates();
    // A time column without clocks in it is no time of day: `time` may be how long it lasted.
    if (const auto time = first(Role::time); time && !given(*time)) {
      const ColumnProfile& column = cells(*time);
      const bool are_none = column.numbers > 0 || column.are_mostly(column.meals);
      if (column.filled > 0 && !column.are_mostly(column.clocks + column.clock_numbers) && are_none)
        set(*time, Role::ignored, "its cells are not times of day");
    }
  }

  /// Cells that were merged over the rows of a day: no date stands twice, and many rows have none.
  void find_merged_dates() {
    if (!roles_.date) return;
    const ColumnProfile& dates = cells(*roles_.date);
    const std::uint64_t blank = profile_.rows - std::min(profile_.rows, dates.filled);
    roles_.dates_once = dates.changes == dates.filled && blank * 2 >= dates.filled && blank > 1;
  }

  /// A column most of whose cells are foods is the food column, whatever it is called, unless its
  /// header says that it is about foods; it wins over one that is only named so.
  void find_foods() {
    const auto is_by_name = [&](std::size_t i) { return role(i) == Role::foods; };
    double named_share = 0;
    for (std::size_t i = 0; i < size(); ++i)
      if (is_by_name(i)) named_share = std::max(named_share, given(i) ? 1 : cells(i).foods);
    if (roles_.is_given && first(Role::food)) return;
    const bool has_names = first(Role::name) && first(Role::type);
    if (has_names || !options_.foods.empty()) return;
    // Beside foods that are named so, other times of day are the rest of what was eaten.
    const bool are_named = named_share > hardly_any;
    bool found = false;
    for (std::size_t i = 0; i < size(); ++i) {
      const bool is_free = !given(i) && cells(i).are_names() && !is_rating(role(i)) &&
                           !is_about_foods(phrases_[i]) &&
                           cells(i).ratings * 5 <= cells(i).filled &&
                           (!are_named || names_mealtime(phrases_[i]));
      // Beside units or meals a list of names is one of foods, known or not.
      const bool is_name =
          !are_named && role(i) == Role::name && (first(Role::unit) || have_meals());
      // Of two words one may be a food by chance.
      const double enough = cells(i).texts.size() < 3 ? 1 : most_are_foods;
      if (!is_free || is_by_name(i) || (cells(i).foods < enough && !is_name)) continue;
      set(i, Role::foods,
          is_name ? "names, beside meals or units"
                  : fmt::format("{:.0f} % of its names are foods", 100 * cells(i).foods));
      found = true;
    }
    if (!found || are_named) return;
    for (std::size_t i = 0; i < size(); ++i)
      if (is_by_name(i) && !given(i) && cells(i).foods < hardly_any)
        set(i, Role::ignored, "its header names foods, its cells are none");
    roles_.foods_by_cells = true;
  }

  /// Beside a column of food names, numbers are how much of it or what is in it, and texts may say
  /// more about it.
  void drop_columns_about_foods() {
    if (!first(Role::foods)) return;
    // One such name alone may be something eaten: `water`, `alcohol`.
    std::size_t nutrients = 0;
    for (const auto& name : head_.folded) nutrients += names_nutrient(name);
    const bool have_nutrients = nutrients >= 3;
    for (std::size_t i = 0; i < size(); ++i) {
      const bool is_value = role(i) == Role::food || role(i) == Role::factor || asks(i);
      if (given(i) || !is_value) continue;
      const bool is_number = !cells(i).are_names();
      if (is_number && names_amount(phrases_[i]) && !first(Role::amount))
        set(i, Role::amount, "it says how much of the foods beside it");
      else if (is_about_foods(phrases_[i]) ||
               (is_number && (role_of_phrase(phrases_[i]) == Role::foods ||
                                 (have_nutrients && names_nutrient(folded(i))))))
        ignore_beside_foods(i);
    }
  }
  [[nodiscard]] bool asks(std::size_t i) const { return roles_.columns[i].offer != Role::ignored; }
  /// A row is a meal.
  [[nodiscard]] bool have_meals() const {
    return first_that([&](std::size_t i) {
      return cells(i).meals > 0 && cells(i).are_mostly(cells(i).meals);
    }).has_value();
  }
  /// A column of few names that part the days: each row is of one of several people, or a meal.
  void find_subject() {
    if (!first(Role::subject) && roles_.date && !have_meals()) {
      const auto person = first_that([&](std::size_t i) {
        const bool is_free = role(i) == Role::name || (role(i) == Role::ignored && !given(i));
        return is_free && i != roles_.date && cells(i).are_texts() && cells(i).recur() &&
               cells(i).texts.size() > 1 && cells(i).ratings == 0 &&
               (cells(i).foods < hardly_any || first(Role::foods)) &&
               !cells(i).are_mostly(cells(i).meals) && !is_about_foods(phrases_[i]) &&
               !(first(Role::type) && role(i) == Role::name) && splits_days(head_, *roles_.date, i);
      });
      if (person) set(*person, Role::subject, "its few words part the days, as names of people do");
    }
    keep_first(Role::subject);
  }

  /// `Itch` in smileys: if the file rates nothing else, its cells are asked about one by one.
  void find_worded_rating() {
    if (first(Role::severity) || first(Role::symptom) || roles_.is_given) return;
    const auto rating = first_that([&](std::size_t i) {
      return role(i) == Role::ignored && cells(i).are_texts() && cells(i).recur() &&
             names_rating(folded(i));
    });
    if (!rating) return;
    profile_.columns[*rating].rates_in_words = roles_.columns[*rating].is_in_words = true;
    set(*rating, Role::symptom, "its header names a rating");
  }

  /// `Type, Items, Severity`: where foods and symptoms are rows of their own, a list beside the
  /// types names both, and the severity is the amount of the latter.
  void find_names_of_types() {
    const auto type = first(Role::type);
    if (!type || given(*type) || first(Role::name)) return;
    auto name = first_that([&](std::size_t i) {
      return !given(i) && cells(i).are_names() && (role(i) == Role::foods || asks(i));
    });
    // `category, value`: of foods their names, of ratings their numbers.
    if (!name && !first(Role::severity)) name = first(Role::amount);
    if (!name || !names_kinds(*type)) return;
    set(*name, Role::name, "beside types of foods and symptoms, it names them");
    roles_.columns[*name].joiner = cells(*name).joiner.decide();
    const auto severity = first(Role::severity);
    if (severity && !given(*severity) && !first(Role::amount))
      set(*severity, Role::amount, "it rates what the rows name");
  }

  /// `type`, `name`, `amount`, `unit` mean something together, or beside one list of foods.
  void settle_tidy_columns() {
    const bool has_type = first(Role::type).has_value();
    const bool is_tidy =
        first(Role::name) && (has_type || (first(Role::amount) && !first(Role::foods)));
    for (std::size_t i = 0; i < size(); ++i) {
      if (given(i)) continue;
      const bool is_half = (role(i) == Role::name || role(i) == Role::type) && !is_tidy;
      const bool is_loose =
          (role(i) == Role::amount || role(i) == Role::unit) && !is_tidy && !first(Role::foods);
      // Tags of a value say more about it, and nothing about the day.
      const bool is_remark =
          is_tidy && !has_type && role(i) == Role::factor && cells(i).are_names();
      if (is_half || is_loose || is_remark)
        set(i, Role::ignored, "the columns that belong to it are missing");
    }
    for (const Role single : {Role::amount, Role::unit, Role::name, Role::type}) keep_first(single);
  }

  /// One severity: the one given, a word for it, else the fullest that names the skin.
  void settle_severity() {
    const auto is_given = [&](std::size_t i) { return role(i) == Role::severity && given(i); };
    bool found = first_that(is_given).has_value();
    for (std::size_t i = 0; i < size(); ++i) {
      if (role(i) != Role::severity || given(i)) continue;
      if (found) set(i, Role::symptom, "its header is a word for a rating");
      found = true;
    }
    if (found || composite_from_text(options_.severity.value_or(""))) return;
    // What is graded says more than yes and no, then more readings more than few.
    const auto weight_of = [&](std::size_t i) {
      return std::pair{cells(i).numbers > cells(i).words, cells(i).filled};
    };
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < size(); ++i) {
      const bool rates = role(i) == Role::symptom && !cells(i).are_names();
      if (!rates || !names_skin(folded(i))) continue;
      if (!best || weight_of(i) > weight_of(*best)) best = i;
    }
    if (best) roles_.columns[*best].role = Role::severity;
  }

  const Head& head_;
  const ReadOptions& options_;
  TableProfile profile_;
  std::vector<std::string> phrases_;
  // What the options say of columns, by folded name.
  std::unordered_map<std::string, std::pair<Role, const char*>> given_;
  TableRoles roles_;
};
}  // namespace

TableRoles find_table_roles(const Head& head, const ReadOptions& options) {
  return Finder{head, options}.find();
}

}  // namespace culprit::diary
