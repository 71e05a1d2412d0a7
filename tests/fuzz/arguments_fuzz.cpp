/// Lines of any bytes as the arguments of a command line: nothing crashes, and exactly one of
/// options, text and errors comes out; every error says what is wrong.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options/command_line.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = text.find('\n', from);
    lines.emplace_back(text.substr(from, end - from));
    from = end == text.npos ? text.size() : end + 1;
  }
  return lines;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace culprit;
  auto args = lines_of({reinterpret_cast<const char*>(data), size});
  for (auto& arg : args) {
    // No argument of a program holds NUL; files of the machine are none of the test's business.
    arg = arg.substr(0, arg.find('\0'));
    if (arg.find("config") != arg.npos) arg = "--strict";
  }
  for (const auto input : {cli::StandardInput::terminal, cli::StandardInput::piped}) {
    const auto parsed = cli::parse_arguments(args, input);
    require(parsed.options.has_value() + !parsed.text.empty() + !parsed.errors.empty() == 1);
    require(parsed.errors.empty() == (parsed.exit == cli::ExitCode::done));
    for (const auto& error : parsed.errors) require(!error.text.empty() && !error.code.empty());
    if (parsed.options && parsed.options->command == cli::Command::rank)
      require(!parsed.options->diaries.empty());
  }
  return 0;
}
