#include "model/trace/windows_list.h"

#include <algorithm>
#include <vector>

#include "model/trace/windows_trace.h"

namespace certlife::trace {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string traces_of(const std::string& fact) {
  std::vector<std::string> names;
  for (const WindowsTrace& trace : windows_traces())
    if (std::find(trace.facts.begin(), trace.facts.end(), fact) != trace.facts.end()) names.push_back(trace.name);
  return listed(names);
}

}  // namespace

std::string list_windows_traces() {
  std::string text;
  for (const WindowsTrace& trace : windows_traces())
    text += trace.name + "\n  " + trace.title + "\n  " + trace.source + " · " + listed(trace.facts) + " · " + listed(trace.clauses) + "\n";
  return text;
}

std::string list_windows_facts() {
  std::string text = "| fact | what Windows does | traces |\n| --- | --- | --- |\n";
  for (const WindowsFact& fact : windows_facts())
    text += "| " + fact.id + " | " + fact.text + " | " + (fact.lacking.empty() ? traces_of(fact.id) : "none: " + fact.lacking) + " |\n";
  return text;
}

}  // namespace certlife::trace
