#include "tests/conformance/campaign/expected.h"

#include <fmt/chrono.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/embedded.h"
#include "tests/conformance/campaign/expected_programs.h"
#include "tests/conformance/campaign/toml_text.h"

namespace certlife::conformance {
namespace {

class ExpectedParser {
 public:
  explicit ExpectedParser(const std::string& name) : name_(name) {}

  ExpectedFile parse(std::string_view text) {
    if (const std::size_t deep = first_too_deep_in_toml(text); deep < text.size())
      throw BadExpectedFile(
          name_ + ":" +
          std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(deep), '\n')) +
          ": nested too deeply");
    toml::table table;
    try {
      table = toml::parse(text, name_);
    } catch (const toml::parse_error& error) {
      fail(error.source(), std::string(error.description()));
    }
    return file(table);
  }

 private:
  [[noreturn]] void fail(const toml::source_region& where, const std::string& message) const {
    throw BadExpectedFile(name_ + ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column) +
                          ": " + message);
  }

  ExpectedFile file(const toml::table& table) const {
    if (const auto* old = table.get("deviation"))
      fail(old->source(),
           "[[deviation]] is of an earlier version, known deviations stand by [[cause]] now: write another file with "
           "--write-expected, and take the notes over by hand");
    check_keys(table, {"target", "cause"});
    ExpectedFile file{name_, text_of(table, "target"), {}};
    const auto* list = table.get("cause");
    if (!list) return file;
    if (!list->is_array()) fail(list->source(), "\"cause\" is a list of tables, [[cause]]");
    for (const auto& entry : *list->as_array())
      for (ExpectedDeviation& each : deviations(entry)) file.deviations.push_back(std::move(each));
    return file;
  }

  void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) const {
    for (const auto& [key, value] : table)
      if (std::find(known.begin(), known.end(), key.str()) == known.end())
        fail(key.source(), "nothing is known of \"" + trace::excerpt(key.str()) + "\" here");
  }

  std::vector<ExpectedDeviation> deviations(const toml::node& node) const {
    const auto* table = node.as_table();
    if (!table) fail(node.source(), "a cause is a table");
    check_keys(*table, {"note", "ticket", "expires", "flaky", "hazard", "programs"});
    const Cause cause{text_or_nothing(*table, "note"), text_or_nothing(*table, "ticket"), date_of(*table, "expires"),
                      truth_of(*table, "flaky"), truth_of(*table, "hazard")};
    std::vector<ExpectedDeviation> all = programs(*table);
    for (ExpectedDeviation& each : all) each.cause = cause;
    return all;
  }

  std::vector<ExpectedDeviation> programs(const toml::table& table) const {
    const std::string text = text_of(table, "programs");
    const auto& source = table.get("programs")->source();
    // TOML leaves out an end of a line right behind the quotation marks.
    const auto ends = static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
    const std::size_t first_line =
        source.end.line - source.begin.line > ends ? source.begin.line + 1 : source.begin.line;
    try {
      auto all = parse_expected_programs(name_, first_line, text);
      if (all.empty()) fail(source, "this cause has no program");
      return all;
    } catch (const trace::BadInput& error) {
      throw BadExpectedFile(error.what());
    }
  }

  std::string text_of(const toml::table& table, std::string_view key) const {
    if (!table.contains(key)) fail(table.source(), "\"" + std::string(key) + "\" is missing");
    return text_or_nothing(table, key);
  }

  std::string text_or_nothing(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (node && !node->is_string()) fail(node->source(), "\"" + std::string(key) + "\" is a string");
    return node ? node->as_string()->get() : "";
  }

  bool truth_of(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (node && !node->is_boolean()) fail(node->source(), "\"" + std::string(key) + "\" is true or false");
    return node && node->as_boolean()->get();
  }

  std::optional<std::chrono::year_month_day> date_of(const toml::table& table, std::string_view key) const {
    const auto* node = table.get(key);
    if (!node) return std::nullopt;
    if (!node->is_date()) fail(node->source(), "\"" + std::string(key) + "\" is a date, as in 2027-06-30");
    const toml::date date = node->as_date()->get();
    return std::chrono::year_month_day(std::chrono::year(date.year), std::chrono::month(date.month),
                                       std::chrono::day(date.day));
  }

  std::string name_;
};

}  // namespace

std::chrono::year_month_day today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

std::chrono::year_month_day parse_date(const std::string& text, const std::string& option) {
  int year = 0;
  unsigned month = 0, day = 0;
  char end = 0;
  const int read = std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &end);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (read == 3 && text.size() == 10 && date.ok()) return date;
  throw std::invalid_argument(option + ": \"" + trace::excerpt(text) + "\" is no date, as 2027-06-30");
}

bool Cause::has_expired_on(std::chrono::year_month_day day) const { return expires && std::chrono::sys_days(*expires) < std::chrono::sys_days(day); }
bool Cause::has_expired() const { return has_expired_on(today()); }

std::string text_of(const Cause& cause) {
  const std::string late =
      cause.has_expired() ? fmt::format("expired on {:%F}: ", std::chrono::sys_days(*cause.expires)) : "";
  return late + cause.note + (cause.ticket.empty() ? "" : " (" + cause.ticket + ")");
}

ExpectedFile parse_expected(const std::string& name, std::string_view text) { return ExpectedParser(name).parse(text); }

ExpectedFile read_expected(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw BadExpectedFile(path + ": cannot be read");
  return parse_expected(path, std::string(std::istreambuf_iterator<char>(stream), {}));
}

ExpectedFile expected_of(const std::string& target) {
  for (const EmbeddedFile& file : embedded_expected_files())
    if (file.name == target + ".toml") return parse_expected(std::string(file.name), file.text);
  return {"", target, {}};
}

}  // namespace certlife::conformance
