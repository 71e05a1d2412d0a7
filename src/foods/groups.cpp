#include "culprit/foods/groups.hpp"

#include "culprit/foods/lexicon.hpp"

namespace culprit::foods {

std::string_view to_word(Layer layer) noexcept {
  switch (layer) {
    case Layer::identity:
      return "identity";
    case Layer::dose:
      return "dose";
    case Layer::benefit:
      break;
  }
  return "benefit";
}

std::string_view to_word(Role role) noexcept {
  switch (role) {
    case Role::food:
      return "food";
    case Role::supplement:
      return "supplement";
    case Role::factor:
      return "factor";
    case Role::treatment:
      return "treatment";
    case Role::symptom:
      break;
  }
  return "symptom";
}

std::string_view to_word(Share share) noexcept {
  switch (share) {
    case Share::usual:
      return "usual";
    case Share::minor:
      return "minor";
    case Share::sometimes:
      return "sometimes";
    case Share::given:
      break;
  }
  return "given";
}

}  // namespace culprit::foods
