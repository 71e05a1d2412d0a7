#include "culprit/engine/analysis.hpp"

namespace culprit::engine {

std::string_view to_word(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::suspect:
      return "suspect";
    case Verdict::protective:
      return "protective";
    case Verdict::possible:
      return "possible";
    case Verdict::cleared:
      return "cleared";
    case Verdict::no_evidence:
      return "no_evidence";
    case Verdict::not_enough_data:
      break;
  }
  return "not_enough_data";
}

std::string_view to_word(Direction direction) noexcept {
  return direction == Direction::worse ? "worse" : "better";
}

std::string_view to_word(SkipReason reason) noexcept {
  switch (reason) {
    case SkipReason::possible_immediate_reaction:
      return "possible_immediate_reaction";
    case SkipReason::too_few_exposures:
      return "too_few_exposures";
    case SkipReason::too_few_unexposed:
      return "too_few_unexposed";
    case SkipReason::no_variation:
      break;
  }
  return "no_variation";
}

std::string_view to_word(FamilyStatus status) noexcept {
  switch (status) {
    case FamilyStatus::suspected:
      return "suspected";
    case FamilyStatus::ruled_out:
      return "ruled_out";
    case FamilyStatus::no_sign:
      return "no_sign";
    case FamilyStatus::not_enough_data:
      return "not_enough_data";
    case FamilyStatus::never_eaten:
      break;
  }
  return "never_eaten";
}

}  // namespace culprit::engine
