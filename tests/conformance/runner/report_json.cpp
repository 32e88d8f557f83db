#include "tests/conformance/runner/report_json.h"

#include <nlohmann/json.hpp>

#include "model/trace/writer.h"

namespace certlife::conformance {
namespace {

using Ordered = nlohmann::ordered_json;

Ordered trace_lines(const std::vector<trace::Line>& lines) {
  Ordered list = Ordered::array();
  for (const auto& line : lines) list.push_back(Ordered::parse(trace::to_text(line)));
  return list;
}

Ordered clause_json(const ClauseResult& row) {
  Ordered json{{"clause", row.clause->id}, {"status", name_of(row.status)}};
  if (!row.choice.empty()) json["choice"] = row.choice;
  if (row.deviations.empty()) return json;
  json["counterexample"] = trace_lines(row.deviations.front()->calls);
  for (const Deviation* each : row.deviations) {
    Ordered deviation{{"shape", each->shape}, {"calls", trace_lines(each->calls)}, {"expected", each->expected}};
    deviation["observed"] = each->observed;
    deviation["allowed"] = each->allowed;
    if (!each->shortest_over.empty()) deviation["shortestOver"] = each->shortest_over;
    json["deviations"].push_back(std::move(deviation));
  }
  return json;
}

Ordered target_json(const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  Ordered json{{"name", run.target}, {"version", run.version}, {"seed", run.seed}};
  if (!run.unavailable.empty()) json["unavailable"] = run.unavailable;
  json["results"] = Ordered::array();
  if (run.unavailable.empty())
    for (const ClauseResult& row : report.clauses) json["results"].push_back(clause_json(row));
  json["calls"] = run.calls;
  json["seconds"] = run.seconds;
  const auto pair = [](std::size_t n, std::size_t of) { return Ordered::array({n, of}); };
  if (run.unavailable.empty())
    json["coverage"] = {{"clauses", pair(run.covered.clauses.size(), run.covered.clauses_of)},
                        {"states", pair(run.coverage.states.n, run.coverage.states.of)},
                        {"transitions", pair(run.coverage.transitions.n, run.coverage.transitions.of)}};
  return json;
}

}  // namespace

std::string json_text(const std::vector<TargetReport>& reports) {
  Ordered targets = Ordered::array();
  for (const TargetReport& report : reports) targets.push_back(target_json(report));
  return Ordered{{"targets", targets}}.dump(2, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

}  // namespace certlife::conformance
