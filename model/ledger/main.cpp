// certlife-ledger: the clause ledger on the command line.
#include <algorithm>
#include <cctype>
#include <iostream>
#include <string>
#include <vector>

#include "model/ledger/completeness.h"
#include "model/ledger/explain.h"
#include "model/ledger/ownership_text.h"
#include "model/ledger/status.h"
#include "model/tool/tool.h"
#include "model/trace/windows_list.h"

namespace {

using namespace certlife::model;
using Words = std::vector<std::string>;

constexpr int success = 0;
constexpr int incomplete = 1;
constexpr int bad_input = 2;

constexpr const char* usage =
    "usage: certlife-ledger list clauses|readings   print all clauses, or each choice under each reading\n"
    "       certlife-ledger list status             print how many clauses have a rule, a claim, a test\n"
    "       certlife-ledger list windows|facts      print what Windows was seen to do: by trace, by fact\n"
    "       certlife-ledger list ownership [--json] print what each function gives, takes and keeps\n"
    "       certlife-ledger explain ID...           print what is known about clauses\n"
    "       certlife-ledger check                   fail if a clause of the page lacks rule, claim or test\n";

int complain(const std::string& message) {
  certlife::tool::complain("certlife-ledger", message);
  return bad_input;
}

int print(const std::string& text) {
  std::cout << text;
  return success;
}

int list(const std::string& what) {
  if (what == "clauses") return print(list_clauses(Ledger::load()));
  if (what == "readings") return print(list_readings(Ledger::load()));
  if (what == "status") return print(list_status(Ledger::load()));
  if (what == "windows") return print(certlife::trace::list_windows_traces());
  if (what == "facts") return print(certlife::trace::list_windows_facts());
  if (what == "ownership") return print(list_ownership(Ledger::load().ownership()));
  return complain("\"" + what + "\" can't be listed; clauses, readings, status, windows, facts and ownership can");
}

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

int explain_all(const Words& ids) {
  for (const std::string& id : ids) {
    const std::string text = explain(upper(id));
    if (text.empty()) return complain("there is no clause " + id + "; \"list clauses\" prints all");
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

bool asks_for_help(const Words& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) { return word == "--help" || word == "-h"; });
}

int run(const Words& words) {
  const std::string verb = words.empty() ? "" : words.front();
  const Words rest(words.empty() ? words.begin() : words.begin() + 1, words.end());
  if (asks_for_help(words)) return print(usage);
  if (verb == "list" && rest.size() == 1) return list(rest.front());
  if (verb == "list" && rest == Words{"ownership", "--json"}) return print(ownership_json(Ledger::load().ownership()));
  if (verb == "explain" && !rest.empty()) return explain_all(rest);
  if (verb == "check" && rest.empty()) return check();
  std::cerr << usage;
  return bad_input;
}

}  // namespace

int main(int count, char** arguments) {
  return certlife::tool::run("certlife-ledger", [&] { return run(Words(arguments + 1, arguments + count)); });
}
