// The library from C++: from_cpp DIARY.csv prints the food that is ranked first.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "culprit/pipeline.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: from_cpp DIARY.csv\n";
    return EXIT_FAILURE;
  }
  std::ifstream file(argv[1], std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::unique_ptr<culprit::csv::Input>> inputs;
  inputs.push_back(std::make_unique<culprit::csv::TextInput>(argv[1], std::move(text)));
  try {
    const auto result = culprit::analyse(inputs, culprit::PipelineOptions{});
    if (result.analysis.foods.empty()) {
      std::cout << "no food could be tested\n";
      return EXIT_SUCCESS;
    }
    const auto& first = result.analysis.foods.front();
    std::cout << first.name << ": " << culprit::to_word(first.verdict) << ", "
              << first.effect.estimate << " points if eaten daily\n";
  } catch (const culprit::InputError& error) {
    for (const auto& message : error.messages()) std::cerr << to_text(message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
