#include "model/oracle/judge.h"

#include <algorithm>
#include <stdexcept>

#include "model/oracle/allowed_answers.h"
#include "model/oracle/callers_fault.h"
#include "model/oracle/comparison.h"
#include "model/oracle/fitting_branches.h"
#include "model/oracle/places.h"
#include "model/oracle/shown_answer.h"
#include "model/trace/bad_input.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;
using Fate = Translation::Fate;

namespace {

ReadingSet place_of(const Judge::Options& options) {
  const auto place = reading_named(options.reading);
  if (!place) throw std::invalid_argument("no reading is called " + std::string(options.reading));
  return static_cast<ReadingSet>(1u << (options.admitting ? 0u : *place));
}

constexpr ReadingSet without(unsigned readings, unsigned others) { return static_cast<ReadingSet>(readings & ~others); }

// The answer has to be another one.
void reject_answer(Verdict& verdict, model::Aspect aspect, Value right, const char* clause, ReadingSet rejecting) {
  verdict.kind = Verdict::Kind::rejected;
  verdict.differing = {{aspect, Thing::unknown, "", clause}};
  verdict.clauses = {clause};
  Allowed allowed;
  allowed.answer.ret = std::move(right);
  allowed.readings = rejecting;
  allowed.clauses = verdict.clauses;
  verdict.allowed.push_back(std::move(allowed));
}

bool fits_enumeration(const Line& line, const EnumeratedIds& enumerated, const Concrete::Properties& properties) {
  return !line.ret.is_number() || enumerated.may_come(static_cast<std::uint32_t>(line.ret.number), properties);
}

bool fits_access_state(const Line& line, const Translation& seen) {
  return (line.ret.is_absent() || line.ret.truth) && (!seen.value || is_access_state_of_memory(*seen.value));
}

// The clauses behind the call of the line in the states of these readings.
std::vector<const char*> clauses_behind(const Knowledge& known, ReadingSet readings) {
  std::vector<const char*> clauses;
  for (const Candidate& candidate : known.candidates) {
    known.for_each_branch(candidate, {}, [&](const Outcome& outcome, const Choosing& way) {
      if (!(readings_of(way.variants()) & readings)) return true;
      for (const char* clause : outcome.citations) cite(clauses, clause);
      return true;
    });
  }
  return clauses;
}

// The first that the reading judged under takes; the last where it takes none. REQUIRES: there is one.
const Branch& own_one_of(const std::vector<Branch>& branches, ReadingSet own) {
  return *std::find_if(branches.begin(), std::prev(branches.end()), [&](const Branch& each) { return (each.readings & own) != 0; });
}

// One that the reading judged under has not excluded. REQUIRES: there is one of any reading.
const Candidate& own_one_of(const Candidates& candidates, ReadingSet own) {
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& each) { return (each.readings() & own) != 0; });
  return found == candidates.end() ? candidates.front() : *found;
}

}  // namespace

Judge::Judge(const Options& options)
    : all_(options.admitting ? ReadingSet{1} : every_reading()),
      own_(place_of(options)),
      known_(options.admitting ? model::Readings(*options.admitting) : readings(), all_, options.most_candidates, options.most_dead_names) {}

// --- Lines ---------------------------------------------------------------------------------------------------------------

Verdict Judge::judge(const Line& line) {
  branches_.clear();
  decided_by_ = nullptr;
  was_accepted_ = false;
  Verdict verdict;
  if (line.kind == Line::Kind::file) known_.set_up(line.file);
  else verdict = judge_line(line);
  was_accepted_ = verdict.kind == Verdict::Kind::accepted;
  return verdict;
}

Verdict Judge::judge_line(const Line& line) {
  ++lines_;
  known_.line = static_cast<std::uint32_t>(line.number ? line.number : lines_);
  if (undefined_ & own_) return leave(line, "after the caller's fault nothing is judged", false);
  if (undecided_ & own_) return leave(line, "undecided: " + undecided_because_, false);
  if (const char* reason = overlap_with(line)) return leave(line, reason, false);
  if (line.not_supported) return leave(line, "the target does not support the call", false);
  if (!line.last_error_before.is_nothing()) last_errors_.of(line) = line.last_error_before.number;
  return judge_call(line);
}

// Calls of several threads are judged as a sequence as long as none overlaps another.
const char* Judge::overlap_with(const Line& line) {
  if (line.start && latest_end_ && *line.start < *latest_end_) overlapped_ = true;
  if (line.end) latest_end_ = std::max(latest_end_.value_or(*line.end), *line.end);
  if (!overlapped_) return nullptr;
  undecided_ |= own_;
  undecided_because_ = "calls of several threads overlap";
  return "calls overlap: a history of several threads is judged as a whole, not line by line";
}

Verdict Judge::leave(const Line& line, std::string reason, bool touches_world) {
  ++not_evaluated_;
  if (touches_world) doubts_.doubt_what_is_in(line);
  last_errors_.of(line).reset();
  Verdict verdict;
  verdict.kind = Verdict::Kind::not_evaluated;
  verdict.reason = std::move(reason);
  return verdict;
}

Verdict Judge::judge_call(const Line& line) {
  known_.translate(line);
  const Translation& seen = known_.translation;
  if (line.unfinished) return judge_unfinished(line);
  if (seen.fate == Fate::asks_of_properties) return judge_properties(line);
  enumerated_.forget();
  switch (seen.fate) {
    case Fate::reads_last_error:
    case Fate::sets_last_error: return judge_last_error(line);
    case Fate::judged: return judge_by_rules(line);
    case Fate::asks_of_properties:
    case Fate::not_evaluated: break;
  }
  auto fault = use_of_a_dead_name(known_, line);
  if (fault) return blame_for_all_readings(std::move(fault));
  auto outside = judge_outside(line);
  return outside ? std::move(*outside) : leave(line, seen.reason, seen.touches_world);
}

// What it would have done nobody knows; what it had no right to it had before.
Verdict Judge::judge_unfinished(const Line& line) {
  auto fault = use_of_a_dead_name(known_, line);
  if (!fault) fault = outside_.fault_in(line);
  if (!fault && known_.translation.fate == Fate::judged && !doubts_.concern_the_line()) {
    known_.bindings.choose_fresh();
    const char* const clause = known_.candidates.empty() ? nullptr : known_.undefined_in(own_one_of(known_.candidates, own_));
    if (clause) fault = fault_of(known_, line, clause);
  }
  if (!fault) return leave(line, "the call never returned", true);
  return blame_for_all_readings(std::move(fault));
}

// --- Calls that no rule speaks of ----------------------------------------------------------------------------------------

Verdict Judge::judge_last_error(const Line& line) {
  Verdict verdict;
  KnownLastError& known = last_errors_.of(line);
  verdict.readings = known_.candidates.empty() ? ReadingSet{0} : without(all_, undefined_ | undecided_);
  if (known_.translation.fate == Fate::sets_last_error) {
    known = line.arg("dwErrCode").is_nothing() ? 0 : line.arg("dwErrCode").number;
    return verdict;
  }
  if (!line.ret.is_number()) return verdict;
  decided_by_ = "ERROR-2";
  if (known) ++judged_;
  if (known && *known != line.ret.number) {
    if (leaves_undecided(verdict.readings)) return leave(line, "undecided: " + undecided_because_, false);
    reject_answer(verdict, model::Aspect::result, Value::of(*known), "ERROR-2", verdict.readings);
    rejected_ |= verdict.readings;
    verdict.readings = 0;
  }
  known = line.ret.number;
  return verdict;
}

// The world stays as it is. In a file store the access state depends on how the file was opened, and is left alone.
Verdict Judge::judge_properties(const Line& line) {
  const auto& asked = std::get<model::GetProperty<Concrete>>(known_.translation.call);
  const bool enumerates = line.which >= trace::Call::CertEnumCertificateContextProperties;
  if (doubts_.concern_the_line()) return leave(line, "what a call unknown to the model had is not judged on counts", false);
  if (enumerates) enumerated_.go_on(asked.context.index, asked.property);
  Verdict verdict;
  Value right;
  for (const Candidate& candidate : known_.candidates) {
    const World& world = candidate.world;
    const Concrete::Context context{candidate.context_called(asked.context.index)};
    if (world.owned_references.at(context) <= 0) return leave(line, "a context that is not held has no properties", false);
    if (!enumerates && world.file.at(world.home.at(context)) != Concrete::no_file())
      return leave(line, "the access state of a file store is outside the model", false);
    const auto& properties = world.properties.at(context);
    if (enumerates ? fits_enumeration(line, enumerated_, properties) : fits_access_state(line, known_.translation)) verdict.readings |= candidate.readings();
    right = enumerates ? Value::of(std::int64_t{*enumerated_.next(properties).rbegin()}) : Value::of(true);
  }
  if (enumerates && line.ret.is_number()) enumerated_.note(static_cast<std::uint32_t>(line.ret.number));
  decided_by_ = enumerates ? "PROP-10" : "PROP-11";
  const ReadingSet rejecting = without(known_.candidates.readings(), verdict.readings);
  rejected_ |= rejecting;
  if (!(rejecting & own_)) return verdict;
  reject_answer(verdict, enumerates || !line.ret.truth ? model::Aspect::result : model::Aspect::output, right, decided_by_, rejecting);
  return verdict;
}

// --- Calls outside the model, of which only what they do with references is known ------------------------------------------

std::optional<Verdict> Judge::judge_outside(const Line& line) {
  const auto changes = outside_.changes_by(line);
  if (!changes) return std::nullopt;
  const std::string reason = known_.translation.reason + ": of references alone is judged what it does";
  const std::size_t not_evaluated = not_evaluated_;
  auto fault = outside_.follow(line, *changes, [&](const Line& same) {
    branches_.clear();
    return judge_by_rules(same);
  });
  not_evaluated_ = not_evaluated;
  return fault ? blame_for_all_readings(std::move(fault)) : leave(line, reason, false);
}

// --- Following the rules -------------------------------------------------------------------------------------------------

Verdict Judge::judge_by_rules(const Line& line) {
  known_.bindings.choose_fresh();
  const auto rest = outside_.without_what_may_be_held(line);
  if (rest && !known_.translation.object) known_.translation.ret = &rest->ret;
  const Comparison comparison(known_, rest ? *rest : line, last_errors_.of(line));
  undefined_here_ = find_fitting(known_, comparison, own_, branches_);
  Verdict verdict = decide(line, comparison);
  if (verdict.kind != Verdict::Kind::not_evaluated) ++judged_;
  if (rest && verdict.kind == Verdict::Kind::accepted)
    verdict.remark = "what something else may still hold may live on, and CHECK may report it [OUTSIDE-3]";
  if (verdict.kind != Verdict::Kind::undefined && !branches_.empty()) take_over(line);
  return verdict;
}

Verdict Judge::leave_without_step(const Line& line, std::string reason) {
  branches_.clear();
  return leave(line, std::move(reason), true);
}

Verdict Judge::decide(const Line& line, const Comparison& comparison) {
  Verdict verdict;
  for (const Branch& branch : branches_) verdict.readings |= branch.readings;
  ReadingSet rejecting = without(known_.candidates.readings(), verdict.readings);
  if (leaves_undecided(rejecting)) return leave_without_step(line, "undecided: " + undecided_because_);
  rejecting = without(rejecting, known_.candidates.sampled());
  const ReadingSet blaming = static_cast<ReadingSet>(rejecting & (undefined_here_.readings | doubtful_));
  if (blaming & own_) return decide_fault(line, blaming);
  undefined_ |= blaming;
  doubtful_ |= static_cast<ReadingSet>(undefined_here_.readings & verdict.readings);
  if (undefined_here_.clause) doubt_ = fault_of(known_, line, undefined_here_.clause);
  rejecting = without(rejecting, blaming);
  if (rejecting & own_) reject(line, comparison, rejecting, verdict);
  if (rejecting) add_nearest(known_, comparison, rejecting, branches_);
  const bool in_doubt = rejecting && doubts_.concern_the_line();
  if (in_doubt && verdict.kind == Verdict::Kind::rejected) return leave(line, doubts_.reason(), true);
  if (!in_doubt) rejected_ |= rejecting;
  if (verdict.kind == Verdict::Kind::accepted && known_.uses_closed_store()) {
    verdict.remark = "unportable: the store is closed and waits for its contexts; what it lists is not promised [HANDLE-5]";
  }
  return verdict;
}

// What none of those that are followed allows, one of the others might. Says whether that is so of the reading judged under.
bool Judge::leaves_undecided(ReadingSet rejecting) {
  const ReadingSet lost = static_cast<ReadingSet>(rejecting & known_.candidates.sampled());
  undecided_ |= lost;
  if (lost & own_) undecided_because_ = "more than " + std::to_string(known_.candidates.most()) + " states are possible, and none of those followed allows this";
  return (lost & own_) != 0;
}

void Judge::reject(const Line& line, const Comparison& comparison, ReadingSet rejecting, Verdict& verdict) {
  explain_rejection(known_, line, comparison, {rejecting, own_}, verdict);
  verdict.kind = Verdict::Kind::rejected;
  verdict.held_by = accounts_.holders(verdict, own_one_of(known_.candidates, own_));
}

// Every branch becomes a candidate, with its names, and what was learned on the way.
void Judge::take_over(const Line& line) {
  Candidates& candidates = known_.candidates;
  NameBindings& bindings = known_.bindings;
  const Translation& seen = known_.translation;
  bindings.forget_deaths();
  const Branch& own = own_one_of(branches_, own_);
  for (Watcher* watcher : watchers_) watcher->sees(known_, line, own);
  accounts_.note_references(line, own);
  candidates.take(branches_, [&](const Candidate& candidate, const Branch&) { return passage_in(known_, candidate); },
                  [&](Candidate& candidate, const Branch& branch, const Passage& passage) {
                    learn_places(candidate, passage, branch.outcome);
                    bindings.note_deaths(candidate, branch.outcome.after);
                  });
  last_errors_.learn(line, branches_);
  bindings.exclude_those_that_still_have_the_name(seen);
  if (candidates.drop_excluded()) bindings.note_what_only_dropped_candidates_had();
  bindings.take_indices(seen.call);
  bindings.free_what_is_dead();
  for (std::size_t i = 0; i < candidates.size(); ++i)
    bindings.bind_result(candidates[i], seen, branches_[candidates.came_by(i)].outcome.answer);
  accounts_.note_what_was_given(line);
  bindings.bind_homes(line);
  // A file that was written holds what the model says.
  for (const Branch& branch : branches_)
    for (const auto& write : branch.outcome.after.image.writes()) known_.translator.forget_bytes(write.index);
  doubts_.doubt_names_of_rejected_results(branches_);
  bindings.clear_forgotten_names();
  for (const NameId csp : seen.kept) doubts_.doubt(csp);
  candidates.merge_and_bound(lines_);
}

std::vector<const char*> Judge::decided() const {
  std::vector<const char*> clauses;
  if (!was_accepted_) return clauses;
  if (decided_by_) clauses.push_back(decided_by_);
  for (const Branch& branch : branches_) {
    if (!(branch.readings & own_)) continue;
    for (const char* clause : branch.outcome.citations) cite(clauses, clause);
  }
  return clauses;
}

// --- The caller's fault --------------------------------------------------------------------------------------------------

Verdict Judge::decide_fault(const Line& line, ReadingSet blaming) {
  if (doubts_.concern_the_line()) return leave_without_step(line, doubts_.reason());
  Verdict verdict;
  for (const Branch& branch : branches_) verdict.readings |= branch.readings;
  blame_the_caller(undefined_here_.clause ? fault_of(known_, line, undefined_here_.clause) : doubt_, verdict);
  verdict.reason = "the caller is at fault";
  fault_ = verdict.fault;
  undefined_ |= blaming;
  return verdict;
}

Verdict Judge::blame_for_all_readings(std::shared_ptr<const CallersFault> fault) {
  Verdict verdict;
  blame_the_caller(std::move(fault), verdict);
  verdict.reason = "the caller is at fault";
  fault_ = verdict.fault;
  undefined_ = all_;
  ++judged_;
  return verdict;
}

// --- What is asked for beforehand ----------------------------------------------------------------------------------------

Verdict Judge::allowed(const Line& line) {
  Verdict verdict;
  known_.translate(line);
  const Translation& seen = known_.translation;
  if (seen.fate != Fate::judged) {
    verdict.kind = Verdict::Kind::not_evaluated;
    verdict.reason = seen.fate == Fate::not_evaluated ? seen.reason : "there is nothing to allow";
    return verdict;
  }
  known_.bindings.choose_fresh();
  for (const Candidate& candidate : known_.candidates) {
    const char* const clause = known_.for_each_branch(candidate, {}, [&](Outcome& outcome, Choosing& way) {
      add_allowed(verdict.allowed, allowed_answer(shown_answer(known_, line, candidate, outcome), outcome, way));
      return true;
    });
    if (!clause || !(candidate.readings() & own_)) continue;
    verdict.reason = "the caller would be at fault";
    blame_the_caller(fault_of(known_, line, clause), verdict);
  }
  keep_what_decides(verdict.allowed);
  for (const Allowed& each : verdict.allowed) verdict.readings |= each.readings;
  if (known_.candidates.sampled() & own_)
    verdict.remark = "more may be allowed: more than " + std::to_string(known_.candidates.most()) + " states are possible";
  return verdict;
}

bool Judge::is_defined(const Line& line) {
  known_.translator.translate(known_.names, line, known_.translation);
  if (known_.translation.fate != Fate::judged || !known_.translation.new_csps.empty()) return false;
  known_.bindings.choose_fresh();
  return std::none_of(known_.candidates.begin(), known_.candidates.end(),
                      [&](const Candidate& candidate) { return known_.undefined_in(candidate) != nullptr; });
}

std::vector<const char*> Judge::would_decide(const Line& line) {
  known_.translate(line);
  if (known_.translation.fate != Fate::judged) return {};
  known_.bindings.choose_fresh();
  return clauses_behind(known_, own_);
}

// Where every call was passed over nothing was accepted, under no reading.
Summary Judge::summary() const {
  Summary summary;
  summary.lines = lines_;
  summary.not_evaluated = not_evaluated_;
  summary.readings = without(all_, rejected_ | undefined_ | undecided_);
  summary.undecided_because = undecided_because_;
  summary.fault = fault_;
  if (rejected_ & own_) {
    summary.overall = Overall::rejected;
  } else if (undefined_ & own_) {
    summary.overall = Overall::undefined;
  } else if (undecided_ & own_) {
    summary.overall = Overall::undecided;
  } else if (judged_ == 0) {
    summary.overall = Overall::undecided;
    summary.undecided_because = "no call was judged";
    summary.readings = 0;
  }
  if (!((undefined_ | undecided_) & own_) && !known_.candidates.empty()) summary.owed = accounts_.owed(own_one_of(known_.candidates, own_), outside_.owed());
  return summary;
}

}  // namespace certlife::oracle
