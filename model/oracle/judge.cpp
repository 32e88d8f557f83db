#include "model/oracle/judge.h"

#include <algorithm>
#include <stdexcept>

#include "model/rules/step.h"
#include "model/trace/bad_input.h"

namespace certlife::oracle {

using trace::Line;
using trace::Value;
using Fate = Translation::Fate;

namespace {

using Deciding = std::vector<Allowed::Deciding>;

// The open clauses of the choices, where they are not cited already.
void cite_choices(const Deciding& deciding, std::vector<const char*>& clauses) {
  for (const auto& each : deciding) {
    const char* const clause = clause_of(each.choice);
    const auto same = [&](const char* known) { return std::string_view(known) == clause; };
    if (std::none_of(clauses.begin(), clauses.end(), same)) clauses.push_back(clause);
  }
}

// Two ways to the same answer: a choice that only one of them asks for decides nothing, and values add up.
void merge_deciding(Deciding& known, const Deciding& other) {
  std::erase_if(known, [&](Allowed::Deciding& each) {
    const auto same =
        std::find_if(other.begin(), other.end(), [&](const auto& it) { return it.choice == each.choice; });
    if (same != other.end()) each.values |= same->values;
    return same == other.end();
  });
}

// What leads to every answer with the same values decides between none.
void keep_what_decides(std::vector<Allowed>& all) {
  const auto agree = [&](const Allowed::Deciding& it) {
    return std::all_of(all.begin(), all.end(), [&](const Allowed& each) {
      return std::any_of(each.deciding.begin(), each.deciding.end(),
                         [&](const auto& its) { return its.choice == it.choice && its.values == it.values; });
    });
  };
  std::vector<Deciding> kept;
  for (const Allowed& each : all) {
    kept.push_back(each.deciding);
    std::erase_if(kept.back(), agree);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].deciding = std::move(kept[i]);
    cite_choices(all[i].deciding, all[i].clauses);
  }
}

}  // namespace

Judge::Judge(const Options& options) : options_(options), names_(options.most_dead_names), translator_(contents_) {
  const auto place = reading_named(options.reading);
  if (!place) throw std::invalid_argument("no reading is called " + std::string(options.reading));
  own_ = static_cast<ReadingSet>(1u << *place);
  candidates_.push_back(Candidate::at_the_start());
  store_names_.resize(first_free_store);
  csp_names_.resize(first_free_csp);
}

// --- Lines ---------------------------------------------------------------------------------------------------------------

Verdict Judge::judge(const Line& line) {
  if (line.kind == Line::Kind::file) return set_up(line.file);
  ++lines_;
  now_ = static_cast<std::uint32_t>(line.number ? line.number : lines_);
  if (undefined_ & own_) return leave(line, "after the caller's fault nothing is judged", false);
  if (undecided_ & own_) return leave(line, "undecided: " + undecided_because_, false);
  if (const char* reason = overlap_with(line)) return leave(line, reason, false);
  if (line.not_supported) return leave(line, "the target does not support the call", false);
  return judge_call(line);
}

// Calls of several threads are judged as a sequence as long as none overlaps another.
const char* Judge::overlap_with(const Line& line) {
  if (line.start && latest_end_ && *line.start < *latest_end_) overlapped_ = true;
  if (line.end) latest_end_ = std::max(latest_end_.value_or(*line.end), *line.end);
  if (!overlapped_) return nullptr;
  undecided_ |= own_;
  undecided_because_ = "calls of several threads overlap";
  return "calls overlap: histories of several threads are not judged yet";
}

Verdict Judge::set_up(const trace::FileSetup& file) {
  const Concrete::File index = translator_.file_called(file.name);
  Translator::FileContent content;
  if (file.contents.is_list()) {
    translator_.forget_bytes(index.index);
    content.form = model::FileForm::serialized_store;
    for (const Value& item : file.contents.items) content.records.push_back(translator_.record_of(item));
  } else if (file.bytes.is_text()) {
    content = translator_.note_file_bytes(index, file.bytes);
  }
  const auto shared = std::make_shared<const Concrete::Records>(std::move(content.records));
  for (Candidate& candidate : candidates_) {
    candidate.world.file_exists.put(index, true);
    candidate.world.image.put(index, {shared});
    candidate.world.form.put(index, content.form);
  }
  return {};
}

Verdict Judge::leave(const Line& line, std::string reason, bool touches_world) {
  ++not_evaluated_;
  if (touches_world) doubt_what_is_in(line);
  last_errors_[line.thread.value_or(0)].reset();
  Verdict verdict;
  verdict.kind = Verdict::Kind::not_evaluated;
  verdict.reason = std::move(reason);
  return verdict;
}

Verdict Judge::judge_call(const Line& line) {
  translator_.translate(names_, line, translation_);
  if (!translation_.new_csps.empty()) {
    adopt_new_csps();
    translator_.translate(names_, line, translation_);
  }
  if (translation_.fate == Fate::asks_of_properties) return judge_properties(line);
  enumerated_.forget();
  switch (translation_.fate) {
    case Fate::asks_of_properties:
    case Fate::not_evaluated:
      if (auto fault = use_of_a_dead_name(line)) return blame_for_all_readings(std::move(fault));
      return leave(line, translation_.reason, translation_.touches_world);
    case Fate::reads_last_error:
    case Fate::sets_last_error: return judge_last_error(line);
    case Fate::judged: break;
  }
  return judge_translated(line);
}

// An HCRYPTPROV first seen as an argument is taken as held once.
void Judge::adopt_new_csps() {
  for (const std::string_view name : translation_.new_csps) {
    const NameId id = names_.intern(name);
    if (names_[id].is_live(Thing::csp)) continue;
    choose_fresh();
    const Concrete::Csp csp{fresh_csp_};
    for (Candidate& candidate : candidates_) {
      candidate.world.csp_exists.put(csp, true);
      candidate.world.csp_references.put(csp, 1);
      candidate.world.owned_csp_references.put(csp, 1);
    }
    names_.bind(id, Thing::csp, fresh_csp_);
    take_index(free_csps_, next_csp_, fresh_csp_);
    csp_names_[fresh_csp_] = id;
  }
}

Verdict Judge::judge_last_error(const Line& line) {
  Verdict verdict;
  KnownLastError& known = last_errors_[line.thread.value_or(0)];
  verdict.readings = candidates_.empty() ? ReadingSet{0} : static_cast<ReadingSet>(every_reading() & ~undefined_ & ~undecided_);
  if (translation_.fate == Fate::sets_last_error) {
    known = line.arg("dwErrCode").is_nothing() ? 0 : line.arg("dwErrCode").number;
  } else if (line.ret.is_number()) {
    if (known) ++judged_;
    if (known && *known != line.ret.number && leaves_undecided(verdict.readings)) {
      verdict.readings = 0;
      return leave(line, "undecided: " + undecided_because_, false);
    }
    if (known && *known != line.ret.number) {
      verdict.kind = Verdict::Kind::rejected;
      Allowed allowed;
      allowed.answer.ret = Value::of(*known);
      allowed.readings = verdict.readings;
      allowed.clauses = {"ERROR-2"};
      verdict.clauses = allowed.clauses;
      verdict.differing = {"ret"};
      verdict.allowed.push_back(std::move(allowed));
      rejected_ |= verdict.readings;
      verdict.readings = 0;
    }
    known = line.ret.number;
  }
  return verdict;
}

// The world stays as it is. In a file store the access state depends on how the file was opened, and is left alone.
Verdict Judge::judge_properties(const Line& line) {
  const auto& asked = std::get<model::GetProperty<Concrete>>(translation_.call);
  const bool enumerates = line.which >= trace::Call::CertEnumCertificateContextProperties;
  if (any_tainted_ && is_tainted()) return leave(line, "what a call unknown to the model had is not judged on counts", false);
  if (enumerates) enumerated_.go_on(asked.context.index, asked.property);
  Verdict verdict;
  ReadingSet live = 0;
  Allowed allowed;
  for (const Candidate& candidate : candidates_) {
    const Concrete::Context context{candidate.context_called(asked.context.index)};
    if (candidate.world.owned_references.at(context) <= 0) return leave(line, "a context that is not held has no properties", false);
    const auto& properties = candidate.world.properties.at(context);
    if (!enumerates && candidate.world.file.at(candidate.world.home.at(context)) != Concrete::no_file()) return leave(line, "the access state of a file store is outside the model", false);
    const bool fits = enumerates ? !line.ret.is_number() || enumerated_.may_come(static_cast<std::uint32_t>(line.ret.number), properties)
                                 : (line.ret.is_absent() || line.ret.truth) && (!translation_.value || is_access_state_of_memory(*translation_.value));
    live |= candidate.readings();
    if (fits) verdict.readings |= candidate.readings();
    allowed.answer.ret = enumerates ? Value::of(std::int64_t{*enumerated_.next(properties).rbegin()}) : Value::of(true);
  }
  if (enumerates && line.ret.is_number()) enumerated_.note(static_cast<std::uint32_t>(line.ret.number));
  const ReadingSet rejecting = static_cast<ReadingSet>(live & ~verdict.readings);
  rejected_ |= rejecting;
  if (!(rejecting & own_)) return verdict;
  verdict.kind = Verdict::Kind::rejected;
  verdict.clauses = allowed.clauses = {enumerates ? "PROP-10" : "PROP-11"};
  verdict.differing = {enumerates || !line.ret.truth ? "ret" : "out"};
  allowed.readings = rejecting;
  verdict.allowed.push_back(std::move(allowed));
  return verdict;
}

// --- Following the rules -------------------------------------------------------------------------------------------------

// Indices that nothing alive bears in any candidate.
void Judge::choose_fresh() {
  fresh_store_ = free_stores_.empty() ? next_store_ : free_stores_.back();
  fresh_csp_ = free_csps_.empty() ? next_csp_ : free_csps_.back();
  if (fresh_store_ >= store_names_.size()) store_names_.resize(fresh_store_ + 1);
  if (fresh_csp_ >= csp_names_.size()) csp_names_.resize(fresh_csp_ + 1);
  const auto free_everywhere = [&](std::uint32_t index) {
    return std::none_of(candidates_.begin(), candidates_.end(),
                        [&](const Candidate& each) { return each.world.index.has(index) || each.name_of_context(index); });
  };
  constexpr std::size_t attempts = 8;
  for (std::size_t nth = 0; nth < attempts; ++nth) {
    fresh_context_ = candidates_.front().world.index.free_index(nth);
    if (!fresh_context_) break;
    if (free_everywhere(fresh_context_)) return;
  }
  fresh_context_ = first_free_context;
  for (const Candidate& each : candidates_) {
    fresh_context_ = std::max(fresh_context_, static_cast<std::uint32_t>(each.world.context_exists.size()));
  }
}

ConcreteCall Judge::call_in(const Candidate& candidate) const {
  return call_bound(translation_, candidate.world, {fresh_store_, fresh_context_, fresh_csp_},
                    [&](NameId name) { return candidate.context_called(name); });
}

// The clause under which the call is undefined in this candidate, or nullptr.
const char* Judge::undefined_in(const Candidate& candidate, const ConcreteCall& call, const Outcome& outcome) const {
  return undefined_by(translation_, candidate.world, call, outcome,
                      [&](NameId name) { return candidate.context_called(name); });
}

// The same for the call being judged; whether it is defined hangs on no choice.
const char* Judge::broken_in(const Candidate& candidate) const {
  const ConcreteCall call = call_in(candidate);
  const model::Choosing way(readings(), candidate.variants);
  return undefined_in(candidate, call, model::step<Concrete>(candidate.world, call, way));
}

// Calls use(outcome, way) for each way that the call may go in the candidate, until that says no; with an observation only for
// those that could have led there. Says whether the call is undefined there instead.
template <class Use>
Judge::Fault Judge::for_each_way(const Candidate& candidate, const Observing* observing, Use use) const {
  const ConcreteCall call = call_in(candidate);
  model::Choosing way(readings(), candidate.variants);
  if (observing) way.expect(observing->expectation(candidate));
  do {
    Outcome outcome = model::step<Concrete>(candidate.world, call, way);
    if (const char* clause = undefined_in(candidate, call, outcome)) return {candidate.readings(), clause};
    if (!use(outcome, way)) break;
  } while (way.next());
  return {};
}

// There are more ways than will be followed: no more are looked for in this candidate.
bool Judge::leave_out_the_rest() {
  for (const Candidate& each : candidates_) sampled_ |= each.readings();
  return false;
}

// Collects the ways that fit what was seen; where not all are followed anyway, not many more than are.
Judge::Fault Judge::try_all(const Observing& observing) {
  Fault fault;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    const Fault here = for_each_way(candidates_[i], &observing, [&](Outcome& outcome, model::Choosing& way) {
      if (observing.differences(candidates_[i], outcome) != 0) return true;
      ReadingSet readings = 0;
      for (const Variant& variant : way.variants()) readings |= variant.readings;
      trials_.push_back({i, std::move(outcome), way.settled_anything() ? way.variants_after() : std::vector<Variant>{}, readings, 0});
      return trials_.size() < (sampled_ ? most_trials_in_a_sample : 2 * options_.most_candidates) || leave_out_the_rest();
    });
    fault.readings |= here.readings;
    if (here.clause && (!fault.clause || (here.readings & own_))) fault.clause = here.clause;
  }
  return fault;
}

Verdict Judge::judge_translated(const Line& line) {
  trials_.clear();
  choose_fresh();
  Observing observing(names_, contents_, translator_, line, translation_, last_errors_[line.thread.value_or(0)]);
  observing.store_names = &store_names_;
  observing.csp_names = &csp_names_;
  const Fault fault = try_all(observing);
  Verdict verdict = decide(line, observing, fault);
  if (verdict.kind != Verdict::Kind::not_evaluated) ++judged_;
  if (verdict.kind != Verdict::Kind::undefined && !trials_.empty()) take_over(line);
  return verdict;
}

// --- Deciding ------------------------------------------------------------------------------------------------------------

Verdict Judge::decide(const Line& line, const Observing& observing, const Fault& fault) {
  Verdict verdict;
  ReadingSet live = 0;
  for (const Candidate& candidate : candidates_) live |= candidate.readings();
  for (const Trial& trial : trials_) verdict.readings |= trial.readings;
  const bool tainted = any_tainted_ && is_tainted();

  ReadingSet rejecting = static_cast<ReadingSet>(live & ~verdict.readings);
  if (leaves_undecided(rejecting)) {
    trials_.clear();
    return leave(line, "undecided: " + undecided_because_, true);
  }
  rejecting = static_cast<ReadingSet>(rejecting & ~sampled_);
  const ReadingSet blaming = static_cast<ReadingSet>(rejecting & (fault.readings | doubtful_));
  if (blaming & own_) {
    if (tainted) {
      trials_.clear();
      return leave(line, reason_of_doubt(), true);
    }
    blame_the_caller(fault.clause ? fault_of(line, fault.clause) : doubt_, verdict);
    verdict.reason = "the caller is at fault";
    fault_ = verdict.fault;
    undefined_ |= blaming;
    return verdict;
  }
  undefined_ |= blaming;
  doubtful_ |= static_cast<ReadingSet>(fault.readings & verdict.readings);
  if (fault.clause) doubt_ = fault_of(line, fault.clause);
  rejecting = static_cast<ReadingSet>(rejecting & ~blaming);
  if (rejecting & own_) {
    explain(observing, rejecting, verdict);
    verdict.kind = Verdict::Kind::rejected;
    verdict.held_by = holders(verdict);
  }
  if (rejecting) continue_where_rejected(observing, rejecting);
  if (verdict.kind == Verdict::Kind::rejected && tainted) {
    return leave(line, reason_of_doubt(), true);
  }
  if (rejecting && !tainted) rejected_ |= rejecting;
  if (verdict.kind == Verdict::Kind::accepted && uses_closed_store()) {
    verdict.remark = "unportable: the store is closed and waits for its contexts; what it lists is not promised [HANDLE-5]";
  }
  return verdict;
}

// What none of those that are followed allows, one of the others might. Says whether that is so of the reading judged under.
bool Judge::leaves_undecided(ReadingSet rejecting) {
  const ReadingSet lost = static_cast<ReadingSet>(rejecting & sampled_);
  undecided_ |= lost;
  if (lost & own_) undecided_because_ = "more than " + std::to_string(options_.most_candidates) + " states are possible, and none of those followed allows this";
  return (lost & own_) != 0;
}

Allowed Judge::allowed_by(const Observing& observing, const Candidate& candidate, const Outcome& outcome,
                          const model::Choosing& way) const {
  Allowed allowed{observing.shown_by(candidate, outcome), 0, {outcome.citations.begin(), outcome.citations.end()}, {}};
  for (const Variant& variant : way.variants()) allowed.readings |= variant.readings;
  for (const auto& [choice, value] : way.asked())
    allowed.deciding.push_back({choice, static_cast<std::uint8_t>(1u << value)});
  return allowed;
}

void Judge::add_allowed(std::vector<Allowed>& all, Allowed one) const {
  for (Allowed& known : all) {
    if (!(known.answer == one.answer)) continue;
    known.readings |= one.readings;
    merge_deciding(known.deciding, one.deciding);
    for (const char* clause : one.clauses) {
      const auto same = [&](const char* each) { return std::string_view(each) == clause; };
      if (std::none_of(known.clauses.begin(), known.clauses.end(), same)) known.clauses.push_back(clause);
    }
    return;
  }
  all.push_back(std::move(one));
}

// What would have been allowed, and what of it was not seen.
void Judge::explain(const Observing& observing, ReadingSet rejecting, Verdict& verdict) {
  constexpr std::size_t most = 64;
  int least = 1 << 20;
  for (const Candidate& candidate : candidates_) {
    if (!(candidate.readings() & rejecting) || verdict.allowed.size() >= most) continue;
    for_each_way(candidate, nullptr, [&](Outcome& outcome, model::Choosing& way) {
      ReadingSet readings = 0;
      for (const Variant& variant : way.variants()) readings |= variant.readings;
      if (verdict.allowed.size() >= most || !readings) return true;
      const auto differing = observing.differing(candidate, outcome);
      if ((readings & own_) && !differing.empty() && static_cast<int>(differing.size()) < least) {
        least = static_cast<int>(differing.size());
        verdict.differing = differing;
        verdict.clauses.assign(outcome.citations.begin(), outcome.citations.end());
      }
      add_allowed(verdict.allowed, allowed_by(observing, candidate, outcome, way));
      return true;
    });
  }
  keep_what_decides(verdict.allowed);
  for (const Allowed& each : verdict.allowed) {
    if (each.readings & own_) cite_choices(each.deciding, verdict.clauses);
  }
}

// Readings under which nothing allowed was seen go on from what was allowed, as near as it comes to what was seen.
void Judge::continue_where_rejected(const Observing& observing, ReadingSet rejecting) {
  std::vector<Trial> found;
  constexpr std::size_t most = 256;
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    if (!(candidates_[i].readings() & rejecting) || found.size() >= most) continue;
    for_each_way(candidates_[i], nullptr, [&](Outcome& outcome, model::Choosing& way) {
      std::vector<Variant> variants = way.variants_after();
      std::erase_if(variants, [&](Variant& variant) { return !(variant.readings &= rejecting); });
      if (variants.empty() || found.size() >= most) return true;
      const int differences = observing.differences(candidates_[i], outcome);
      found.push_back({i, std::move(outcome), std::move(variants), rejecting, differences});
      return true;
    });
  }
  int least = 1 << 20;
  for (const Trial& trial : found) least = std::min(least, trial.differences);
  for (Trial& trial : found) {
    if (trial.differences == least) trials_.push_back(std::move(trial));
  }
  std::stable_sort(trials_.begin(), trials_.end(), [](const Trial& a, const Trial& b) { return a.candidate < b.candidate; });
}

// --- What is asked for beforehand ----------------------------------------------------------------------------------------

Verdict Judge::allowed(const Line& line) {
  Verdict verdict;
  translator_.translate(names_, line, translation_);
  if (!translation_.new_csps.empty()) {
    adopt_new_csps();
    translator_.translate(names_, line, translation_);
  }
  if (translation_.fate != Fate::judged) {
    verdict.kind = Verdict::Kind::not_evaluated;
    verdict.reason = translation_.fate == Fate::not_evaluated ? translation_.reason : "there is nothing to allow";
    return verdict;
  }
  choose_fresh();
  Observing observing(names_, contents_, translator_, line, translation_, last_errors_[line.thread.value_or(0)]);
  observing.store_names = &store_names_;
  observing.csp_names = &csp_names_;
  for (const Candidate& candidate : candidates_) {
    const Fault fault = for_each_way(candidate, nullptr, [&](Outcome& outcome, model::Choosing& way) {
      add_allowed(verdict.allowed, allowed_by(observing, candidate, outcome, way));
      return true;
    });
    if (fault.readings & own_) {
      verdict.kind = Verdict::Kind::undefined;
      verdict.reason = "the caller would be at fault";
      verdict.clauses.clear();
      blame_the_caller(fault_of(line, fault.clause), verdict);
    }
  }
  keep_what_decides(verdict.allowed);
  for (const Allowed& each : verdict.allowed) verdict.readings |= each.readings;
  if (sampled_ & own_) verdict.remark = "more may be allowed: more than " + std::to_string(options_.most_candidates) + " states are possible";
  return verdict;
}

bool Judge::is_defined(const Line& line) {
  translator_.translate(names_, line, translation_);
  if (translation_.fate != Fate::judged || !translation_.new_csps.empty()) return false;
  choose_fresh();
  return std::all_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
    return for_each_way(candidate, nullptr, [](Outcome&, model::Choosing&) { return true; }).clause == nullptr;
  });
}

Summary Judge::summary() const {
  Summary summary;
  summary.lines = lines_;
  summary.not_evaluated = not_evaluated_;
  summary.readings = static_cast<ReadingSet>(every_reading() & ~rejected_ & ~undefined_ & ~undecided_);
  summary.undecided_because = undecided_because_;
  summary.fault = fault_;
  if (rejected_ & own_) summary.overall = Overall::rejected;
  else if (undefined_ & own_) summary.overall = Overall::undefined;
  else if (undecided_ & own_) summary.overall = Overall::undecided;
  else if (judged_ == 0)
    leave_undecided(summary);
  if (!((undefined_ | undecided_) & own_)) summary.owed = owed();
  return summary;
}

// Where every call was passed over nothing was accepted, under no reading.
void Judge::leave_undecided(Summary& summary) {
  summary.overall = Overall::undecided;
  summary.undecided_because = "no call was judged";
  summary.readings = 0;
}

}  // namespace certlife::oracle
