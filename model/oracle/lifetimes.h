// Gathers while lines are judged what became of the handles and contexts of a program: for a page, or a report.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/lifetimes/program.h"
#include "model/oracle/verdict.h"
#include "model/oracle/watcher.h"

namespace certlife::oracle {

class Judge;

class Lifetimes : public Watcher {
 public:
  void sees(const Knowledge& known, const trace::Line& line, const Branch& branch) override;
  // After each line that was judged, with the judge that did.
  void after(const Judge& judge, const trace::Line& line, const Verdict& verdict);
  // What was gathered, with what there is to tell of the whole. Nothing is gathered any more.
  lifetimes::Program finish(const Summary& summary, std::string title, const std::string& summary_text);

 private:
  using Event = lifetimes::Event;

  void add(NameId name, const std::string& text, std::string_view thing, Event event);
  void see_counts(const Knowledge& known, const Candidate& before, const World& after);
  void see_deaths(const Knowledge& known, const Candidate& before, const World& after);
  void note_what_was_given(const Knowledge& known);
  void note_uses(const Knowledge& known, const trace::Line& line);
  void note(lifetimes::Note::Kind kind, std::size_t line, std::string text);
  std::uint32_t place_of(const std::vector<const char*>& clauses);
  bool is_dead_already(NameId name) const;

  lifetimes::Program program_;
  std::vector<Event> events_;                               // Of the line being judged;
  std::vector<NameId> dead_;                                // what died in it;
  bool gives_unnamed_ = false;                              // it gave something that has no name yet.
  std::unordered_map<NameId, std::uint32_t> objects_;       // Who bears the name now.
  std::map<std::vector<std::string>, std::uint32_t> lists_;
};

}  // namespace certlife::oracle
