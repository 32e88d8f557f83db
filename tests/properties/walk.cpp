#include "tests/properties/walk.h"

#include "model/explore/calls_in.h"

namespace certlife::properties {

namespace {

using model::Argument;
using model::ArgumentOf;
using model::Disposition;
using model::Role;
using model::explore::is_one_of;
using model::explore::usual_value;

// What may stand where in the calls of an alphabet: what the caller holds, and names for what is new while there are some.
class ValuesOfAlphabet {
 public:
  ValuesOfAlphabet(const model::World<Small>& world, const Alphabet& alphabet) : world_(world), alphabet_(alphabet) {}

  template <class Call>
  unsigned weight() const { return Execute<Small>::makes<Call> && makes(Call::name); }

  void each(Argument<Role::store>, const model::NextContext<Small>& call, auto offer) const {
    if (call.previous == Small::no_context()) each_held_store(offer);
    else offer(world_.home.at(call.previous));
  }
  void each(Argument<Role::store>, const auto&, auto offer) const { each_held_store(offer); }

  void each(Argument<Role::context>, const model::AddContext<Small>&, auto offer) const { offer(Small::no_context()); }
  void each(Argument<Role::context>, const model::NextContext<Small>&, auto offer) const {
    offer(Small::no_context());
    each_held_context(offer);
  }
  void each(Argument<Role::context>, const auto&, auto offer) const { each_held_context(offer); }

  void each(Argument<Role::csp>, const model::OpenStore<Small>&, auto offer) const {
    offer(Small::no_csp());
    if (alphabet_.csps) for_each_csp<Small>(world_, offer);
  }
  void each(Argument<Role::csp>, const auto&, auto offer) const {
    for_each_csp<Small>(world_, [&](Small::Csp csp) { if (world_.owned_csp_references.at(csp) > 0) offer(csp); });
  }

  void each(Argument<Role::fresh_store>, const auto&, auto offer) const { offer_a_name(Speaks<Small>::fresh_store(world_), offer); }
  void each(Argument<Role::fresh_context>, const auto&, auto offer) const { offer_a_name(Speaks<Small>::fresh_context(world_), offer); }
  void each(Argument<Role::fresh_csp>, const auto&, auto offer) const { offer_a_name(Speaks<Small>::fresh_csp(world_), offer); }

  void each(Argument<Role::kind>, const auto& call, auto offer) const {
    if constexpr (requires { call.previous; }) {
      if (!(call.previous == Small::no_context())) return offer(world_.kind.at(call.previous));
    }
    for (const Kind kind : {Kind::certificate, Kind::crl, Kind::ctl}) offer(kind);
  }
  void each(Argument<Role::content>, const auto& call, auto offer) const {
    const bool has_editions = alphabet_.editions && requires { call.disposition; };
    for (int time = 0; time < (has_editions ? times_in_use : 1); ++time) offer(Speaks<Small>::content(call.kind, 0, time));
  }
  void each(Argument<Role::disposition>, const auto&, auto offer) const {
    offer(Disposition::always);
    if (alphabet_.dispositions) offer(Disposition::add_new), offer(Disposition::replace_existing);
  }
  void each(Argument<Role::property>, const auto&, auto offer) const { offer(std::uint32_t{CERT_FRIENDLY_NAME_PROP_ID}); }
  void each(Argument<Role::value>, const model::SetProperty<Small>& call, auto offer) const {
    offer(world_.properties.at(call.context).friendly_name != 0 ? 0 : 1);
  }

  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const model::CloseStore<Small>&, auto offer) const {
    offer(false);
    if (is_one_of<flag, &model::CloseStore<Small>::check, &model::CloseStore<Small>::force> && alphabet_.all_flags) offer(true);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const model::AddContext<Small>& call, auto offer) const {
    const bool is_result = is_one_of<flag, &model::AddContext<Small>::wants_result>;
    offer(is_result);
    if (is_result && alphabet_.dispositions && call.disposition == Disposition::always) offer(false);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag> argument, const model::OpenStore<Small>& call, auto offer) const {
    offer(usual_value(argument, call));
    if (is_one_of<flag, &model::OpenStore<Small>::no_crypt_release> && !(call.csp == Small::no_csp())) offer(true);
  }

 private:
  bool makes(std::string_view call) const {
    if (call == "get_property" || call == "control_store" || call == "save_store" || call == "ask_csp") return false;
    if (call == "create_context") return alphabet_.creates;
    if (call == "delete_context") return alphabet_.deletes;
    if (call == "next_context") return alphabet_.enumerates;
    if (call == "set_property") return alphabet_.properties;
    if (call.ends_with("_csp") || call.ends_with("_csp_reference")) return alphabet_.csps;
    return !call.starts_with("duplicate") || alphabet_.duplicates;
  }
  void each_held_store(auto offer) const {
    for_each_store<Small>(world_, [&](Small::Store store) { if (world_.owned_handles.at(store) > 0) offer(store); });
  }
  void each_held_context(auto offer) const {
    for_each_context<Small>(world_, [&](Small::Context context) { if (world_.owned_references.at(context) > 0) offer(context); });
  }
  template <class Name>
  static void offer_a_name(Name fresh, auto offer) {
    if (!(fresh == Name{})) offer(fresh);
  }

  const model::World<Small>& world_;
  const Alphabet& alphabet_;
};

}  // namespace

Verdict Walk::all_up_to(std::size_t depth) {
  Level& level = levels_[path_.length];
  level.calls.clear();
  model::explore::for_each_call_in<Small>(ValuesOfAlphabet(player_.world(), alphabet_),
                                          [&](const auto& call) { level.calls.push_back(call); });
  level.state = player_.state();
  arena_.save(level.memory);
  for (const auto& call : level.calls) {
    path_.calls[path_.length++] = call;
    Verdict verdict = player_.play(call);
    if (verdict.result != Result::undefined) {
      ++path_.programs;
      if (!verdict.differs() && depth > 1) verdict = all_up_to(depth - 1);
      if (verdict.differs()) return verdict;
      arena_.restore(level.memory);
      player_.take_up(level.state);
    }
    --path_.length;
  }
  return {};
}

}  // namespace certlife::properties
