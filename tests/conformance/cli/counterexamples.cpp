#include "tests/conformance/cli/counterexamples.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "model/export/printable.h"
#include "model/export/spelling.h"
#include "model/ledger/ledger.h"
#include "model/programs/selection.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "tests/conformance/target/json_text.h"

namespace certlife::conformance {
namespace {

using trace::BadInput;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// An upper case letter behind a lower case one, or the last of several before one; the s of a plural belongs to its word.
bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_upper(text[at])) return false;
  const bool is_plural = text.substr(at + 1).starts_with('s') && (at + 2 == text.size() || is_upper(text[at + 2]));
  return !is_upper(text[at - 1]) || (at + 1 < text.size() && is_lower(text[at + 1]) && !is_plural);
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string clause_text(const std::string& id) {
  const model::Clause* clause = model::Ledger::load().find(id);
  return clause ? clause->text : "";
}

// A deviation with every clause that the report names it under.
struct Found {
  JsonNode calls;
  std::string observed;
  std::vector<std::string> clauses;
  std::string broken;  // The one of them that it breaks first; empty where the report is too old to say so.
  std::string blame;   // Which call broke it, if that is an earlier one.

  bool is_under(const std::string& clause) const { return std::find(clauses.begin(), clauses.end(), clause) != clauses.end(); }
};

class Report {
 public:
  Report(const std::string& name, const std::string& clause, const std::string& target)
      : name_(name), clause_(clause_spelled(clause)), target_(target) {}

  std::vector<Exported> read(const JsonNode& report) {
    for (const JsonNode& target : list(report, "targets")) {
      const std::string name = text(target, "name");
      targets_ += (targets_.empty() ? "" : ", ") + name;
      if (target_.empty() || target_ == name) of_target(name, target);
    }
    if (!target_.empty() && !target_seen_) fail("there is no target \"" + printable(target_) + "\" in it; there are " + printable(targets_));
    if (!clause_.empty() && !clause_seen_) fail("there is no clause \"" + printable(clause_) + "\" in it");
    if (found_.empty()) fail("there is no counterexample in it" + (clause_.empty() ? std::string() : " for " + clause_));
    return std::move(found_);
  }

 private:
  [[noreturn]] void fail(const std::string& message) const { throw BadInput(name_, message); }

  static JsonNode part(const JsonNode& object, const char* key, bool (Json::*is_right)() const noexcept, const char* what) {
    const std::string message = std::string("no report of conform: \"") + key + "\" is no " + what;
    if (!object.has(key)) object.fail(message);
    const JsonNode found = object.at(key);
    if (!(found.json().*is_right)()) found.fail(message);
    return found;
  }
  static std::vector<JsonNode> list(const JsonNode& object, const char* key) { return part(object, key, &Json::is_array, "list").items(); }
  static std::string text(const JsonNode& object, const char* key) { return part(object, key, &Json::is_string, "text").text(); }
  static std::string text_or(const JsonNode& object, const char* key, const char* otherwise) {
    return object.has(key) ? text(object, key) : otherwise;
  }

  void of_target(const std::string& name, const JsonNode& target) {
    target_seen_ = true;
    std::vector<Found> all;
    for (const JsonNode& result : list(target, "results")) {
      const std::string clause = text(result, "clause");
      clause_seen_ = clause_seen_ || clause_ == clause;
      if (result.has("deviations")) for (const JsonNode& each : list(result, "deviations")) note_deviation(all, clause, each);
      else if (result.has("counterexample")) note(all, clause, part(result, "counterexample", &Json::is_array, "list"), "", "", "");
    }
    // Those that stand in no row.
    if (target.has("otherDeviations")) for (const JsonNode& each : list(target, "otherDeviations")) {
      clause_seen_ = clause_seen_ || clause_ == text(each, "clause");
      note_deviation(all, text(each, "clause"), each);
    }
    for (const Found& each : all)
      if (clause_.empty() || each.is_under(clause_)) add(name, each);
  }

  static void note_deviation(std::vector<Found>& all, const std::string& clause, const JsonNode& deviation) {
    const JsonNode calls = part(deviation, "calls", &Json::is_array, "list");
    if (!deviation.has("blame")) return note(all, clause, calls, text_or(deviation, "observed", ""), text_or(deviation, "clause", ""), "");
    const JsonNode blame = deviation.at("blame");
    const std::uint64_t call = part(blame, "call", &Json::is_number, "number").number(calls.json().size());
    note(all, clause, calls, text_or(deviation, "observed", ""), text(blame, "clause"),
         "at call " + std::to_string(call) + ": " + text(blame, "left") + "; " + text(blame, "shownBy") + " shows it");
  }

  static void note(std::vector<Found>& all, const std::string& clause, const JsonNode& calls, const std::string& observed, const std::string& broken,
                   const std::string& blame) {
    const auto known = std::find_if(all.begin(), all.end(), [&](const Found& each) { return each.calls.json() == calls.json() && each.observed == observed; });
    if (known == all.end()) all.push_back({calls, observed, {clause}, broken, blame});
    else known->clauses.push_back(clause);
  }

  void add(const std::string& target, const Found& found) {
    Exported one;
    one.name = name_;
    one.target = target;
    for (const JsonNode& call : found.calls.items()) one.lines.push_back(line(call));
    if (one.lines.empty()) found.calls.fail("a counterexample of " + found.clauses.front() + " has no calls");
    one.ends_process = found.observed.starts_with("the process ends") || found.observed.starts_with("the reply is malformed");
    const std::string& clause = found.is_under(found.broken) ? found.broken : found.clauses.front();
    one.title = clause + " on " + target + (found.blame.empty() ? "" : ", " + printable(found.blame)) + (one.ends_process ? ", where " + found.observed : "");
    one.subject = clause_text(clause);
    one.slug = unique(identifier_from(lower(target + "_" + clause) + "_" + slug_of_call(one.lines.back().call)));
    found_.push_back(std::move(one));
  }

  static trace::Line line(const JsonNode& call) {
    try {
      return trace::parse_line(call.json().dump());
    } catch (const BadInput& error) {
      call.fail("a call in it is no trace line: " + error.message());
    }
  }

  std::string unique(const std::string& slug) {
    std::string name = slug;
    for (int again = 2; !slugs_.insert(name).second; ++again) name = slug + "_" + std::to_string(again);
    return name;
  }

  std::string name_, clause_, target_, targets_;
  bool target_seen_ = false, clause_seen_ = false;
  std::set<std::string> slugs_;
  std::vector<Exported> found_;
};

}  // namespace

std::string slug_of_call(std::string_view call) {
  for (const std::string_view prefix : {"Cert", "Crypt"})
    if (call.starts_with(prefix)) call.remove_prefix(prefix.size());
  std::string slug;
  for (std::size_t i = 0; i < call.size(); ++i) {
    if (begins_word(call, i)) slug += '_';
    slug += static_cast<char>(std::tolower(static_cast<unsigned char>(call[i])));
  }
  return slug;
}

std::vector<Exported> counterexamples_in(const std::string& text, const std::string& name, const std::string& clause, const std::string& target) {
  const JsonFile file(name, text);
  return Report(name, clause, target).read(file.root());
}

std::vector<Exported> counterexamples_of(const std::string& path, const std::string& clause, const std::string& target) {
  const JsonFile file = JsonFile::read(path);
  return Report(path, clause, target).read(file.root());
}

}  // namespace certlife::conformance
