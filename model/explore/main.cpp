// certlife-explore: explores a scope and says how much there is of it.
#include <charconv>
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "model/explore/report.h"
#include "model/explore/spin/promela.h"
#include "model/tool/tool.h"

namespace {

using namespace certlife::model;
using namespace certlife::model::explore;

constexpr const char* usage =
    "usage: certlife-explore [options]\n"
    "Explores every world that defined calls can reach within a scope, the nearest first.\n\n"
    "  --scope SxC           stores and contexts (2x3); at most 3x4\n"
    "  --handles N           handle references of a store (2)\n"
    "  --references N        references of a context and of the CSP handle (2)\n"
    "  --kinds N             1: certificates only, 2: and CRLs, 3: and CTLs (3)\n"
    "  --contents N          contents of each kind (1)\n"
    "  --calls NAME,NAME,…   only these calls; --list-calls names them\n"
    "  --csp --properties --finds --sources --dispositions   more calls, and every disposition\n"
    "  --everything          all of these, and NULL and bad arguments\n"
    "  --null-arguments --bad-arguments\n"
    "  --choice NAME=VALUE   a value of a choice, instead of that of the reading windows\n"
    "  --symmetry on|off|both   (on)\n"
    "  --claims on|off|both     (both)\n"
    "  --threads N           (1)\n"
    "  --most-states N       stop there\n"
    "  --promela             print the scope as a model for SPIN instead\n"
    "exit code: 0 every claim held, 1 a claim was broken, 2 bad arguments\n";

enum class Switch { off, on, both };

struct Request {
  Scope scope;
  Assignment settled = windows_assignment();
  Options options;
  Switch symmetry = Switch::on;
  Switch claims = Switch::both;
  bool promela = false;
};

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

std::uint64_t number(std::string_view text, std::string_view option, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && value >= least && value <= most) return value;
  refuse(std::string(option) + ": “" + std::string(text) + "” is not a number from " + std::to_string(least) + " to " +
         std::to_string(most));
}

int small(std::string_view text, std::string_view option, int least, int most) {
  return static_cast<int>(number(text, option, static_cast<std::uint64_t>(least), static_cast<std::uint64_t>(most)));
}

Switch switched(std::string_view text, std::string_view option) {
  if (text == "on") return Switch::on;
  if (text == "off") return Switch::off;
  if (text == "both") return Switch::both;
  refuse(std::string(option) + ": “" + std::string(text) + "” is none of on, off, both");
}

void set_scope(Scope& scope, std::string_view text) {
  const auto cross = text.find('x');
  if (cross == std::string_view::npos) refuse("--scope: “" + std::string(text) + "” is not of the form 2x3");
  scope.stores = small(text.substr(0, cross), "--scope", 1, most_stores);
  scope.contexts = small(text.substr(cross + 1), "--scope", 1, most_contexts);
}

Action action_named(std::string_view name) {
  for (std::size_t i = 0; i < action_names.size(); ++i) {
    if (action_names[i] == name) return static_cast<Action>(i);
  }
  refuse("--calls: there is no call “" + std::string(name) + "”; --list-calls names them");
}

void set_calls(Scope& scope, std::string_view names) {
  scope.calls = {};
  while (!names.empty()) {
    const auto comma = std::min(names.find(','), names.size());
    scope.calls.insert(action_named(names.substr(0, comma)));
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
}

void set_choice(Assignment& settled, std::string_view text) {
  const auto equals = std::min(text.find('='), text.size());
  const std::string_view value = text.substr(std::min(equals + 1, text.size()));
  for (std::size_t i = 0; i < choice_facts.size(); ++i) {
    if (choice_facts[i].name != text.substr(0, equals)) continue;
    for (int v = 0; v < choice_facts[i].value_count(); ++v) {
      if (choice_facts[i].values[static_cast<std::size_t>(v)] != value) continue;
      settled.value[i] = static_cast<std::uint8_t>(v);
      return;
    }
  }
  refuse("--choice: “" + std::string(text) + "” is no choice with a value of it");
}

void add_calls(Scope& scope, std::initializer_list<Action> actions) {
  for (const Action each : actions) scope.calls.insert(each);
}

bool widen(Scope& scope, std::string_view option) {
  const bool all = option == "--everything";
  bool known = all;
  const auto is = [&](std::string_view name) { return known |= option == name, all || option == name; };
  if (is("--csp")) add_calls(scope, {Action::acquire_csp, Action::add_csp_reference, Action::release_csp, Action::ask_csp});
  if (is("--properties")) add_calls(scope, {Action::set_property, Action::get_property});
  if (is("--hash-properties")) scope.hash_properties = true, add_calls(scope, {Action::set_property, Action::get_property});
  if (is("--finds")) add_calls(scope, {Action::find_context});
  if (is("--sources")) add_calls(scope, {Action::add_from_context});
  if (is("--dispositions")) {
    for (int i = 1; i < 8; ++i) scope.dispositions.insert(static_cast<Disposition>(i));
  }
  if (is("--null-arguments")) scope.null_arguments = true;
  if (is("--bad-arguments")) scope.bad_arguments = true;
  if (all) add_calls(scope, {Action::control_store, Action::save_store});
  return known;
}

Request request_of(int count, char** arguments) {
  Request request;
  for (int i = 1; i < count; ++i) {
    const std::string_view option = arguments[i];
    if (widen(request.scope, option)) continue;
    if (option == "--promela") {
      request.promela = true;
      continue;
    }
    if (++i == count) refuse("“" + std::string(option) + "” is unknown, or its value is missing; --help tells more");
    const std::string_view value = arguments[i];
    if (option == "--scope") set_scope(request.scope, value);
    else if (option == "--handles") request.scope.most_handles = small(value, option, 1, 7);
    else if (option == "--references") request.scope.most_references = small(value, option, 1, 7);
    else if (option == "--kinds") request.scope.kinds = small(value, option, 1, 3);
    else if (option == "--contents") request.scope.contents = small(value, option, 1, 4);
    else if (option == "--calls") set_calls(request.scope, value);
    else if (option == "--choice") set_choice(request.settled, value);
    else if (option == "--symmetry") request.symmetry = switched(value, option);
    else if (option == "--claims") request.claims = switched(value, option);
    else if (option == "--threads") request.options.threads = small(value, option, 1, 64);
    else if (option == "--most-states") request.options.most_states = number(value, option, 1, ~std::uint64_t{0});
    else refuse("“" + std::string(option) + "” is unknown; --help tells more");
  }
  return request;
}

void print_row(bool symmetry, bool claims, const Report& it) {
  std::printf("%-8s  %-6s  %12llu  %13llu  %5llu  %8.3f  %9.0f k%s\n", symmetry ? "on" : "off", claims ? "on" : "off",
              static_cast<unsigned long long>(it.states), static_cast<unsigned long long>(it.transitions),
              static_cast<unsigned long long>(it.depth), it.seconds,
              static_cast<double>(it.states) / (it.seconds * 1000.0), it.complete ? "" : "  (stopped)");
  if (it.broken_claim.empty()) return;
  std::printf("BROKEN: %s: %s\n", it.broken_claim.c_str(), it.broken_sentence.c_str());
  for (const std::string& call : it.program) std::printf("  %s\n", call.c_str());
}

int explore_all(Request request) {
  const Scope& scope = request.scope;
  std::printf("%d stores x %d contexts, handles <= %d, references <= %d, %d kinds with %d contents each; calls:", scope.stores,
              scope.contexts, scope.most_handles, scope.most_references, scope.kinds, scope.contents);
  for (std::size_t i = 0; i < action_names.size(); ++i) {
    if (scope.makes(static_cast<Action>(i))) std::printf(" %s", std::string(action_names[i]).c_str());
  }
  std::printf("\nsymmetry  claims        states    transitions  depth   seconds     states/s\n");
  bool broken = false;
  for (const bool symmetry : {true, false}) {
    if (request.symmetry == (symmetry ? Switch::off : Switch::on)) continue;
    for (const bool claims : {false, true}) {
      if (request.claims == (claims ? Switch::off : Switch::on)) continue;
      request.options.symmetry = symmetry;
      request.options.keeps_parents = claims;
      const Report report = explored(scope, request.settled, request.options, claims);
      print_row(symmetry, claims, report);
      std::fflush(stdout);
      broken = broken || !report.broken_claim.empty();
    }
  }
  return broken ? 1 : 0;
}

int run(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    if (std::string_view(arguments[i]) == "--help") return std::fputs(usage, stdout), 0;
    if (std::string_view(arguments[i]) != "--list-calls") continue;
    for (const auto name : action_names) std::cout << name << '\n';
    return 0;
  }
  const Request request = request_of(count, arguments);
  if (!request.promela) return explore_all(request);
  std::cout << promela(request.scope, request.settled);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife-explore", [&] { return run(count, arguments); });
}
