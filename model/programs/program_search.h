// The shortest program first: every program over the alphabets in the order of its number of calls.
#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "model/programs/call_template.h"
#include "model/programs/probes.h"
#include "model/programs/test_program.h"

namespace certlife::conformance {


// A node is what is known after a program: it gives the node after one more line, or nothing if that is undefined, and the
// names and the world that instances of templates need.
template <class Node>
class ProgramSearch {
 public:
  // Looks at a program and what is known after it. False ends the search.
  using Visit = std::function<bool(const Lines&, const Node&)>;

  ProgramSearch(std::set<std::string> probes, Visit visit) : probes_(std::move(probes)), visit_(std::move(visit)) {}

  // Every program of this many calls.
  void run(const Node& start, std::size_t calls) {
    for (const Alphabet& alphabet : alphabets()) {
      const std::size_t before = alphabet.before.size();
      if (calls <= before || calls > before + static_cast<std::size_t>(alphabet.depth) || ended_) continue;
      search(alphabet, start, calls);
    }
  }

  std::size_t programs() const { return programs_; }
  bool ended() const { return ended_; }

 private:
  struct Place {
    Node node;
    Progress progress;
  };

  void search(const Alphabet& alphabet, const Node& start, std::size_t calls) {
    alphabet_ = &alphabet;
    std::vector<CallTemplate> templates;
    for (const auto& call : alphabet.calls) templates.emplace_back(call);
    path_.clear();
    Place place{start, {}};
    for (const auto& call : alphabet.before)
      if (!begin_with(CallTemplate(call), place)) return;
    go_on(templates, place, calls - path_.size());
  }

  // The first instance that is defined.
  bool begin_with(const CallTemplate& call, Place& place) {
    bool taken = false;
    const Place from = place;
    for_each_next(call, from, [&](Place&& to) {
      if (!taken) place = std::move(to);
      else path_.pop_back();
      taken = true;
      return false;
    });
    return taken;
  }

  void go_on(const std::vector<CallTemplate>& templates, const Place& from, std::size_t left) {
    for (const CallTemplate& call : templates) {
      for_each_next(call, from, [&](Place&& to) {
        if (left > 1) go_on(templates, to, left - 1);
        else look_at(to);
        return true;
      });
    }
  }

  void look_at(const Place& place) {
    ++programs_;
    ended_ = ended_ || !visit_(path_, place.node);
  }

  // `use` is called with the line on the path; it stays there if `use` says false.
  template <class Use>
  void for_each_next(const CallTemplate& call, const Place& from, Use use) {
    const Standing standing{from.node.names(), from.node.world()};
    call.for_each_instance(standing, from.progress, *alphabet_, [&](const trace::Line& line, const Progress& then) {
      if (ended_) return;
      path_.push_back(probed(line));
      auto node = from.node.after(path_.back());
      const bool goes = !node || use(Place{std::move(*node), then});
      if (goes) path_.pop_back();
    });
  }

  // The line, asking for what may tell something.
  trace::Line probed(const trace::Line& line) {
    TestProgram program{{}, {}, path_};
    program.lines.push_back(line);
    ask_for_probes(program, probes_);
    return program.lines.back();
  }

  std::set<std::string> probes_;
  Visit visit_;
  const Alphabet* alphabet_ = nullptr;
  Lines path_;
  std::size_t programs_ = 0;
  bool ended_ = false;
};

// The probes that the model can answer.
inline const std::set<std::string>& probes_of_the_model() {
  static const std::set<std::string> probes{"alive", "csp", "hCertStore", "content", "properties", "persisted"};
  return probes;
}

}  // namespace certlife::conformance
