// Judges calls of several threads: what overlapped may have happened in any order, and some order must explain it.
//
// As long as no call overlaps another, the lines go to the Judge as they come. From the first overlap on, calls are taken as they
// return (following.h, search.h), component by component (component.h), with all that the Judge knew before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "model/oracle/history/call_window.h"
#include "model/oracle/history/ruling.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class History {
 public:
  struct Options {
    std::size_t lines_read_ahead = 8'192;  // A call that began before so many others returned may go unnoticed while they are judged.
    std::size_t most_dead_names = 4'096;   // Once calls overlap; older ones are forgotten.
  };
  // Is told of every line what is said of it, in the order in which calls returned.
  using Tell = Ruling::Tell;

  // Judges a line that overlaps nothing.
  using JudgeAlone = std::function<Verdict(const trace::Line&)>;

  // REQUIRES: the judge outlives this, is the one that `judge_alone` asks, and has judged nothing. It stays the one that knows.
  History(Judge& judge, const Options& options, JudgeAlone judge_alone, Tell tell);
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  // Throws trace::BadInput for a line that makes no sense, this one or one before it; `line_at_fault` says which.
  void add(const trace::Line& line);
  // There are no more lines. The judge's summary is that of the whole then, but for what is owed elsewhere.
  void finish();
  // What the caller has to give back of what never touched the first of its things.
  std::vector<Owed> owed_elsewhere() const;
  std::size_t line_at_fault() const { return looking_at_; }

  bool has_overlaps() const { return following_ != nullptr; }
  std::size_t states_tried() const;
  // Calls, names, components and indices: what memory is spent by.
  std::size_t things_kept() const;

 private:
  class Following;  // What is known of calls that overlap.
  using CallPointer = std::unique_ptr<OverlappingCall>;

  void handle_next();
  void judge_alone(OverlappingCall& call);
  CallPointer spare_call();
  void forget_calls_before(std::uint64_t earliest);

  Judge& judge_;
  JudgeAlone judge_alone_;
  Tell tell_;
  Options options_;
  CallWindow window_;
  std::size_t looking_at_ = 0;
  std::int64_t latest_ = 0;

  std::deque<CallPointer> calls_;         // Read; those that nobody overlaps any more are gone.
  std::vector<CallPointer> spare_;
  std::unique_ptr<Following> following_;  // From the first overlap on.
  std::uint64_t now_ = 0;
};

}  // namespace certlife::oracle
