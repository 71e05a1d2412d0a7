#include "report/html/page_template.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "report/figures/figure.hpp"

namespace culprit::report {

Filling::Value& Filling::value(std::string_view name) {
  const auto at = std::ranges::find(values_, name, &Value::name);
  return at != values_.end() ? *at : values_.emplace_back(Value{std::string{name}, {}, {}});
}

Filling& Filling::set(std::string_view name, std::string_view words) {
  return raw(name, escape_markup(words));
}

Filling& Filling::raw(std::string_view name, std::string markup) {
  value(name).markup = std::move(markup);
  return *this;
}

Filling& Filling::add(std::string_view name, Filling item) {
  value(name).items.push_back(std::move(item));
  return *this;
}

Filling& Filling::add_all(std::string_view name, std::span<const std::string> items) {
  for (const auto& item : items) add(name, std::move(Filling{}.set("words", item)));
  return *this;
}

class TemplateWriter {
 public:
  std::string out;

  void write(std::string_view text) {
    for (;;) {
      const std::size_t at = text.find("{{");
      write_literal(text.substr(0, at));
      if (at == std::string_view::npos) return;
      const std::size_t end = text.find("}}", at);
      const std::string_view tag = text.substr(at + 2, end - at - 2);
      text.remove_prefix(end + 2);
      if (tag.front() != '#' && tag.front() != '^') out += require(tag).markup;
      else write_part(tag, take_part(text, tag.substr(1)));
    }
  }

  void enter(const Filling& filling) { scopes_.push_back(&filling); }

 private:
  void write_literal(std::string_view text) {
    for (const char c : text) {
      if (c != ' ' || out.empty() || out.back() != '\n') out += c;
    }
  }

  void write_part(std::string_view tag, std::string_view part) {
    const auto* value = find(tag.substr(1));
    const bool is_list = value != nullptr && !value->items.empty();
    const bool is_filled = is_list || (value != nullptr && !value->markup.empty());
    if (is_filled == (tag.front() == '^')) return;
    if (!is_list) return write(part);
    for (const auto& item : value->items) {
      enter(item);
      write(part);
      scopes_.pop_back();
    }
  }

  /// Takes the part up to the tag that closes it. Parts of one name do not hold each other.
  static std::string_view take_part(std::string_view& text, std::string_view name) {
    const auto skip_break = [&] { text.remove_prefix(text.starts_with('\n') ? 1 : 0); };
    skip_break();
    const std::string closing = fmt::format("{{{{/{}}}}}", name);
    const std::size_t end = text.find(closing);
    if (end == std::string_view::npos)
      throw std::invalid_argument(
          fmt::format("fill: part '{}' is not closed; expected '{}'", name, closing));
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end + closing.size());
    skip_break();
    return part;
  }

  const Filling::Value* find(std::string_view name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
      for (const auto& value : (*scope)->values_)
        if (value.name == name) return &value;
    return nullptr;
  }

  const Filling::Value& require(std::string_view name) const {
    if (const auto* value = find(name)) return *value;
    throw std::invalid_argument(fmt::format("fill: gap '{}' has no value; expected one", name));
  }

  std::vector<const Filling*> scopes_;
};

std::string fill(std::string_view text, const Filling& filling) {
  TemplateWriter writer;
  writer.enter(filling);
  writer.write(text);
  return std::move(writer.out);
}

}  // namespace culprit::report
