// A translated call in one candidate state: the names of contexts become contexts of that state.
//
// `Called` says which context a name stands for: called(NameId) is its index, one of those of dead names, or 0.
#pragma once

#include <optional>
#include <variant>

#include "model/oracle/translation.h"

namespace certlife::oracle {

// The part of an element that a find looks at.
inline int part_of(const Concrete::Content& content, Concrete::Filter::By field) {
  using By = Concrete::Filter::By;
  switch (field) {
    case By::everything:
      return 0;
    case By::bytes:
      return content.bytes;
    case By::key:
    case By::existing:
      return content.key;
    case By::subject:
      return content.subject;
    case By::issuer:
      return content.issuer;
  }
  return 0;
}

template <class Called>
Concrete::Context context_named(NameId name, Called called) {
  if (!name) return Concrete::no_context();
  const std::uint32_t context = called(name);
  return {context ? context : dead_context};
}

template <class Called>
ConcreteCall call_bound(const Translation& translation, const World& world, const FreshIndices& fresh, Called called) {
  ConcreteCall call = translation.call;
  const Concrete::Context content_from = context_named(translation.content_from, called);
  std::visit(
      [&](auto& it) {
        if constexpr (requires { it.context; }) it.context = context_named(it.context.index, called);
        if constexpr (requires { it.previous; }) it.previous = context_named(it.previous.index, called);
        if constexpr (requires { it.source; }) it.source = context_named(it.source.index, called);
        if constexpr (requires { it.store; }) {
          if (translation.store_from) it.store = world.home.at(context_named(translation.store_from, called));
        }
        if constexpr (requires { it.fresh_store; }) it.fresh_store = {fresh.store};
        if constexpr (requires { it.fresh_context; }) it.fresh_context = {fresh.context};
        if constexpr (requires { it.fresh_csp; }) it.fresh_csp = {fresh.csp};
        if constexpr (requires { it.source; }) {
          if (content_from.index) it.content = world.content.at(content_from);
        }
        if constexpr (requires { it.filter; }) {
          if (content_from.index) {
            const Concrete::Content& content = world.content.at(content_from);
            it.filter.wanted = part_of(content, translation.filter_field);
            it.filter.bytes = content.bytes;
          }
        }
      },
      call);
  return call;
}

// May the caller look into this context? The clause that says no, or nullptr.
inline const char* not_readable(const World& world, Concrete::Context context) {
  if (world.forfeited.at(world.home.at(context))) return "CLOSE-12";
  return world.owned_references.at(context) > 0 ? nullptr : "CONTEXT-1";
}

inline std::optional<Concrete::Context> context_argument(const ConcreteCall& call) {
  return std::visit(
      [](const auto& it) -> std::optional<Concrete::Context> {
        if constexpr (requires { it.context; })
          return it.context;
        else
          return std::nullopt;
      },
      call);
}

// May the caller look up the store that is named by a context?
template <class Called>
const char* store_not_readable(const Translation& translation, const World& world, Called called) {
  return translation.store_from ? not_readable(world, context_named(translation.store_from, called)) : nullptr;
}

// The clause under which the call is undefined, or nullptr, by what no rule can say, since it is no argument there: the
// context whose contents are looked for, and kinds.
template <class Called>
const char* contexts_not_usable(const Translation& translation, const World& world, const ConcreteCall& call,
                                Called called) {
  if (std::holds_alternative<model::NextContext<Concrete>>(call) && translation.content_from) {
    if (const char* clause = not_readable(world, context_named(translation.content_from, called))) return clause;
  }
  const auto context = context_argument(call);
  if (context && context->index && translation.kind && world.kind.at(*context) != *translation.kind) return "CONTEXT-7";
  const auto* add = std::get_if<model::AddContext<Concrete>>(&call);
  if (add && add->source.index && world.kind.at(add->source) != add->kind) return "CONTEXT-7";
  return nullptr;
}

template <class Called>
const char* undefined_beside_rules(const Translation& translation, const World& world, const ConcreteCall& call,
                                   Called called) {
  if (const char* clause = store_not_readable(translation, world, called)) return clause;
  return contexts_not_usable(translation, world, call, called);
}

// The same by its rule and beside it.
template <class Called>
const char* undefined_by(const Translation& translation, const World& world, const ConcreteCall& call,
                         const Outcome& outcome, Called called) {
  if (const char* clause = store_not_readable(translation, world, called)) return clause;
  for (const auto& requirement : outcome.given.requirements) {
    if (!requirement.holds) return requirement.clause;
  }
  return contexts_not_usable(translation, world, call, called);
}

}  // namespace certlife::oracle
