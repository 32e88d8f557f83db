#include "model/oracle/checker.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace certlife::oracle {
namespace {

// What is owed is the caller's fault, where it was asked for, even if of nothing else could be judged whether it is allowed.
void hold_to_balance(Summary& summary) {
  if (summary.overall == Overall::rejected || summary.overall == Overall::undefined || !summary.owed || summary.owed->empty()) return;
  const Owed& first = summary.owed->front();
  CallersFault fault;
  fault.line = first.since.empty() ? 0 : first.since.front();
  fault.call = first.call;
  fault.name = first.name;
  const bool is_context = first.thing == "certificate" || first.thing == "crl" || first.thing == "ctl" || first.thing == "context";
  fault.clauses = {first.thing == "store" ? "CLOSE-1" : first.thing == "csp" ? "CSP-4" : is_context ? "FREE-6" : "OUTSIDE-1"};
  summary.fault = std::make_shared<CallersFault>(std::move(fault));
  summary.overall = Overall::undefined;
  summary.undecided_because.clear();
}

}  // namespace

Checker::Checker(const Judge::Options& options, const Demands& demands) : demands_(demands), judge_(options) {
  judge_.watch(closes_);
  if (!demands.usage) return;
  usage_.emplace(demands.in_development);
  judge_.watch(*usage_);
}

void Checker::gather() {
  lifetimes_.emplace();
  judge_.watch(*lifetimes_);
}

Verdict Checker::check(const trace::Line& line) {
  if (usage_) usage_->before(judge_.knowledge(), line);
  Verdict verdict = judge_.judge(line);
  closes_.tell(verdict);
  note_place(line);
  sites_.tell(verdict);
  if (usage_) usage_->after(line, verdict);
  if (lifetimes_) lifetimes_->after(judge_, line, verdict);
  return verdict;
}

void Checker::note_place(const trace::Line& line, const std::function<std::vector<Owed>()>& elsewhere) {
  sites_.note(line);
  if (sites_.are_many()) sites_.keep(summary(elsewhere ? elsewhere() : std::vector<Owed>{}).owed.value_or(std::vector<Owed>{}));
}

lifetimes::Program Checker::lifetimes(const Summary& summary, std::string title, const std::string& summary_text) {
  return lifetimes_->finish(summary, std::move(title), summary_text);
}

Summary Checker::summary(std::vector<Owed> elsewhere) const {
  Summary summary = judge_.summary();
  if (summary.owed && !elsewhere.empty()) {
    summary.owed->insert(summary.owed->end(), std::make_move_iterator(elsewhere.begin()), std::make_move_iterator(elsewhere.end()));
    const auto since = [](const Owed& one) { return one.since.empty() ? 0 : one.since.front(); };
    std::stable_sort(summary.owed->begin(), summary.owed->end(), [&](const Owed& a, const Owed& b) { return since(a) < since(b); });
  }
  if (usage_) summary.usage = usage_->findings();
  if (demands_.balanced) hold_to_balance(summary);
  if (usage_) hold_to_usage(summary, usage_->findings());
  sites_.tell(summary);
  return summary;
}

}  // namespace certlife::oracle
