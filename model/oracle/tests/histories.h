// Histories of several threads, made for tests: what the model plays in a row, spread over threads so that calls overlap.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/oracle/history/history.h"
#include "model/oracle/judge.h"
#include "model/oracle/player.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// Never gives a name twice, so that a name means one thing whatever the order.
class UniqueNames : public Player {
 public:
  using Player::Player;

  trace::Line next_line();
  std::string store(Concrete::Store store) const override;
  std::string context(Concrete::Context context) const override;
  std::string csp(Concrete::Csp csp) const override;

 private:
  struct Lives {
    std::map<std::uint32_t, int> ended;
    std::map<std::uint32_t, bool> alive;
    void look(std::uint32_t index, bool lives);
    std::string suffix(std::uint32_t index) const;
  };
  Lives stores_seen_, contexts_seen_, csps_seen_;
};

struct Scattering {
  std::uint64_t seed = 1;
  unsigned threads = 3;
  unsigned width = 2;  // A call lasts so many steps before and after the moment at which it happens, at most.
};

// The lines, which happened in this order, as calls of several threads. Nobody has a name before the call that gave it has returned.
void scatter(std::vector<trace::Line>& lines, const Scattering& how);

// As a recorder writes them: as they returned.
void sort_by_return(std::vector<trace::Line>& lines);

// Threads that all call at once and make no mistakes: each uses what it was given itself. They have one store together, stores of
// their own, or both.
class BusyThreads : public Player {
 public:
  struct Habits {
    unsigned threads = 8;
    unsigned of_shared_store = 20;  // Of a hundred calls so many are for the store that all have; the others for one's own.
    unsigned lasting = 6;           // A call returns after so many others have happened, at most.
  };

  BusyThreads(std::uint64_t seed, const Habits& habits);
  // The next call that happens, with its thread and times.
  trace::Line next_line();

 private:
  struct Worker {
    std::size_t number = 0;
    std::vector<std::uint32_t> stores;
    std::vector<std::uint32_t> contexts;
    std::int64_t free_at = 0;
  };

  std::optional<trace::Line> try_call(Worker& worker);
  ConcreteCall some_call(const Worker& worker);
  ConcreteCall some_addition(const Worker& worker);
  ConcreteCall some_creation(const Worker& worker);
  ConcreteCall some_find(const Worker& worker);
  std::uint32_t some_store(const Worker& worker);
  std::uint32_t fresh_store(std::size_t worker) const;
  std::uint32_t fresh_context(std::size_t worker) const;

  Habits habits_;
  std::uint32_t shared_ = 0;
  std::vector<Worker> workers_;
  std::int64_t now_ = 0;
  bool starts_ = true;
};

struct Judgement {
  Summary summary;
  std::vector<std::pair<trace::Line, HistoryVerdict>> said;
  std::string text() const;
};
Judgement judge_history(const std::vector<trace::Line>& lines, const History::Options& options = {}, const Judge::Options& judging = {});

}  // namespace certlife::oracle
