#include "tests/conformance/cli/progress.h"

#include <cmath>

#include <fmt/format.h>

#include "model/tool/terminal.h"

namespace certlife::conformance {
namespace {

constexpr std::chrono::milliseconds pause{150};
// Before this much of a level is behind, how long it takes is anybody's guess.
constexpr double least_share = 0.02;

}  // namespace

std::string standing_text(const std::string& target, const Headway& standing) {
  std::string text = fmt::format("{}: {}", target, standing.pace.level);
  if (standing.pace.share > 0) text += fmt::format(" {:.0f}%", 100 * standing.pace.share);
  if (standing.seconds <= 0) return text;
  text += fmt::format(", {:.0f} calls/s", static_cast<double>(standing.pace.calls) / standing.seconds);
  if (standing.pace.share < least_share) return text;
  return text + fmt::format(", {:.0f} s left", std::ceil(standing.seconds * (1 - standing.pace.share) / standing.pace.share));
}

ProgressDisplay::~ProgressDisplay() {
  const std::lock_guard lock(mutex_);
  wipe();
}

void ProgressDisplay::finished(const std::string& target, const std::string& level) {
  const std::lock_guard lock(mutex_);
  if (!shown_) return;
  wipe();
  to_ << cut(target + ": " + level, width_ - 1) << "\n" << std::flush;
  targets_.erase(target);
  draw();
}

void ProgressDisplay::at(const std::string& target, const Pace& pace) {
  const std::lock_guard lock(mutex_);
  if (!shown_) return;
  const auto now = Clock::now();
  TargetProgress& progress = targets_[target];
  if (progress.level != pace.level) progress = {pace.level, now, {}};
  progress.standing = {pace, std::chrono::duration<double>(now - progress.began).count()};
  if (now - drawn_ < pause) return;
  wipe();
  draw();
  drawn_ = now;
}

void ProgressDisplay::wipe() {
  if (something_stands_) to_ << "\r\033[K" << std::flush;
  something_stands_ = false;
}

void ProgressDisplay::draw() {
  std::string line;
  for (const auto& [target, progress] : targets_) line += (line.empty() ? "" : "  |  ") + standing_text(target, progress.standing);
  if (line.empty()) return;
  to_ << cut(line, width_ - 1) << std::flush;
  something_stands_ = true;
}

}  // namespace certlife::conformance
