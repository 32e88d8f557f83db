// Judges a trace line by line and gathers beside the verdicts what a program's author wants to know: what closes ended and reported,
// what is still owed, and how the API was used.
#pragma once

#include <functional>
#include <optional>
#include <vector>
#include <vector>

#include "model/oracle/call_sites.h"
#include "model/oracle/closes.h"
#include "model/oracle/judge.h"
#include "model/oracle/lifetimes.h"
#include "model/oracle/usage.h"

namespace certlife::oracle {

class Checker {
 public:
  struct Demands {
    bool balanced = false;        // What is owed at the end is the caller's fault,
    bool usage = false;           // and so is what the documents warn of,
    bool in_development = false;  // but not closes with CHECK.
  };

  Checker(const Judge::Options& options, const Demands& demands);

  // From now on what becomes of handles and contexts is gathered.
  void gather();
  // Throws trace::BadInput as the judge does.
  Verdict check(const trace::Line& line);
  // Notes where in the program the line was called, for who has it judged by somebody else; `elsewhere` says what is owed there.
  void note_place(const trace::Line& line, const std::function<std::vector<Owed>()>& elsewhere = {});
  // `elsewhere` is owed as well, of things that the judge does not follow any more.
  Summary summary(std::vector<Owed> elsewhere = {}) const;
  Judge& judge() { return judge_; }
  // What was gathered, once. REQUIRES: gather() came before.
  lifetimes::Program lifetimes(const Summary& summary, std::string title, const std::string& summary_text);

 private:
  Demands demands_;
  Judge judge_;
  CallSites sites_;
  Closes closes_;
  std::optional<Usage> usage_;
  std::optional<Lifetimes> lifetimes_;
};

}  // namespace certlife::oracle
