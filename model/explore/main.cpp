// certlife-explore: explores a scope and says how much there is of it.
#include <cstdio>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/domain/choice_named.h"
#include "model/explore/report.h"
#include "model/explore/spin/promela.h"
#include "model/tool/help.h"
#include "model/tool/tool.h"

namespace {

using namespace certlife::model;
using namespace certlife::model::explore;

struct Request {
  Scope scope;
  Assignment settled = windows_assignment();
  Options options;
  std::string symmetry = "on", claims = "both";
  bool promela = false;
  bool lists_calls = false;
};

[[noreturn]] void refuse(const std::string& why) { throw CLI::ValidationError(why); }

void set_scope(Scope& scope, const std::string& text) {
  char behind = 0;
  if (std::sscanf(text.c_str(), "%dx%d%c", &scope.stores, &scope.contexts, &behind) != 2 || scope.stores < 1 || scope.contexts < 1 ||
      scope.stores > most_stores || scope.contexts > most_contexts)
    refuse("--scope: “" + text + "” is no scope from 1x1 to " + std::to_string(most_stores) + "x" + std::to_string(most_contexts));
}

Action action_named(const std::string& name) {
  for (std::size_t i = 0; i < action_names.size(); ++i) {
    if (action_names[i] == name) return static_cast<Action>(i);
  }
  refuse("--calls: there is no call “" + name + "”; --list-calls names them");
}

void set_choice(Assignment& settled, const std::string& text) {
  const auto chosen = choice_value_named(text);
  if (!chosen) refuse("--choice: “" + text + "” is no choice with a value of it");
  settled.value[static_cast<std::size_t>(chosen->choice)] = chosen->value;
}

void add_calls(Scope& scope, std::initializer_list<Action> actions) {
  for (const Action each : actions) scope.calls.insert(each);
}

struct Widening {
  const char* option;
  const char* help;
  void (*widen)(Scope& scope);
};
constexpr Widening widenings[] = {
    {"--csp", "calls of CSP handles",
     [](Scope& it) { add_calls(it, {Action::acquire_csp, Action::add_csp_reference, Action::release_csp, Action::ask_csp}); }},
    {"--properties", "setting and getting properties", [](Scope& it) { add_calls(it, {Action::set_property, Action::get_property}); }},
    {"--hash-properties", "hash properties as well",
     [](Scope& it) { it.hash_properties = true, add_calls(it, {Action::set_property, Action::get_property}); }},
    {"--finds", "finds", [](Scope& it) { add_calls(it, {Action::find_context}); }},
    {"--sources", "adds from a context", [](Scope& it) { add_calls(it, {Action::add_from_context}); }},
    {"--dispositions", "every disposition",
     [](Scope& it) { for (int i = 1; i < 8; ++i) it.dispositions.insert(static_cast<Disposition>(i)); }},
    {"--null-arguments", "NULL as an argument", [](Scope& it) { it.null_arguments = true; }},
    {"--bad-arguments", "arguments that are refused", [](Scope& it) { it.bad_arguments = true; }},
};

void widen_by_everything(Scope& scope) {
  for (const Widening& each : widenings) each.widen(scope);
  for (std::size_t i = 0; i < action_names.size(); ++i) scope.calls.insert(static_cast<Action>(i));
}

void add_options(CLI::App& app, Request& it) {
  const CLI::IsMember switches({"on", "off", "both"});
  Scope& scope = it.scope;
  app.add_option_function<std::string>("--scope", [&](const std::string& text) { set_scope(scope, text); }, "Stores and contexts, as 2x3; at most 3x4");
  app.add_option("--handles", scope.most_handles, "Handle references of a store")->check(CLI::Range(1, 7))->capture_default_str();
  app.add_option("--references", scope.most_references, "References of a context and of the CSP handle")->check(CLI::Range(1, 7))->capture_default_str();
  app.add_option("--kinds", scope.kinds, "1: certificates only, 2: and CRLs, 3: and CTLs")->check(CLI::Range(1, 3))->capture_default_str();
  app.add_option("--contents", scope.contents, "Contents of each kind")->check(CLI::Range(1, 4))->capture_default_str();
  app.add_option_function<std::vector<std::string>>(
         "--calls", [&](const auto& names) { scope.calls = {}; for (const auto& name : names) scope.calls.insert(action_named(name)); },
         "Only these calls; --list-calls names them")->delimiter(',');
  for (const Widening& each : widenings) app.add_flag_callback(each.option, [&] { each.widen(scope); }, std::string("More: ") + each.help);
  app.add_flag_callback("--everything", [&] { widen_by_everything(scope); }, "All of these, commits and saves");
  app.add_option_function<std::string>("--choice", [&](const std::string& text) { set_choice(it.settled, text); },
                                       "NAME=VALUE: a value of a choice, instead of that of the reading windows");
  app.add_option("--symmetry", it.symmetry, "With and without")->check(switches)->capture_default_str();
  app.add_option("--claims", it.claims, "With and without")->check(switches)->capture_default_str();
  app.add_option("--threads", it.options.threads, "Threads")->check(CLI::Range(1, 64))->capture_default_str();
  app.add_option("--most-states", it.options.most_states, "Stop there");
  app.add_flag("--promela", it.promela, "Print the scope as a model for SPIN instead");
  app.add_flag("--list-calls", it.lists_calls, "Name the calls");
  certlife::tool::describe(app, "explore",
                           {{"explore --scope 2x3 --everything", "every claim in every state of two stores and three contexts"},
                            {"explore --scope 1x2 --promela > scope.pml", "the same scope for SPIN"}},
                           {{0, "every claim held"}, {1, "a claim was broken, shown by the fewest calls"}, {2, "bad arguments"}});
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
    if (request.symmetry == (symmetry ? "off" : "on")) continue;
    for (const bool claims : {false, true}) {
      if (request.claims == (claims ? "off" : "on")) continue;
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

int list_calls() {
  for (const auto name : action_names) std::cout << name << '\n';
  return 0;
}

int run(int count, char** arguments) {
  Request request;
  CLI::App app("Explores every world that defined calls can reach within a scope, the nearest first", "certlife-explore");
  add_options(app, request);
  if (const auto code = certlife::tool::parse(app, count, arguments)) return *code;
  if (request.lists_calls) return list_calls();
  if (!request.promela) return explore_all(request);
  std::cout << promela(request.scope, request.settled);
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife-explore", [&] { return run(count, arguments); });
}
