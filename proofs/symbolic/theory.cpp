#include "proofs/symbolic/theory.h"

#include <stdexcept>

namespace certlife::proofs {

namespace {
thread_local Theory* current = nullptr;
}

Theory& theory() {
  if (current == nullptr) throw std::logic_error("a solver term was made outside any theory");
  return *current;
}

Theory::Theory() : outer_(current) { current = this; }
Theory::~Theory() { current = outer_; }

z3::sort Theory::sort_of(const char* name) {
  if (std::string_view(name) == "Real") return z3_.real_sort();
  return std::string_view(name) == "Int" ? z3_.int_sort() : z3_.uninterpreted_sort(name);
}

z3::expr Theory::fresh(const std::string& stem, const z3::sort& sort) {
  return z3_.constant((stem + "!" + std::to_string(fresh_count_++)).c_str(), sort);
}

z3::func_decl Theory::fresh_function(const std::string& stem, const z3::sort& from, const z3::sort& to) {
  return z3_.function((stem + "!" + std::to_string(fresh_count_++)).c_str(), from, to);
}

std::vector<z3::expr> Theory::facts_since(const Mark& mark) const {
  std::vector<z3::expr> all(facts_.begin() + static_cast<std::ptrdiff_t>(mark.facts), facts_.end());
  for (std::size_t i = 0; i < universal_.size(); ++i) {
    for (std::size_t j = i < mark.universal ? mark.contexts : 0; j < contexts_.size(); ++j) {
      const z3::expr instance = universal_[i](contexts_[j]).term().simplify();
      if (!instance.is_true()) all.push_back(instance);
    }
  }
  return all;
}

std::vector<z3::expr> Theory::facts_about(const Context& context) const {
  std::vector<z3::expr> all;
  for (const auto& fact : universal_) all.push_back(fact(context).term());
  return all;
}

void Theory::forget_since(const Mark& mark) {
  facts_.erase(facts_.begin() + static_cast<std::ptrdiff_t>(mark.facts), facts_.end());
  universal_.erase(universal_.begin() + static_cast<std::ptrdiff_t>(mark.universal), universal_.end());
  contexts_.erase(contexts_.begin() + static_cast<std::ptrdiff_t>(mark.contexts), contexts_.end());
}

Bool::Bool(bool value) : term_(theory().z3().bool_val(value)) {}

Bool operator&&(const Bool& a, const Bool& b) {
  if (a.term_.is_true() || b.term_.is_false()) return b;
  if (b.term_.is_true() || a.term_.is_false()) return a;
  return Bool(a.term_ && b.term_);
}

Bool operator||(const Bool& a, const Bool& b) {
  if (a.term_.is_false() || b.term_.is_true()) return b;
  if (b.term_.is_false() || a.term_.is_true()) return a;
  return Bool(a.term_ || b.term_);
}

Bool operator!(const Bool& a) {
  if (a.term_.is_true()) return Bool(false);
  if (a.term_.is_false()) return Bool(true);
  return Bool(!a.term_);
}

}  // namespace certlife::proofs
