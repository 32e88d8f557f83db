// JSON that others wrote: replies, reports and coverage files. Read within bounds, and complained about with its place.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::conformance {

using Json = nlohmann::json;

// Nothing if it is no JSON, nests too deeply, has too many values, or an object has a key twice: which of the two would count?
std::optional<Json> json_in(std::string_view text);

// A JSON file, with the text that the places in complaints are counted in.
class JsonFile;

// A value of the file, and the way to it. Lives no longer than the file.
class JsonNode {
 public:
  explicit JsonNode(const JsonFile& file);

  // All of these complain of what is not so, as "FILE:LINE:COLUMN: message".
  JsonNode at(const char* key) const;
  std::vector<JsonNode> items() const;    // Of a list.
  std::vector<JsonNode> members() const;  // Of an object.
  std::string text() const;
  std::uint64_t number(std::uint64_t most) const;
  [[noreturn]] void fail(const std::string& message) const;

  bool has(const char* key) const;
  const std::string& key() const { return step_->key; }  // Of a member.
  const Json& json() const { return *value_; }

 private:
  // The way from the value around it.
  struct Step {
    std::shared_ptr<const Step> before;  // None: that is the whole file.
    std::string key;                     // Of a list empty,
    std::size_t index;                   // and of an object 0.
    bool is_key;
  };
  JsonNode(const JsonNode& parent, const Json& value, Step step);
  static std::size_t offset_behind(const JsonFile& file, const Step* step);

  const JsonFile* file_;
  const Json* value_;
  std::shared_ptr<const Step> step_;
};

class JsonFile {
 public:
  // Throws trace::BadInput, with line and column, for what is no JSON or out of bounds.
  JsonFile(std::string name, std::string text);
  // The same for one line of a file of lines.
  static void check_line(const std::string& path, std::size_t number, const std::string& line);
  // Throws trace::BadInput for what cannot be read.
  static JsonFile read(const std::string& path);

  JsonNode root() const { return JsonNode(*this); }
  const Json& json() const { return json_; }
  const std::string& text() const { return text_; }
  [[noreturn]] void fail_at(std::size_t offset, const std::string& message) const;

 private:
  std::string name_, text_;
  Json json_;
};

// The same JSON with what must not reach a terminal spelt in it.
std::string harmless(const std::string& json);

}  // namespace certlife::conformance
