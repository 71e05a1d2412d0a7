#include "diary/joiner.hpp"

#include <algorithm>
#include <array>

#include "culprit/core/text.hpp"
#include "diary/cell_text.hpp"
#include "diary/header_words.hpp"
#include "diary/word_lists.hpp"

namespace culprit::diary {
namespace {

constexpr std::array<std::string_view, 6> joiner_marks{"|||", "|", ";", "\n", " + ", " / "};
constexpr std::uint64_t cells_per_mark = 20;  ///< one cell in so many holds the joiner
constexpr std::uint64_t enough_to_judge = 8;  ///< cells with a comma
constexpr std::ptrdiff_t longest_name = 4;    ///< words

bool is_qualifier(std::string_view part) {
  if (part.find('%') != std::string_view::npos) return true;
  return is_listed<"ways of making">(header_phrase(part));
}

}  // namespace

void JoinerEvidence::add(std::string_view cell) {
  ++cells_;
  for (std::size_t i = 0; i < joiner_marks.size(); ++i)
    if (cell.find(joiner_marks[i]) != std::string_view::npos) ++marks_[i];
  add_parts(cell);
}

void JoinerEvidence::add_parts(std::string_view cell) {
  const auto parts = split_cell(cell, ",");
  if (parts.size() > 1) ++comma_cells_;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      ++behind_;
      if (is_qualifier(parts[i])) ++qualifiers_;
    }
    if (std::count(parts[i].begin(), parts[i].end(), ' ') >= longest_name) ++long_parts_;
    if (parts_.size() >= most_parts) continue;
    Part& part = parts_[fold_name(parts[i])];
    ++(i == 0 ? part.first : part.behind);
  }
}

bool JoinerEvidence::parts_at_commas() const {
  if (behind_ == 0 || qualifiers_ * 7 > behind_) return false;
  if (long_parts_ * 10 > behind_ + cells_) return false;
  if (comma_cells_ < enough_to_judge) return true;
  std::uint64_t distinct = 0;
  std::uint64_t recurring = 0;
  for (const auto& [name, part] : parts_) {
    if (part.behind == 0) continue;
    ++distinct;
    if (part.first > 0) ++recurring;
  }
  return recurring * 4 >= distinct;
}

std::string JoinerEvidence::decide() const {
  for (std::size_t i = 0; i < joiner_marks.size(); ++i)
    if (marks_[i] > 0 && marks_[i] * cells_per_mark >= cells_) return std::string{joiner_marks[i]};
  return parts_at_commas() ? "," : "";
}

}  // namespace culprit::diary
