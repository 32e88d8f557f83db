#include "tests/conformance/report/report_json.h"

#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "model/trace/writer.h"
#include "tests/conformance/campaign/reproduce.h"
#include "tests/conformance/report/report_table.h"
#include "tests/conformance/target/json_text.h"

namespace certlife::conformance {
namespace {

using Ordered = nlohmann::ordered_json;

Ordered trace_lines(const std::vector<trace::Line>& lines) {
  Ordered list = Ordered::array();
  for (const auto& line : lines) list.push_back(Ordered::parse(trace::to_text(line)));
  return list;
}

void add_shortness(Ordered& json, const Deviation& deviation) {
  json["shortest"] = deviation.is_shortest();
  json["checked"] = Ordered::array();
  for (const Checked& each : deviation.checked) json["checked"].push_back({{"alphabet", each.alphabet}, {"depth", each.depth}});
}

Ordered deviation_json(const Deviation& deviation, const CampaignResult& run, const std::string& reading) {
  Ordered json{{"clause", deviation.clause}, {"shape", deviation.text()}, {"calls", trace_lines(deviation.calls)}, {"expected", deviation.expected}};
  if (!deviation.note.empty()) json["note"] = deviation.note;
  json["program"] = program_text(deviation.requests);
  json["differs"] = deviation.aspect;
  if (deviation.where) json["where"] = *deviation.where;
  if (deviation.blame)
    json["blame"] = {{"clause", deviation.blame->clause}, {"call", deviation.blame->at + 1}, {"left", deviation.blame->what}, {"shownBy", deviation.clause}};
  json["observed"] = deviation.observed;
  json["allowed"] = deviation.allowed;
  add_shortness(json, deviation);
  if (deviation.is_shortest()) json["shortestOver"] = shortest_over_text(deviation);
  if (!deviation.is_reduced) json["reduced"] = false;
  json["foundBy"] = deviation.found_by;
  json["times"] = deviation.times;
  json["msToShortest"] = std::round(10 * deviation.ms_to_shortest) / 10;
  json["reruns"] = {{"shown", deviation.reruns.shown}, {"of", deviation.reruns.of}};
  json["flaky"] = deviation.is_flaky();
  if (!run.open_with.empty()) json["reproduce"] = reproduce_command(deviation, run.open_with, reading);
  return json;
}

Ordered clause_json(const ClauseResult& row, const CampaignResult& run, const std::string& reading) {
  Ordered json{{"clause", row.clause->id}, {"status", name_of(row.status)}};
  if (!row.choice.empty()) json["choice"] = row.choice;
  if (const std::string reason = reason_of(row); !reason.empty()) json["reason"] = reason;
  if (row.deviations.empty()) return json;
  json["counterexample"] = trace_lines(row.deviations.front()->calls);
  add_shortness(json, *row.deviations.front());
  for (const Deviation* each : row.deviations) json["deviations"].push_back(deviation_json(*each, run, reading));
  return json;
}

Ordered figure(const CoverageFigure& covered) { return Ordered::array({covered.n, covered.of}); }

Ordered coverage_json(const TargetReport& report) {
  Ordered json{{"clauses", figure(clauses_reached(report))}};
  const CoverageFigures& coverage = report.campaign->coverage;
  if (coverage.states.of > 0) json["states"] = figure(coverage.states);
  if (coverage.transitions.of > 0) json["transitions"] = figure(coverage.transitions);
  return json;
}

Ordered levels_json(const CampaignResult& run) {
  Ordered levels = Ordered::array();
  for (const Level& each : run.levels) {
    levels.push_back({{"level", each.text}, {"programs", each.extent.programs}, {"calls", each.extent.calls}, {"seconds", each.seconds}, {"cut", each.is_cut()}});
    levels.back()["kind"] = level_names[static_cast<std::size_t>(each.kind)];
    levels.back()["reached"] = each.was_reached();
    if (each.is_cut()) levels.back()["cutBy"] = each.cut_by;
  }
  return levels;
}

// Each level that was wanted, whatever became of it.
Ordered reach_json(const CampaignResult& run) {
  Ordered levels = Ordered::array();
  for (const Reach& each : run.reached) {
    levels.push_back({{"level", level_names[static_cast<std::size_t>(each.level)]}, {"how", name_of(each.how)}, {"programs", each.programs}});
    if (!each.why.empty()) levels.back()["why"] = each.why;
  }
  return levels;
}

Ordered unreached_json(const CampaignResult& run) {
  Ordered levels = Ordered::array();
  for (const Reach& each : run.reached)
    if (each.how == Reach::How::not_reached) levels.push_back(level_names[static_cast<std::size_t>(each.level)]);
  return levels;
}

Ordered judge_control_json(const JudgeControl& control) {
  return {{"seen", control.seen}, {"of", control.of}, {"aspects", control.aspects}, {"unseen", control.unseen}};
}

void add_run(Ordered& json, const TargetReport& report) {
  const CampaignResult& run = *report.campaign;
  json["calls"] = run.calls;
  json["judged"] = run.judged;
  json["seconds"] = run.seconds;
  json["coverage"] = coverage_json(report);
  json["flaky"] = flaky_ones(run);
  json["levels"] = levels_json(run);
  json["reached"] = reach_json(run);
  json["levelsNotReached"] = unreached_json(run);
  json["judgeCanSee"] = judge_control_json(run.judge_control);
  if (const std::string undecided = why_undecided(report); !undecided.empty()) json["undecided"] = undecided;
  json["notSupported"] = Ordered::object();
  for (const auto& [lack, programs] : run.lacks) json["notSupported"][lack] = programs;
  for (const Deviation& each : run.only_after_others) json["onlyAfterOthers"].push_back({{"clause", each.clause}, {"shape", each.text()}});
  for (const ExpectedDeviation* each : report.unexpected_passes) json["noLonger"].push_back({{"clause", each->clause}, {"shape", each->text()}, {"place", each->place}});
  if (run.died_too_often) json["diedTooOften"] = true;
  if (run.endings_not_again > 0) json["endingsNotAgain"] = {{"times", run.endings_not_again}, {"last", run.ending_not_again}};
}

// Those that stand in no row.
void add_other_deviations(Ordered& json, const TargetReport& report, const std::string& reading) {
  std::set<const Deviation*> told;
  for (const ClauseResult& row : report.clauses) told.insert(row.deviations.begin(), row.deviations.end());
  for (const Deviation* each : report.deviations) {
    if (told.contains(each)) continue;
    json["otherDeviations"].push_back(deviation_json(*each, *report.campaign, reading));
  }
}

Ordered target_json(const TargetReport& report, const std::string& reading) {
  const CampaignResult& run = *report.campaign;
  Ordered json{{"name", run.target}, {"version", run.version}, {"seed", run.seed}, {"reading", reading}};
  if (!run.unavailable.empty()) json["unavailable"] = run.unavailable;
  json["results"] = Ordered::array();
  if (!run.unavailable.empty()) return json;
  for (const ClauseResult& row : report.clauses) json["results"].push_back(clause_json(row, run, reading));
  add_other_deviations(json, report, reading);
  add_run(json, report);
  return json;
}

}  // namespace

std::string json_text(const std::vector<TargetReport>& reports, const std::string& reading) {
  Ordered targets = Ordered::array();
  for (const TargetReport& report : reports) targets.push_back(target_json(report, reading));
  return harmless(Ordered{{"targets", targets}}.dump(2, ' ', false, Ordered::error_handler_t::replace)) + "\n";
}

}  // namespace certlife::conformance
