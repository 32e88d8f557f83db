#include "proofs/agreement/evaluator.h"

#include <stdexcept>

namespace certlife::proofs {

std::string stem_of(const std::string& name) { return name.substr(0, name.find('!')); }

Evaluator::Node Evaluator::add(const z3::expr& term) {
  if (const auto known = by_id_.find(term.id()); known != by_id_.end()) return known->second;
  const Node node = add_application(term);
  kept_.push_back(term);
  by_id_[term.id()] = node;
  return node;
}

Evaluator::Node Evaluator::add_application(const z3::expr& term) {
  Item item;
  if (term.is_numeral()) {
    item.constant = std::stod(term.get_decimal_string(12));
    nodes_.push_back(std::move(item));
    return nodes_.size() - 1;
  }
  for (unsigned i = 0; i < term.num_args(); ++i) item.arguments.push_back(add(term.arg(i)));
  switch (term.decl().decl_kind()) {
    case Z3_OP_TRUE:  item.constant = 1; break;
    case Z3_OP_FALSE: item.constant = 0; break;
    case Z3_OP_AND:   item.kind = Kind::conjunction; break;
    case Z3_OP_OR:    item.kind = Kind::disjunction; break;
    case Z3_OP_NOT:   item.kind = Kind::negation; break;
    case Z3_OP_IFF:
    case Z3_OP_EQ:    item.kind = Kind::equal; break;
    case Z3_OP_ITE:   item.kind = Kind::choice; break;
    case Z3_OP_LT:    item.kind = Kind::less; break;
    case Z3_OP_LE:    item.kind = Kind::at_most; break;
    case Z3_OP_GT:    item.kind = Kind::less; std::swap(item.arguments[0], item.arguments[1]); break;
    case Z3_OP_GE:    item.kind = Kind::at_most; std::swap(item.arguments[0], item.arguments[1]); break;
    case Z3_OP_ADD:   item.kind = Kind::sum; break;
    case Z3_OP_SUB:   item.kind = Kind::difference; break;
    case Z3_OP_UMINUS: item.kind = Kind::minus; break;
    case Z3_OP_UNINTERPRETED: {
      const std::string name = term.decl().name().str();
      if (term.num_args() == 0) {
        names_[name] = nodes_.size();
        break;
      }
      item.kind = Kind::call;
      auto& function = functions_[name];
      if (!function) function = resolve_(name);
      item.function = function;
      break;
    }
    default: throw std::logic_error("a term that the drift test does not know: " + term.to_string());
  }
  nodes_.push_back(std::move(item));
  return nodes_.size() - 1;
}

double Evaluator::value(Node node) {
  Item& item = nodes_[node];
  if (item.kind == Kind::constant) return item.constant;
  if (item.when == now_) return item.known;
  const double result = compute(item);
  item.when = now_;
  return item.known = result;
}

double Evaluator::compute(const Item& item) {
  const auto& of = item.arguments;
  switch (item.kind) {
    case Kind::constant: return item.constant;
    case Kind::call: return item.function(value(of[0]), of.size() > 1 ? value(of[1]) : 0);
    case Kind::conjunction:
      for (const Node each : of) if (value(each) == 0) return 0;
      return 1;
    case Kind::disjunction:
      for (const Node each : of) if (value(each) != 0) return 1;
      return 0;
    case Kind::negation: return value(of[0]) == 0 ? 1 : 0;
    case Kind::equal: return value(of[0]) == value(of[1]) ? 1 : 0;
    case Kind::choice: return value(of[0]) != 0 ? value(of[1]) : value(of[2]);
    case Kind::less: return value(of[0]) < value(of[1]) ? 1 : 0;
    case Kind::at_most: return value(of[0]) <= value(of[1]) ? 1 : 0;
    case Kind::sum: {
      double sum = 0;
      for (const Node each : of) sum += value(each);
      return sum;
    }
    case Kind::difference: {
      double rest = value(of[0]);
      for (std::size_t i = 1; i < of.size(); ++i) rest -= value(of[i]);
      return rest;
    }
    case Kind::minus: return -value(of[0]);
  }
  return 0;
}

}  // namespace certlife::proofs
