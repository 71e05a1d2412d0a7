#include "simulate/food_names.hpp"

#include <fmt/format.h>

#include <sstream>

#include "simulate/texts.hpp"

namespace culprit::simulate {

std::vector<std::string> food_names(int count) {
  std::istringstream everyday{std::string{texts::everyday_foods_txt}};
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    std::string name;
    names.push_back(std::getline(everyday, name) ? name : fmt::format("food {:03}", i + 1));
  }
  return names;
}

}  // namespace culprit::simulate
