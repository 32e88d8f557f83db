// The names of handles and pointers: which were seen, what they stand for, which are dead.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/content_table.h"

namespace certlife::oracle {

// A name by its place in the table; 0 is no name. Places of names that were forgotten are used again.
using NameId = std::uint32_t;

enum class Thing : std::uint8_t { unknown, store, context, csp };

struct NameEntry {
  std::string text;
  Thing thing = Thing::unknown;
  bool dead = false;
  bool tainted = false;     // A call the model does not know had it: its counts are not known any more.
  std::uint32_t index = 0;  // Of a store or CSP handle in the model; contexts are bound in each candidate.
  std::uint64_t died = 0;   // When it died last, to tell whether it was taken again since.

  bool is_live(Thing wanted) const { return thing == wanted && !dead; }
  bool is_live() const { return thing != Thing::unknown && !dead; }
};

class Names {
 public:
  explicit Names(std::size_t most_dead = 1'000'000) : most_dead_(most_dead) { entries_.emplace_back(); }

  NameId intern(std::string_view text);
  NameId find(std::string_view text) const;
  NameEntry& operator[](NameId name) { return entries_[name]; }
  const NameEntry& operator[](NameId name) const { return entries_[name]; }
  std::size_t size() const { return entries_.size(); }

  void bind(NameId name, Thing thing, std::uint32_t index);
  // The name is dead from now on; after a million more deaths it is forgotten.
  void kill(NameId name);
  // Names that were forgotten since the last call of this: what is known of them elsewhere is to be forgotten too.
  std::vector<NameId> take_forgotten();

 private:
  struct Death {
    NameId name;
    std::uint64_t when;
  };

  std::size_t most_dead_;
  std::vector<NameEntry> entries_;
  TextMap<NameId> by_text_;
  std::deque<Death> deaths_;
  std::vector<NameId> forgotten_, free_;
  std::uint64_t now_ = 0;
};

}  // namespace certlife::oracle
