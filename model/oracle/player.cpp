#include "model/oracle/player.h"

#include <algorithm>

#include "model/rules/step.h"
#include "model/trace/vocabulary.h"

namespace certlife::oracle {

using model::Error;
using trace::Line;
using trace::Value;

namespace {

constexpr std::uint32_t friendly_name = 11, sha1_hash = 3, archived = 19;
constexpr const char* letters[] = {"A", "B", "C", "D", "E", "F", "G", "H"};

}  // namespace

Player::Player(std::uint64_t seed, const model::Assignment& choices, Limits limits)
    : random_(seed), choices_(choices), limits_(limits), candidate_(Candidate::at_the_start()) {}

// --- Names ---------------------------------------------------------------------------------------------------------------

std::string Player::store(Concrete::Store store) const {
  return store == Concrete::null_store() ? "null" : "s" + std::to_string(store.index);
}
std::string Player::context(Concrete::Context context) const { return "c" + std::to_string(context.index); }
std::string Player::csp(Concrete::Csp csp) const { return "p" + std::to_string(csp.index); }
std::string Player::file(Concrete::File file) const { return "F" + std::to_string(file.index); }
std::string Player::content(const Concrete::Content& content) const { return contents_.text_of(content); }
std::string Player::value(Concrete::Value value) const { return contents_.text_of(value); }
std::string Player::filter(const Concrete::Filter& filter) const {
  const std::string text = contents_.text_of(filter.bytes);
  return filter.by == Concrete::Filter::By::bytes ? "sha1:" + text : text;
}

// --- Playing -------------------------------------------------------------------------------------------------------------

std::optional<Line> Player::play(const ConcreteCall& call, Kind kind) {
  const model::Choosing way(reading_, choices_);
  Outcome outcome = model::step<Concrete>(candidate_.world, call, way);
  if (!outcome.given.holds()) return std::nullopt;
  Line line = to_line(call, *this, kind);
  show(line, call, outcome);
  Concrete::commit(candidate_.world, outcome.after);
  for (const auto& write : outcome.after.context_allocated.writes()) {
    if (!write.value && !candidate_.world.context_allocated.at({write.index})) candidate_.retire({write.index});
  }
  const auto note = [](std::vector<std::uint32_t>& known, std::uint32_t index) {
    if (index && std::find(known.begin(), known.end(), index) == known.end()) known.push_back(index);
  };
  note(stores_, outcome.answer.store.index);
  note(contexts_, outcome.answer.context.index);
  note(csps_, outcome.answer.csp.index);
  if (limits_.probes && one_in(static_cast<std::uint32_t>(limits_.probes))) probe(line);
  forget_the_dead();
  return line;
}

void Player::show(Line& line, const ConcreteCall& call, const Outcome& outcome) const {
  const auto& answer = outcome.answer;
  const auto returned = [&](std::string name, bool some) { return some ? Value::of(std::string_view(name)) : Value::null(); };
  const trace::Returns returns = trace::describe(line.which).returns;
  if (returns == trace::Returns::store) line.ret = returned(store(answer.store), answer.succeeds);
  else if (returns == trace::Returns::context) line.ret = returned(context(answer.context), answer.succeeds);
  else line.ret = Value::of(answer.succeeds);
  for (auto& [parameter, value] : line.out) {
    if (std::holds_alternative<model::AddContext<Concrete>>(call)) value = returned(context(answer.context), answer.succeeds);
    if (std::holds_alternative<model::GetProperty<Concrete>>(call)) value = answer.succeeds ? Value::of(std::string_view(contents_.answer_of(answer.value))) : Value::null();
  }
  switch (answer.last_error) {
    case Error::unspecified:  break;
    case Error::unchanged:    line.last_error = Value::of("unchanged"); break;
    case Error::any_asn1:
    case Error::any_decoding: line.last_error = Value::of("CRYPT_E_ASN1_CORRUPT"); break;
    case Error::some_failure: line.last_error = Value::of("CRYPT_E_FILE_ERROR"); break;
    default: line.last_error = Value::of(trace::error_name(static_cast<std::uint32_t>(answer.last_error))); break;
  }
  if (line.last_error.is_text() && !line.last_error_is_unchanged()) trace::resolve_error_code(line.last_error);
}

// Looks at everything that the caller may use and at what has just died.
void Player::probe(Line& line) {
  const World& world = candidate_.world;
  trace::Observed& seen = line.observed;
  for (const auto it : stores_) seen.alive[store({it})] = Value::of(world.store_allocated.at({it}));
  for (const auto it : csps_) seen.csp[csp({it})] = Value::of(world.csp_references.at({it}) > 0 ? "held" : "released");
  for (const auto it : contexts_) {
    const bool alive = world.context_allocated.at({it});
    seen.alive[context({it})] = Value::of(alive);
    if (!alive) continue;
    seen.home[context({it})] = Value::of(std::string_view(store(world.home.at({it}))));
    null_store_shown_ = null_store_shown_ || world.home.at({it}) == Concrete::null_store();
    seen.content[context({it})] = Value::of(std::string_view(content(world.content.at({it}))));
    Value properties;
    properties.kind = Value::Kind::fields;
    for (const auto& [id, value] : world.properties.at({it}).entries()) {
      properties.fields[std::to_string(id)] = Value::of(std::string_view(contents_.text_of(value)));
    }
    seen.properties[context({it})] = properties;
  }
}

void Player::forget_the_dead() {
  const World& world = candidate_.world;
  std::erase_if(stores_, [&](std::uint32_t it) {
    return it == Concrete::null_store().index || world.owned_handles.at({it}) <= 0;
  });
  std::erase_if(contexts_, [&](std::uint32_t it) { return world.owned_references.at({it}) <= 0; });
  std::erase_if(csps_, [&](std::uint32_t it) { return world.csp_references.at({it}) <= 0; });
}

// --- Random calls --------------------------------------------------------------------------------------------------------

Line Player::next() {
  for (;;) {
    const auto call = random_call();
    if (!call) continue;
    if (auto line = play(*call, kind_)) return std::move(*line);
  }
}

std::uint32_t Player::fresh(std::uint32_t first, std::size_t size, auto is_free) const {
  for (std::uint32_t each = first; each < size; ++each) {
    if (is_free(each)) return each;
  }
  return std::max(first, static_cast<std::uint32_t>(size));
}

Concrete::Store Player::any_store() { return {stores_.empty() ? 0 : stores_[random(static_cast<std::uint32_t>(stores_.size()))]}; }

// Its kind becomes that of the call.
Concrete::Context Player::any_context() {
  if (contexts_.empty()) return {};
  const Concrete::Context context{contexts_[random(static_cast<std::uint32_t>(contexts_.size()))]};
  kind_ = candidate_.world.kind.at(context);
  return context;
}

Concrete::Content Player::any_content(Kind kind) {
  trace::Element element;
  element.kind = static_cast<trace::ContextKind>(kind);
  element.label = letters[random(static_cast<std::uint32_t>(std::min(limits_.labels, 8)))];
  element.version = 1 + random(2);
  return contents_.content_of(element);
}

ConcreteCall Player::random_open() {
  model::OpenStore<Concrete> call{};
  call.provider = limits_.files && one_in(3) ? model::Provider::file : model::Provider::memory;
  const bool is_file = call.provider == model::Provider::file;
  if (is_file) call.file = {1 + random(2)};
  call.commit_enable = is_file && one_in(2);
  call.create_new = is_file && one_in(6);
  call.open_existing = is_file && one_in(6);
  call.read_only = one_in(6);
  call.delete_flag = !is_file && one_in(12);
  call.enum_archived = one_in(4);
  if (!csps_.empty() && one_in(2)) call.csp = {csps_[random(static_cast<std::uint32_t>(csps_.size()))]};
  call.no_crypt_release = one_in(3);
  const World& world = candidate_.world;
  call.fresh_store = {fresh(first_free_store, world.store_exists.size(), [&](std::uint32_t it) { return !world.store_allocated.at({it}); })};
  if (call.fresh_store.index < world.store_exists.size()) {
    candidate_.world.forfeited.put(call.fresh_store, false);
    candidate_.world.changed.put(call.fresh_store, false);
  }
  return call;
}

ConcreteCall Player::random_close() {
  model::CloseStore<Concrete> call{one_in(20) ? Concrete::no_store() : any_store()};
  call.check = one_in(2);
  call.force = limits_.forces && one_in(8);
  call.unknown_flags = one_in(30);
  return call;
}

ConcreteCall Player::random_add() {
  model::AddContext<Concrete> call{};
  call.store = one_in(12) ? Concrete::no_store() : any_store();
  call.from_context = one_in(3) && !contexts_.empty();
  call.encoding = model::Encoding::sound;
  if (call.from_context) {
    call.source = any_context();
    call.kind = kind_;
    call.content = candidate_.world.content.at(call.source);
  } else {
    call.kind = static_cast<Kind>(random(3));
    call.content = any_content(call.kind);
    if (one_in(20)) call.encoding = model::Encoding::undecodable;
  }
  call.disposition = static_cast<model::Disposition>(random(8));
  call.wants_result = contexts_.size() < static_cast<std::size_t>(limits_.contexts) && !one_in(4);
  const World& world = candidate_.world;
  call.fresh_context = {fresh(first_free_context, world.context_exists.size(), [&](std::uint32_t it) { return !world.context_allocated.at({it}); })};
  return call;
}

ConcreteCall Player::random_step() {
  model::NextContext<Concrete> call{};
  call.store = any_store();
  call.kind = static_cast<Kind>(random(3));
  if (one_in(2) && !contexts_.empty()) {
    call.previous = any_context();
    call.kind = kind_;
    const Concrete::Store home = candidate_.world.home.at(call.previous);
    if (!one_in(6) && (null_store_shown_ || !(home == Concrete::null_store()))) call.store = home;
  }
  call.is_find = one_in(3);
  if (!call.is_find || call.kind != Kind::certificate || one_in(3)) return call;
  using By = Concrete::Filter::By;
  const Concrete::Content wanted = any_content(call.kind);
  const auto by_key = Concrete::Filter{By::key, wanted.key, wanted.bytes};
  call.filter = one_in(2) ? Concrete::Filter{By::bytes, wanted.bytes, wanted.bytes} : by_key;
  return call;
}

ConcreteCall Player::random_property() {
  constexpr std::uint32_t ids[] = {friendly_name, sha1_hash, archived, 13};
  const std::uint32_t id = ids[random(4)];
  const Concrete::Context context = any_context();
  if (one_in(2)) return model::GetProperty<Concrete>{context, id};
  const Concrete::Value value = id == sha1_hash || one_in(3) ? 0 : contents_.of(one_in(2) ? "text:x" : "text:y").value;
  return model::SetProperty<Concrete>{context, id, value};
}

std::optional<ConcreteCall> Player::random_call() {
  const World& world = candidate_.world;
  const bool may_hold = contexts_.size() < static_cast<std::size_t>(limits_.contexts);
  kind_ = Kind::certificate;
  switch (random(24)) {
    case 0: {
      if (csps_.size() >= 2) return std::nullopt;
      return model::AcquireCsp<Concrete>{{fresh(first_free_csp, world.csp_exists.size(), [&](std::uint32_t it) { return world.csp_references.at({it}) <= 0; })}};
    }
    case 1: case 2:
      return stores_.size() < static_cast<std::size_t>(limits_.stores) ? std::optional(random_open()) : std::nullopt;
    case 3: return model::DuplicateStore<Concrete>{any_store()};
    case 4: case 5: return random_close();
    case 6: case 7: case 8: case 9: return random_add();
    case 10: case 11: case 12: return may_hold ? std::optional(random_step()) : std::nullopt;
    case 13: return may_hold ? std::optional<ConcreteCall>(model::DuplicateContext<Concrete>{any_context()}) : std::nullopt;
    case 14: case 15: case 16: return model::FreeContext<Concrete>{any_context()};
    case 17: return model::DeleteContext<Concrete>{any_context()};
    case 18: case 19: return random_property();
    case 20: {
      model::CreateContext<Concrete> call{};
      call.kind = static_cast<Kind>(random(3));
      call.encoding = model::Encoding::sound;
      call.content = any_content(call.kind);
      call.fresh_context = std::get<model::AddContext<Concrete>>(random_add()).fresh_context;
      return may_hold ? std::optional<ConcreteCall>(call) : std::nullopt;
    }
    case 21: {
      model::ControlStore<Concrete> call{any_store()};
      call.force = one_in(3);
      call.clear = one_in(4);
      return call;
    }
    case 22: {
      if (csps_.empty()) return std::nullopt;
      const Concrete::Csp csp{csps_[random(static_cast<std::uint32_t>(csps_.size()))]};
      switch (random(3)) {
        case 0:  return model::AddCspReference<Concrete>{csp};
        case 1:  return model::ReleaseCsp<Concrete>{csp, one_in(4)};
        default: return model::AskCsp<Concrete>{csp};
      }
    }
    default: return limits_.files ? std::optional<ConcreteCall>(model::SaveStore<Concrete>{any_store(), {random(3)}}) : std::nullopt;
  }
}

}  // namespace certlife::oracle
