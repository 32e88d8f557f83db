// The oracle: judges one completed call after the other, under all readings at once.
//
// It carries every state consistent with the observations so far, as candidates. A call is followed through its rule in each of
// them, through every branch that its choices leave; those stay whose results and probes are what was seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/accounts.h"
#include "model/oracle/doubts.h"
#include "model/oracle/fitting_branches.h"
#include "model/oracle/knowledge.h"
#include "model/oracle/last_errors.h"
#include "model/oracle/outside_references.h"
#include "model/oracle/property_questions.h"
#include "model/oracle/readings.h"
#include "model/oracle/verdict.h"
#include "model/oracle/watcher.h"
#include "model/trace/line.h"

namespace certlife::oracle {

struct WrongEffect;

class Judge {
 public:
  struct Options {
    std::string_view reading = "windows";      // REQUIRES: a name of the ledger's.
    std::optional<model::Reading> admitting = {};  // In place of all of the ledger's readings: what this one admits.
    // Of more some are followed: what one of them allows is accepted all the same, what none of them allows is undecided.
    std::size_t most_candidates = 2'000;
    std::size_t most_dead_names = 1'000'000;   // Older ones are forgotten, and then unknown.
  };

  explicit Judge(const Options& options);
  Judge() : Judge(Options{}) {}
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  // Judges the next line. Throws trace::BadInput for a line that makes no sense; it then counts for nothing.
  Verdict judge(const trace::Line& line);

  // Everything that the call of this line may return next, under each reading; results in the line are not looked at. The
  // world stays as it is. Undefined or not evaluated: says so in the verdict, and there is nothing allowed.
  Verdict allowed(const trace::Line& line);

  // The clauses behind whatever that is, under the reading judged under: in the rule's order, each once.
  std::vector<const char*> would_decide(const trace::Line& line);

  // The clauses that decided the last line, in the rule's order, each once. None if it was not accepted.
  std::vector<const char*> decided() const;
  // The values of this choice that what was seen leaves; none if nothing has asked for it.
  std::set<std::uint8_t> values_left(model::Choice choice) const { return known_.candidates.values_left(choice, own_); }

  // REQUIRES: the watcher outlives the judge.
  void watch(Watcher& watcher) { watchers_.push_back(&watcher); }
  const Knowledge& knowledge() const { return known_; }

  Summary summary() const;
  std::size_t candidates() const { return known_.candidates.size(); }
  // How many stores and contexts the worlds have room for: what memory is spent by.
  std::size_t indices_in_use() const { return known_.bindings.indices_in_use(); }

  // For generators: is the call defined, whatever the implementation chose so far?
  bool is_defined(const trace::Line& line);

 private:
  friend class History;  // Goes on from what is known when calls begin to overlap,
  friend class Ruling;   // and adds to it.
  friend void suppose(Judge& judge, const WrongEffect& effect);

  Verdict judge_line(const trace::Line& line);
  Verdict judge_call(const trace::Line& line);
  Verdict judge_by_rules(const trace::Line& line);
  Verdict judge_unfinished(const trace::Line& line);
  std::optional<Verdict> judge_outside(const trace::Line& line);
  Verdict judge_last_error(const trace::Line& line);
  Verdict judge_properties(const trace::Line& line);
  Verdict leave(const trace::Line& line, std::string reason, bool touches_world);
  const char* overlap_with(const trace::Line& line);

  Verdict decide(const trace::Line& line, const Comparison& comparison);
  Verdict decide_fault(const trace::Line& line, ReadingSet blaming);
  Verdict leave_without_step(const trace::Line& line, std::string reason);
  bool leaves_undecided(ReadingSet rejecting);
  void reject(const trace::Line& line, const Comparison& comparison, ReadingSet rejecting, Verdict& verdict);
  void take_over(const trace::Line& line);

  Verdict blame_for_all_readings(std::shared_ptr<const CallersFault> fault);

  ReadingSet all_ = 0, own_ = 0;   // Every reading, and the one judged under.
  ReadingSet rejected_ = 0;        // Readings that have rejected a line.
  ReadingSet undefined_ = 0, undecided_ = 0;
  ReadingSet doubtful_ = 0;        // Some candidate of theirs was left behind by an undefined call.
  std::shared_ptr<const CallersFault> doubt_;  // What that call did.
  std::shared_ptr<const CallersFault> fault_;  // For which nothing is judged any more.
  Knowledge known_;
  Doubts doubts_{known_};
  Accounts accounts_{known_};
  OutsideReferences outside_{known_, doubts_};
  LastErrors last_errors_;
  std::vector<Watcher*> watchers_;
  EnumeratedIds enumerated_;
  std::vector<Branch> branches_;   // Of the last call.
  Undefined undefined_here_;
  const char* decided_by_ = nullptr;  // A clause that is no rule's decided the last line,
  bool was_accepted_ = false;         // if it was accepted.
  std::optional<std::int64_t> latest_end_;
  bool overlapped_ = false;
  std::size_t lines_ = 0, judged_ = 0, not_evaluated_ = 0;
  std::string undecided_because_;
};

}  // namespace certlife::oracle
