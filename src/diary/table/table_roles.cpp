#include "diary/table/table_roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "diary/cells/cells.hpp"
#include "diary/cells/name_words.hpp"
#include "diary/cells/rating_names.hpp"
#include "diary/cells/table_cells.hpp"
#include "diary/composite.hpp"
#include "diary/table/column_profile.hpp"
#include "diary/table/first_roles.hpp"

namespace culprit::diary {
namespace {

constexpr double most_are_foods = 0.5;

bool is_rating(Role role) noexcept { return role == Role::severity || role == Role::symptom; }

class Finder {
 public:
  Finder(const Head& head, const ReadOptions& options)
      : head_{head},
        options_{options},
        profile_{profile_columns(head, options)},
        judge_{head, options, profile_} {
    roles_.mark = profile_.mark;
  }

  TableRoles find() {
    for (std::size_t i = 0; i < head_.names.size(); ++i) {
      roles_.columns.push_back(judge_.judge(i));
      const auto known = given(i);
      roles_.is_given = roles_.is_given || (known && known->second == std::string_view{"--map"});
    }
    find_date();
    keep_first(Role::time);
    find_foods();
    drop_columns_about_foods();
    find_subject();
    find_other_rating();
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

  void set(std::size_t i, Role role, std::string reason, Role offer = Role::ignored) {
    roles_.columns[i].role = role;
    roles_.columns[i].reason = std::move(reason);
    roles_.columns[i].offer = offer;
    roles_.columns[i].is_about_foods = false;
  }
  void ignore_beside_foods(std::size_t i) {
    set(i, Role::ignored, "it is about the foods beside it");
    roles_.columns[i].is_about_foods = true;
  }
  [[nodiscard]] std::optional<GivenRole> given(std::size_t i) const { return judge_.given(i); }
  [[nodiscard]] const std::string& phrase(std::size_t i) const { return judge_.phrase(i); }
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

  void keep_first(Role wanted) {
    const auto kept = first(wanted);
    for (std::size_t i = 0; i < size(); ++i)
      if (role(i) == wanted && i != kept)
        set(i, Role::ignored, fmt::format("a column before it is the {}", to_word(wanted)));
  }

  void find_date() {
    // `time` alone may hold dates with their clocks.
    const auto stamp = first_that([&](std::size_t i) {
      return role(i) == Role::time && !given(i) && cells(i).are_instants();
    });
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
                           !is_about_foods(phrase(i)) && !names_uneaten(phrase(i)) &&
                           cells(i).ratings * 5 <= cells(i).filled &&
                           (!are_named || names_mealtime(phrase(i)));
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
      if (is_number && names_amount(phrase(i)) && !first(Role::amount))
        set(i, Role::amount, "it says how much of the foods beside it");
      else if (is_about_foods(phrase(i)) ||
               (is_number && (role_of_phrase(phrase(i)) == Role::foods ||
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
               !cells(i).are_mostly(cells(i).meals) && !is_about_foods(phrase(i)) &&
               !(first(Role::type) && role(i) == Role::name) && splits_days(head_, *roles_.date, i);
      });
      if (person) set(*person, Role::subject, "its few words part the days, as names of people do");
    }
    keep_first(Role::subject);
  }

  /// If the file rates nothing else: numbers whose header states a scale, `Zork (0-10)`; or `Itch`
  /// in smileys, whose cells are asked about one by one.
  void find_other_rating() {
    if (first(Role::severity) || first(Role::symptom) || roles_.is_given) return;
    const auto scaled = first_that([&](std::size_t i) {
      return roles_.columns[i].offer == Role::symptom && !scale_in_name(head_.names[i]).empty() &&
             phrase(i).find("food") == std::string::npos;
    });
    if (scaled) return set(*scaled, Role::symptom, "its header states a scale");
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
    if (!name || !judge_.names_kinds(*type)) return;
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
    // A plain name says more than one with further words, what is graded more than yes and no,
    // many readings more than few.
    const auto weight_of = [&](std::size_t i) {
      return std::tuple{
          is_plain_rating(folded(i)), cells(i).numbers > cells(i).words, cells(i).filled};
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
  ColumnJudge judge_;
  TableRoles roles_;
};
}  // namespace

TableRoles find_table_roles(const Head& head, const ReadOptions& options) {
  return Finder{head, options}.find();
}

}  // namespace culprit::diary
