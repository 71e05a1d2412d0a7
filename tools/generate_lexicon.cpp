/// generate_lexicon OUTPUT WORDS GROUPS TEXT...: checks the texts of the lexicon and writes them,
/// and the filter of ordinary words, as C++ arrays of numbers, which compile quickly and cost
/// nothing when the program starts.
#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "foods/directives.hpp"
#include "foods/notation.hpp"

namespace {

using namespace culprit::foods;

struct TextFile {
  std::string name;
  std::string text;
};

TextFile read(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) throw std::runtime_error(path + ": file cannot be read");
  return {path.substr(path.rfind('/') + 1),
      {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}}};
}

template <typename Records, typename Write> void write_array(std::string& out,
    std::string_view type, std::string_view name, const Records& records, const Write& write) {
  constexpr std::size_t widest = 110;
  out += fmt::format("constexpr {} {}[] = {{\n", type, name);
  std::size_t line_begin = out.size();
  for (const auto& record : records) {
    write(record);
    out += ',';
    if (out.size() - line_begin > widest) {
      out += '\n';
      line_begin = out.size();
    }
  }
  out += "\n};\n";
}

/// A string literal in pieces; octal, so that no digit that follows is taken in.
void write_literal(std::string& out, std::string_view text) {
  constexpr std::size_t piece = 100;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % piece == 0) out += i == 0 ? "\"" : "\"\n\"";
    const char c = text[i];
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?') out += c;
    else out += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
  }
  out += text.empty() ? "\"\"" : "\"";
}

void write_records(std::string& out, const TableData& data) {
  write_array(out, "GroupRecord", "groups", data.groups, [&](const GroupRecord& r) {
    out += fmt::format("{{{},{},{},{},{},{{{}u,{}u}}}}", r.id, r.label, r.basis, r.layer, r.flags,
        r.implies.word(0), r.implies.word(1));
  });
  write_array(out, "GroupSet", "sets", data.sets,
      [&](GroupSet set) { out += fmt::format("{{{}u,{}u}}", set.word(0), set.word(1)); });
  write_array(out, "TermRecord", "terms", data.terms, [&](const TermRecord& r) {
    out += fmt::format("{{{},{},{}u,{},{},{},{},{},{},{},TermKind({}),{},{},{},{},{}u,{}u,{}u}}",
        r.name, r.first_ingredient, r.family, r.n_ingredients, r.own_sure, r.own_maybe, r.own_minor,
        r.sure, r.maybe, r.minor, static_cast<int>(r.kind), r.role, r.value, r.group_named, r.flags,
        r.unit, r.kin, r.plural);
  });
  write_array(out, "WordRecord", "words", data.words,
      [&](const WordRecord& r) { out += fmt::format("{{{},{}}}", r.text, r.canonical); });
  write_array(out, "EdgeRecord", "edge_slots", data.edge_slots,
      [&](const EdgeRecord& r) { out += fmt::format("{{{}u,{},{}}}", r.node, r.word, r.child); });
  write_array(
      out, "SubstituteRecord", "substitutes", data.substitutes, [&](const SubstituteRecord& r) {
        out += fmt::format("{{{}u,{}u,{}u,{},{}u,{}}}", r.ingredient, r.term, r.group, r.is_beside,
            r.left_group, r.is_doubtful);
      });
}

void write_numbers(
    std::string& out, std::string_view name, const std::vector<std::uint32_t>& numbers) {
  write_array(out, "std::uint32_t", name, numbers,
      [&](std::uint32_t number) { out += fmt::format("{}u", number); });
}

std::string generate(const TableData& data, const std::vector<std::uint64_t>& dictionary,
    const std::vector<TextFile>& files) {
  std::string out =
      "// Written by generate_lexicon from the texts in src/foods/lexicon.\n"
      "#include \"foods/tables.hpp\"\n\nnamespace culprit::foods {\nnamespace {\n\n"
      "constexpr char text[] =\n";
  write_literal(out, data.text);
  out += ";\n";
  write_records(out, data);
  write_numbers(out, "ingredients", data.ingredients);
  write_numbers(out, "word_slots", data.word_slots);
  write_numbers(out, "node_terms", data.node_terms);
  write_numbers(out, "by_length", data.by_length);
  write_numbers(out, "masks", data.masks);
  write_numbers(out, "lengths", data.lengths);
  write_numbers(out, "sounds", data.sounds);
  write_numbers(out, "by_sound", data.by_sound);
  write_array(out, "std::uint64_t", "dictionary", dictionary,
      [&](std::uint64_t block) { out += fmt::format("{}u", block); });
  for (std::size_t i = 0; i < files.size(); ++i) {
    out += fmt::format("constexpr char source_{}[] =\n", i);
    write_literal(out, files[i].text);
    out += ";\n";
  }
  out += "constexpr EmbeddedText sources[] = {\n";
  for (std::size_t i = 0; i < files.size(); ++i) {
    out += "{";
    write_literal(out, files[i].name);
    out += fmt::format(", {{source_{}, sizeof(source_{}) - 1}}}},\n", i, i);
  }
  out +=
      "};\nconstexpr Tables tables{{text, sizeof(text) - 1}, groups, sets, terms, ingredients, "
      "words, word_slots, edge_slots, node_terms, by_length, masks, lengths, sounds, by_sound, "
      "substitutes, dictionary};\n\n"
      "}  // namespace\n\nconst Tables& embedded_tables() noexcept { return tables; }\n"
      "std::span<const EmbeddedText> embedded_texts() noexcept { return sources; }\n\n"
      "}  // namespace culprit::foods\n";
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::vector<TextFile> files;
    for (int i = 3; i < argc; ++i) files.push_back(read(argv[i]));
    Sources sources{{files.at(0).name, files.at(0).text}, {}, {}};
    for (std::size_t i = 1; i < files.size(); ++i)
      sources.lexicon.push_back({files[i].name, files[i].text});
    const auto dictionary = make_dictionary(unpack_words(read(argv[2]).text));
    const auto text = generate(compile(sources), dictionary, files);
    std::ofstream output{argv[1], std::ios::binary};
    output << text;
    output.close();
    return output ? 0 : 1;
  } catch (const culprit::InputError& error) {
    for (const auto& message : error.messages()) std::cerr << culprit::to_text(message);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
  }
  return 1;
}
