#include "culprit/foods/recast.hpp"

#include <map>
#include <optional>
#include <set>

#include "culprit/foods/resolver.hpp"

namespace culprit::foods {
namespace {

using diary::Entry;
using diary::Kind;

/// The role of a phrase that names nothing eaten; else nothing.
std::optional<Role> other_role(const Lexicon& lexicon, const std::string& phrase) {
  const Resolved resolved = resolve_phrase(lexicon, phrase);
  std::optional<Role> role;
  for (const Item& item : resolved.items) {
    if (item.role == Role::food) return std::nullopt;
    if (!role) role = item.role;
  }
  return role;
}

Kind kind_of(Role role) noexcept {
  if (role == Role::supplement) return Kind::supplement;
  if (role == Role::factor) return Kind::factor;
  return role == Role::treatment ? Kind::treatment : Kind::food;
}

/// A factor's other days, on which nobody wrote it down.
void add_zeros(diary::Diary& diary, std::uint32_t name, const std::set<Day>& days) {
  for (const Day day : diary.logged_days) {
    if (days.contains(day)) continue;
    Entry zero;
    zero.day = day;
    zero.kind = Kind::factor;
    zero.name = name;
    zero.amount = 0;
    diary.entries.push_back(zero);
  }
}

}  // namespace

std::vector<Recast> recast_entries(diary::Diary& diary, const Lexicon& lexicon) {
  std::vector<std::uint64_t> counts(diary.names.size());
  for (const Entry& entry : diary.entries)
    if (entry.kind == Kind::food) ++counts[entry.name];
  std::vector<Recast> recasts;
  std::map<std::uint32_t, Role> role_of;
  for (std::uint32_t name = 0; name < counts.size(); ++name) {
    if (counts[name] == 0) continue;
    const auto role = other_role(lexicon, diary.names[name]);
    if (!role) continue;
    role_of[name] = *role;
    recasts.push_back({diary.names[name], counts[name], *role});
  }
  if (recasts.empty()) return recasts;
  std::map<std::uint32_t, std::set<Day>> days_of_factor;
  for (Entry& entry : diary.entries) {
    const auto role = role_of.find(entry.name);
    if (entry.kind != Kind::food || role == role_of.end()) continue;
    entry.kind = kind_of(role->second);
    if (entry.kind != Kind::factor) continue;
    if (!entry.has_amount()) entry.amount = 1;
    days_of_factor[entry.name].insert(entry.day);
  }
  for (const auto& [name, days] : days_of_factor) add_zeros(diary, name, days);
  diary::restore_order(diary);
  return recasts;
}

}  // namespace culprit::foods
