#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "culprit/core/number.hpp"
#include "culprit/core/text.hpp"
#include "foods/directives.hpp"
#include "foods/notation.hpp"
#include "foods/vocabulary.hpp"

namespace culprit::foods {
namespace {

/// A name's meaning while the tables are made.
struct Definition {
  Piece name;
  const Line* line = nullptr;
  bool is_user = false;
};

constexpr double quarters_of_one = 4;
constexpr double largest_number = 10'000;
constexpr std::size_t most_ingredients = 1'000;
constexpr std::size_t most_sets = 65'536;  ///< that the tables can hold
constexpr int deepest = 100;               ///< that the stack surely holds

class Compiler {
 public:
  Compiler(const Sources& sources, std::size_t shown_errors)
      : sources_{sources}, complaints_{shown_errors} {
    for (const auto& source : sources.lexicon) all_.push_back(&source);
    for (const auto& source : sources.users) all_.push_back(&source);
  }

  TableData compile() {
    (void)pool_.add("");
    (void)set_of({});
    groups_ = read_group_list(sources_.groups, complaints_);
    write_groups();
    read_all_lines();
    for (const auto& line : lines_) {
      current_ = &line;
      const bool is_user = line.source >= sources_.lexicon.size();
      for (const auto& names : line.names) define_name(names, line, is_user);
    }
    data_.terms.resize(definitions_.size());
    memberships_.resize(definitions_.size());
    state_.resize(definitions_.size());
    for (TermId term = 0; term < definitions_.size(); ++term) fill(term);
    for (TermId term = 0; term < definitions_.size(); ++term) (void)evaluate(term, 0);
    for (const auto& line : lines_) {
      if (line.kind == LineKind::substitution) add_substitutes(line);
      if (line.kind == LineKind::property) add_property(line);
    }
    if (complaints_.any()) throw InputError(complaints_.sorted());
    mark_group_names();
    add_joined_names();
    vocabulary_.write(pool_, data_);
    write_tree(names_, data_);
    data_.text = pool_.take();
    return std::move(data_);
  }

 private:
  void complain(const Piece& piece, std::string code, std::string text) {
    complaints_.add(source_of(*current_), piece, std::move(code), std::move(text));
  }

  void write_groups() {
    for (std::size_t i = 0; i < groups_.lines.size(); ++i) {
      const auto& line = groups_.lines[i];
      data_.groups.push_back({pool_.add(line.id.text), pool_.add(line.label), pool_.add(line.basis),
          static_cast<std::uint32_t>(groups_.layers[i]), 0, groups_.implied[i]});
    }
  }

  void read_all_lines() {
    for (std::size_t i = 0; i < all_.size(); ++i) {
      auto lines = read_lines(*all_[i], i, complaints_);
      std::move(lines.begin(), lines.end(), std::back_inserter(lines_));
    }
    for (const auto& line : lines_) {
      for (const auto& spellings : line.names) {
        for (const auto& spelling : spellings)
          if (line.kind == LineKind::definition)
            vocabulary_.add_name(spelling.text, target_of(line));
          else if (line.kind == LineKind::spelling && !line.meanings.empty())
            vocabulary_.add_spelling(spelling.text, line.meanings.front().what.text);
      }
    }
    vocabulary_.settle();
  }

  void define_name(const std::vector<Piece>& spellings, const Line& line, bool is_user) {
    if (line.kind != LineKind::definition) return;
    std::optional<TermId> mine;
    for (const auto& spelling : spellings) {
      const auto key = vocabulary_.key_of(spelling.text);
      if (key.empty()) {
        if (!spelling.text.empty())
          complain(spelling, "no_name", "name '{}' has no letters; expected some");
        continue;
      }
      const auto known = names_.find(key);
      if (known != names_.end()) {
        const auto& before = definitions_[known->second];
        if (before.line == &line) {
          mine = mine ? mine : known->second;
          continue;
        }
        const bool beats = is_user && before.line->source != line.source;
        if (!beats) {
          complain(spelling, "name_twice",
              fmt::format("name '{{}}' has a meaning already, in {}:{}; expected each name once",
                  source_of(*before.line).file, before.name.line));
          continue;
        }
        if (!mine) {
          mine = known->second;
          definitions_[*mine] = {spelling, &line, is_user};
          continue;
        }
      }
      if (!mine) {
        mine = static_cast<TermId>(definitions_.size());
        definitions_.push_back({spelling, &line, is_user});
      }
      names_[key] = *mine;
    }
  }

  std::optional<GroupId> group_of(const Piece& piece) {
    const auto found = groups_.ids.find(piece.text);
    if (found != groups_.ids.end()) return found->second;
    complain(piece, "unknown_group", "group '{}' is unknown; expected one of the closed list");
    return std::nullopt;
  }

  std::optional<TermId> food_of(const Piece& piece) {
    const auto key = vocabulary_.key_of(piece.text);
    const auto found = key.empty() ? names_.end() : names_.find(key);
    if (found != names_.end()) return found->second;
    if (!piece.text.empty())
      complain(piece, "unknown_ingredient",
          "ingredient '{}' is unknown; expected a name of the lexicon");
    return std::nullopt;
  }

  void apply_group(const Meaning& meaning) {
    const auto group = group_of(meaning.what);
    if (!group) return;
    GroupSet set = groups_.implied[*group];
    set.insert(*group);
    switch (meaning.sigil) {
      case Sigil::sometimes: own_.maybe |= set; return;
      case Sigil::minor: own_.minor |= set; return;
      case Sigil::removes:
        own_.maybe.insert(*group);  // of a modifier: what it takes away, exactly as written
        return;
      default: own_.sure |= set;
    }
  }

  void apply_directive(const Meaning& meaning, TermRecord& record) {
    const auto* directive = find_directive(meaning.what.text);
    if (directive == nullptr)
      return complain(meaning.what, "unknown_word",
          "word '!{}' is unknown; expected !factor, !treatment, !symptom, !unit, !number or "
          "!filler");
    const auto argument = argument_of(meaning.what.text);
    if (directive->kind == TermKind::food) {
      const auto other = food_of({std::string{argument}, meaning.what.line, meaning.what.column});
      if (other) (directive->word == "kind" ? record.kin : record.plural) = *other;
      return;
    }
    if (directive->kind == TermKind::unit) {
      record.unit = pool_.add(argument);
      if (current_->meanings.size() > 1) return;
    }
    record.kind = directive->kind;
    if (directive->role) {
      record.role = static_cast<std::uint8_t>(*directive->role);
      record.family = pool_.add(argument);
    }
    if (directive->kind == TermKind::number) {
      const auto value = parse_number(argument);
      if (!value || *value < 0 || *value > largest_number)
        return complain(meaning.what, "bad_number",
            fmt::format("number '{}' is not a number; expected one in quarters, at most {}",
                shortened(argument), largest_number));
      record.value = static_cast<std::uint16_t>(std::lround(*value * quarters_of_one));
    }
  }

  void add_ingredient_of(const Meaning& meaning) {
    const auto food = food_of(meaning.what);
    if (!food) return;
    const Share share = meaning.sigil == Sigil::minor       ? Share::minor
                        : meaning.sigil == Sigil::sometimes ? Share::sometimes
                                                            : Share::usual;
    data_.ingredients.push_back(*food | static_cast<std::uint32_t>(share) << share_shift |
                                (meaning.sigil == Sigil::fallback ? default_bit : 0));
  }

  /// `-vegan`: takes the groups that another modifier takes.
  void remove_as(const Meaning& meaning) {
    const auto other = food_of(meaning.what);
    if (!other) return;
    bool takes = false;
    for (const auto& taken : definitions_[*other].line->meanings) {
      if (taken.sigil != Sigil::removes || !taken.is_group) continue;
      apply_group(taken);
      takes = true;
    }
    if (!takes)
      complain(meaning.what, "no_group",
          "name '{}' takes no groups; expected -@group or a modifier that does");
  }

  void apply(const Meaning& meaning, TermRecord& record) {
    if (meaning.what.text.empty()) return;
    if (meaning.sigil == Sigil::directive) return apply_directive(meaning, record);
    const bool modifies = meaning.sigil == Sigil::removes || meaning.sigil == Sigil::adds;
    if (modifies) record.kind = TermKind::modifier;
    if (meaning.is_group) return apply_group(meaning);
    if (meaning.sigil == Sigil::removes) return remove_as(meaning);
    if (modifies)
      return complain(
          meaning.what, "no_group", "meaning '{}' is not a group; expected -@group or +@group");
    add_ingredient_of(meaning);
  }

  void fill(TermId term) {
    const Definition& definition = definitions_[term];
    current_ = definition.line;
    own_ = {};
    TermRecord& record = data_.terms[term];
    record.name = pool_.add(definition.name.text);
    record.first_ingredient = static_cast<std::uint32_t>(data_.ingredients.size());
    for (const auto& meaning : definition.line->meanings) apply(meaning, record);
    const auto n_ingredients = data_.ingredients.size() - record.first_ingredient;
    if (n_ingredients > most_ingredients)
      complain(definition.name, "too_many_ingredients",
          fmt::format("food '{{}}' has {} ingredients; expected at most {}", n_ingredients,
              most_ingredients));
    record.n_ingredients = static_cast<std::uint16_t>(std::min(n_ingredients, most_ingredients));
    const auto supplement = groups_.ids.find("supplement");
    if (supplement != groups_.ids.end() && own_.sure.has(supplement->second))
      record.role = static_cast<std::uint8_t>(Role::supplement);
    record.own_sure = set_of(own_.sure);
    record.own_maybe = set_of(own_.maybe);
    record.own_minor = set_of(own_.minor);
    memberships_[term] = own_;
    if (record.kind != TermKind::modifier) memberships_[term].sure |= own_.minor & groups_.identity;
  }

  const Memberships& evaluate(TermId term, int depth) {
    Memberships& whole = memberships_[term];
    if (state_[term] == 2) return whole;
    current_ = definitions_[term].line;
    if (state_[term] == 1) {
      complain(definitions_[term].name, "contains_itself",
          "food '{}' contains itself; expected other ingredients");
      return whole;
    }
    if (depth > deepest) {
      complain(definitions_[term].name, "too_deep",
          fmt::format("food '{{}}' is an ingredient of an ingredient, {} deep; expected at most {}",
              depth, deepest));
      return whole;
    }
    state_[term] = 1;
    TermRecord& record = data_.terms[term];
    for (std::uint32_t i = 0; i < record.n_ingredients; ++i) {
      const std::uint32_t packed = data_.ingredients[record.first_ingredient + i];
      add_ingredient(whole, evaluate(packed & term_mask, depth + 1),
          static_cast<Share>(packed >> share_shift & share_mask), groups_.identity);
    }
    if (record.kind != TermKind::modifier) settle(whole);
    state_[term] = 2;
    record.sure = set_of(whole.sure);
    record.maybe = set_of(whole.maybe);
    record.minor = set_of(whole.minor);
    return whole;
  }

  std::uint16_t set_of(GroupSet set) {
    const auto [at, is_new] =
        set_ids_.try_emplace(set, static_cast<std::uint16_t>(data_.sets.size()));
    if (is_new) data_.sets.push_back(set);
    if (is_new && data_.sets.size() == most_sets + 1)
      complain(current_->names.front().front(), "too_many_sets",
          fmt::format("groups are one set too many; expected at most {}", most_sets));
    return at->second;
  }

  void add_substitutes(const Line& line) {
    current_ = &line;
    for (const auto& names : line.names) {
      for (const auto& name : names) {
        SubstituteRecord left;
        if (name.text.starts_with('@')) {
          const auto group = group_of({name.text.substr(1), name.line, name.column});
          left.left_group = group.value_or(0);
        } else {
          left.ingredient = food_of(name).value_or(0);
        }
        for (const auto& meaning : line.meanings) {
          SubstituteRecord record = left;
          record.is_doubtful = meaning.sigil == Sigil::sometimes ? 1 : 0;
          if (meaning.is_group) {
            if (const auto group = group_of(meaning.what)) record.group = *group;
            record.is_beside = 1;
          } else if (const auto term = food_of(meaning.what)) {
            record.term = *term;
            record.is_beside = meaning.sigil == Sigil::minor ? 1 : 0;
          }
          data_.substitutes.push_back(record);
        }
      }
    }
  }

  void add_property(const Line& line) {
    current_ = &line;
    const Piece& word = line.meanings.front().what;
    const auto flag = property_flag(word.text);
    if (!flag)
      return complain(word, "unknown_word",
          "property '!{}' is unknown; expected !alone, !apart, !liquid, !listed, !made, !meat, "
          "!owner, "
          "!plain, !rare, !shaped, !skin, !staple, !supervised, !swap, !table, !tag or !taste");
    for (const auto& names : line.names) {
      Piece name = names.front();
      if (name.text.starts_with('@')) {
        name.text.erase(0, 1);
        if (const auto group = group_of(name)) data_.groups[*group].flags |= *flag;
        continue;
      }
      const auto term = food_of(name);
      if (!term) continue;
      const TermRecord named = data_.terms[*term];
      for (TermRecord& record : data_.terms) {
        const bool is_same = &record == &data_.terms[*term];
        const bool is_kin = named.kind == TermKind::entry && record.family == named.family;
        const bool is_unit = named.kind == TermKind::unit && record.unit == named.unit;
        if (is_same || (is_kin && record.kind == named.kind) || is_unit) record.flags |= *flag;
      }
    }
  }

  /// `icecream` for `ice cream`: two-word names of foods and modifiers written as one.
  void add_joined_names() {
    constexpr std::size_t shortest = 7;
    std::vector<std::pair<std::string, TermId>> joined;
    for (TermId term = 0; term < definitions_.size(); ++term) {
      const TermKind kind = data_.terms[term].kind;
      if (kind != TermKind::food && kind != TermKind::modifier) continue;
      const auto words = words_of(definitions_[term].name.text);
      if (words.size() != 2 || words[0].size() < 3 || words[1].size() < 3) continue;
      auto word = words[0] + words[1];
      const Line& line = *definitions_[term].line;
      if (word.size() < shortest || !vocabulary_.add_joined(word, target_of(line))) continue;
      joined.emplace_back(std::move(word), term);
    }
    for (const auto& [word, term] : joined) names_.try_emplace(vocabulary_.key_of(word), term);
  }

  /// `tomato`, `tree nut`: who negates these means the group.
  void mark_group_names() {
    for (const auto& [id, group] : groups_.ids) {
      const auto key = vocabulary_.key_of(id);
      const auto found = key.empty() ? names_.end() : names_.find(key);
      if (found != names_.end())
        data_.terms[found->second].group_named = static_cast<std::uint16_t>(group + 1);
    }
  }

  const Source& source_of(const Line& line) const { return *all_[line.source]; }

  const Sources& sources_;
  std::vector<const Source*> all_;
  Complaints complaints_;
  std::vector<Line> lines_;
  const Line* current_ = nullptr;  ///< what is complained about
  Vocabulary vocabulary_;
  TextPool pool_;
  TableData data_;
  GroupList groups_;
  std::map<NameKey, std::uint32_t> names_;
  std::vector<Definition> definitions_;
  Memberships own_;  ///< of the term being filled
  std::vector<Memberships> memberships_;
  std::vector<int> state_;  ///< of `evaluate`: 0 new, 1 under way, 2 done
  std::map<GroupSet, std::uint16_t> set_ids_;
};

}  // namespace

TableData compile(const Sources& sources, std::size_t shown_errors) {
  return Compiler{sources, shown_errors}.compile();
}

}  // namespace culprit::foods
