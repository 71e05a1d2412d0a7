/// Names of the lexicon say what is in them: a law over all names, so that no line of several can
/// give one of them what only another is made of.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "foods/fold.hpp"
#include "foods/phrases.hpp"

namespace culprit::foods {
namespace {

const Lexicon& lexicon() { return Lexicon::built_in(); }

using Words = std::vector<std::string>;

Words split(const std::string& text, char separator) {
  std::istringstream stream{text};
  Words parts;
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

/// Whether a phrase begins at a word of a name, plurals for singulars.
bool stands_at(const Words& name, std::size_t at, const Words& phrase) {
  if (at + phrase.size() > name.size()) return false;
  return std::equal(phrase.begin(), phrase.end(), name.begin() + static_cast<std::ptrdiff_t>(at),
      [](const std::string& said, const std::string& word) {
        return word == said || word == said + "s";
      });
}

/// What a phrase in a name says: the food may hold one of these, and surely holds none of those.
struct Statement {
  Words phrase;
  GroupSet one_of;
  GroupSet none_of;
};

/// A phrase in whose names a word says nothing: the butter of a butter bean. `*`: no word says what
/// is in it (imitation crab); `another`: it may hold another animal, too (a cordon bleu has ham).
struct Excuse {
  Words phrase;
  std::string word;
};

/// By their first words.
using Statements = std::multimap<std::string, Statement>;
using Excuses = std::multimap<std::string, Excuse>;

Statements statements() {
  Statements all;
  for (const auto& row : read_table(CULPRIT_FOODS_DATA "/names_say.tsv")) {
    for (const auto& phrase : split(row[0], ',')) {
      const auto words = split(phrase, ' ');
      all.insert({words.front(),
          {words, parse_groups(lexicon(), row[1]), parse_groups(lexicon(), row[2])}});
    }
  }
  return all;
}

Excuses excuses() {
  Excuses all;
  for (const auto& row : read_table(CULPRIT_FOODS_DATA "/names_excused.tsv")) {
    for (const auto& phrase : split(row[0], ',')) {
      const auto words = split(phrase, ' ');
      for (const auto& word : split(row[1], ',')) all.insert({words.front(), {words, word}});
    }
  }
  return all;
}

/// All entries under a word or, of a plural, its singular.
template <class Entries, class Use>
void for_each_under(const Entries& entries, const std::string& word, Use use) {
  for (const auto& key : {word, word.back() == 's' ? word.substr(0, word.size() - 1) : ""}) {
    const auto [first, last] = entries.equal_range(key);
    for (auto entry = first; entry != last; ++entry) use(entry->second);
  }
}

class Names : public ::testing::Test {
 protected:
  /// The words that say nothing in a name.
  std::set<std::string> silent(const Words& name) const {
    std::set<std::string> words;
    for (std::size_t at = 0; at < name.size(); ++at) {
      for_each_under(excuses_, name[at], [&](const Excuse& excuse) {
        if (stands_at(name, at, excuse.phrase)) words.insert(excuse.word);
      });
    }
    return words;
  }

  std::vector<Statement> said_by(const Words& name) const {
    const auto without = silent(name);
    std::vector<Statement> said;
    for (std::size_t at = 0; at < name.size(); ++at) {
      for_each_under(statements_, name[at], [&](Statement statement) {
        if (!stands_at(name, at, statement.phrase) || without.contains(statement.phrase.front()))
          return;
        if (without.contains("*")) statement.one_of = {};
        said.push_back(statement);
      });
    }
    return said;
  }

  /// Names of foods with their words and what these say.
  template <class Check> void for_each_name(Check check) const {
    for (TermId term = 0; term < lexicon().size(); ++term) {
      const auto role = lexicon().role(term);
      if (role != Role::food && role != Role::supplement) continue;
      const std::string name{lexicon().name(term)};
      const auto words = split(fold_phrase(name), ' ');
      check(name, words, said_by(words), lexicon().memberships(term));
    }
  }

  const Statements statements_ = statements();
  const Excuses excuses_ = excuses();
};

TEST_F(Names, HoldWhatTheySay) {
  for_each_name([](const std::string& name, const Words& /*words*/,
                    const std::vector<Statement>& said, const Memberships& groups) {
    for (const auto& statement : said) {
      if (statement.one_of.empty()) continue;
      EXPECT_FALSE((statement.one_of & (groups.sure | groups.maybe)).empty())
          << name << " should hold " << ids(lexicon(), statement.one_of);
    }
  });
}

TEST_F(Names, DoNotSurelyHoldWhatTheySayIsNotInThem) {
  for_each_name([](const std::string& name, const Words& /*words*/,
                    const std::vector<Statement>& said, const Memberships& groups) {
    for (const auto& statement : said)
      EXPECT_EQ(ids(lexicon(), statement.none_of & groups.sure), "") << name;
  });
}

TEST_F(Names, OfOneAnimalDoNotSurelyHoldAnother) {
  const auto animals = parse_groups(lexicon(), "beef,pork,lamb,poultry,game,crustacean,mollusc");
  for_each_name([&](const std::string& name, const Words& words, const std::vector<Statement>& said,
                    const Memberships& groups) {
    GroupSet named;
    for (const auto& statement : said) named = named | (statement.one_of & animals);
    if (named.empty() || silent(words).contains("another")) return;
    EXPECT_EQ(ids(lexicon(), (groups.sure & animals) - named), "") << name;
  });
}

TEST_F(Names, AreExcusedOnlyByPhrasesThatStandInSome) {
  std::set<Words> unused;
  for (const auto& [word, excuse] : excuses_) unused.insert(excuse.phrase);
  for_each_name([&](const std::string& /*name*/, const Words& words,
                    const std::vector<Statement>& /*said*/, const Memberships& /*groups*/) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      for_each_under(excuses_, words[at], [&](const Excuse& excuse) {
        if (stands_at(words, at, excuse.phrase)) unused.erase(excuse.phrase);
      });
    }
  });
  for (const auto& phrase : unused) {
    std::string text;
    for (const auto& word : phrase) text += word + ' ';
    ADD_FAILURE() << "no name has: " << text;
  }
}

}  // namespace
}  // namespace culprit::foods
