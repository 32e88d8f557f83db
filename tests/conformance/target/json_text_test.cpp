// JSON of others is read within bounds, and complained about where it is wrong.
#include "tests/conformance/target/json_text.h"

#include <gtest/gtest.h>

#include <functional>

#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"

namespace certlife::conformance {
namespace {

std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

TEST(JsonText, IsReadAsItIs) {
  EXPECT_EQ(json_in(R"({"a":[1,"x:{y",null],"b":{"c":"\""}})"), (Json{{"a", {1, "x:{y", nullptr}}, {"b", {{"c", "\""}}}}));
  EXPECT_EQ(json_in(nested(64))->size(), 1u);
}

TEST(JsonText, ThatIsNoneOrOutOfBoundsIsNotRead) {
  for (const std::string& text : {std::string(), std::string("hello"), std::string("{\"a\":1"), std::string("\"\xFF\""), std::string("{\"a\"\0:1}", 8), nested(65),
                                  nested(1'000'000), std::string(1'000'000, '['), std::string("1e999")})
    EXPECT_FALSE(json_in(text)) << text.substr(0, 80);
  EXPECT_FALSE(json_in("[" + std::string(3'000'000, ',') + "]"));
}

TEST(JsonText, WithAKeyTwiceInAnObjectIsNotRead) {
  EXPECT_FALSE(json_in(R"({"ret":true,"ret":false})"));
  EXPECT_FALSE(json_in(R"({"ret":true,"\u0072et":false})"));
  EXPECT_FALSE(json_in(R"([{"a":{"b":1,"b":1}}])"));
  EXPECT_TRUE(json_in(R"([{"a":{"a":1}},{"a":":"}])"));
}

std::string complaint(const std::string& text, const std::function<void(const JsonNode&)>& read) {
  try {
    const JsonFile file("f.json", text);
    read(file.root());
  } catch (const trace::BadInput& error) {
    return error.what();
  }
  return "";
}

TEST(JsonFile, NamesLineAndColumnOfWhatIsNoJson) {
  const auto nothing = [](const JsonNode&) {};
  EXPECT_EQ(complaint("{\n  \"a\": x\n}", nothing), "f.json:2:8: this is no JSON");
  EXPECT_EQ(complaint("", nothing), "f.json:1:1: this is no JSON");
  EXPECT_EQ(complaint("[1e999]", nothing), "f.json:1:1: a number in it is beyond any that can be told apart");
  EXPECT_EQ(complaint("\n" + nested(65), nothing), "f.json:2:65: nested too deeply");
  EXPECT_EQ(complaint("{\"a\":1,\n\"a\":2}", nothing), "f.json:1:1: a key stands twice in an object of it");
}

TEST(JsonFile, NamesLineAndColumnOfWhatIsNotAsItShouldBe) {
  const std::string text = "{\"k]y\\\"\": [1, {\"x\": \"}]\"}, -2],\n \"list\": [\"a\",\n  {\"b\": true}]}";
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("c"); }), "f.json:1:1: \"c\" is missing");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("list").at("x"); }), "f.json:2:10: expected an object");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("list").items()[1].at("b").text(); }), "f.json:3:9: expected a text");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("list").items()[0].items(); }), "f.json:2:11: expected a list");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("k]y\"").items()[2].number(9); }), "f.json:1:28: expected a whole number of at most 9");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.at("k]y\"").items()[0].number(0); }), "f.json:1:12: expected a whole number of at most 0");
  EXPECT_EQ(complaint(text, [](const JsonNode& root) { root.members()[1].members(); }), "f.json:2:10: expected an object");
}

TEST(HarmlessJson, SpellsWhatSteersATerminalAndMeansTheSame) {
  const Json value{{"name", "a\u009B2J\u202E\U000E0041é"}};
  const std::string text = harmless(value.dump(2));
  EXPECT_EQ(Json::parse(text), value);
  EXPECT_FALSE(trace::has_unprintable(harmless(value.dump()))) << text;
  EXPECT_NE(text.find("é"), std::string::npos);
}

}  // namespace
}  // namespace certlife::conformance
