#include "tests/conformance/cli/known_verbs.h"

#include <fmt/chrono.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <stdexcept>

#include "model/oracle/readings.h"
#include "model/programs/pattern.h"
#include "model/programs/selection.h"
#include "model/tool/help.h"
#include "model/tool/output_file.h"
#include "model/trace/bad_input.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/known.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/campaign/stale.h"
#include "tests/conformance/report/report_table.h"
#include "tests/conformance/target/json_text.h"

namespace certlife::conformance {
namespace {

// The reading that files are written under.
const model::Reading& reading() {
  static const model::Reading windows = oracle::reading_called("windows");
  return windows;
}

JsonNode part(const JsonNode& object, const char* key) {
  if (!object.has(key)) object.fail(std::string("no report of conform, or one of an earlier version: \"") + key + "\" is missing");
  return object.at(key);
}

// The target that is asked for, or the only one.
JsonNode target_of(const JsonNode& report, const std::string& name) {
  const auto all = part(report, "targets").items();
  if (name.empty() && all.size() == 1) return all.front();
  std::string names;
  for (const JsonNode& each : all) {
    if (part(each, "name").text() == name) return each;
    names += (names.empty() ? "" : ", ") + part(each, "name").text();
  }
  report.fail((name.empty() ? "several targets are in it; choose one with --target: " : "there is no target " + trace::excerpt(name) + " in it; there are ") + names);
}

Deviation deviation_in(const JsonNode& json) {
  Deviation deviation;
  deviation.clause = part(json, "clause").text();
  deviation.aspect = part(json, "differs").text();
  deviation.requests = canonical(parse_program(part(json, "program").text()));
  deviation.shape = shape_of(deviation.requests);
  deviation.met = situation_at_the_end(deviation.requests, reading());
  if (json.has("where")) {
    deviation.where.emplace();
    for (const JsonNode& each : json.at("where").items()) deviation.where->push_back(each.text());
  }
  constexpr std::uint64_t most = 1'000'000;
  deviation.reruns = {part(part(json, "reruns"), "shown").number(most), part(part(json, "reruns"), "of").number(most)};
  return deviation;
}

// Each once, whatever number of clauses fails with it, and only those that the run did not expect.
std::vector<Deviation> new_ones_in(const JsonNode& target, const std::string& clause) {
  std::vector<Deviation> found;
  const auto take = [&](const JsonNode& json) {
    if (part(json, "expected").json() != false) return;
    Deviation deviation = deviation_in(json);
    const bool is_known = std::any_of(found.begin(), found.end(), [&](const DeviationKey& each) { return each == deviation; });
    if (!is_known && (clause.empty() || clause == deviation.clause)) found.push_back(std::move(deviation));
  };
  for (const JsonNode& row : part(target, "results").items())
    if (row.has("deviations"))
      for (const JsonNode& each : row.at("deviations").items()) take(each);
  if (target.has("otherDeviations"))
    for (const JsonNode& each : target.at("otherDeviations").items()) take(each);
  std::stable_sort(found.begin(), found.end(), [](const Deviation& a, const Deviation& b) { return a.requests.size() < b.requests.size(); });
  return found;
}

ExpectedFile file_to_write(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown)) return {};
  return read_expected(path);
}

// Whoever accepts again what has expired gives its cause another day, or none.
class Acceptance {
 public:
  Acceptance(ExpectedFile file, Cause cause) : file_(std::move(file)), cause_(std::move(cause)) {}

  void take(std::vector<Deviation> found) {
    for (Deviation& each : found) {
      each.expected = is_covered(each);
      renewed_ += !each.expected && renew(each) ? 1 : 0;
    }
    std::erase_if(found, [&](const Deviation& each) { return each.expected || is_covered(each); });
    const std::size_t before = file_.deviations.size();
    text_ = expected_text(file_.target, found, file_, {}, cause_);
    added_ = parse_expected("", text_).deviations.size() - before;
  }

  const std::string& text() const { return text_; }
  std::string summary() const {
    return fmt::format("{} accepted, {} accepted again; {} in the file", counted(added_, "deviation"), renewed_, file_.deviations.size() + added_);
  }

 private:
  bool is_covered(const Deviation& deviation) const {
    return std::any_of(file_.deviations.begin(), file_.deviations.end(),
                       [&](const ExpectedDeviation& each) { return !each.cause.has_expired() && is_the_one(each, deviation, reading()); });
  }

  // All of the cause.
  bool renew(const Deviation& deviation) {
    for (const ExpectedDeviation& each : file_.deviations) {
      if (!is_the_one(each, deviation, reading())) continue;
      const Cause expired = each.cause;
      for (ExpectedDeviation& its : file_.deviations)
        if (its.cause == expired) its.cause = renewed(expired);
      return true;
    }
    return false;
  }

  Cause renewed(Cause cause) const {
    cause.expires = cause_.expires;
    if (!cause_.note.empty()) cause.note = cause_.note;
    if (!cause_.ticket.empty()) cause.ticket = cause_.ticket;
    return cause;
  }

  ExpectedFile file_;
  Cause cause_;
  std::string text_;
  std::size_t added_ = 0, renewed_ = 0;
};

int list_expired(const ExpectedFile& file, std::chrono::year_month_day day) {
  std::vector<Cause> told;
  for (const ExpectedDeviation& each : file.deviations) {
    if (!each.cause.has_expired_on(day) || std::find(told.begin(), told.end(), each.cause) != told.end()) continue;
    told.push_back(each.cause);
    fmt::print("{}: expired on {:%F}: {}{}\n", trace::plain(each.place), std::chrono::sys_days(*each.cause.expires), trace::plain(each.cause.note),
               each.cause.ticket.empty() ? "" : trace::plain(" (" + each.cause.ticket + ")"));
  }
  fmt::print("{} expired by {:%F}\n", told.size() == 1 ? "1 cause has" : fmt::format("{} causes have", told.size()), std::chrono::sys_days(day));
  return told.empty() ? 0 : 1;
}

// By the words of the report, which names each as the file does.
int take_out_what_is_gone(const ExpectedFile& file, const JsonNode& target, const std::string& path) {
  std::vector<const ExpectedDeviation*> gone;
  if (target.has("noLonger")) {
    for (const JsonNode& each : target.at("noLonger").items())
      for (const ExpectedDeviation& entry : file.deviations)
        if (entry.clause == part(each, "clause").text() && entry.text() == part(each, "shape").text()) gone.push_back(&entry);
  }
  for (const ExpectedDeviation* each : gone) fmt::print("{}: no longer shows, taken out: {} {}\n", trace::plain(each->place), each->clause, trace::plain(each->text()));
  if (!gone.empty()) tool::write_file(path, expected_text(file.target, {}, file, gone));
  fmt::print("{} taken out; {} in the file\n", counted(gone.size(), "deviation"), file.deviations.size() - gone.size());
  return 0;
}

}  // namespace

int accept(const AcceptOptions& options) {
  tool::check_can_be_written(options.expected);
  ExpectedFile file = file_to_write(options.expected);
  check_not_stale(file);
  if (!options.target.empty() && !file.target.empty() && options.target != file.target)
    throw BadExpectedFile(options.expected + ": this is for target " + file.target + ", and not for " + options.target);
  const JsonFile report = JsonFile::read(options.from);
  const JsonNode target = target_of(report.root(), options.target.empty() ? file.target : options.target);
  file.target = part(target, "name").text();
  Cause cause{options.note, options.ticket, {}, false, false};
  if (!options.expires.empty()) cause.expires = parse_date(options.expires, "--expires");
  Acceptance acceptance(std::move(file), cause);
  acceptance.take(new_ones_in(target, clause_spelled(options.clause)));
  tool::write_file(options.expected, acceptance.text());
  std::cout << acceptance.summary() << "\n";
  return 0;
}

int expire(const ExpireOptions& options) {
  const ExpectedFile file = read_expected(options.expected);
  if (options.from.empty()) return list_expired(file, options.on.empty() ? today() : parse_date(options.on, "--on"));
  const JsonFile report = JsonFile::read(options.from);
  return take_out_what_is_gone(file, target_of(report.root(), file.target), options.expected);
}

CLI::App* add_accept(CLI::App& app, AcceptOptions& options) {
  CLI::App* verb = app.add_subcommand("accept", "Take the new deviations of a report into a file of known ones");
  verb->add_option("--from", options.from, "A report of conform --json")->required();
  verb->add_option("--expected", options.expected, "The file of known deviations; made if it is not there")->required();
  verb->add_option("--target", options.target, "Of a report of several targets this one, as wine-8.0");
  verb->add_option("--clause", options.clause, "Only what breaks this clause, as CLOSE-5");
  verb->add_option("--note", options.note, "Why they are so, for reports");
  verb->add_option("--ticket", options.ticket, "Where they are tracked");
  verb->add_option("--expires", options.expires, "The last day on which they are expected, as 2027-06-30; without it, for good");
  tool::describe(*verb, "accept",
                 {{"accept --from report.json --expected known.toml", "what conform --json found new is known from now on"},
                  {"accept --from report.json --expected known.toml --clause CLOSE-5 --ticket '#12' --expires 2027-06-30", "one cause, for a time"}},
                 {{0, "written; accepting again what has expired gives its cause the new day, or none"}, {2, "bad input, or another error of the tool"}});
  return verb;
}

CLI::App* add_expire(CLI::App& app, ExpireOptions& options) {
  CLI::App* verb = app.add_subcommand("expire", "List known deviations that have expired, or take out those that no longer show");
  verb->add_option("--expected", options.expected, "The file of known deviations")->required();
  CLI::Option* from = verb->add_option("--from", options.from, "A report of conform --json: take out what no longer shows by it");
  verb->add_option("--on", options.on, "List what will have expired on this day, instead of today")->excludes(from);
  tool::describe(*verb, "expire",
                 {{"expire --expected known.toml", "what was expected only until a day that is past"},
                  {"expire --expected known.toml --from report.json", "what was mended"}},
                 {{0, "nothing has expired; with --from: done"}, {1, "something has expired"}, {2, "bad input, or another error of the tool"}});
  return verb;
}

}  // namespace certlife::conformance
