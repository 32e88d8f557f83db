#include "tests/conformance/campaign/refusals.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

namespace certlife::conformance {
namespace {

using trace::Line;
using trace::Role;
using trace::Value;

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
  return (hash ^ std::hash<std::string_view>{}(text)) * 0x9E3779B97F4A7C15u + (hash >> 31);
}

std::uint64_t hash_of_call(const Line& line) { return mixed(0, line.kind == Line::Kind::file ? "file" : line.call); }

bool is_a_name(Role role) { return role == Role::store || role == Role::context || role == Role::csp; }

// A word that stands for a thing of the program, and not for bytes or a constant.
bool is_name(Role role, const Value& value) {
  return value.is_text() && (is_a_name(role) || (role == Role::contents && value.text.find(':') == std::string::npos));
}

// Contents by their sort: "cert:A@2/subject=X" needs certificates, later dates and subjects, and no certificate in particular.
template <class Use>
void for_each_sort_of(std::string_view contents, Use use) {
  use(contents.substr(0, contents.find(':')));
  for (const std::string_view ornament : {"@", "/subject=", "/issuer=", ":cert:", ":crl:", ":ctl:"})
    if (contents.find(ornament) != std::string_view::npos) use(ornament);
}

template <class Use>
void for_each_word_of(Role role, const Value& value, Use use) {
  if (value.is_list()) {
    for (const Value& item : value.items) for_each_word_of(role, item, use);
  } else if (is_name(role, value)) {
    // A context may stand for its store.
    use(role == Role::store && value.text.starts_with("c") ? "a context" : "a name");
  } else if (value.is_text()) {
    if (role == Role::contents) return for_each_sort_of(value.text, use);
    use(value.text);
  } else if (value.is_number()) {
    char digits[24];
    use(std::string_view(digits, std::to_chars(digits, std::end(digits), value.number).ptr));
  } else if (!value.is_nothing()) {
    use("something else");
  }
}

// All that the call needs, each as two words: for what, and what.
template <class Use>
void for_each_need(const Line& line, Use use) {
  if (line.kind == Line::Kind::file) {
    use("a file that is there before", line.file.bytes.is_text() ? "as bytes" : line.file.contents.is_list() ? "as a store" : "as none");
    return;
  }
  use(line.call, "");
  if (line.which == trace::Call::unknown) return;
  for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
    const Value& value = line.arg(parameter.name);
    if (value.is_nothing() && is_a_name(parameter.role)) use(parameter.name, "NULL");
    for_each_word_of(parameter.role, value, [&](std::string_view word) { use(parameter.name, word); });
  }
  for (const auto& out : line.out) use(out.name, "receives");
}

struct Probe {
  std::string_view name;
  trace::Fields trace::Observed::*answers;
};
constexpr Probe known_probes[] = {{"alive", &trace::Observed::alive},           {"csp", &trace::Observed::csp},
                                  {"hCertStore", &trace::Observed::home},       {"content", &trace::Observed::content},
                                  {"encodingType", &trace::Observed::encoding}, {"properties", &trace::Observed::properties},
                                  {"persisted", &trace::Observed::persisted}};

// A probe is one thing that a target can do or not, whatever call it is asked behind.
std::uint64_t need_of(const Probe& probe) { return mixed(mixed(0, "probe"), probe.name); }

template <class Use>
void for_each_probe(const Line& line, Use use) {
  for (const Probe& each : known_probes)
    if (!(line.observed.*each.answers).empty()) use(each);
}

// Every name that the program has asked for so far and that something was bound to.
std::set<std::string> bound_names(const TestProgram& program, const Trial& trial, std::size_t end) {
  std::set<std::string> names;
  const auto note = [&](const Value& asked, const Value& given) {
    if (asked.is_text() && given.is_text()) names.insert({asked.text, given.text});
  };
  for (std::size_t i = 0; i < end; ++i) {
    note(program.lines[i].ret, trial.lines[i].ret);
    for (const auto& out : program.lines[i].out) note(out.value, trial.lines[i].output(out.name));
  }
  return names;
}

bool uses_only(const std::set<std::string>& names, const Line& line) {
  if (line.which == trace::Call::unknown) return true;
  for (const trace::Parameter& parameter : trace::describe(line.which).parameters)
    if (const Value& value = line.arg(parameter.name); is_name(parameter.role, value) && !names.contains(value.text)) return false;
  return true;
}

bool has_all(const std::vector<std::uint64_t>& all, const std::vector<std::uint64_t>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

void add_to(std::vector<std::uint64_t>& all, const std::vector<std::uint64_t>& more) {
  all.insert(all.end(), more.begin(), more.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

}  // namespace

Refusals::Needs Refusals::needs_of(const Line& line) {
  Needs needs;
  for_each_need(line, [&](std::string_view of, std::string_view what) { needs.push_back(mixed(mixed(hash_of_call(line), of), what)); });
  for_each_probe(line, [&](const Probe& probe) { needs.push_back(need_of(probe)); });
  std::sort(needs.begin(), needs.end());
  needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
  return needs;
}

std::uint64_t Refusals::key_of(const Line& line) {
  std::uint64_t key = hash_of_call(line);
  for_each_need(line, [&](std::string_view of, std::string_view what) { key += mixed(mixed(0, of), what); });
  for_each_probe(line, [&](const Probe& probe) { key += need_of(probe); });
  return key;
}

void Refusals::learn(const TestProgram& program, const Trial& trial) {
  const std::size_t known = std::min(trial.lines.size(), program.lines.size());
  const std::size_t end = trial.unsupported.empty() ? known : std::min(known, trial.unsupported.front());
  for (std::size_t i = 0; i < end; ++i) answered(program.lines[i]);
  if (trial.unsupported.empty() || trial.lacks.empty() || !trial.findings.empty()) return;
  const std::string& reason = *trial.lacks.begin();
  if (trial.unsupported.front() < known) {
    const Line& line = program.lines[end];
    const bool was_answered = answered_.contains(key_of(line));
    if (!was_answered && uses_only(bound_names(program, trial, end), line)) declined(needs_of(line), reason, calls_);
    return;
  }
  Needs all;
  for (const Line& line : program.lines) add_to(all, needs_of(line));
  declined(std::move(all), reason, programs_);
}

void Refusals::answered(const Line& line) {
  if (!answered_.insert(key_of(line)).second) return;
  const Needs needs = needs_of(line);
  can_.insert(needs.begin(), needs.end());
  // What was declined once and is answered now is no lack.
  std::erase_if(calls_, [&](const Declined& each) { return each.needs == needs; });
}

void Refusals::declined(Needs needs, const std::string& reason, std::vector<Declined>& among) {
  const auto known = std::find_if(among.begin(), among.end(), [&](const Declined& each) { return each.needs == needs; });
  if (known != among.end()) ++known->times;
  else among.push_back({std::move(needs), reason});
}

// What of it no answered call has needed: one of these is what the target lacks.
Refusals::Needs Refusals::suspects_of(const Declined& each) const {
  Needs suspects;
  for (const Need need : each.needs)
    if (!can_.contains(need)) suspects.push_back(need);
  return suspects;
}

// Where each need by itself was met elsewhere, it may be all of them together that is declined, or what the program had come to: it is
// asked for a few times before it counts.
const Refusals::Needs& Refusals::what_is_lacking(const Declined& each, const Needs& suspects) {
  static const Needs nobody_knows;
  constexpr std::size_t often_enough = 4;
  return !suspects.empty() ? suspects : each.times >= often_enough ? each.needs : nobody_knows;
}

std::optional<std::size_t> Refusals::against(const Line& line) const {
  if (calls_.empty() || answered_.contains(key_of(line))) return std::nullopt;
  const Needs needs = needs_of(line);
  for (std::size_t i = 0; i < calls_.size(); ++i) {
    const Needs suspects = suspects_of(calls_[i]);
    const Needs& lacking = what_is_lacking(calls_[i], suspects);
    if (!lacking.empty() && has_all(needs, lacking)) return i;
  }
  return std::nullopt;
}

std::optional<Refusals::SuspectedProbe> Refusals::probe_against(const Line& line) const {
  const auto found = against(line);
  if (!found) return std::nullopt;
  const Needs suspects = suspects_of(calls_[*found]);
  std::optional<std::string> lacking;
  std::size_t lacks = 0;
  Needs rest = needs_of(line);
  for_each_probe(line, [&](const Probe& probe) {
    std::erase(rest, need_of(probe));
    if (!std::binary_search(suspects.begin(), suspects.end(), need_of(probe))) return;
    ++lacks;
    lacking = probe.name;
  });
  if (!lacking) return std::nullopt;
  if (lacks == suspects.size()) return SuspectedProbe{*lacking, true};
  return is_declined(rest) ? std::nullopt : std::optional(SuspectedProbe{*lacking, false});
}

// Was a call declined for the want of no more than these?
bool Refusals::is_declined(const Needs& needs) const {
  return std::any_of(calls_.begin(), calls_.end(), [&](const Declined& each) {
    const Needs suspects = suspects_of(each);
    const Needs& lacking = what_is_lacking(each, suspects);
    return !lacking.empty() && has_all(needs, lacking);
  });
}

bool Refusals::declines(const Line& line) const { return against(line).has_value(); }

std::optional<std::string> Refusals::reason_against(const Line& line) {
  const auto found = against(line);
  if (!found || !std::exchange(calls_[*found].was_asked_in_this_level, true)) return std::nullopt;
  return calls_[*found].reason;
}

std::optional<std::string> Refusals::reason_against_the_very(const Line& line) const {
  if (calls_.empty()) return std::nullopt;
  const Needs needs = needs_of(line);
  for (const Declined& each : calls_)
    if (each.needs == needs && !what_is_lacking(each, suspects_of(each)).empty()) return each.reason;
  return std::nullopt;
}

void Refusals::begin_level() {
  for (std::vector<Declined>* all : {&calls_, &programs_})
    for (Declined& each : *all) each.was_asked_in_this_level = false;
}

bool Refusals::is_new(const Line& line) const {
  if (answered_.contains(key_of(line))) return false;
  const Needs needs = needs_of(line);
  return std::none_of(calls_.begin(), calls_.end(), [&](const Declined& each) { return each.needs == needs; });
}

std::optional<Refusals::Stop> Refusals::stop_in(std::span<const Line> lines) {
  Needs so_far;
  for (std::size_t i = 0; i < lines.size() && !programs_.empty(); ++i) {
    add_to(so_far, needs_of(lines[i]));
    for (Declined& each : programs_) {
      const Needs suspects = suspects_of(each);
      if (suspects.empty() || !has_all(so_far, suspects)) continue;
      if (!std::exchange(each.was_asked_in_this_level, true)) return std::nullopt;
      return Stop{i, each.reason};
    }
  }
  return std::nullopt;
}

void note_probes(const Line& line, std::set<std::string>& answered) {
  for_each_probe(line, [&](const Probe& probe) { answered.emplace(probe.name); });
}

void leave_out_probe(const std::string& probe, std::vector<Line>& lines) {
  for (const Probe& each : known_probes)
    if (each.name == probe)
      for (Line& line : lines) (line.observed.*each.answers).clear();
}

std::vector<Line> without_calls(const std::vector<Line>& lines, const std::function<bool(const Line&)>& is_unwanted) {
  std::set<std::string> missing;
  std::vector<Line> kept;
  for (const Line& line : lines) {
    const bool misses_something = std::any_of(line.args.begin(), line.args.end(), [&](const auto& argument) {
      return argument.value.is_text() && missing.contains(argument.value.text);
    });
    if (!misses_something && !is_unwanted(line)) {
      kept.push_back(line);
      continue;
    }
    if (line.ret.is_text()) missing.insert(line.ret.text);
    for (const auto& out : line.out)
      if (out.value.is_text()) missing.insert(out.value.text);
  }
  return kept;
}

}  // namespace certlife::conformance
