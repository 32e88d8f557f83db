// Every call of a scope that the documents define in a world.
//
// Fresh names are the lowest that nothing ever bore. Where none is left a call is still visited, with no name for what it
// would make: `is_within` of its outcome then tells whether it made something.
#pragma once

#include "model/explore/calls_in.h"
#include "model/explore/scope.h"
#include "model/explore/slots.h"
#include "model/rules/step.h"

namespace certlife::model::explore {

// What may stand where in the calls of a scope.
template <class D>
class ValuesOfScope {
 public:
  ValuesOfScope(const World<D>& world, const Scope& scope) : world_(world), scope_(scope) {
    for (int i = scope.stores; i-- > 0;) {
      if (!world.store_exists.at(store_at<D>(i))) fresh_store_ = store_at<D>(i);
    }
    for (int i = scope.contexts; i-- > 0;) {
      if (!world.context_exists.at(context_at<D>(i))) fresh_context_ = context_at<D>(i);
    }
  }

  // A call with two forms is made if one of them is; which, its arguments say.
  template <class ACall>
  unsigned weight() const {
    constexpr Action action = action_of(ACall::name);
    if constexpr (is_csp_call(action)) return scope_.has_csp() && scope_.makes(action);
    else if constexpr (action == Action::add_context) return scope_.makes(action) || scope_.makes(Action::add_from_context);
    else if constexpr (action == Action::next_context) return scope_.makes(action) || scope_.makes(Action::find_context);
    else return scope_.makes(action);
  }

  // Stores, in the order of their slots.
  void each(Argument<Role::store>, const CloseStore<D>&, auto offer) const { each_store_or_none(offer); }
  void each(Argument<Role::store>, const AddContext<D>&, auto offer) const { each_store_or_none(offer); }
  void each(Argument<Role::store>, const ControlStore<D>&, auto offer) const { each_store(offer); }
  void each(Argument<Role::store>, const auto&, auto offer) const {
    if (scope_.null_arguments) offer(D::null_store());
    each_store(offer);
  }
  void each(Argument<Role::fresh_store>, const auto&, auto offer) const { offer(fresh_store_); }

  void each(Argument<Role::context>, const NextContext<D>&, auto offer) const {
    offer(D::no_context());
    each_owned_context(offer);
  }
  void each(Argument<Role::context>, const AddContext<D>&, auto offer) const {
    if (scope_.makes(Action::add_context)) offer(D::no_context());
    if (scope_.makes(Action::add_from_context)) each_owned_context(offer);
  }
  void each(Argument<Role::context>, const auto& call, auto offer) const {
    if (scope_.null_arguments && takes_null(call)) offer(D::no_context());
    each_owned_context(offer);
  }
  void each(Argument<Role::fresh_context>, const auto&, auto offer) const { offer(fresh_context_); }

  void each(Argument<Role::csp>, const OpenStore<D>&, auto offer) const {
    offer(D::no_csp());
    if (scope_.has_csp() && world_.csp_references.at(the_csp<D>()) > 0) offer(the_csp<D>());
  }
  void each(Argument<Role::csp>, const auto&, auto offer) const {
    if (world_.csp_exists.at(the_csp<D>())) offer(the_csp<D>());
  }
  // A handle that nobody holds any longer may be acquired anew, once no store remembers it.
  void each(Argument<Role::fresh_csp>, const auto&, auto offer) const {
    bool remembered = world_.csp_references.at(the_csp<D>()) > 0 || world_.owned_csp_references.at(the_csp<D>()) > 0;
    each_store([&](auto store) { remembered = remembered || world_.releases_csp.at(store); });
    if (!remembered) offer(the_csp<D>());
  }

  void each(Argument<Role::provider>, const auto&, auto offer) const {
    offer(D::provider(Provider::memory));
    if (scope_.bad_arguments) offer(D::provider(Provider::unknown));
  }
  // What a context is given for has that one's kind, and its content.
  void each(Argument<Role::kind>, const auto& call, auto offer) const {
    if (const auto given = context_given(call); !(given == D::no_context())) return offer(world_.kind.at(given));
    for (int i = 0; i < scope_.kinds; ++i) offer(D::kind(static_cast<Kind>(i)));
  }
  void each(Argument<Role::content>, const auto& call, auto offer) const {
    if (const auto given = context_given(call); !(given == D::no_context())) return offer(world_.content.at(given));
    each_content(offer);
  }
  void each(Argument<Role::encoding>, const auto& call, auto offer) const {
    offer(D::encoding(Encoding::sound));
    if (!scope_.bad_arguments || !(context_given(call) == D::no_context())) return;
    for (const Encoding each : {Encoding::bad_type, Encoding::no_bytes, Encoding::undecodable}) offer(D::encoding(each));
  }
  void each(Argument<Role::disposition>, const auto&, auto offer) const {
    for (int i = 1; i < 8; ++i) {
      if (scope_.dispositions.has(static_cast<Disposition>(i))) offer(D::disposition(static_cast<Disposition>(i)));
    }
    if (scope_.bad_arguments) offer(D::disposition(Disposition::none)), offer(D::disposition(Disposition::unknown));
  }
  void each(Argument<Role::filter>, const NextContext<D>& call, auto offer) const {
    offer(D::any_content());
    if (call.is_find) each_content([&](auto content) { offer(Filter<D>{.any = false, .wanted = content}); });
  }

  void each(Argument<Role::property>, const GetProperty<D>&, auto offer) const { offer(friendly_name); }
  void each(Argument<Role::property>, const SetProperty<D>&, auto offer) const {
    offer(friendly_name);
    if (scope_.hash_properties) offer(D::sha1_hash);
    if (scope_.bad_arguments) offer(PropertyId<D>{0});
  }
  // A hash is taken away, or becomes that of some content, the context's own or another's.
  void each(Argument<Role::value>, const SetProperty<D>& call, auto offer) const {
    if (call.property != 0) offer(D::no_value());
    if (call.property != D::sha1_hash) return offer(Value<D>{1});
    each_content([&](auto content) { offer(D::hash_of(content, D::sha1_hash)); });
  }

  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const AddContext<D>& call, auto offer) const {
    if constexpr (is_one_of<flag, &AddContext<D>::from_context>) return offer(!(call.source == D::no_context()));
    each_truth(offer);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag>, const NextContext<D>& call, auto offer) const {
    if constexpr (is_one_of<flag, &NextContext<D>::known_find_type>) return offer_usual_or_wrong(true, call.is_find, offer);
    if (scope_.makes(Action::next_context)) offer(false);
    if (scope_.makes(Action::find_context)) offer(true);
  }
  template <auto flag>
  void each(ArgumentOf<Role::flag, flag> argument, const auto& call, auto offer) const {
    constexpr bool is_tried = is_one_of<flag, &OpenStore<D>::no_crypt_release, &CloseStore<D>::check, &CloseStore<D>::force>;
    constexpr bool is_wrong = is_one_of<flag, &OpenStore<D>::delete_flag, &CloseStore<D>::unknown_flags, &ReleaseCsp<D>::flags>;
    if constexpr (is_tried) each_truth(offer);
    else offer_usual_or_wrong(usual_value(argument, call), is_wrong, offer);
  }

  // What is wrong is tried by itself.
  bool fits(const OpenStore<D>& call) const {
    const bool has_csp = !(call.csp == D::no_csp()), is_memory = call.provider == D::provider(Provider::memory);
    return (has_csp || !call.no_crypt_release) && (is_memory || !call.delete_flag) &&
           (!has_csp || (is_memory && !call.delete_flag));
  }
  bool fits(const CloseStore<D>& call) const { return !call.unknown_flags || (!call.check && !call.force); }
  bool fits(const NextContext<D>& call) const { return call.known_find_type || (call.is_find && D::passes_all(call.filter)); }

 private:
  static constexpr PropertyId<D> friendly_name = 11;

  static void each_truth(auto offer) {
    for (const bool truth : {false, true}) offer(truth);
  }
  void offer_usual_or_wrong(bool usual, bool may_be_wrong, auto offer) const {
    offer(usual);
    if (may_be_wrong && scope_.bad_arguments) offer(!usual);
  }

  void each_store(auto offer) const {
    for (int i = 0; i < scope_.stores; ++i) {
      if (world_.store_allocated.at(store_at<D>(i))) offer(store_at<D>(i));
    }
  }
  void each_store_or_none(auto offer) const {
    if (scope_.null_arguments) offer(D::no_store()), offer(D::null_store());
    each_store(offer);
  }
  void each_owned_context(auto offer) const {
    for (int i = 0; i < scope_.contexts; ++i) {
      if (world_.owned_references.at(context_at<D>(i)) > 0) offer(context_at<D>(i));
    }
  }
  void each_content(auto offer) const {
    for (int i = 0; i < scope_.contents; ++i) {
      Content<D> it{};
      it.key = static_cast<decltype(it.key)>(i / 2);
      it.time = static_cast<decltype(it.time)>(i % 2);
      offer(it);
    }
  }

  const World<D>& world_;
  const Scope& scope_;
  Store<D> fresh_store_ = D::no_store();
  Context<D> fresh_context_ = D::no_context();
};

// Every call that may be defined: who runs the rule anyway reads in its outcome whether it is.
template <class D, class Visit>
void every_candidate(const World<D>& world, const Scope& scope, Visit visit) {
  for_each_call_in<D>(ValuesOfScope<D>{world, scope}, visit);
}

// Visits the calls that the documents define. Whether one is defined does not depend on any choice.
template <class D, class Visit>
void every_call(const World<D>& world, const Scope& scope, Visit visit) {
  const Choices<D> choices{windows_assignment()};
  every_candidate(world, scope, [&](const auto& call) {
    if (Step<D>{world, choices}(call).given.holds()) visit(call);
  });
}

// Is the world within the bounds, and is everything in it named?
template <class D>
bool is_within(const Scope& scope, const World<D>& world) {
  bool within = !world.store_exists.at(D::no_store()) && !world.context_exists.at(D::no_context());
  for (int i = 0; i < scope.stores; ++i) {
    within &= world.handles.at(store_at<D>(i)) <= scope.most_handles;
  }
  for (int i = 0; i < scope.contexts; ++i) {
    within &= world.references.at(context_at<D>(i)) <= scope.most_references;
  }
  return within && world.csp_references.at(the_csp<D>()) <= scope.most_references;
}

}  // namespace certlife::model::explore
