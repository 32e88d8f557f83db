// What may be called shortest: a program over an alphabet of which every shorter program was run and none deviated alike.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/programs/alphabet.h"
#include "tests/conformance/campaign/deviation.h"

namespace certlife::conformance {

// Which template of an alphabet a call is an instance of.
class AlphabetIndex {
 public:
  explicit AlphabetIndex(const Alphabet& alphabet);

  // Whether the program begins with the calls that come first, and consists of instances of the others. REQUIRES: its names
  // are canonical.
  bool is_over(const std::vector<trace::Line>& program) const;

  // How much of a walk through all programs, in the order of the templates, lies before this one: from 0 to 1.
  double share_before(const std::vector<trace::Line>& program) const;

 private:
  std::size_t index_of(const trace::Line& call) const;

  Alphabet alphabet_;
  std::vector<std::string> before_, calls_;  // Normalised.
};

class Exhausted {
 public:
  // A program of the level deviated in that way, for the first time in it, at this call (counted from 1).
  void met(const std::string& level, const std::string& signature, std::size_t calls);
  // A program of the level was run only up to this many calls.
  void cut(const std::string& level, std::size_t calls);
  // The level was run to its end, to the alphabet's depth.
  void finished(const Alphabet& alphabet);

  // Says of each deviation how deep the alphabets that it is over were run, and whether it is shortest.
  void judge(std::vector<Deviation>& deviations) const;

 private:
  bool is_shortest_over(const Alphabet& alphabet, const Deviation& deviation) const;

  std::map<std::string, std::map<std::string, std::size_t>> least_;  // By level and signature.
  std::map<std::string, std::size_t> cut_;                           // By level, the least.
  std::vector<Alphabet> alphabets_;
};

}  // namespace certlife::conformance
