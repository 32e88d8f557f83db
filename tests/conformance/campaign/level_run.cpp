#include "tests/conformance/campaign/level_run.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace certlife::conformance {
namespace {

constexpr std::size_t most_endings = 60;
constexpr std::size_t most_endings_of_a_level = 8;  // Each costs a new process, and some a time-out.

// How the time of a run is shared: what a level leaves goes to those after it. Clause programs and what Windows was seen to do are always run.
constexpr std::array<double, level_names.size()> weight_of_level{0, 0, 70, 12, 6, 6, 6};

double weight_of(LevelKind level) { return weight_of_level[static_cast<std::size_t>(level)]; }

double seconds_since(Budget::Clock::time_point begin) { return std::chrono::duration<double>(Budget::Clock::now() - begin).count(); }

}  // namespace

LevelRun::LevelRun(const CampaignOptions& options) : options_(options) {
  for (const LevelKind level : options.levels) weight_left_ += weight_of(level);
}

void LevelRun::start() {
  if (options_.budget) all_ = Budget(*options_.budget);
}

void LevelRun::begin(LevelKind kind) {
  kind_ = kind;
  budget_ = weight_of(kind) == 0 ? Budget() : all_.part(weight_of(kind), weight_left_);
  weight_left_ -= weight_of(kind);
  endings_before_level_ = endings_;
  finished_before_level_ = finished_.size();
}

void LevelRun::end() { reached_.push_back(reach_of(kind_, std::span(finished_).subspan(std::min(finished_before_level_, finished_.size())))); }

void LevelRun::begin_part(const std::string& name, std::size_t calls) {
  part_ = name;
  place_ = 0;
  extent_ = {};
  began_ = Budget::Clock::now();
  calls_before_ = calls;
  share_ = 0;
  cut_by_.clear();
}

bool LevelRun::finish_part(std::string text, const std::string& alphabet) {
  // A part of which nothing could be run is none: it must not look like one that was run.
  if (extent_.programs > 0 || !cut_by_.empty()) finished_.push_back({std::move(text), extent_, seconds_since(began_), cut_by_, kind_, alphabet});
  programs_ += extent_.programs;
  const bool is_whole = cut_by_.empty() && options_.shard.is_all();
  // What was run of an alphabet less deep was run again now.
  if (is_whole && !alphabet.empty()) forget_earlier_parts(finished_, alphabet);
  return is_whole;
}

// A target that keeps ending its process is left alone until the next level.
std::string LevelRun::reason_to_stop() const {
  if (died_too_often()) return "the target died too often";
  if (const std::size_t endings = endings_ - endings_before_level_; endings > most_endings_of_a_level) return "the process exited or sent malformed replies " + std::to_string(endings) + " times";
  if (budget_.is_over()) return "its share of the time was over";
  return options_.stop && *options_.stop ? "the run was stopped" : "";
}

bool LevelRun::is_over() {
  if (cut_by_.empty()) cut_by_ = reason_to_stop();
  return !cut_by_.empty();
}

bool LevelRun::is_of_this_shard() {
  const bool is_ours = options_.shard.has(place_++);
  offered_ += is_ours ? 1 : 0;
  return is_ours;
}

void LevelRun::count(std::size_t programs, std::size_t calls) {
  extent_.programs += programs;
  extent_.calls += calls;
}

void LevelRun::count_ending() { ++endings_; }

bool LevelRun::died_too_often() const { return endings_ > most_endings; }

}  // namespace certlife::conformance
