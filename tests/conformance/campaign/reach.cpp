#include "tests/conformance/campaign/reach.h"

#include <map>

namespace certlife::conformance {

void forget_earlier_parts(std::vector<Level>& parts, std::string_view alphabet) {
  std::erase_if(parts, [&](const Level& each) { return &each != &parts.back() && each.alphabet == alphabet; });
}

Reach reach_of(LevelKind level, std::span<const Level> parts) {
  Reach reach;
  reach.level = level;
  for (const Level& part : parts) {
    reach.programs += part.extent.programs;
    if (reach.why.empty()) reach.why = part.cut_by;
  }
  using enum Reach::How;
  if (reach.programs == 0) reach.how = reach.why.empty() ? nothing_to_run : not_reached;
  else if (!reach.why.empty()) reach.how = cut;
  return reach;
}

std::string_view name_of(Reach::How how) {
  switch (how) {
    case Reach::How::whole: return "whole";
    case Reach::How::cut: return "cut";
    case Reach::How::not_reached: return "not-reached";
    case Reach::How::nothing_to_run: return "nothing-to-run";
  }
  return "";
}

std::string unreached_text(const std::vector<Reach>& reached) {
  std::map<std::string, std::string> levels_by_reason;
  for (const Reach& each : reached) {
    if (each.how != Reach::How::not_reached) continue;
    std::string& levels = levels_by_reason[each.why];
    levels += (levels.empty() ? "" : ", ") + std::string(level_names[static_cast<std::size_t>(each.level)]);
  }
  std::string text;
  for (const auto& [why, levels] : levels_by_reason) text += (text.empty() ? "levels not reached: " : "; ") + levels + " (" + why + ")";
  return text;
}

}  // namespace certlife::conformance
