#include "proofs/refute/small_calls.h"

#include "model/explore/calls_in.h"
#include "model/first_values.h"

namespace certlife::proofs {

namespace {

using model::Argument;
using model::ArgumentOf;
using model::Disposition;
using model::Encoding;
using model::Kind;
using model::Provider;
using model::Role;
using model::explore::context_given;
using model::explore::is_one_of;
using model::explore::takes_null;
using model::explore::usual_value;
using Store = Concrete::Store;
using Context = Concrete::Context;
using Csp = Concrete::Csp;

constexpr Concrete::Content earlier{1, 1, 1, 1, 1};
constexpr Concrete::Content later{2, 1, 2, 1, 1};
constexpr std::uint32_t friendly_name = 11, signature_hash = 15;

constexpr Concrete::Content of_an_unsigned_body() {
  Concrete::Content content{unsigned_bytes, 1, unsigned_bytes, 1, 1};
  content.is_signed = Concrete::Signed::not_at_all;
  return content;
}

template <class Map>
std::uint32_t count_of(const Map& exists, std::uint32_t first) {
  std::uint32_t count = 0;
  while (exists.at({first + count})) ++count;
  return count;
}

// What may stand where. Of the stores and contexts that were made those are named of which the call may be defined.
class SmallValues {
 public:
  SmallValues(const ConcreteWorld& world, const Scope& scope) : world_(world), scope_(scope), made_(made_in(world)) {}

  template <class ACall>
  unsigned weight() const { return std::is_same_v<ACall, model::SaveStore<Concrete>> ? 0 : 1; }

  void each(Argument<Role::store>, const model::CloseStore<Concrete>&, auto offer) const {
    offer(Concrete::no_store());
    offer(Concrete::null_store());
    each_held_store(offer);
  }
  void each(Argument<Role::store>, const model::ControlStore<Concrete>&, auto offer) const {
    each_store([&](Store store) { if (world_.commits.at(store)) offer(store); });
  }
  void each(Argument<Role::store>, const model::NextContext<Concrete>&, auto offer) const { each_store(offer); }
  void each(Argument<Role::store>, const model::AddContext<Concrete>& call, auto offer) const {
    each_held_store(offer);
    if (world_.owned_references.at(call.source) > 0) offer(Concrete::no_store());
  }
  void each(Argument<Role::store>, const auto&, auto offer) const { each_held_store(offer); }

  // A call that goes by a context, or by none.
  void each(Argument<Role::context>, const auto& call, auto offer) const {
    constexpr bool goes_by_it = !requires { call.context; };
    if (goes_by_it || takes_null(call)) offer(Concrete::no_context());
    for (std::uint32_t i = 1; i <= made_.contexts; ++i) {
      if (goes_by_it || world_.owned_references.at({i}) > 0) offer(Context{i});
    }
  }
  void each(Argument<Role::csp>, const model::OpenStore<Concrete>& call, auto offer) const {
    offer(Concrete::no_csp());
    if (call.provider == Provider::memory && world_.owned_csp_references.at({1}) > 0) offer(Csp{1});
  }
  void each(Argument<Role::csp>, const auto&, auto offer) const {
    for (std::uint32_t i = 1; i <= made_.csps; ++i) offer(Csp{i});
  }

  void each(Argument<Role::fresh_store>, const auto&, auto offer) const {
    if (made_.stores < scope_.stores) offer(Store{made_.stores + 2});
  }
  void each(Argument<Role::fresh_context>, const auto&, auto offer) const {
    if (made_.contexts < scope_.contexts) offer(Context{made_.contexts + 1});
  }
  void each(Argument<Role::fresh_csp>, const auto&, auto offer) const {
    if (made_.csps < scope_.csps) offer(Csp{made_.csps + 1});
  }

  void each(Argument<Role::provider>, const auto&, auto offer) const {
    offer(Provider::memory);
    if (scope_.files > 0) offer(Provider::file);
  }
  // The second file is a message, and its store is committed.
  void each(Argument<Role::file>, const model::OpenStore<Concrete>& call, auto offer) const {
    if (call.provider != Provider::file) return offer(Concrete::no_file());
    offer(Concrete::File{1});
    if (call.commit_enable) offer(Concrete::File{2});
  }

  void each(Argument<Role::kind>, const auto& call, auto offer) const {
    if (const Context given = context_given(call); !(given == Concrete::no_context())) return offer(world_.kind.at(given));
    for (const Kind kind : {Kind::certificate, Kind::crl, Kind::ctl}) offer(kind);
  }
  void each(Argument<Role::encoding>, const model::CreateContext<Concrete>& call, auto offer) const {
    offer(Encoding::sound);
    if (call.kind == Kind::certificate) offer(Encoding::undecodable);
    if (call.kind == Kind::ctl) offer(Encoding::no_message);
  }
  void each(Argument<Role::encoding>, const model::AddContext<Concrete>& call, auto offer) const {
    offer(Encoding::sound);
    if (call.kind == Kind::crl && call.source == Concrete::no_context()) offer(Encoding::no_bytes);
  }
  void each(Argument<Role::content>, const auto& call, auto offer) const {
    if (const Context given = context_given(call); !(given == Concrete::no_context())) return offer(world_.content.at(given));
    if (call.encoding != Encoding::sound) return offer(Concrete::Content{});
    offer(earlier);
    const bool is_add = requires { call.disposition; };
    if (is_add && call.kind != Kind::ctl) offer(later);
    if (!is_add && call.kind == Kind::certificate) offer(of_an_unsigned_body());
  }
  void each(Argument<Role::disposition>, const model::AddContext<Concrete>& call, auto offer) const {
    const bool of_bytes = call.source == Concrete::no_context(), is_certificate = call.kind == Kind::certificate;
    if (call.encoding == Encoding::no_bytes) return offer(Disposition::none);
    if (of_bytes && call.content == later) offer(Disposition::newer);
    else offer(Disposition::always);
    if (of_bytes ? is_certificate : !(call.store == Concrete::no_store())) offer(Disposition::add_new);
    if (!of_bytes || !is_certificate || call.content == later) return;
    for (const auto each : {Disposition::use_existing, Disposition::replace_existing}) offer(each);
  }
  void each(Argument<Role::filter>, const model::NextContext<Concrete>& call, auto offer) const {
    offer(Concrete::any_content());
    if (call.is_find) offer(Concrete::Filter{Concrete::Filter::By::bytes, later.bytes, later.bytes});
  }

  void each(Argument<Role::property>, const model::GetProperty<Concrete>&, auto offer) const {
    for (const std::uint32_t id : {friendly_name, signature_hash, Concrete::key_transfer}) offer(id);
  }
  void each(Argument<Role::property>, const model::SetProperty<Concrete>&, auto offer) const {
    for (const std::uint32_t id : {friendly_name, Concrete::sha1_hash, Concrete::key_context, Concrete::key_handle}) offer(id);
  }
  void each(Argument<Role::value>, const model::SetProperty<Concrete>& call, auto offer) const {
    offer(call.property == friendly_name         ? 1
          : call.property == Concrete::sha1_hash ? Concrete::hash_of(later, Concrete::sha1_hash)
          : call.property == Concrete::key_context ? Concrete::key_of(1, 2) : Concrete::no_value());
  }

  template <auto flag>
  void each(ArgumentOf<Role::flag, flag> argument, const model::OpenStore<Concrete>& call, auto offer) const {
    using Open = model::OpenStore<Concrete>;
    if constexpr (is_one_of<flag, &Open::named_as_pkcs7>) return offer(call.file.index == 2);
    offer(usual_value(argument, call));
    const bool is_file = call.provider == Provider::file, has_csp = !(call.csp == Concrete::no_csp());
    if (is_one_of<flag, &Open::commit_enable> && is_file) offer(true);
    if (is_one_of<flag, &Open::no_crypt_release, &Open::delete_flag> && has_csp) offer(true);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const model::CloseStore<Concrete>& call, auto offer) const {
    using Close = model::CloseStore<Concrete>;
    offer(false);
    if (is_one_of<flag, &Close::check> && !(call.store == Concrete::no_store())) offer(true);
    if (is_one_of<flag, &Close::force> && world_.store_exists.at(call.store)) offer(true);
  }
  // With no result where that makes a difference.
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const model::AddContext<Concrete>& call, auto offer) const {
    const bool of_context = !(call.source == Concrete::no_context());
    if (is_one_of<flag, &model::AddContext<Concrete>::from_context>) return offer(of_context);
    if (!of_context) offer(false);
    if (call.encoding != Encoding::no_bytes) offer(true);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag> argument, const model::NextContext<Concrete>& call, auto offer) const {
    offer(usual_value(argument, call));
    if (call.kind == Kind::certificate && call.previous == Concrete::no_context()) offer(!usual_value(argument, call));
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const auto&, auto offer) const {
    offer(false);
    if (is_one_of<flag, &model::AcquireCsp<Concrete>::bad_type, &model::ReleaseCsp<Concrete>::flags>) offer(true);
  }

  // A find is by hash, or of no known type.
  bool fits(const model::NextContext<Concrete>& call) const {
    return call.is_find ? call.known_find_type != Concrete::passes_all(call.filter) : call.known_find_type;
  }

 private:
  void each_store(auto offer) const {
    for (std::uint32_t i = 0; i < made_.stores; ++i) offer(Store{i + 2});
  }
  void each_held_store(auto offer) const {
    each_store([&](Store store) { if (world_.owned_handles.at(store) > 0) offer(store); });
  }

  const ConcreteWorld& world_;
  const Scope& scope_;
  Made made_;
};

}  // namespace

Made made_in(const ConcreteWorld& world) {
  return {count_of(world.store_exists, 2), count_of(world.context_exists, 1), count_of(world.csp_exists, 1)};
}

void for_each_small_call(const ConcreteWorld& world, const Scope& scope, const std::function<void(const ConcreteCall&)>& visit) {
  model::explore::for_each_call_in<Concrete>(SmallValues(world, scope), visit);
}

model::Assignment usual_choices() {
  model::Assignment choices = model::first_values("windows");
  choices[model::Choice::check_with_force_reports] = model::check_with_force_reports_as_check.value;
  choices[model::Choice::pending_store_keeps_unreferenced] = 1;
  return choices;
}

model::Reading reading_of(const model::Assignment& choices) {
  model::Reading reading;
  for (std::size_t i = 0; i < model::choice_count; ++i) reading.admitted[i] = static_cast<std::uint8_t>(1u << choices.value[i]);
  return reading;
}

}  // namespace certlife::proofs
