/// The notation of the lexicon: text to definitions, every defect with its place.
///
/// A line is `name; other name|its spelling = meaning, meaning`, or `spelling => word`, or
/// `ingredient <- what it gives way to`, or `!property name; name`; `#` begins a comment line.
/// docs/lexicon.md has it all. The generator compiles texts at build time and `--lexicon` at run
/// time: what the program ships and what people write pass the same checks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "culprit/core/message_tally.hpp"
#include "culprit/foods/groups.hpp"
#include "foods/tables.hpp"

namespace culprit::foods {

/// A piece of the text and where it stands.
struct Piece {
  std::string text;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
};

/// What stands before a meaning.
enum class Sigil : std::uint8_t {
  none,       ///< an ingredient, or `@group`
  minor,      ///< `~`
  sometimes,  ///< `?`
  fallback,   ///< `^`: unless the phrase names another kind
  removes,    ///< `-@group`
  adds,       ///< `+@group`
  directive,  ///< `!word`
};

struct Meaning {
  Sigil sigil = Sigil::none;
  bool is_group = false;  ///< `@`
  Piece what;             ///< without the signs
};

enum class LineKind : std::uint8_t { definition, spelling, substitution, property };

struct Line {
  LineKind kind = LineKind::definition;
  std::vector<std::vector<Piece>> names;  ///< each with its further spellings
  std::vector<Meaning> meanings;
  std::size_t source = 0;  ///< which text
  bool is_rare = false;    ///< behind a line `!rare`
};

struct GroupLine {
  Piece id;
  std::string layer;
  std::string implies;  ///< comma-separated
  std::string label;
  std::string basis;
};

/// A text and its name.
struct Source {
  std::string file;
  std::string_view text;
};

/// Gathers messages in the form of all others, each once.
class Complaints {
 public:
  /// @param shown  how many of each kind are kept; the rest are counted.
  explicit Complaints(std::size_t shown) : tally_{shown} {}

  /// @param text  with the piece in the place of `{}`
  void add(const Source& source, const Piece& piece, std::string code, std::string text);
  [[nodiscard]] bool any() const noexcept { return tally_.total() > 0; }
  /// By file and place; then, of each kind, how many more there are.
  [[nodiscard]] std::vector<Message> sorted() const;

 private:
  MessageTally tally_;
  std::set<std::tuple<std::string, std::string, std::uint64_t, std::uint64_t>> seen_;
};

[[nodiscard]] std::vector<Line> read_lines(
    const Source& source, std::size_t number, Complaints& complaints);
/// The closed list, checked: what may be implied, in which layer it is.
struct GroupList {
  std::vector<GroupLine> lines;
  std::vector<Layer> layers;      ///< [lines]
  std::vector<GroupSet> implied;  ///< [lines] all that the group belongs to, without itself
  std::map<std::string, GroupId, std::less<>> ids;
  GroupSet identity;  ///< the groups of that layer
};

/// Complains about groups given twice, unknown layers and unknown parents.
[[nodiscard]] GroupList read_group_list(const Source& source, Complaints& complaints);

struct Sources {
  Source groups;
  std::vector<Source> lexicon;  ///< of equal rank: a name may be defined once
  std::vector<Source> users;    ///< each beats what stands before it
};

/// @param shown_errors  how many of each kind the InputError holds; the rest are counted.
/// @throws InputError   with the defects of all texts.
[[nodiscard]] TableData compile(const Sources& sources, std::size_t shown_errors = 20);

}  // namespace culprit::foods
