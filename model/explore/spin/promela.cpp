#include "model/explore/spin/promela.h"

#include <sstream>
#include <stdexcept>

namespace certlife::model::explore {

namespace {

// Slots: stores from 1, with 0 for the null store; contexts from 0. What is dead is all zeros. A context's `place` is the
// number of elements of its store and kind behind it.
constexpr const char* world = R"(byte handles[STORES + 1]; bit allocated[STORES + 1];
byte references[CONTEXTS]; bit alive[CONTEXTS]; bit listed[CONTEXTS];
byte kind[CONTEXTS]; byte home[CONTEXTS]; byte place[CONTEXTS];
hidden byte i; hidden byte which; hidden byte behind; hidden byte old_home; hidden byte held; hidden byte found;

inline wipe(c) {
  alive[c] = 0; references[c] = 0; listed[c] = 0; kind[c] = 0; home[c] = 0; place[c] = 0
}
inline look_for_held(s) {
  held = 0;
  for (i : 0 .. CONTEXTS - 1) { if :: alive[i] && home[i] == s && references[i] > 0 -> held = 1 :: else -> skip fi }
}
inline end_store(s) {
  allocated[s] = 0; handles[s] = 0;
  for (i : 0 .. CONTEXTS - 1) { if :: alive[i] && home[i] == s -> wipe(i) :: else -> skip fi }
}
inline end_store_unless_needed(s) {
  if
  :: s > 0 && handles[s] == 0 ->
     look_for_held(s);
     if :: !held -> end_store(s) :: else -> skip fi
  :: else -> skip
  fi
}
inline give_back(c) {
  references[c]--; old_home = home[c];
  if
  :: references[c] == 0 ->
     if :: !listed[c] -> wipe(c) :: else -> skip fi;
     end_store_unless_needed(old_home)
  :: else -> skip
  fi
}
inline count_behind(s, k) {
  behind = 0;
  for (i : 0 .. CONTEXTS - 1) { if :: listed[i] && home[i] == s && kind[i] == k -> behind++ :: else -> skip fi }
}
inline make(s, k, count) {
  which = CONTEXTS;
  for (i : 0 .. CONTEXTS - 1) { if :: !alive[i] && which == CONTEXTS -> which = i :: else -> skip fi }
  alive[which] = 1; kind[which] = k; home[which] = s; references[which] = count
}
inline unlist(c) {
  if
  :: listed[c] ->
     listed[c] = 0;
     for (i : 0 .. CONTEXTS - 1) {
       if :: alive[i] && home[i] == home[c] && kind[i] == kind[c] && place[i] > place[c] -> place[i]-- :: else -> skip fi
     }
  :: else -> skip
  fi
}
inline find_next(s, k, below) {
  found = 0; which = 0; behind = 0;
  for (i : 0 .. CONTEXTS - 1) {
    if
    :: listed[i] && home[i] == s && kind[i] == k && place[i] < below && (!found || place[i] > behind) ->
       found = 1; which = i; behind = place[i]
    :: else -> skip
    fi
  }
}
)";

class Writer {
 public:
  explicit Writer(const Scope& scope) : scope_(scope) {}

  std::string text() {
    out_ << "#define STORES " << scope_.stores << "\n#define CONTEXTS " << scope_.contexts << "\n#define MOST_HANDLES "
         << scope_.most_handles << "\n#define MOST_REFERENCES " << scope_.most_references << "\n" << world
         << "\nactive proctype caller() {\n  do\n";
    stores();
    contexts();
    out_ << "  od\n}\n";
    return out_.str();
  }

 private:
  // No loop may end a d_step, hence the `skip`.
  void option(const std::string& guard, const std::string& effect) {
    out_ << "  :: d_step { " << guard << " -> " << effect << "; skip }\n";
  }
  static std::string at(const char* field, int slot) { return std::string(field) + "[" + std::to_string(slot) + "]"; }
  static std::string call(const std::string& name, int first, const std::string& rest = "") {
    return name + "(" + std::to_string(first) + rest + ")";
  }

  std::string all(const char* field, int first, int end) const {
    std::string conjunction = "1";
    for (int i = first; i < end; ++i) conjunction += " && " + at(field, i);
    return conjunction;
  }
  std::string room() const { return "!(" + all("alive", 0, scope_.contexts) + ")"; }

  // By a handle, or by a context that is held.
  std::string can_reach(int store) const {
    std::string any = "(" + at("handles", store) + " > 0";
    for (int c = 0; c < scope_.contexts; ++c) {
      any += " || (" + at("alive", c) + " && " + at("home", c) + " == " + std::to_string(store) + " && " + at("references", c) + " > 0)";
    }
    return any + ")";
  }

  void stores() {
    for (int s = 1; s <= scope_.stores; ++s) {
      option("!" + at("allocated", s) + " && " + all("allocated", 1, s), at("allocated", s) + " = 1; " + at("handles", s) + " = 1");
      option(can_reach(s) + " && " + at("handles", s) + " < MOST_HANDLES", at("handles", s) + "++");
      const std::string open = at("handles", s) + " > 0";
      for (int check = 0; check < 2; ++check) {
        option(open, at("handles", s) + "--; " + call("end_store_unless_needed", s));
        option(open, call("end_store", s));
      }
      for (int k = 0; k < scope_.kinds; ++k) adds(s, k);
      for (int k = 0; k < scope_.kinds; ++k) step_from_the_start(s, k);
      for (int c = 0; c < scope_.contexts; ++c) step_from(s, c);
    }
  }

  void adds(int s, int k) {
    const std::string open = at("handles", s) + " > 0";
    const std::string element = ", " + std::to_string(k);
    for (int wants = 0; wants < 2; ++wants) {
      const std::string made = call("count_behind", s, element) + "; " + call("make", s, element + ", " + std::to_string(wants)) +
                               "; listed[which] = 1; place[which] = behind";
      option(open + " && " + room(), made);
      // CERT_STORE_ADD_NEW: refused where a match is listed.
      option(open + " && (" + room() + " || " + listed_of(s, k) + ")",
             "if :: " + listed_of(s, k) + " :: else -> " + made + " fi");
    }
  }
  std::string listed_of(int s, int k) const {
    std::string any = "(0";
    for (int c = 0; c < scope_.contexts; ++c) {
      any += " || (" + at("listed", c) + " && " + at("home", c) + " == " + std::to_string(s) + " && " + at("kind", c) +
             " == " + std::to_string(k) + ")";
    }
    return any + ")";
  }

  // A step whose element has all the references that the scope allows is not within it: where that is so nothing changes,
  // and the option is taken back by a guard that counts the elements that may come next.
  void step_from_the_start(int s, int k) {
    const std::string kind = std::to_string(k);
    option(can_reach(s) + " && " + next_has_room(s, kind, "255"),
           call("find_next", s, ", " + kind + ", 255") + "; if :: found -> references[which]++ :: else -> skip fi");
  }
  void step_from(int s, int c) {
    const std::string held = at("alive", c) + " && " + at("references", c) + " > 0";
    const std::string here = at("home", c) + " == " + std::to_string(s);
    const std::string kind = at("kind", c);
    option(can_reach(s) + " && " + held + " && !(" + here + ")", call("give_back", c));
    option(can_reach(s) + " && " + held + " && " + here + " && " + next_has_room(s, kind, at("place", c)),
           call("find_next", s, ", " + kind + ", " + at("place", c)) +
               "; if :: found -> references[which]++ :: else -> skip fi; " + call("give_back", c));
  }
  // The element with the highest place below this one, if there is any, has room for a reference.
  std::string next_has_room(int s, const std::string& kind, const std::string& below) const {
    std::string all_have = "(1";
    for (int c = 0; c < scope_.contexts; ++c) {
      std::string is_next = is_element(c, s, kind, below);
      for (int other = 0; other < scope_.contexts; ++other) {
        if (other != c) is_next += " && !(" + is_element(other, s, kind, below) + " && " + at("place", other) + " > " + at("place", c) + ")";
      }
      all_have += " && (!(" + is_next + ") || " + at("references", c) + " < MOST_REFERENCES)";
    }
    return all_have + ")";
  }
  static std::string is_element(int c, int s, const std::string& kind, const std::string& below) {
    return at("listed", c) + " && " + at("home", c) + " == " + std::to_string(s) + " && " + at("kind", c) + " == " + kind +
           " && " + at("place", c) + " < " + below;
  }

  void contexts() {
    for (int k = 0; k < scope_.kinds; ++k) option(room(), call("make", 0, ", " + std::to_string(k) + ", 1"));
    for (int c = 0; c < scope_.contexts; ++c) {
      const std::string held = at("references", c) + " > 0";
      option(held + " && " + at("references", c) + " < MOST_REFERENCES", at("references", c) + "++");
      option(held, call("give_back", c));
      option(held, call("unlist", c) + "; " + call("give_back", c));
    }
  }

  const Scope& scope_;
  std::ostringstream out_;
};

}  // namespace

std::string promela(const Scope& scope, const Assignment& settled) {
  const Scope plain;
  if (!(scope.calls == plain.calls) || !(scope.dispositions == plain.dispositions) || scope.contents != 1 ||
      scope.null_arguments || scope.bad_arguments || !(settled == windows_assignment())) {
    throw std::invalid_argument("the model for SPIN knows the calls, dispositions and choices of the default scope only");
  }
  return Writer{scope}.text();
}

}  // namespace certlife::model::explore
