// What a played call showed.
#pragma once

#include <string>

namespace certlife::properties {

enum class Result { undefined, agrees, differs };

struct Verdict {
  Result result = Result::agrees;
  const char* what = "";   // what differs
  long long expected = 0;  // by the model
  long long observed = 0;
  unsigned name = 0;       // of the store or context that differs, if one does

  bool differs() const { return result == Result::differs; }
};

inline Verdict difference(const char* what, long long expected, long long observed, unsigned name = 0) {
  return {Result::differs, what, expected, observed, name};
}

inline std::string in_words(const Verdict& verdict) {
  if (!verdict.differs()) return "agrees";
  const std::string name = verdict.name != 0 ? " of " + std::to_string(verdict.name) : "";
  return std::string(verdict.what) + name + ": the model says " + std::to_string(verdict.expected) +
         ", the library " + std::to_string(verdict.observed);
}

}  // namespace certlife::properties
