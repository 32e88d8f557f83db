// The levels of a run while they are run: the time that each may take, how much of it was run, and why it ends early.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/conformance/campaign/campaign.h"

namespace certlife::conformance {

class LevelRun {
 public:
  explicit LevelRun(const CampaignOptions& options);

  // The time of the run begins.
  void start();
  // A level begins, which may take what its weight makes of the time that is left.
  void begin(LevelKind kind);
  // It is not run at all.
  void pass_over(const std::string& reason) { finished_.push_back({std::string(level_names[static_cast<std::size_t>(kind_)]), {}, 0, reason, kind_}); }
  void end();

  // A part of the level begins, before which so many calls were executed.
  void begin_part(const std::string& name, std::size_t calls);
  // Notes how far the part got, as this text and, if it is one, the name of its alphabet. Was all of it run?
  bool finish_part(std::string text, const std::string& alphabet = {});

  // What the part, or the level, may take; a level may share it among its parts.
  const Budget& budget() const { return budget_; }
  void allow(const Budget& budget) { budget_ = budget; }
  bool time_is_over() const { return all_.is_over(); }

  // Why no further program is to be run; empty: there is no reason.
  std::string reason_to_stop() const;
  // Remembers the reason for the part that is run.
  bool is_over();

  // Of the next program of the part: does it fall to this shard?
  bool is_of_this_shard();
  void count(std::size_t programs, std::size_t calls);
  // The process ended, or sent a malformed reply.
  void count_ending();
  void is_behind(double share) { share_ = share; }

  const std::string& part() const { return part_; }
  Pace pace(std::size_t calls) const { return {part_, calls - calls_before_, share_}; }
  bool died_too_often() const;
  // No program of the wanted levels fell to this part.
  bool is_empty_shard() const { return !options_.shard.is_all() && offered_ == 0; }
  std::size_t programs() const { return programs_; }
  const std::vector<Level>& finished() const { return finished_; }
  const std::vector<Reach>& reached() const { return reached_; }

 private:
  const CampaignOptions& options_;
  Budget all_, budget_;
  double weight_left_ = 0;
  LevelKind kind_ = LevelKind::clauses;
  std::string part_;
  std::size_t place_ = 0;  // Of the next program in its part.
  Extent extent_;          // Of the part.
  Budget::Clock::time_point began_;
  std::size_t calls_before_ = 0;
  double share_ = 0;       // Of the part that is behind.
  std::string cut_by_;     // Why the part ends too early; empty: it does not.
  std::size_t endings_ = 0, endings_before_level_ = 0;
  std::size_t offered_ = 0;  // Programs that fell to this shard, whatever became of them.
  std::size_t programs_ = 0;
  std::size_t finished_before_level_ = 0;
  std::vector<Level> finished_;
  std::vector<Reach> reached_;
};

}  // namespace certlife::conformance
