// Where in a program its calls were made, as a recorder saw it, so that what is told of a line can name the place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/oracle/text_map.h"
#include "model/oracle/verdict.h"
#include "model/trace/line.h"

namespace certlife::oracle {

// Keeps a text for each place that calls, and four bytes for each of the last quarter of a million lines and for those by which something is owed.
class CallSites {
 public:
  CallSites() : texts_{{}} {}

  // The same line may come again; no line before the last.
  void note(const trace::Line& line);
  // Are there so many that most of them should go? Then what is owed says which stay.
  bool are_many() const { return recent_.size() > 2 * most_recent; }
  void keep(const std::vector<Owed>& owed);

  // Puts the places of lines into what is told of them. Nothing where no place is known.
  void tell(Verdict& verdict) const;
  void tell(Summary& summary) const;

 private:
  struct Text {
    std::string call, at;
  };

  static constexpr std::size_t most_recent = std::size_t{1} << 18;

  std::uint32_t site_of(std::size_t line) const;
  const Text& of(std::size_t line) const { return texts_[site_of(line)]; }
  std::string place_of(std::size_t line) const;
  std::shared_ptr<const CallersFault> with_places(const CallersFault& fault) const;
  void tell(Owed& owed) const;
  void tell(UsageFinding& finding) const;

  std::map<std::size_t, std::uint32_t> kept_;  // By line; 0: not known.
  std::vector<std::uint32_t> recent_;          // From the line `first_recent_` on.
  std::size_t first_recent_ = 0;
  std::vector<Text> texts_;
  TextMap<std::uint32_t> by_text_;
};

}  // namespace certlife::oracle
