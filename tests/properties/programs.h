// Whole programs: made at random, played from scratch, made as short as a failure allows.
#pragma once

#include "model/programs/fewer_calls.h"
#include "tests/properties/generator.h"
#include "tests/properties/in_words.h"
#include "tests/properties/player.h"

namespace certlife::properties {

// How a program ended.
struct Ending {
  Verdict verdict;
  std::string at;  // the call that showed a difference, if one did
};

// Plays the calls that are defined, leaves out the others; then walks all stores, frees and closes everything.
template <class D>
Ending play_program(Player<D>& player, const Program<D>& program, bool to_the_end = true) {
  Ending ending;
  for (const auto& call : program) {
    ending.verdict = player.play(call);
    if (ending.verdict.differs()) break;
  }
  if (to_the_end && !ending.verdict.differs()) ending.verdict = player.play_walks();
  if (to_the_end && !ending.verdict.differs()) ending.verdict = player.play_ending();
  if (ending.verdict.differs()) ending.at = in_words<D>(player.last_call());
  return ending;
}

// A player that starts from nothing, on files of its own.
class Stage {
 public:
  Stage(const Library& library, bool in_arena);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  template <class D>
  Player<D> new_player() {
    clear();
    return Player<D>(library_, arena_.get(), files_);
  }
  const Arena* arena() const { return arena_.get(); }
  Arena* arena() { return arena_.get(); }

 private:
  void clear();
  const Library& library_;
  std::unique_ptr<Arena> arena_;
  Files files_;
};

// The calls of a random program of that many calls, defined ones only. Plays them while drawing.
template <class D, class Calls>
Ending draw_program(Player<D>& player, std::uint64_t seed, std::size_t length, Calls& program) {
  Generator<D> generator(seed);
  Ending ending;
  for (std::size_t tries = 0; program.size() < length && tries < 4 * length; ++tries) {
    const auto call = generator.draw(player.world());
    if (!call) continue;
    program.push_back(*call);  // beforehand: the library may not come back
    ending.verdict = player.play(*call);
    if (ending.verdict.result == Result::undefined) program.pop_back();
    if (ending.verdict.differs()) return ending;
  }
  ending.verdict = player.play_walks();
  if (!ending.verdict.differs()) ending.verdict = player.play_ending();
  return ending;
}

// Leaves out calls for as long as the program still fails. At the end no single call and no pair of calls can be left out: a
// pair finds an open and its close, or an add and its free.
template <class D, class Fails>
Program<D> minimized(Program<D> program, Fails fails) {
  const auto try_any = [&](std::vector<Program<D>> shorter) {
    const auto found = std::find_if(shorter.begin(), shorter.end(), fails);
    if (found == shorter.end()) return false;
    program = std::move(*found);
    return true;
  };
  conformance::take_stretches(program, try_any);
  while (try_any(conformance::without_one(program, 0)) || try_any(conformance::without_two(program, 0))) {}
  return program;
}

}  // namespace certlife::properties
