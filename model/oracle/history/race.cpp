#include "model/oracle/history/race.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/oracle/remedies.h"
#include "model/trace/plain_text.h"
#include "model/trace/utf8.h"

namespace certlife::oracle {
namespace {

// What a call does to what it has, in a word.
struct Using {
  std::string operator()(const model::DuplicateContext<Concrete>&) const { return "duplicate"; }
  std::string operator()(const model::DuplicateStore<Concrete>&) const { return "duplicate"; }
  std::string operator()(const model::FreeContext<Concrete>&) const { return "free"; }
  std::string operator()(const model::DeleteContext<Concrete>&) const { return "delete"; }
  std::string operator()(const model::CloseStore<Concrete>&) const { return "close"; }
  std::string operator()(const model::ReleaseCsp<Concrete>&) const { return "release"; }
  std::string operator()(const auto&) const { return "use"; }
};

struct Ending {
  std::string operator()(const model::CloseStore<Concrete>& call) const { return call.force ? "forced close" : "last close"; }
  std::string operator()(const model::DeleteContext<Concrete>&) const { return "delete that takes the last reference"; }
  std::string operator()(const model::ReleaseCsp<Concrete>&) const { return "last release"; }
  std::string operator()(const auto&) const { return "last free"; }
};

std::string side_text(const Race::Side& side) {
  const std::string thread = side.thread ? fmt::format(" by thread {}", *side.thread) : "";
  return fmt::format("the {}{} (line {})", side.what, thread, side.line);
}

// Could this call have ended what the other one has?
bool may_end(const OverlappingCall& call, const OverlappingCall& other) {
  if (call.footprint.drops) return other.footprint.has(call.footprint.drops);
  return std::holds_alternative<model::CloseStore<Concrete>>(call.translation.call) ||
         std::holds_alternative<model::ReleaseCsp<Concrete>>(call.translation.call);
}

}  // namespace

const OverlappingCall* rival_of(const OverlappingCall& call, const std::deque<std::unique_ptr<OverlappingCall>>& calls) {
  const TakenCalls& taken = call.undefined_in->calls;
  for (std::size_t i = taken.count; i > taken.count - std::min(taken.count, taken.last.size()); --i) {
    const std::uint32_t line = taken.last[(i - 1) % taken.last.size()];
    const auto found = std::find_if(calls.begin(), calls.end(), [&](const auto& each) {
      return each->number() == line && each->began && (!each->returned || each->returned > call.began);
    });
    if (found != calls.end() && may_end(**found, call)) return found->get();
  }
  return nullptr;
}

Race race_between(const OverlappingCall& used, const OverlappingCall& ended, const std::string& name) {
  const std::string of = name.empty() ? "" : " of \"" + trace::shortened(name) + "\"";
  return {{used.line.number, used.line.thread, std::visit(Using{}, used.translation.call) + of},
          {ended.line.number, ended.line.thread, std::visit(Ending{}, ended.translation.call)}};
}

std::shared_ptr<const CallersFault> fault_of_stranded(const OverlappingCall& call, const Names& names) {
  auto fault = std::make_shared<CallersFault>();
  fault->line = call.line.number;
  fault->call = call.line.call;
  fault->clauses = {"CONTEXT-1"};
  fault->name = names[call.footprint.contexts.front()].text;
  fault->right = remedy_for("CONTEXT-1", "");
  return fault;
}

std::string text_of(const Race& race) {
  return trace::plain(side_text(race.used) + " races with " + side_text(race.ended));
}

}  // namespace certlife::oracle
