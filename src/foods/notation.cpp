#include "foods/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "culprit/core/text.hpp"
#include "culprit/core/word_table.hpp"

namespace culprit::foods {
namespace {

/// Code points before `n` bytes of the line, from 1: the column as editors count.
std::uint64_t column_at(std::string_view line, std::size_t n) noexcept {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return static_cast<std::uint64_t>(
             std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(n), begins)) +
         1;
}

struct LineText {
  std::string_view text;
  std::uint64_t number = 0;
  // Pieces come in their order, nearly: the columns up to the last one are not counted again.
  mutable std::size_t counted = 0;
  mutable std::uint64_t column = 1;

  [[nodiscard]] Piece piece(std::string_view part) const {
    const auto kept = trim(part);
    const auto* begin = kept.empty() ? part.data() : kept.data();
    const auto at = static_cast<std::size_t>(begin - text.data());
    if (at < counted) {
      counted = 0;
      column = 1;
    }
    column += column_at(text.substr(counted), at - counted) - 1;
    counted = at;
    return {std::string{kept}, number, column};
  }
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Calls `action` for each line that is neither blank nor a comment.
template <typename Action> void for_each_line(std::string_view text, const Action& action) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::uint64_t number = 0;
  for (auto line : split(text, '\n')) {
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto kept = trim(line);
    if (!kept.empty() && !kept.starts_with('#')) action(LineText{.text = line, .number = number});
  }
}

Meaning read_meaning(const LineText& line, std::string_view part) {
  Meaning meaning;
  meaning.what = line.piece(part);
  std::string& text = meaning.what.text;
  constexpr std::string_view sigils = "~?^-+!";
  constexpr Sigil kinds[] = {Sigil::minor, Sigil::sometimes, Sigil::fallback, Sigil::removes,
      Sigil::adds, Sigil::directive};
  if (!text.empty()) {
    const auto found = sigils.find(text.front());
    if (found != std::string_view::npos) {
      meaning.sigil = kinds[found];
      text.erase(0, 1);
    }
  }
  if (text.starts_with('@')) {
    meaning.is_group = true;
    text.erase(0, 1);
  }
  text = trim(std::string_view{text});
  return meaning;
}

struct Mark {
  std::string_view text;
  LineKind kind;
};
constexpr std::string_view rare_mark = "!rare";
constexpr Mark marks[] = {
    {"=>", LineKind::spelling}, {"<-", LineKind::substitution}, {"=", LineKind::definition}};

/// `!alone rice; corn`: the property as the only meaning.
Line read_property(const LineText& text, std::size_t number) {
  const auto line = trim(text.text);
  const auto space = std::min(line.find(' '), line.size());
  Line read{LineKind::property, {}, {}, number};
  read.meanings.push_back(read_meaning(text, line.substr(0, space)));
  for (const auto name : split(line.substr(space), ';')) read.names.push_back({text.piece(name)});
  return read;
}

}  // namespace

void Complaints::add(const Source& source, const Piece& piece, std::string code, std::string text) {
  if (!seen_.emplace(source.file, code, piece.line, piece.column).second) return;
  if (const auto gap = text.find("{}"); gap != text.npos)
    text.replace(gap, 2, shortened(piece.text));
  tally_.add({.code = std::move(code),
      .text = std::move(text),
      .place = {source.file, piece.line, piece.column}});
}

std::vector<Message> Complaints::sorted() const {
  auto sorted = tally_.kept();
  std::stable_sort(sorted.begin(), sorted.end(), [](const Message& a, const Message& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
  for (const auto& [code, group] : tally_.groups()) {
    if (const auto more = group.count - group.first.size(); more > 0)
      sorted.push_back(
          {.code = "more_errors", .text = fmt::format("{} more with the error {}", more, code)});
  }
  return sorted;
}

std::vector<Line> read_lines(const Source& source, std::size_t number, Complaints& complaints) {
  std::vector<Line> lines;
  bool is_rare = false;
  for_each_line(source.text, [&](const LineText& text) {
    const auto line_text = trim(text.text);
    if (line_text == rare_mark) {
      is_rare = true;
      return;
    }
    if (line_text.starts_with('!')) {
      lines.push_back(read_property(text, number));
      return;
    }
    const auto* mark = std::find_if(std::begin(marks), std::end(marks), [&](const Mark& candidate) {
      return text.text.find(candidate.text) != std::string_view::npos;
    });
    if (mark == std::end(marks)) {
      return complaints.add(source, text.piece(text.text), "no_meaning",
          "line '{}' has no meaning; expected 'name = meaning, meaning'");
    }
    const auto at = text.text.find(mark->text);
    Line line{mark->kind, {}, {}, number, is_rare};
    for (const auto name : split(text.text.substr(0, at), ';')) {
      auto& spellings = line.names.emplace_back();
      for (const auto spelling : split(name, '|')) {
        spellings.push_back(text.piece(spelling));
        if (spellings.back().text.empty())
          complaints.add(source, spellings.back(), "no_name",
              "name '' is empty; expected a name before '" + std::string{mark->text} + "'");
      }
    }
    const auto meanings = text.text.substr(at + mark->text.size());
    if (!trim(meanings).empty()) {
      for (const auto part : split(meanings, ',')) {
        line.meanings.push_back(read_meaning(text, part));
        if (line.meanings.back().what.text.empty())
          complaints.add(source, line.meanings.back().what, "empty_meaning",
              "meaning '' is empty; expected an ingredient, @group or !word");
      }
    }
    lines.push_back(std::move(line));
  });
  return lines;
}

namespace {

std::vector<GroupLine> read_groups(const Source& source, Complaints& complaints) {
  std::vector<GroupLine> groups;
  for_each_line(source.text, [&](const LineText& text) {
    const auto fields = split(text.text, '|');
    constexpr std::size_t n_fields = 5;
    if (fields.size() != n_fields) {
      return complaints.add(source, text.piece(text.text), "bad_group",
          fmt::format(
              "group '{{}}' has {} fields; expected id|layer|implies|label|basis", fields.size()));
    }
    groups.push_back({text.piece(fields[0]), std::string{trim(fields[1])},
        std::string{trim(fields[2])}, std::string{trim(fields[3])}, std::string{trim(fields[4])}});
  });
  return groups;
}

/// Parents of parents are parents.
void close(std::vector<GroupSet>& implied) {
  for (std::size_t pass = 0; pass < implied.size(); ++pass)
    for (auto& set : implied) set.for_each([&](GroupId group) { set |= implied[group]; });
}

}  // namespace

GroupList read_group_list(const Source& source, Complaints& complaints) {
  GroupList list;
  for (auto& line : read_groups(source, complaints)) {
    const auto id = static_cast<GroupId>(list.lines.size());
    if (id == GroupSet::capacity || !list.ids.try_emplace(line.id.text, id).second) {
      complaints.add(source, line.id, "group_twice",
          fmt::format("group '{{}}' is one too many; expected each once and at most {}",
              GroupSet::capacity));
      continue;
    }
    const auto known = value_of(layer_words, line.layer);
    const Layer layer = known.value_or(Layer::benefit);
    if (!known)
      complaints.add(source, line.id, "bad_layer",
          fmt::format(
              "layer '{}' is unknown; expected identity, dose or benefit", shortened(line.layer)));
    if (layer == Layer::identity) list.identity.insert(id);
    list.layers.push_back(layer);
    list.lines.push_back(std::move(line));
  }
  list.implied.resize(list.lines.size());
  for (std::size_t i = 0; i < list.lines.size(); ++i) {
    const auto& line = list.lines[i];
    const auto found = list.ids.find(line.implies);
    if (found != list.ids.end()) list.implied[i].insert(found->second);
    else if (!line.implies.empty())
      complaints.add(source, line.id, "unknown_group",
          fmt::format(
              "group '{}' is unknown; expected one of the closed list", shortened(line.implies)));
  }
  close(list.implied);
  return list;
}

}  // namespace culprit::foods
