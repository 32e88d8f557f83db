#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "model/domain/packed.h"
#include "model/explore/every_call.h"
#include "model/oracle/binding.h"
#include "model/oracle/line_names.h"
#include "model/oracle/translate.h"
#include "model/rules/step.h"
#include "model/trace/bad_input.h"
#include "model/trace/reader.h"
#include "model/trace/vocabulary.h"
#include "model/trace/writer.h"

namespace certlife::oracle {
namespace {

namespace explore = model::explore;
using Small = model::Packed<2, 3>;
using SmallWorld = model::World<Small>;
using SmallCall = model::Call<Small>;
using trace::Line;
using trace::Value;

// --- Are two calls the same? ---------------------------------------------------------------------------------------------

template <class Call>
bool has_content(const Call& call) {
  if constexpr (requires { call.encoding; }) return call.encoding == model::Encoding::sound;
  else return true;
}

// The arguments that differ; the contents of bytes that are not looked at, or are none, are not asked for.
std::string difference(const ConcreteCall& one, const ConcreteCall& other) {
  if (one.index() != other.index()) return "the call";
  std::string differing;
  std::visit(
      [&](const auto& call) {
        using Call = std::decay_t<decltype(call)>;
        const auto compare = [&](auto argument, const auto& a, const auto& b) {
          constexpr model::Role role = argument.role;
          bool same = true;
          if constexpr (role == model::Role::filter) same = a.by == b.by && a.wanted == b.wanted;
          else if constexpr (role == model::Role::content) same = a == b || !has_content(call);
          else same = a == b;
          if (!same) differing += std::string(" ") + argument.name;
        };
        model::for_each_argument(compare, call, std::get<Call>(other));
      },
      one);
  return differing;
}

// --- From a call and back ------------------------------------------------------------------------------------------------

// Things by their indices: s4, c3, p2. The elements are those of a small scope.
class NamesByIndex : public NameSource, public LineNames {
 public:
  explicit NamesByIndex(ContentTable& contents) : contents_(contents) {}
  model::Kind kind{};  // Of the content that is looked for.

  KnownName called(std::string_view name) const override {
    if (name == "null store") return {1, Thing::store, false, Concrete::null_store().index};
    const auto index = name.size() > 1 ? static_cast<std::uint32_t>(name[1] - '0') : 0;
    const Thing thing = name.starts_with('s') ? Thing::store : name.starts_with('c') ? Thing::context : Thing::csp;
    return {index, index > 9 ? Thing::unknown : thing, false, index};
  }
  std::string store(Concrete::Store it) const override { return it == Concrete::null_store() ? "null store" : "s" + std::to_string(it.index); }
  std::string context(Concrete::Context it) const override { return "c" + std::to_string(it.index); }
  std::string csp(Concrete::Csp it) const override { return "p" + std::to_string(it.index); }
  std::string file(Concrete::File) const override { return "F"; }
  std::string content(const Concrete::Content& it) const override { return contents_.text_of(it); }
  std::string value(Concrete::Value it) const override { return contents_.text_of(it); }
  std::string filter(const Concrete::Filter& it) const override {
    const bool by_hash = it.by == Concrete::Filter::By::bytes;
    return by_hash ? "sha1:" + contents_.text_of(Concrete::Content{.bytes = it.wanted}) : contents_.text_of(Concrete::Content{.bytes = it.bytes});
  }
  // By its hash where the kind has such a find.
  Concrete::Filter filter_for(Small::Content it) const {
    using By = Concrete::Filter::By;
    const Concrete::Content wanted = content_of(it);
    return kind == model::Kind::certificate ? Concrete::Filter{By::bytes, wanted.bytes, 0} : Concrete::Filter{By::key, wanted.key, wanted.bytes};
  }

  Concrete::Content content_of(Small::Content it) const {
    trace::Element element;
    element.kind = static_cast<trace::ContextKind>(kind);
    element.label = static_cast<char>('A' + it.key);
    element.version = 1u + it.time;
    return contents_.content_of(element);
  }
  ContentTable& contents() const { return contents_; }

 private:
  ContentTable& contents_;
};

// A name of the small scope in the oracle's worlds, which have some for what is dead.
template <class To, class From>
To widened(From name) {
  constexpr std::uint32_t real = std::is_same_v<To, Concrete::Store> ? explore::first_real_store : 1;
  constexpr std::uint32_t first = std::is_same_v<To, Concrete::Store>     ? first_free_store
                                  : std::is_same_v<To, Concrete::Context> ? first_free_context
                                                                          : first_free_csp;
  return {name.index < real ? name.index : name.index - real + first};
}

template <template <class> class Of>
ConcreteCall widened(const Of<Small>& small, const NamesByIndex& names) {
  return model::in_domain<Concrete>(small, [&](auto argument, auto& to, const auto& from) {
    using model::Role;
    constexpr Role role = argument.role;
    if constexpr (role == Role::content) to = names.content_of(from);
    else if constexpr (role == Role::filter) to = from.any ? Concrete::Filter{} : names.filter_for(from.wanted);
    else if constexpr (role == Role::value) to = from ? names.contents().of("text:" + std::to_string(from)).value : 0;
    else if constexpr (requires { from.index; }) to = widened<std::decay_t<decltype(to)>>(from);
    else to = from;
  });
}

FreshIndices made_by(const ConcreteCall& call) {
  FreshIndices fresh;
  std::visit(
      [&](const auto& it) {
        if constexpr (requires { it.fresh_store; }) fresh.store = it.fresh_store.index;
        if constexpr (requires { it.fresh_context; }) fresh.context = it.fresh_context.index;
        if constexpr (requires { it.fresh_csp; }) fresh.csp = it.fresh_csp.index;
      },
      call);
  return fresh;
}

// The scope with everything that the explorer knows.
explore::Scope whole_scope() {
  explore::Scope scope;
  scope.contents = 2;
  for (std::size_t i = 0; i < explore::action_names.size(); ++i) scope.calls.insert(static_cast<explore::Action>(i));
  for (int i = 1; i < 8; ++i) scope.dispositions.insert(static_cast<model::Disposition>(i));
  scope.hash_properties = scope.null_arguments = scope.bad_arguments = true;
  return scope;
}

class RoundTrip {
 public:
  void check(const SmallCall& small, const SmallWorld& world) {
    names_.kind = model::kind_of<Small>(small, world);
    const ConcreteCall call = std::visit([&](const auto& it) { return widened(it, names_); }, small);
    Line line = to_line(call, names_, names_.kind);
    show_that_it_fails_to_decode(call, line);
    SCOPED_TRACE(trace::to_text(line));
    for (const trace::Field& argument : line.args) EXPECT_TRUE(trace::describe(line.which).find(argument.name)) << argument.name;
    Translation back;
    translator_.translate(names_, line, back);
    ASSERT_EQ(back.fate, Translation::Fate::judged) << back.reason;
    EXPECT_EQ(difference(call, call_bound(back, world_with(call), made_by(call), [](NameId name) { return name; })), "");
    ++checked[call.index()];
  }
  std::map<std::size_t, int> checked;  // By the place of the call among all.

 private:
  // Some bytes are known not to decode by what came of the call alone.
  static void show_that_it_fails_to_decode(const ConcreteCall& call, Line& line) {
    const bool decodes = std::visit([](const auto& it) {
      if constexpr (requires { it.encoding; }) return it.encoding != model::Encoding::undecodable;
      else return true;
    }, call);
    if (decodes) return;
    line.ret = std::holds_alternative<model::CreateContext<Concrete>>(call) ? Value::null() : Value::of(false);
    line.last_error = Value::of("CRYPT_E_ASN1_CORRUPT");
    trace::resolve_error_code(line.last_error);
  }
  // The content of an add from a context is that of its source.
  static World world_with(const ConcreteCall& call) {
    World world;
    if (const auto* add = std::get_if<model::AddContext<Concrete>>(&call)) world.content.put(add->source, add->content);
    return world;
  }

  ContentTable contents_;
  Translator translator_{contents_};
  NamesByIndex names_{contents_};
};

// Each function as likely as the others, however many arguments there are to try with it.
SmallCall one_of(const std::vector<SmallCall>& calls, std::mt19937& random) {
  std::vector<std::size_t> functions;
  for (const SmallCall& call : calls) {
    if (functions.empty() || functions.back() != call.index()) functions.push_back(call.index());
  }
  const std::size_t function = functions[random() % functions.size()];
  std::vector<SmallCall> of_it;
  std::ranges::copy_if(calls, std::back_inserter(of_it), [&](const SmallCall& call) { return call.index() == function; });
  return of_it[random() % of_it.size()];
}

TEST(BindingOfLinesAndCalls, GivesEveryCallOfTheExplorersScopeBackThatWentThroughALine) {
  const explore::Scope scope = whole_scope();
  const model::Choices<Small> choices{explore::windows_assignment()};
  RoundTrip trip;
  std::mt19937 random(1);
  for (int walk = 0; walk < 8; ++walk) {
    SmallWorld world{};
    for (int step = 0; step < 14; ++step) {
      std::vector<SmallCall> calls;
      explore::every_call<Small>(world, scope, [&](const auto& call) { calls.push_back(call); });
      for (const SmallCall& call : calls) trip.check(call, world);
      if (testing::Test::HasFailure()) return;
      const SmallCall next = one_of(calls, random);
      const auto outcome = model::step<Small>(world, next, choices);
      if (explore::is_within<Small>(scope, outcome.after)) world = outcome.after;
    }
  }
  EXPECT_EQ(trip.checked.size(), std::variant_size_v<ConcreteCall>);
}

TEST(BindingOfLinesAndCalls, KnowsEveryFunctionOfTheVocabulary) {
  ContentTable contents;
  Translator translator(contents);
  const NamesByIndex names(contents);
  Translation seen;
  for (const trace::CallDescription& function : trace::calls()) {
    Line line = trace::call_line(function.call, {});
    translator.translate(names, line, seen);
    EXPECT_NE(seen.reason, "the model does not know this call") << function.name;
  }
  Line line = trace::call_line("CertFrobnicate", {});
  translator.translate(names, line, seen);
  EXPECT_EQ(seen.reason, "the model does not know this call");
}

// --- From a line and back ------------------------------------------------------------------------------------------------

// The names of a trace: each is of the sort that its first parameter takes. Gives an index back as the name.
class NamesOfLines : public NameSource, public LineNames {
 public:
  NamesOfLines(const ContentTable& contents, const Translator& translator) : contents_(contents), translator_(translator) {}

  void learn(const Line& line) {
    line_ = &line;
    if (line.which == trace::Call::unknown) return;
    for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
      const Value& value = line.arg(parameter.name);
      if (!value.is_text() || value.text.empty()) continue;
      if (parameter.role == trace::Role::store) learn(value.text, Thing::store);
      if (parameter.role == trace::Role::context) learn(value.text, Thing::context);
      if (parameter.role == trace::Role::csp) learn(value.text, Thing::csp);
    }
  }
  KnownName called(std::string_view name) const override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto id = static_cast<std::uint32_t>(i) + first;
      if (names_[i].first == name) return {id, names_[i].second, false, id};
    }
    if (name == dead) return {1, Thing::csp, true, dead_csp};
    return {};
  }
  std::string store(Concrete::Store it) const override { return names_[it.index - first].first; }
  std::string context(Concrete::Context it) const override { return names_[it.index - first].first; }
  std::string csp(Concrete::Csp it) const override { return it.index == dead_csp ? dead : names_[it.index - first].first; }
  std::string file(Concrete::File it) const override { return std::string(translator_.file_name(it)); }
  std::string content(const Concrete::Content& it) const override { return it.bytes ? contents_.text_of(it) : "cert:A"; }
  std::string value(Concrete::Value it) const override { return contents_.text_of(it); }
  std::string filter(const Concrete::Filter&) const override { return line_->arg("pvFindPara").text; }

 private:
  void learn(const std::string& name, Thing thing) {
    if (called(name).thing == Thing::unknown) names_.emplace_back(name, thing);
  }

  static constexpr std::uint32_t first = 10;
  static constexpr const char* dead = "never given by any call";
  const ContentTable& contents_;
  const Translator& translator_;
  std::vector<std::pair<std::string, Thing>> names_;
  const Line* line_ = nullptr;
};

class LineRoundTrip {
 public:
  void check(const Line& line) {
    names_.learn(line);
    translator_.translate(names_, line, seen_);
    if (seen_.fate != Translation::Fate::judged) return;
    const ConcreteCall call = seen_.call;
    Line again = to_line(call, names_, seen_.kind.value_or(model::Kind::certificate));
    SCOPED_TRACE(trace::to_text(line) + "\n" + trace::to_text(again));
    EXPECT_EQ(again.which, line.which);
    // A store that is named by a context of it, and the results that were seen, are no arguments of the call.
    if (seen_.store_from) again.args["hCertStore"] = line.arg("hCertStore");
    again.ret = line.ret;
    again.out = line.out;
    again.last_error = line.last_error;
    for (const trace::Parameter& parameter : trace::describe(line.which).parameters) {
      if (parameter.role != trace::Role::store && parameter.role != trace::Role::context) continue;
      EXPECT_EQ(again.name_of(parameter.name), line.name_of(parameter.name));
    }
    const NameId store_from = seen_.store_from, content_from = seen_.content_from;
    translator_.translate(names_, again, back_);
    ASSERT_EQ(back_.fate, Translation::Fate::judged) << back_.reason;
    EXPECT_EQ(difference(call, back_.call), "");
    EXPECT_EQ(back_.store_from, store_from);
    EXPECT_EQ(back_.content_from, content_from);
    EXPECT_EQ(back_.result, seen_.result);
    EXPECT_EQ(back_.mentioned, seen_.mentioned);
    EXPECT_EQ(back_.kept, seen_.kept);
    ++checked;
  }
  void check_file(const std::string& path) {
    Line line;
    for (trace::Reader reader = trace::Reader::open(path); reader.next(line);) {
      if (line.kind == Line::Kind::call) check(line);
    }
  }
  int checked = 0;

 private:
  ContentTable contents_;
  Translator translator_{contents_};
  NamesOfLines names_{contents_, translator_};
  Translation seen_, back_;
};

TEST(BindingOfLinesAndCalls, GivesEveryLineOfTheTracesBackThatWentThroughACall) {
  int checked = 0;
  for (const char* folder : {CERTLIFE_EXAMPLES, CERTLIFE_WINDOWS_FOLDER}) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".jsonl" || entry.path().stem().string().starts_with("bad_input")) continue;
      LineRoundTrip trip;
      trip.check_file(entry.path().string());
      checked += trip.checked;
    }
  }
  EXPECT_GT(checked, 200);
}

TEST(BindingOfLinesAndCalls, TellsLinesApartThatAreNotTheSameCall) {
  ContentTable contents;
  Translator translator(contents);
  const NamesByIndex names(contents);
  Translation one, other;
  const Line close = trace::call_line("CertCloseStore", {{"hCertStore", Value::of("s4")}, {"dwFlags", Value::of("CERT_CLOSE_STORE_CHECK_FLAG")}});
  const Line forced = trace::call_line("CertCloseStore", {{"hCertStore", Value::of("s4")}, {"dwFlags", Value::of(std::int64_t{7})}});
  translator.translate(names, close, one);
  translator.translate(names, forced, other);
  EXPECT_EQ(difference(one.call, other.call), " force unknown_flags");
}

}  // namespace
}  // namespace certlife::oracle
