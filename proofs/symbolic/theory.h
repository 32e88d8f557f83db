// The solver terms that stand for values, and the theory in which they live.
//
// Every obligation is stated without quantifiers. Where a rule asks "is there a context such that …", the theory notes the
// question, names a witness for the answer yes, and later states the answer no for each context that the obligation speaks
// of: the arguments of the call, the arbitrary context of the claim, and all witnesses. That makes the terms few and the
// solver fast; it can only make a proof fail that would have succeeded, never the other way round.
#pragma once

#include <z3++.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace certlife::proofs {

class Theory;
Theory& theory();  // The one in use on this thread.

class Bool {
 public:
  Bool() : Bool(false) {}
  Bool(bool value);  // NOLINT: literals are terms.
  explicit Bool(z3::expr term) : term_(std::move(term)) {}
  const z3::expr& term() const { return term_; }
  friend Bool operator&&(const Bool& a, const Bool& b);
  friend Bool operator||(const Bool& a, const Bool& b);
  friend Bool operator!(const Bool& a);
  friend Bool operator==(const Bool& a, const Bool& b) {
    return z3::eq(a.term_, b.term_) ? Bool(true) : Bool(a.term_ == b.term_);
  }

 private:
  z3::expr term_;
};

// A term of some sort; the tag keeps stores, contexts, counts … apart at compile time.
template <class Tag>
class Term {
 public:
  Term();  // The constant that the tag calls its default: "none", or zero.
  Term(int value) requires (Tag::is_number);  // NOLINT: literals are terms.
  explicit Term(z3::expr term) : term_(std::move(term)) {}
  const z3::expr& term() const { return term_; }

  friend Bool operator==(const Term& a, const Term& b) {
    return z3::eq(a.term_, b.term_) ? Bool(true) : Bool(a.term_ == b.term_);
  }
  friend Bool operator<(const Term& a, const Term& b) requires (Tag::is_number) { return Bool(a.term_ < b.term_); }
  friend Bool operator>(const Term& a, const Term& b) requires (Tag::is_number) { return Bool(a.term_ > b.term_); }
  friend Term operator+(const Term& a, const Term& b) requires (Tag::is_number) { return Term(a.term_ + b.term_); }
  friend Term operator-(const Term& a, const Term& b) requires (Tag::is_number) { return Term(a.term_ - b.term_); }

 private:
  z3::expr term_;
};

struct StoreTag { static constexpr bool is_number = false; static constexpr auto name = "Store"; };
struct ContextTag { static constexpr bool is_number = false; static constexpr auto name = "Context"; };
struct CspTag { static constexpr bool is_number = false; static constexpr auto name = "Csp"; };
struct FileTag { static constexpr bool is_number = false; static constexpr auto name = "File"; };
struct ContentTag { static constexpr bool is_number = false; static constexpr auto name = "Content"; };
struct ValueTag { static constexpr bool is_number = false; static constexpr auto name = "Value"; };
struct ImageTag { static constexpr bool is_number = false; static constexpr auto name = "Image"; };
struct FilterTag { static constexpr bool is_number = false; static constexpr auto name = "Filter"; };
struct CountTag { static constexpr bool is_number = true; static constexpr auto name = "Int"; };
struct PositionTag { static constexpr bool is_number = true; static constexpr auto name = "Real"; };  // There is always one between.

using Store = Term<StoreTag>;
using Context = Term<ContextTag>;
using Csp = Term<CspTag>;
using File = Term<FileTag>;
using Content = Term<ContentTag>;
using Value = Term<ValueTag>;
using Image = Term<ImageTag>;
using Filter = Term<FilterTag>;
using Count = Term<CountTag>;
using Position = Term<PositionTag>;

// A fact that holds of every context; stated for those an obligation speaks of.
using ForEveryContext = std::function<Bool(const Context&)>;

// "Is there a context such that …?", with the terms that stand for the answer.
struct Question {
  Bool found;
  Context context;
  ForEveryContext asked;
};

class Theory {
 public:
  Theory();
  ~Theory();
  Theory(const Theory&) = delete;
  Theory& operator=(const Theory&) = delete;

  z3::context& z3() { return z3_; }
  z3::sort sort_of(const char* name);
  z3::expr fresh(const std::string& stem, const z3::sort& sort);
  z3::func_decl fresh_function(const std::string& stem, const z3::sort& from, const z3::sort& to);

  void assume(const Bool& fact) { facts_.push_back(fact.term()); }
  void assume_for_every_context(ForEveryContext fact) { universal_.push_back(std::move(fact)); }
  void speak_of(const Context& context) { contexts_.push_back(context); }
  const std::vector<Context>& contexts() const { return contexts_; }

  void note_question(Question question) { questions_.push_back(std::move(question)); }
  const std::vector<Question>& questions() const { return questions_; }
  // What was assumed of no context in particular, and of every one as it is of this.
  const std::vector<z3::expr>& plain_facts() const { return facts_; }
  std::vector<z3::expr> facts_about(const Context& context) const;

  // What was assumed and spoken of up to some mark.
  struct Mark {
    std::size_t facts = 0;
    std::size_t universal = 0;
    std::size_t contexts = 0;
  };
  Mark now() const { return {facts_.size(), universal_.size(), contexts_.size()}; }
  // Everything assumed since then: each universal fact for each context spoken of, unless both are older.
  std::vector<z3::expr> facts_since(const Mark& mark) const;
  void forget_since(const Mark& mark);

  // The premises of the claims stated since they were last taken.
  void note_premise(const Bool& premise) { premises_.push_back(premise); }
  std::vector<Bool> take_premises() { return std::exchange(premises_, {}); }

  int next_number() { return fresh_count_++; }

 private:
  z3::context z3_;
  Theory* outer_;
  int fresh_count_ = 0;
  std::vector<z3::expr> facts_;
  std::vector<ForEveryContext> universal_;
  std::vector<Context> contexts_;
  std::vector<Bool> premises_;
  std::vector<Question> questions_;
};

template <class Tag>
z3::sort sort_of() { return theory().sort_of(Tag::name); }

template <class Tag>
Term<Tag>::Term() : term_(theory().z3()) {
  if constexpr (Tag::is_number) term_ = theory().z3().num_val(0, sort_of<Tag>());
  else term_ = theory().z3().constant((std::string("no_") + Tag::name).c_str(), sort_of<Tag>());
}

template <class Tag>
Term<Tag>::Term(int value) requires (Tag::is_number) : term_(theory().z3().num_val(value, sort_of<Tag>())) {}

template <class Tag>
Term<Tag> fresh_term(const std::string& stem) { return Term<Tag>(theory().fresh(stem, sort_of<Tag>())); }

inline Bool fresh_bool(const std::string& stem) { return Bool(theory().fresh(stem, theory().z3().bool_sort())); }

inline Bool choose(const Bool& condition, const Bool& then, const Bool& otherwise) {
  return Bool(z3::ite(condition.term(), then.term(), otherwise.term()));
}
template <class Tag>
Term<Tag> choose(const Bool& condition, const Term<Tag>& then, const Term<Tag>& otherwise) {
  if (z3::eq(then.term(), otherwise.term())) return then;
  return Term<Tag>(z3::ite(condition.term(), then.term(), otherwise.term()));
}

inline Bool implies(const Bool& a, const Bool& b) { return !a || b; }

}  // namespace certlife::proofs
