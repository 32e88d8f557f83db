// The oracle: judges one completed call after the other, under all readings at once.
//
// It carries every state of affairs that what was seen has not excluded, as candidates. A call is followed through its rule
// in each of them, through every way that its choices leave; those stay whose results and probes are what was seen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/names.h"
#include "model/oracle/observing.h"
#include "model/oracle/property_questions.h"
#include "model/oracle/translate.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class Judge {
 public:
  struct Options {
    std::string_view reading = "windows";      // REQUIRES: a name of the ledger's.
    // Of more some are followed: what one of them allows is accepted all the same, what none of them allows is undecided.
    std::size_t most_candidates = 2'000;
    std::size_t most_dead_names = 1'000'000;   // Older ones are forgotten, and then unknown.
  };

  explicit Judge(const Options& options);
  Judge() : Judge(Options{}) {}

  // Judges the next line. Throws trace::BadInput for a line that makes no sense; it then counts for nothing.
  Verdict judge(const trace::Line& line);

  // Everything that the call of this line may return next, under each reading; results in the line are not looked at. The
  // world stays as it is. Undefined or not evaluated: says so in the verdict, and there is nothing allowed.
  Verdict allowed(const trace::Line& line);

  Summary summary() const;
  std::size_t candidates() const { return candidates_.size(); }
  // How many stores and contexts the worlds have room for: what memory is spent by.
  std::size_t indices_in_use() const { return store_names_.size() + candidates_.front().world.context_exists.size(); }

  // For generators: is the call defined, whatever the implementation chose so far?
  bool is_defined(const trace::Line& line);

 private:
  // One way that a call may have gone in one candidate.
  struct Trial {
    std::size_t candidate;
    Outcome outcome;
    std::vector<Variant> variants;  // Empty: as before.
    ReadingSet readings;
    int differences = 0;
  };
  struct Fault {
    ReadingSet readings = 0;
    const char* clause = nullptr;
  };

  Verdict set_up(const trace::FileSetup& file);
  Verdict judge_call(const trace::Line& line);
  Verdict judge_translated(const trace::Line& line);
  Verdict judge_last_error(const trace::Line& line);
  Verdict judge_properties(const trace::Line& line);
  Verdict leave(const trace::Line& line, std::string reason, bool touches_world);
  const char* overlap_with(const trace::Line& line);

  void choose_fresh();
  void adopt_new_csps();
  ConcreteCall call_in(const Candidate& candidate) const;
  const char* undefined_in(const Candidate& candidate, const ConcreteCall& call, const Outcome& outcome) const;
  const char* broken_in(const Candidate& candidate) const;
  template <class Use>
  Fault for_each_way(const Candidate& candidate, const Observing* observing, Use use) const;
  Fault try_all(const Observing& observing);
  bool leave_out_the_rest();
  void explain(const Observing& observing, ReadingSet rejecting, Verdict& verdict);
  void add_allowed(std::vector<Allowed>& all, Allowed one) const;
  Allowed allowed_by(const Observing& observing, const Candidate& candidate, const Outcome& outcome, const model::Choosing& way) const;
  Verdict decide(const trace::Line& line, const Observing& observing, const Fault& fault);
  void continue_where_rejected(const Observing& observing, ReadingSet rejecting);

  // An enumeration step, and the position from which it looked.
  struct Passage {
    std::optional<model::NextContext<Concrete>> step;
    Concrete::Position from = model::ConcreteIndex::anywhere;
  };

  void take_over(const trace::Line& line);
  void drop_those_that_still_have_the_name();
  void drop_candidates();
  Passage passage_in(const Candidate& candidate) const;
  void learn_places(Candidate& candidate, const Passage& passage, const Outcome& outcome) const;
  void note_deaths(Candidate& candidate, const World& view);
  void bind_result(Candidate& candidate, const model::Answer<Concrete>& answer);
  void bind_context(Candidate& candidate, NameId name, std::uint32_t context);
  void bury_the_dead();
  void settle_names(const trace::Line& line);
  void bury_store(std::uint32_t store);
  void bury_csp(std::uint32_t csp);
  void take_indices();
  static void take_index(std::vector<std::uint32_t>& free, std::uint32_t& next, std::uint32_t taken);
  void note_what_only_dropped_candidates_had();
  void bind_homes(const trace::Line& line);
  void learn_files();
  void doubt_names_of_rejected_results();
  void learn_last_error(const trace::Line& line);
  void merge_when_due();
  void bound();
  void keep_a_sample();
  bool leaves_undecided(ReadingSet rejecting);

  bool is_tainted() const;
  void taint(NameId name);
  void doubt_what_is_in(const trace::Line& line);
  std::string reason_of_doubt() const;
  bool uses_closed_store() const;

  // Who owns what since when: accounts.cpp.
  void note_references(const trace::Line& line, const Trial& trial);
  void note_change(NameId name, std::int64_t change, trace::Call call);
  const char* clause_of_giving_up() const;
  void note_what_was_given(const trace::Line& line);
  std::shared_ptr<const CallersFault> fault_of(const trace::Line& line, const char* clause) const;
  NameId culprit(const trace::Line& line, const Candidate& candidate, std::string_view clause) const;
  std::shared_ptr<const CallersFault> fault_with(const trace::Line& line, const char* clause, NameId name) const;
  std::shared_ptr<const CallersFault> use_of_a_dead_name(const trace::Line& line) const;
  Verdict blame_for_all_readings(std::shared_ptr<const CallersFault> fault);
  static void blame_the_caller(std::shared_ptr<const CallersFault> fault, Verdict& verdict);
  std::optional<std::vector<Holder>> holders(const Verdict& verdict) const;
  const Candidate& own_candidate() const;
  std::optional<Owed> owed_under(NameId name, const Candidate& candidate) const;
  std::vector<Owed> owed() const;
  static void leave_undecided(Summary& summary);

  // Where more states are possible than are followed: how many go on, and how many ways are looked for before that.
  static constexpr std::size_t candidates_in_a_sample = 64, most_trials_in_a_sample = 4 * candidates_in_a_sample;

  Options options_;
  ReadingSet own_ = 0;             // The reading judged under.
  ReadingSet rejected_ = 0;        // Readings that have rejected a line.
  ReadingSet undefined_ = 0, undecided_ = 0;
  ReadingSet sampled_ = 0;         // Not all of their candidates are followed.
  ReadingSet doubtful_ = 0;        // Some candidate of theirs was left behind by an undefined call.
  std::shared_ptr<const CallersFault> doubt_;  // What that call did.
  std::shared_ptr<const CallersFault> fault_;  // For which nothing is judged any more.
  Names names_;
  ContentTable contents_;
  Translator translator_;
  Translation translation_;
  EnumeratedIds enumerated_;
  std::vector<Candidate> candidates_;
  std::vector<Trial> trials_;
  std::vector<NameId> store_names_, csp_names_;
  std::vector<std::uint32_t> free_stores_, free_csps_;
  std::uint32_t next_store_ = first_free_store, next_csp_ = first_free_csp;
  std::uint32_t fresh_store_ = 0, fresh_context_ = 0, fresh_csp_ = 0;
  std::vector<NameId> dead_contexts_;
  std::vector<std::uint32_t> dead_stores_, dead_csps_;
  std::unordered_map<std::int64_t, KnownLastError> last_errors_;
  std::optional<std::int64_t> latest_end_;
  bool any_tainted_ = false, overlapped_ = false;
  std::uint32_t now_ = 0;      // The line being judged.
  bool gives_unnamed_ = false;  // The caller got a reference to something that has no name yet.
  std::size_t lines_ = 0, judged_ = 0, not_evaluated_ = 0, next_merge_ = 0, merge_pause_ = 16;
  std::vector<bool> stays_;                       // While a call is taken over: which candidates go on,
  std::vector<model::Answer<Concrete>> answers_;  // and what each of them answered.
  std::string undecided_because_;
};

}  // namespace certlife::oracle
