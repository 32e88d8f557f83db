// The names of handles and pointers: which were seen, what they stand for, which are dead.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/text_map.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

// A name by its place in the table; 0 is no name. Places of names that were forgotten are used again.
using NameId = std::uint32_t;

enum class Thing : std::uint8_t { unknown, store, context, csp, file };

// The line that took a reference, and the clause by which it did. Line 0: none is known.
struct Event {
  const char* clause = nullptr;
  std::uint32_t line = 0;
  trace::Call call = trace::Call::unknown;
};

// The lines that gave the references which the caller still owns, oldest first; of more than a few the first are kept. References
// are not tied to a holder, so that which of them is given up can only be guessed: by a function that gives as well, as a step of an
// enumeration does, what it gave last; by others what was given last and is no duplicate, for duplicates are made to outlive.
class Acquisitions {
 public:
  void add(std::uint32_t line, trace::Call call) {
    if (count_ == most) return void(++further_);
    given_[count_++] = {line, call};
  }
  void drop(trace::Call by);

  std::size_t count() const { return count_; }
  // REQUIRES: nth < count().
  std::uint32_t line(std::size_t nth) const { return given_[nth].line; }
  trace::Call call(std::size_t nth) const { return given_[nth].call; }
  // Of those that were given up by a guess the last, while others are owned: it may be the one that is. 0: none.
  std::uint32_t perhaps() const { return count_ ? perhaps_ : 0; }

 private:
  static constexpr std::size_t most = 3;

  struct Given {
    std::uint32_t line = 0;
    trace::Call call = trace::Call::unknown;
  };

  std::array<Given, most> given_{};
  std::uint32_t further_ = 0, perhaps_ = 0;
  std::uint8_t count_ = 0;
};

struct NameEntry {
  std::string text;
  Thing thing = Thing::unknown;
  bool dead = false;
  bool tainted = false;     // A call that was not judged had it: its counts are not known any more,
  std::uint32_t doubted = 0;  // since this line.
  std::uint32_t index = 0;  // Of a store or CSP handle in the model; contexts are bound in each candidate.
  std::uint64_t died = 0;   // When it died last, to tell whether it was taken again since.
  Event given_up;           // The last time that the caller gave up a reference to it.
  Acquisitions owned;

  bool is_live(Thing wanted) const { return thing == wanted && !dead; }
  bool is_live() const { return thing != Thing::unknown && !dead; }
};

// What a name stands for, as those who translate lines need it.
struct KnownName {
  NameId id = 0;
  Thing thing = Thing::unknown;
  bool dead = false;
  std::uint32_t index = 0;  // Of a store or CSP handle.
};

// Whoever keeps the names of a trace.
class NameSource {
 public:
  virtual ~NameSource() = default;
  virtual KnownName called(std::string_view name) const = 0;
};

class Names : public NameSource {
 public:
  explicit Names(std::size_t most_dead = 1'000'000) : most_dead_(most_dead) { entries_.emplace_back(); }

  NameId intern(std::string_view text);
  NameId find(std::string_view text) const;
  KnownName called(std::string_view text) const override;
  NameEntry& operator[](NameId name) { return entries_[name]; }
  const NameEntry& operator[](NameId name) const { return entries_[name]; }
  std::size_t size() const { return entries_.size(); }

  void bind(NameId name, Thing thing, std::uint32_t index);
  // What bears the name from now on nobody knows, if it was dead.
  void give_to_a_stranger(NameId name);
  // The name is dead from now on; after a million more deaths it is forgotten.
  void kill(NameId name);
  // From now on it takes only so many more deaths.
  void remember_dead(std::size_t most) {
    most_dead_ = std::min(most_dead_, most);
    while (deaths_.size() > most_dead_) forget_oldest();
  }
  // Names that were forgotten since the last call of this: what is known of them elsewhere is to be forgotten too.
  std::vector<NameId> take_forgotten();

 private:
  struct Death {
    NameId name;
    std::uint64_t when;
  };

  void forget_oldest();
  // Deaths of names that bear something else by now take no memory for long: programs get the same addresses again and again.
  void leave_out_those_taken_again();
  static constexpr std::size_t first_tidying = 1024;

  std::size_t most_dead_, next_tidying_ = first_tidying;
  std::vector<NameEntry> entries_;
  TextMap<NameId> by_text_;
  std::deque<Death> deaths_;
  std::vector<NameId> forgotten_, free_;
  std::uint64_t now_ = 0;
};

}  // namespace certlife::oracle
