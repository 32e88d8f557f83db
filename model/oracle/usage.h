// Is the program written as the documents ask? Calls may all be defined, and their results all be allowed, and still rely on what
// the documents warn of. Judged where it is asked for, beside the judge.
//
// A trace shows calls of this API and nothing of what the program does between them. That something was passed on is read from
// signs (CLOSE-41): a duplicate of it, a call outside the model that is given it, a call with it on another thread or from another
// module than its open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/oracle/usage_finding.h"
#include "model/oracle/verdict.h"
#include "model/oracle/watcher.h"

namespace certlife::oracle {

class Usage : public Watcher {
 public:
  // Of a program that is being developed: its closes with CHECK are what CHECK is for.
  explicit Usage(bool in_development) : in_development_(in_development) {}

  // Around each line that is judged; `sees` comes between them.
  void before(const Knowledge& known, const trace::Line& line);
  void sees(const Knowledge& known, const trace::Line& line, const Branch& branch) override;
  void after(const trace::Line& line, const Verdict& verdict);

  // In the order of their lines.
  const std::vector<UsageFinding>& findings() const { return findings_; }

 private:
  // What a line has of a store: a handle to it, or a context of it.
  struct Touch {
    std::string store, name;
  };
  struct Sign {
    std::size_t line;
    std::string text;
  };
  struct Store {
    std::optional<std::int64_t> thread;  // Of its open, and so the module.
    std::string module;
    std::vector<Sign> passed_on;         // The first few.
  };
  // A close with CHECK that returned FALSE, and nobody has looked.
  struct Report {
    std::size_t line;
    std::optional<std::int64_t> thread;
  };

  Touch touch_of(const Knowledge& known, NameId name) const;
  void note_use_of_closed(const trace::Line& line);
  void note_signs(const trace::Line& line, const Touch& touch);
  void note_close(const trace::Line& line, const Touch& touch);
  void note_force(const trace::Line& line, const Touch& touch);
  void note_looks(const trace::Line& line);
  UsageFinding& find(const UsageRule& rule, const std::string& about, const trace::Line& line, const std::string& name);

  bool in_development_;
  std::vector<Touch> touched_;  // Of the line being judged,
  std::size_t closed_in_ = 0;   // and the last close of the store that it uses all the same; 0: none.
  std::unordered_map<std::string, Store> stores_;
  std::unordered_map<std::string, Report> reports_;
  std::unordered_map<std::string, std::size_t> found_;
  std::vector<UsageFinding> findings_;
};

// What is found is the caller's fault, where nothing worse was.
void hold_to_usage(Summary& summary, const std::vector<UsageFinding>& findings);

}  // namespace certlife::oracle
