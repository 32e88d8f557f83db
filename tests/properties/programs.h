// Whole programs: made at random, played from scratch, made as short as a failure allows.
#pragma once

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
    program.push_back(call);  // beforehand: the library may not come back
    ending.verdict = player.play(call);
    if (ending.verdict.result == Result::undefined) program.pop_back();
    if (ending.verdict.differs()) return ending;
  }
  ending.verdict = player.play_walks();
  if (!ending.verdict.differs()) ending.verdict = player.play_ending();
  return ending;
}

// Leaves out calls for as long as the program still fails: chunks, then single calls, then pairs (which finds an open and its
// close, or an add and its free). At the end no single call and no pair of calls can be left out.
template <class D, class Fails>
Program<D> minimized(Program<D> program, Fails fails) {
  const auto without = [](const Program<D>& from, std::size_t first, std::size_t count) {
    Program<D> rest(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(first));
    rest.insert(rest.end(), from.begin() + static_cast<std::ptrdiff_t>(std::min(from.size(), first + count)), from.end());
    return rest;
  };
  const auto drop_chunks = [&](std::size_t size) {
    bool dropped = false;
    for (std::size_t end = program.size(); end > 0;) {
      const std::size_t first = end > size ? end - size : 0;
      if (auto shorter = without(program, first, end - first); fails(shorter)) {
        program = std::move(shorter);
        dropped = true;
      }
      end = first;
    }
    return dropped;
  };
  const auto drop_pair = [&] {
    for (std::size_t second = program.size(); second-- > 0;) {
      for (std::size_t first = second; first-- > 0;) {
        if (auto shorter = without(without(program, second, 1), first, 1); fails(shorter)) {
          program = std::move(shorter);
          return true;
        }
      }
    }
    return false;
  };
  for (std::size_t size = program.size() / 2; size > 1; size /= 2) drop_chunks(size);
  do {
    while (drop_chunks(1)) {}
  } while (drop_pair());
  return program;
}

}  // namespace certlife::properties
