// What the calls tell that were right: of which traits of its situation a deviation can do without, and which explanations of it are wrong.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/conformance/campaign/situation.h"
#include "tests/conformance/campaign/trial.h"

namespace certlife::oracle {
struct WrongEffect;
}

namespace certlife::conformance {

class Evidence {
 public:
  // The reading outlives it.
  explicit Evidence(const model::Reading& reading) : situations_(reading) {}

  // The calls of the program that were right, up to the first that was not.
  void take(const TestProgram& program, const Trial& trial);

  // The traits of this situation that no right call has together, as few as may be. All of them where right calls have all.
  std::vector<std::string> needed_of(const Situation& situation) const;
  // No right call of the act has all of these.
  bool allows(const std::string& act, const std::vector<std::string>& traits) const;

  // What each call of the program meets.
  std::vector<Situation> situations_of(const std::vector<trace::Line>& program) const;
  // A right call met the same, whatever was done before.
  bool has_right_one_like(const Situation& situation) const;
  // If calls in this situation had the effect, a program of which all was right would not have been.
  bool tells_against(const oracle::WrongEffect& effect, const Situation& situation, const std::string& reading) const;

 private:
  using Numbers = std::vector<std::uint32_t>;  // In their order.
  struct Place {
    std::size_t program, call;
  };

  void note(const Situation& situation);
  bool is_refuted(const std::string& act, Numbers traits) const;
  std::uint32_t number_of(const std::string& trait) const;
  Numbers numbers_of(const Situation& situation, std::size_t end);
  Numbers known_numbers_of(const Situation& situation, std::size_t end) const;

  static constexpr std::size_t most_calls = 100'000, most_programs = 4'000, most_lines = 10, most_asked = 40;

  mutable Situations situations_;
  std::size_t calls_ = 0;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::map<std::string, std::set<Numbers>> right_;                                 // By act.
  std::map<std::string, std::map<Numbers, std::vector<Place>>> places_of_what_is_;  // By act, and without what was done before.
  std::vector<std::vector<trace::Line>> programs_;                                 // Of which all was right.
};

}  // namespace certlife::conformance
