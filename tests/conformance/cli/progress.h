// Progress on a terminal: the finished levels as lines, what is being run as one line that is drawn anew.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <ostream>
#include <string>

#include "tests/conformance/campaign/campaign.h"

namespace certlife::conformance {

// What one target is at.
struct Headway {
  Pace pace;
  double seconds = 0;  // Since the level began.
};

// "wine: two stores 43%, 12000 calls/s, 3 s left"; without a share, without the time left.
std::string standing_text(const std::string& target, const Headway& standing);

// Several threads may report. Shows nothing where lines cannot be drawn anew.
class ProgressDisplay {
 public:
  ProgressDisplay(std::ostream& to, bool shown, std::size_t width) : to_(to), shown_(shown), width_(width) {}
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  void finished(const std::string& target, const std::string& level);
  void at(const std::string& target, const Pace& pace);

 private:
  using Clock = std::chrono::steady_clock;
  struct TargetProgress {
    std::string level;
    Clock::time_point began;
    Headway standing;
  };

  void wipe();
  void draw();

  std::ostream& to_;
  bool shown_;
  std::size_t width_;
  std::mutex mutex_;
  std::map<std::string, TargetProgress> targets_;
  Clock::time_point drawn_{};
  bool something_stands_ = false;
};

}  // namespace certlife::conformance
