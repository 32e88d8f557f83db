// Where in the program the calls of a recording were made, for what is said of them at its end.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class CallSites {
 public:
  void note(const trace::Line& line);
  // Are there so many that those by which nothing is owed should go?
  bool are_many() const { return calls_.size() > most_; }
  void keep(const std::vector<Owed>& owed);
  // The calls by which this is owed, a line each with its newline; nothing of a trace that does not say it.
  std::string text_of(const Owed& owed) const;

 private:
  std::map<std::size_t, std::string> calls_;
  std::size_t most_ = 1 << 16;
};

}  // namespace certlife::oracle
