#include "diary/roles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "diary/cells.hpp"
#include "diary/composite.hpp"
#include "diary/name_words.hpp"
#include "diary/table_cells.hpp"

namespace culprit::diary {
namespace {

constexpr double largest_count = 20;  ///< servings a day; larger numbers measure something else

std::optional<Role> fixed_role(std::string_view folded) noexcept {
  if (folded == "date") return Role::date;
  if (folded == "time") return Role::time;
  if (folded == "subject") return Role::subject;
  if (folded == "note" || folded == "notes" || folded == "comment" || folded == "comments")
    return Role::note;
  return std::nullopt;
}

std::vector<std::string> fold_all(const std::vector<std::string>& names) {
  std::vector<std::string> folded;
  folded.reserve(names.size());
  for (const auto& name : names) folded.push_back(fold_name(name));
  return folded;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// More than half of what is written cannot be read: words, not values.
bool holds_words(const ColumnProfile& column) noexcept {
  return (column.numbers + column.truths) * 2 < column.filled;
}

/// One slip in ten is allowed, or a single typing error would turn a food into a factor.
bool holds_counts(const ColumnProfile& column) noexcept {
  return column.counts * 10 >= column.numbers * 9;
}

/// What is graded says more than yes and no, then more readings more than few.
std::pair<bool, std::uint64_t> weight_of(const ColumnProfile& column) noexcept {
  return {column.numbers > column.truths, column.numbers + column.truths};
}

/// The column that is the severity, or none.
std::optional<std::size_t> find_severity(const Head& head, const TableProfile& profile,
                                         const std::vector<Role>& roles,
                                         const ReadOptions& options) {
  if (options.severity) return head.find(fold_name(*options.severity));
  const auto fullest = [&](auto predicate) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (roles[i] != Role::symptom || !predicate(head.folded[i])) continue;
      if (!best || weight_of(profile.columns[i]) > weight_of(profile.columns[*best])) best = i;
    }
    return best;
  };
  if (const auto i = fullest([](std::string_view name) { return name == "severity"; })) return i;
  if (const auto i = fullest(names_skin)) return i;
  return fullest([](std::string_view) { return true; });
}

class Inference {
 public:
  explicit Inference(const ReadOptions& options)
      : foods_{fold_all(options.foods)}, factors_{fold_all(options.factors)} {}

  [[nodiscard]] Role role_of(const std::string& folded, const ColumnProfile& column) const {
    if (contains(foods_, folded)) return Role::food;
    if (contains(factors_, folded)) return Role::factor;
    if (const auto role = fixed_role(folded)) return *role;
    if (folded.empty() || holds_words(column)) return Role::ignored;
    if (names_treatment(folded)) return Role::treatment;
    if (names_rating(folded)) return Role::symptom;
    if (names_measure(folded)) return Role::ignored;
    // A list of foods or factors is complete: what it does not name is neither.
    if (names_factor(folded) || (!holds_counts(column) && !names_serving(folded)))
      return factors_.empty() ? Role::factor : Role::ignored;
    return foods_.empty() ? Role::food : Role::ignored;
  }

 private:
  std::vector<std::string> foods_;
  std::vector<std::string> factors_;
};

void add_cell(std::string_view cell, DecimalMark mark, ColumnProfile& column) {
  if (is_missing(cell)) return;
  ++column.filled;
  if (const auto value = parse_table_number(cell, mark)) {
    ++column.numbers;
    const bool is_count = *value >= 0 && *value <= largest_count && *value == std::floor(*value);
    if (is_count) ++column.counts;
  } else if (parse_truth(cell)) {
    ++column.truths;
  }
}

DecimalMark find_decimal_mark(const Head& head) {
  if (head.dialect.delimiter == ',') return DecimalMark::point;
  DecimalEvidence evidence;
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), head.folded.size()); ++i)
      if (!fixed_role(head.folded[i])) evidence.add(clean(record[i]));
  });
  return evidence.decide();
}

}  // namespace

std::optional<Kind> kind_of(Role role) noexcept {
  constexpr std::pair<Role, Kind> kinds[] = {{Role::severity, Kind::severity},
                                             {Role::symptom, Kind::symptom},
                                             {Role::food, Kind::food},
                                             {Role::foods, Kind::food},
                                             {Role::factor, Kind::factor},
                                             {Role::treatment, Kind::treatment},
                                             {Role::supplement, Kind::supplement}};
  for (const auto& [known, kind] : kinds)
    if (known == role) return kind;
  return std::nullopt;
}

void note_measures(FileContext& context, const std::vector<Role>& roles) {
  const Head& head = context.head;
  std::string names;
  std::string first;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (roles[i] != Role::ignored || !names_measure(head.folded[i])) continue;
    if (first.empty()) first = quotable(head.names[i]);
    names += (names.empty() ? "'" : ", '") + quotable(head.names[i]) + '\'';
  }
  if (names.empty()) return;
  context.report.notes.push_back(
      {"measures_ignored",
       fmt::format(
           "what counts days or measures the body or whole meals is no food and is ignored: {}; "
           "--map '{}=factor' adjusts for it",
           names, first),
       {head.input->name(), head.line, 0}});
}

TableProfile profile_columns(const Head& head) {
  TableProfile profile;
  profile.mark = find_decimal_mark(head);
  profile.columns.resize(head.names.size());
  for_each_row(head, [&](const csv::Record& record) {
    for (std::size_t i = 0; i < std::min(record.size(), profile.columns.size()); ++i)
      add_cell(clean(record[i]), profile.mark, profile.columns[i]);
  });
  return profile;
}

std::vector<Role> infer_roles(const Head& head, const TableProfile& profile,
                              const ReadOptions& options) {
  const Inference inference{options};
  std::vector<Role> roles;
  for (std::size_t i = 0; i < head.names.size(); ++i) {
    const bool is_repeated = fixed_role(head.folded[i]) && head.find(head.folded[i]) != i;
    roles.push_back(is_repeated ? Role::ignored
                                : inference.role_of(head.folded[i], profile.columns[i]));
  }
  const auto composite = composite_from_text(options.severity.value_or(""));
  for (const auto& part : composite ? composite->parts : std::vector<std::string>{})
    if (const auto column = head.find(fold_name(part))) roles[*column] = Role::symptom;
  if (composite) return roles;
  if (const auto severity = find_severity(head, profile, roles, options))
    roles[*severity] = Role::severity;
  return roles;
}

}  // namespace culprit::diary
