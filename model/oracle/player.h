// An implementation that obeys: plays calls in one world of the model, with every choice settled, and shows what a harness
// would have seen. Its traces are accepted by definition; what is changed in them must be noticed.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "model/oracle/candidate.h"
#include "model/oracle/content_table.h"
#include "model/oracle/line_names.h"
#include "model/trace/line.h"

namespace certlife::oracle {

class Player : public LineNames {
 public:
  struct Limits {
    int stores = 3;
    int contexts = 8;       // Held at once.
    int labels = 3;         // Different elements of each kind.
    bool forces = true;     // Closes with CERT_CLOSE_STORE_FORCE_FLAG.
    bool files = true;
    int probes = 4;         // Out of so many calls one is probed; 0: none.
  };

  Player(std::uint64_t seed, const model::Assignment& choices, Limits limits);

  // A random call that the documents define, played, with its results and some probes.
  trace::Line next();
  // Is the call defined? Then what comes of it, and it has happened.
  std::optional<trace::Line> play(const ConcreteCall& call, Kind kind = Kind::certificate);

  const World& world() const { return candidate_.world; }

  std::string store(Concrete::Store store) const override;
  std::string context(Concrete::Context context) const override;
  std::string csp(Concrete::Csp csp) const override;
  std::string file(Concrete::File file) const override;
  std::string content(const Concrete::Content& content) const override;
  std::string value(Concrete::Value value) const override;
  std::string filter(const Concrete::Filter& filter) const override;

 protected:
  // Some element of this kind.
  Concrete::Content any_content(Kind kind);
  std::uint32_t random(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
  bool one_in(std::uint32_t count) { return random(count) == 0; }

 private:
  std::optional<ConcreteCall> random_call();
  ConcreteCall random_open();
  ConcreteCall random_close();
  ConcreteCall random_add();
  ConcreteCall random_step();
  ConcreteCall random_property();
  Concrete::Store any_store();
  Concrete::Context any_context();
  std::uint32_t fresh(std::uint32_t first, std::size_t size, auto is_free) const;
  void show(trace::Line& line, const ConcreteCall& call, const Outcome& outcome) const;
  void probe(trace::Line& line);
  void forget_the_dead();

  std::mt19937_64 random_;
  model::Reading reading_ = model::Reading::everything_free();
  model::Assignment choices_;
  Limits limits_;
  ContentTable contents_;
  Candidate candidate_;
  std::vector<std::uint32_t> stores_, contexts_, csps_;  // What the caller may use, as the model's indices.
  bool null_store_shown_ = false;                        // Before it has no name.
  Kind kind_ = Kind::certificate;                        // Of the call just made up.
};

}  // namespace certlife::oracle
