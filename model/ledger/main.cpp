// certlife-ledger: the clause ledger on the command line.
#include <algorithm>
#include <array>
#include <cctype>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/ledger/completeness.h"
#include "model/ledger/explain.h"
#include "model/ledger/ownership_text.h"
#include "model/ledger/status.h"
#include "model/tool/help.h"
#include "model/tool/tool.h"
#include "model/trace/windows_list.h"

namespace {

using namespace certlife::model;
namespace tool = certlife::tool;

constexpr int success = 0;
constexpr int incomplete = 1;

int print(const std::string& text) {
  std::cout << text;
  return success;
}

// What can be listed, and how.
struct List {
  const char* name;
  const char* what;
  std::string (*text)();
};
const std::array lists{List{"clauses", "Every sentence of the documents, numbered", [] { return list_clauses(Ledger::load()); }},
                       List{"readings", "What the documents leave open, and what each reading chooses", [] { return list_readings(Ledger::load()); }},
                       List{"status", "How many clauses have a rule, a claim, a test", [] { return list_status(Ledger::load()); }},
                       List{"windows", "What Windows was seen to do, by trace", [] { return certlife::trace::list_windows_traces(); }},
                       List{"facts", "The same by fact, with what there is no trace of", [] { return certlife::trace::list_windows_facts(); }},
                       List{"ownership", "What each function of crypt32 and its neighbours gives, takes and keeps",
                            [] { return list_ownership(Ledger::load().ownership()); }}};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

int explain_all(const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    std::string text = explain(upper(id));
    if (text.empty()) text = explain_word(Ledger::load(), id);
    if (text.empty()) throw std::runtime_error("there is no clause " + id + ", and none speaks of it; \"list clauses\" prints all");
    std::cout << (&id == &ids.front() ? "" : "\n") << text;
  }
  return success;
}

int check() {
  const auto problems = inconsistencies(Ledger::load());
  const auto missing = gaps(Ledger::load());
  for (const std::string& problem : problems) std::cout << problem << "\n";
  for (const Gap& gap : missing) std::cout << to_string(gap) << "\n";
  std::cout << Ledger::load().clauses().size() << " clauses, " << Ledger::load().page().size()
            << " sentences of the page: " << problems.size() << " inconsistent, " << missing.size()
            << " clauses of the page incomplete\n";
  return problems.empty() && missing.empty() ? success : incomplete;
}

int run(int count, char** arguments) {
  CLI::App app{"The clauses of the documents: what each says, and what is known of it"};
  app.require_subcommand(1);
  tool::describe(app, "list", {}, {});
  CLI::App* list = app.add_subcommand("list", "Print a list")->require_subcommand(1);
  tool::describe(*list, "list", {}, {});
  for (const List& each : lists) tool::describe(*list->add_subcommand(each.name, each.what), std::string("list ") + each.name, {}, {});
  bool as_json = false;
  list->get_subcommand("ownership")->add_flag("--json", as_json, "As JSON, by model/ledger/ownership.schema.json");
  std::vector<std::string> ids;
  CLI::App* explain = app.add_subcommand("explain", "A clause, its source and evidence, the rule, proofs and tests");
  explain->add_option("CLAUSE", ids, "As CLOSE-5; small letters will do. Or a function, a choice, or a word of its sentence")->required()->type_name("");
  tool::describe(*explain, "oracle explain", {{"oracle explain CLOSE-5 FIND-2", "all that is known of two clauses"},
                                               {"oracle explain CertCloseStore", "the clauses about a function; likewise of a choice or a word"}},
                 {{0, "explained"}, {2, "there is no such clause, or another error of the tool"}});
  app.add_subcommand("check", "Fail if a clause of the page lacks rule, claim or test");
  if (const auto code = tool::parse(app, count, arguments)) return *code;
  if (*explain) return explain_all(ids);
  if (as_json) return print(ownership_json(Ledger::load().ownership()));
  for (const List& each : lists)
    if (list->got_subcommand(each.name)) return print(each.text());
  return check();
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife-ledger", [&] { return run(count, arguments); });
}
