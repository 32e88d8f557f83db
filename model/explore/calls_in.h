// Every call that can be made of the values that its arguments may take, or one of them drawn. The only lists of calls and of
// their arguments are those of model/calls.h: a new call is made wherever calls are made.
//
// What stands where says a class of values, by what an argument is and by the arguments filled in before it:
//
//   void each(Argument<role>, const SomeCall& so_far, auto offer) const;   // offer(value), or offer(value, weight) for draws.
//   bool fits(const SomeCall&) const;                                      // Do the arguments go together?
//   template <class Call> unsigned weight() const;                         // Of a call in draws; 0: it is not made.
//
// An argument that `each` says nothing of has its usual value. Contexts are filled in first, since much follows from them:
// a kind, a content, a home; then the others in their order.
#pragma once

#include <array>
#include <optional>
#include <type_traits>

#include "model/calls.h"

namespace certlife::model::explore {

// The context that the call goes by and takes a kind from; none if it was given none, or is about one.
template <class Call>
auto context_given(const Call& call) {
  if constexpr (requires { call.source; }) return call.source;
  else if constexpr (requires { call.previous; }) return call.previous;
  else return decltype(Call::fresh_context){};
}

// Is NULL, for the context that it is about, something that the call takes?
template <template <class> class Of, class D>
constexpr bool takes_null(const Of<D>&) {
  return std::is_same_v<Of<D>, DuplicateContext<D>> || std::is_same_v<Of<D>, FreeContext<D>>;
}

template <class Call>
inline constexpr std::size_t argument_count = std::tuple_size_v<Arguments<Call>>;

template <class Call>
constexpr std::array<std::size_t, argument_count<Call>> filling_order() {
  std::array<std::size_t, argument_count<Call>> order{};
  std::size_t filled = 0;
  const auto take = [&](bool contexts) {
    std::size_t at = 0;
    std::apply([&](auto... each) { ((((each.role == Role::context) == contexts ? void(order[filled++] = at) : void()), ++at), ...); },
               Call::arguments());
  };
  take(true);
  take(false);
  return order;
}

template <class Call, std::size_t step>
inline constexpr auto argument_at = std::get<filling_order<Call>()[step]>(Call::arguments());

// Is the member of a call one of these?
template <auto member, auto... others>
inline constexpr bool is_one_of =
    (std::is_same_v<std::integral_constant<decltype(member), member>, std::integral_constant<decltype(others), others>> || ...);

template <class Argument, class Call>
constexpr auto usual_value(Argument, const Call&) {
  return Call{}.*Argument::member;
}

template <class Argument, class Call, class Values, class Offer>
void each_value(Argument argument, const Call& so_far, const Values& values, Offer offer) {
  if constexpr (requires { values.each(argument, so_far, offer); }) values.each(argument, so_far, offer);
  else offer(usual_value(argument, so_far));
}

// Visits what `call` becomes with every value of the arguments from this step on.
template <std::size_t step = 0, class Call, class Values, class Visit>
void for_each_filling(Call& call, const Values& values, const Visit& visit) {
  if constexpr (step == argument_count<Call>) {
    if constexpr (requires { values.fits(call); }) {
      if (!values.fits(std::as_const(call))) return;
    }
    visit(std::as_const(call));
  } else {
    each_value(argument_at<Call, step>, std::as_const(call), values, [&](const auto& value, unsigned = 1) {
      call.*decltype(argument_at<Call, step>)::member = value;
      for_each_filling<step + 1>(call, values, visit);
    });
  }
}

// Applies `use` to a call of every sort, not yet filled in.
template <class D, class Use>
void for_each_sort_of_call(Use use) {
  [&]<class... Calls>(std::type_identity<std::variant<Calls...>>) { (use(Calls{}), ...); }(std::type_identity<Call<D>>{});
}

template <class D, class Values, class Visit>
void for_each_call_in(const Values& values, const Visit& visit) {
  for_each_sort_of_call<D>([&]<class ACall>(ACall call) {
    if (values.template weight<ACall>() > 0) for_each_filling(call, values, visit);
  });
}

// Draws the arguments one after the other; `below(n)` gives a number from 0 to n - 1. Nothing if there is no value for one
// of them, or they do not go together.
template <class Call, class Values, class Below>
bool fill_at_random(Call& call, const Values& values, Below& below) {
  const auto fill_one = [&](auto argument) {
    unsigned all = 0, values_offered = 0;
    each_value(argument, std::as_const(call), values, [&](const auto& value, unsigned weight = 1) {
      if (values_offered++ == 0) call.*argument.member = value;
      all += weight;
    });
    if (values_offered < 2) return values_offered == 1;
    unsigned left = below(all);
    bool is_filled = false;
    each_value(argument, std::as_const(call), values, [&](const auto& value, unsigned weight = 1) {
      if (!is_filled && left < weight) is_filled = true, call.*argument.member = value;
      left -= weight;
    });
    return true;
  };
  const bool all_filled = [&]<std::size_t... step>(std::index_sequence<step...>) {
    return (fill_one(argument_at<Call, step>) && ...);
  }(std::make_index_sequence<argument_count<Call>>{});
  if constexpr (requires { values.fits(call); }) return all_filled && values.fits(std::as_const(call));
  return all_filled;
}

template <class D, class Values, class Below>
std::optional<Call<D>> draw_call(const Values& values, Below below) {
  unsigned all = 0;
  for_each_sort_of_call<D>([&]<class ACall>(const ACall&) { all += values.template weight<ACall>(); });
  unsigned left = below(all);
  bool is_chosen = false;
  std::optional<Call<D>> drawn;
  for_each_sort_of_call<D>([&]<class ACall>(ACall call) {
    const unsigned weight = values.template weight<ACall>();
    if (!is_chosen && left < weight) {
      is_chosen = true;
      if (fill_at_random(call, values, below)) drawn = call;
    }
    left -= weight;
  });
  return drawn;
}

}  // namespace certlife::model::explore
