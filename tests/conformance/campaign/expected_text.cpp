#include <fmt/chrono.h>

#include <algorithm>
#include <sstream>

#include "model/programs/pattern.h"
#include "model/trace/plain_text.h"
#include "tests/conformance/campaign/expected.h"
#include "tests/conformance/campaign/expected_programs.h"
#include "tests/conformance/campaign/toml_text.h"

namespace certlife::conformance {
namespace {

using Found = std::vector<Deviation>;

// Its program, by whichever clause now: at best by the same.
const Deviation* found_of(const ExpectedDeviation& entry, const Found& found) {
  const Deviation* best = nullptr;
  for (const Deviation& each : found)
    if (each.shape == entry.shape && (!best || each == entry)) best = &each;
  return best;
}

bool shows_in_something_shorter(const ExpectedDeviation& entry, const Found& found) {
  return !entry.cause.comes_and_goes() && std::any_of(found.begin(), found.end(), [&](const Deviation& each) {
    return each.clause == entry.clause && each.aspect == entry.aspect && contains(entry.program, each.requests);
  });
}

bool has(const std::vector<ExpectedDeviation>& entries, const DeviationKey& key) {
  return std::any_of(entries.begin(), entries.end(), [&](const DeviationKey& each) { return each == key; });
}

// What is needed of a situation that is the whole of it need not be said.
ExpectedDeviation entry_of(const Deviation& deviation, const Cause& cause) {
  ExpectedDeviation entry{deviation, deviation.requests, cause, ""};
  if (deviation.where && deviation.where->size() < deviation.met.traits.size()) entry.where = deviation.where;
  entry.cause.flaky = !cause.hazard && (cause.flaky || deviation.is_flaky());
  return entry;
}

// One that was found shows it as well: of two that cover each other the first stands.
bool is_covered_before(const Deviation& deviation, const Found& found) {
  return std::any_of(found.begin(), found.end(), [&](const Deviation& each) {
    const auto covers = [](const Deviation& one, const Deviation& other) { return one.covers(other.clause, other.aspect, other.met); };
    return &each != &deviation && !each.is_flaky() && !deviation.is_flaky() && covers(each, deviation) &&
           (&each < &deviation || !covers(deviation, each));
  });
}

// Those that stay in the file keep their order, and new ones follow.
std::vector<ExpectedDeviation> updated(const Found& found, const ExpectedFile& before,
                                       const std::vector<const ExpectedDeviation*>& gone, const Cause& of_new) {
  std::vector<ExpectedDeviation> entries;
  const auto add = [&](ExpectedDeviation entry) {
    if (!has(entries, entry)) entries.push_back(std::move(entry));
  };
  for (const ExpectedDeviation& each : before.deviations) {
    const bool is_gone = std::find(gone.begin(), gone.end(), &each) != gone.end();
    if (const Deviation* same = found_of(each, found))
      add(entry_of(*same, each.cause));
    else if (!is_gone && !shows_in_something_shorter(each, found))
      add(each);
  }
  for (const Deviation& each : found)
    if (!each.expected && !is_covered_before(each, found)) add(entry_of(each, of_new));
  return entries;
}

std::string cause_text(const Cause& cause, const std::vector<const ExpectedDeviation*>& entries) {
  std::string text = "\n[[cause]]\nnote = " + toml_string(cause.note) + "\n";
  if (!cause.ticket.empty()) text += "ticket = " + toml_string(cause.ticket) + "\n";
  if (cause.expires) text += fmt::format("expires = {:%F}\n", std::chrono::sys_days(*cause.expires));
  if (cause.flaky) text += "flaky = true\n";
  if (cause.hazard) text += "hazard = true\n";
  return text + "programs = " + toml_block(expected_programs_text(entries)) + "\n";
}

std::string file_text(const std::string& target, const std::vector<ExpectedDeviation>& entries) {
  std::string text = "# What " + trace::plain(target) +
                     " is known to do otherwise than the documents say: by cause, the shortest programs that show it.\n"
                     "# `certlife accept` and `conform --write-expected` write it and keep what people say of a cause (note, "
                     "ticket, expires), but no\n"
                     "# comments; a deviation that is not here fails a run, and so does one that is here and no longer shows.\n"
                     "target = " +
                     toml_string(target) + "\n";
  std::vector<Cause> causes;
  for (const ExpectedDeviation& each : entries)
    if (std::find(causes.begin(), causes.end(), each.cause) == causes.end()) causes.push_back(each.cause);
  for (const Cause& cause : causes) {
    std::vector<const ExpectedDeviation*> its;
    for (const ExpectedDeviation& each : entries)
      if (each.cause == cause) its.push_back(&each);
    text += cause_text(cause, its);
  }
  return text;
}

}  // namespace

std::string expected_text(const std::string& target, const Found& found, const ExpectedFile& before,
                          const std::vector<const ExpectedDeviation*>& gone, const Cause& of_new) {
  return file_text(target, updated(found, before, gone, of_new));
}

}  // namespace certlife::conformance
