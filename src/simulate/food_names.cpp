#include "simulate/food_names.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace culprit::simulate {
namespace {

constexpr std::array<std::string_view, everyday_foods> everyday{
    "apple",     "avocado",    "banana",   "beef",      "bell pepper", "blueberry", "bread",
    "broccoli",  "butter",     "carrot",   "cashew",    "cheese",      "chicken",   "chickpeas",
    "chocolate", "cinnamon",   "coffee",   "corn",      "cucumber",    "egg",       "garlic",
    "ginger",    "grapes",     "honey",    "ice cream", "kiwi",        "lemon",     "lentils",
    "lettuce",   "milk",       "mushroom", "mustard",   "oats",        "olive oil", "onion",
    "orange",    "pasta",      "peanut",   "pear",      "peas",        "pineapple", "pork",
    "potato",    "rice",       "salmon",   "sausage",   "sesame",      "shrimp",    "soy sauce",
    "spinach",   "strawberry", "tea",      "tofu",      "tomato",      "tuna",      "turkey",
    "walnut",    "wheat beer", "yogurt",   "zucchini"};

}  // namespace

std::vector<std::string> food_names(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    const auto index = static_cast<std::size_t>(i);
    names.push_back(index < everyday.size() ? std::string{everyday[index]}
                                            : fmt::format("food {:03}", i + 1));
  }
  return names;
}

}  // namespace culprit::simulate
