// Evaluates solver terms without the solver: each name and function in them is given its value by the caller.
#pragma once

#include <z3++.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::proofs {

// A name as the theory made it, without the number that keeps it apart from others of its stem.
std::string stem_of(const std::string& name);

class Evaluator {
 public:
  // Of up to two arguments.
  using Function = std::function<double(double, double)>;
  // What a function of this name stands for.
  using Resolve = std::function<Function(const std::string& name)>;
  using Node = std::size_t;

  explicit Evaluator(Resolve resolve) : resolve_(std::move(resolve)) {}

  Node add(const z3::expr& term);
  // No term is added after this, and the solver's context may go.
  void finish() { by_id_.clear(); kept_.clear(); }
  // The names in all terms added, by their full names; each has a place to bind.
  const std::map<std::string, Node>& names() const { return names_; }
  void bind(Node name, double value) { nodes_[name].constant = value; }

  // Values computed before this are forgotten.
  void forget() { ++now_; }
  double value(Node node);

 private:
  enum class Kind : unsigned char { constant, call, conjunction, disjunction, negation, equal, choice, less, at_most, sum, difference, minus };
  struct Item {
    Kind kind = Kind::constant;
    double constant = 0;
    std::vector<Node> arguments;
    Function function;
    double known = 0;
    std::uint64_t when = 0;
  };

  Node add_application(const z3::expr& term);
  double compute(const Item& item);

  Resolve resolve_;
  std::vector<Item> nodes_;
  std::map<unsigned, Node> by_id_;
  std::vector<z3::expr> kept_;  // So that no id is used again.
  std::map<std::string, Node> names_;
  std::map<std::string, Function> functions_;
  std::uint64_t now_ = 1;
};

}  // namespace certlife::proofs
