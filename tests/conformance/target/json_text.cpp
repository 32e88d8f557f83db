#include "tests/conformance/target/json_text.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/json_bounds.h"

namespace certlife::conformance {
namespace {

// REQUIRES: not deeper than deepest_json.
std::size_t members_of(const Json& value) {
  std::size_t members = value.is_object() ? value.size() : 0;
  if (value.is_structured())
    for (const Json& each : value) members += members_of(each);
  return members;
}

// Goes through a text that is known to be JSON.
class Walk {
 public:
  Walk(std::string_view text, std::size_t at) : text_(text), at_(at) { blanks(); }

  std::size_t at() const { return at_; }
  // To the value of that key. REQUIRES: an object begins here and has it.
  void enter(const std::string& key) {
    for (open(); true; skip_value(), take(',')) {
      const std::size_t begin = at_;
      skip_text();
      const bool is_it = Json::parse(text_.substr(begin, at_ - begin)) == key;
      take(':');
      if (is_it) return;
    }
  }
  // To that element. REQUIRES: a list begins here and has it.
  void enter(std::size_t index) {
    open();
    for (; index > 0; --index) skip_value(), take(',');
  }

 private:
  void blanks() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  void open() { ++at_, blanks(); }
  void take(char) { blanks(), ++at_, blanks(); }
  void skip_text() {
    for (++at_; text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }
  void skip_value() {
    int depth = 0;
    do {
      const char c = text_[at_];
      if (c == '"') {
        skip_text();
      } else if (c == '[' || c == '{') {
        ++depth, ++at_;
      } else if (c == ']' || c == '}') {
        --depth, ++at_;
      } else if (depth > 0) {
        ++at_;
      } else {
        at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
      }
    } while (depth > 0);
  }

  std::string_view text_;
  std::size_t at_;
};

}  // namespace

std::optional<Json> json_in(std::string_view text) {
  const JsonExtent extent = extent_of(text);
  if (extent.too_deep_at < text.size() || extent.values > most_json_values) return std::nullopt;
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded() || members_of(value) != extent.members) return std::nullopt;
  return value;
}

JsonNode::JsonNode(const JsonFile& file) : file_(&file), value_(&file.json()) {}

JsonNode::JsonNode(const JsonNode& parent, const Json& value, Step step)
    : file_(parent.file_), value_(&value), step_(std::make_shared<const Step>(std::move(step))) {}

bool JsonNode::has(const char* key) const { return value_->is_object() && value_->contains(key); }

JsonNode JsonNode::at(const char* key) const {
  if (!value_->is_object()) fail("expected an object");
  if (!has(key)) fail(std::string("\"") + key + "\" is missing");
  return JsonNode(*this, value_->at(key), {step_, key, 0, true});
}

std::vector<JsonNode> JsonNode::items() const {
  if (!value_->is_array()) fail("expected a list");
  std::vector<JsonNode> all;
  for (const Json& each : *value_) all.push_back(JsonNode(*this, each, {step_, "", all.size(), false}));
  return all;
}

std::vector<JsonNode> JsonNode::members() const {
  if (!value_->is_object()) fail("expected an object");
  std::vector<JsonNode> all;
  for (const auto& [key, each] : value_->items()) all.push_back(JsonNode(*this, each, {step_, key, 0, true}));
  return all;
}

std::string JsonNode::text() const {
  if (!value_->is_string()) fail("expected a text");
  return value_->get<std::string>();
}

std::uint64_t JsonNode::number(std::uint64_t most) const {
  if (!value_->is_number_unsigned() || value_->get<std::uint64_t>() > most) fail("expected a whole number of at most " + std::to_string(most));
  return value_->get<std::uint64_t>();
}

void JsonNode::fail(const std::string& message) const { file_->fail_at(offset_behind(*file_, step_.get()), message); }

std::size_t JsonNode::offset_behind(const JsonFile& file, const Step* step) {
  Walk walk(file.text(), step ? offset_behind(file, step->before.get()) : 0);
  if (step && step->is_key) walk.enter(step->key);
  else if (step) walk.enter(step->index);
  return walk.at();
}

JsonFile::JsonFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  const JsonExtent extent = extent_of(text_);
  if (extent.too_deep_at < text_.size()) fail_at(extent.too_deep_at, "nested too deeply");
  try {
    json_ = Json::parse(text_);
  } catch (const Json::parse_error& error) {
    fail_at(error.byte == 0 ? 0 : error.byte - 1, "this is no JSON");
  } catch (const Json::out_of_range&) {
    fail_at(0, "a number in it is beyond any that can be told apart");
  }
  if (members_of(json_) != extent.members) fail_at(0, "a key stands twice in an object of it");
}

void JsonFile::check_line(const std::string& path, std::size_t number, const std::string& line) {
  try {
    JsonFile(path, line);
  } catch (const trace::BadInput& error) {
    throw trace::BadInput(path, number, error.column(), error.message());
  }
}

JsonFile JsonFile::read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(stream), {});
  if (!stream.is_open() || stream.bad()) throw trace::BadInput(path, "cannot be read");
  return JsonFile(path, std::move(text));
}

void JsonFile::fail_at(std::size_t offset, const std::string& message) const {
  const std::string_view before = std::string_view(text_).substr(0, offset);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const auto last_end = before.rfind('\n');
  const std::size_t column = before.size() - (last_end == std::string_view::npos ? 0 : last_end + 1) + 1;
  throw trace::BadInput(name_, line, column, message);
}

std::string harmless(const std::string& json) {
  std::string all;
  trace::Characters characters(json);
  // Outside of texts there is nothing but ASCII, and of that the line ends and blanks are the writer's own.
  while (const auto character = characters.next()) {
    const bool is_spelt = character->code && *character->code >= 0x7F && trace::is_unprintable(*character->code);
    all += is_spelt ? Json(std::string(character->bytes)).dump(-1, ' ', true).substr(1) : std::string(character->bytes);
    if (is_spelt) all.pop_back();
  }
  return all;
}

}  // namespace certlife::conformance
