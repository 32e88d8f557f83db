#include "model/oracle/allowed_answers.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "model/oracle/comparison.h"
#include "model/oracle/knowledge.h"
#include "model/oracle/shown_answer.h"

namespace certlife::oracle {

using Deciding = std::vector<Allowed::Deciding>;

namespace {

// Two ways to the same answer: a choice that only one of them asks for decides nothing, and values add up.
void merge_deciding(Deciding& known, const Deciding& other) {
  std::erase_if(known, [&](Allowed::Deciding& each) {
    const auto same =
        std::find_if(other.begin(), other.end(), [&](const auto& it) { return it.choice == each.choice; });
    if (same != other.end()) each.values |= same->values;
    return same == other.end();
  });
}

// The open clauses of the choices, where they are not cited already.
void cite_choices(const Deciding& deciding, std::vector<const char*>& clauses) {
  for (const auto& each : deciding) cite(clauses, clause_of(each.choice));
}

}  // namespace

void cite(std::vector<const char*>& clauses, const char* clause) {
  const auto same = [&](const char* each) { return std::string_view(each) == clause; };
  if (std::none_of(clauses.begin(), clauses.end(), same)) clauses.push_back(clause);
}

Allowed allowed_answer(trace::Line answer, const Outcome& outcome, const model::Choosing& way) {
  Allowed allowed{std::move(answer), readings_of(way.variants()), {outcome.citations.begin(), outcome.citations.end()}, {}};
  for (const auto& [choice, value] : way.asked())
    allowed.deciding.push_back({choice, static_cast<std::uint8_t>(1u << value)});
  return allowed;
}

void add_allowed(std::vector<Allowed>& all, Allowed one) {
  for (Allowed& known : all) {
    if (!(known.answer == one.answer)) continue;
    known.readings |= one.readings;
    merge_deciding(known.deciding, one.deciding);
    for (const char* clause : one.clauses) cite(known.clauses, clause);
    return;
  }
  all.push_back(std::move(one));
}

void keep_what_decides(std::vector<Allowed>& all) {
  const auto agree = [&](const Allowed::Deciding& it) {
    return std::all_of(all.begin(), all.end(), [&](const Allowed& each) {
      return std::any_of(each.deciding.begin(), each.deciding.end(),
                         [&](const auto& its) { return its.choice == it.choice && its.values == it.values; });
    });
  };
  std::vector<Deciding> kept;
  for (const Allowed& each : all) {
    kept.push_back(each.deciding);
    std::erase_if(kept.back(), agree);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].deciding = std::move(kept[i]);
    cite_choices(all[i].deciding, all[i].clauses);
  }
}

namespace {

// The choices of the branches that allow what was seen.
struct Accepting {
  std::vector<model::Choice> foreign;               // The reading judged under does not leave the value that one of them takes,
  std::array<bool, model::choice_count> is_idle{};  // unless another takes one that it leaves.
};

// A choice counts where it is made in this call. Where the reading judged under has not parted from the state, each that matters is.
void note_choices(const Candidate& candidate, const model::Choosing& way, ReadingSet own, Accepting& accepting) {
  const auto is_made_here = [&](model::Choice choice) {
    return (candidate.readings() & own) || std::any_of(candidate.variants.begin(), candidate.variants.end(), [&](const Variant& each) {
      return each.settled[choice] == model::Assignment::free;
    });
  };
  for (const auto& [choice, value] : way.asked()) {
    if (readings().admit(choice, value) & own) accepting.is_idle[static_cast<std::size_t>(choice)] = true;
    else if (is_made_here(choice)) accepting.foreign.push_back(choice);
  }
}

// Where another reading allows the line, the choice by which they part in this call is what the rejection is about. Where they have
// parted before, the frame says what it is about.
void blame_the_choice(Knowledge& known, const Comparison& comparison, ReadingSet own, std::vector<Difference>& differing) {
  Accepting accepting;
  for (const Candidate& candidate : known.candidates) {
    known.for_each_branch(candidate, comparison.expectation(candidate), [&](const Outcome& outcome, const model::Choosing& way) {
      if (comparison.differences(candidate, outcome) == 0) note_choices(candidate, way, own, accepting);
      return true;
    });
  }
  const auto decides = [&](model::Choice choice) { return !accepting.is_idle[static_cast<std::size_t>(choice)]; };
  const auto found = std::find_if(accepting.foreign.begin(), accepting.foreign.end(), decides);
  if (found == accepting.foreign.end()) return;
  for (Difference& each : differing) each.clause = clause_of(*found);
}

}  // namespace

void explain_rejection(Knowledge& known, const trace::Line& line, const Comparison& comparison, Rejecting rejecting, Verdict& verdict) {
  constexpr std::size_t most = 64;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const Candidate& candidate : known.candidates) {
    if (!(candidate.readings() & rejecting.readings) || verdict.allowed.size() >= most) continue;
    known.for_each_branch(candidate, {}, [&](Outcome& outcome, Choosing& way) {
      const ReadingSet readings = readings_of(way.variants());
      if (verdict.allowed.size() >= most || !readings) return true;
      auto differing = comparison.differing(candidate, outcome, verdict.readings != 0);
      if ((readings & rejecting.own) && !differing.empty() && differing.size() < least) {
        least = differing.size();
        verdict.differing = std::move(differing);
        verdict.clauses.assign(outcome.citations.begin(), outcome.citations.end());
      }
      add_allowed(verdict.allowed, allowed_answer(shown_answer(known, line, candidate, outcome), outcome, way));
      return true;
    }, true);
  }
  if (verdict.readings) blame_the_choice(known, comparison, rejecting.own, verdict.differing);
  keep_what_decides(verdict.allowed);
  for (const Allowed& each : verdict.allowed) {
    if (each.readings & rejecting.own) cite_choices(each.deciding, verdict.clauses);
  }
}

}  // namespace certlife::oracle
