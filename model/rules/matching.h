// When a listed element is the same as one that is added or asked for.
#pragma once

#include "model/rules/holding.h"

namespace certlife::model {

// What an element is compared with, and how.
template <class D>
struct Sought {
  KindOf<D> kind;
  Content<D> content;
  Value<D> sha1;                // That it goes by: a certificate's hash property, even a false one. [ADD-42, ADD-43]
  Bool<D> by_hash = false;      // Certificates: by that hash, and not by issuer and serial number. [ADD-25 OPEN]
  Bool<D> with_dates = false;   // CRLs: of the same dates only. [ADD-44 OPEN]
};

template <class D>
Bool<D> has_sha1(const World<D>& world, Context<D> context, Value<D> sha1) {
  return D::known_sha1(world.properties.at(context), world.content.at(context)) == sha1;
}

template <class D>
Bool<D> is_listed_of(const World<D>& world, Context<D> context, KindOf<D> kind) {
  return world.listed.at(context) && world.kind.at(context) == kind;
}

// By the hash that both go by; or by issuer and serial number, issuer, usage and list identifier. [ADD-24, ADD-26, ADD-27]
template <class D>
Bool<D> matches(const World<D>& world, Context<D> context, const Sought<D>& sought) {
  const auto content = world.content.at(context);
  return is_listed_of(world, context, sought.kind) &&
         ((sought.by_hash && has_sha1(world, context, sought.sha1)) ||
          (!sought.by_hash && D::same_key(content, sought.content) &&
           (!sought.with_dates || D::same_date(content, sought.content))));
}

// A certificate about which hash and issuer with serial number may say different things.
template <class D>
Bool<D> is_doubtful(const World<D>& world, Context<D> context, const Sought<D>& sought) {
  const auto content = world.content.at(context);
  const Bool<D> by_key = D::same_key(content, sought.content);
  const Bool<D> by_hash = has_sha1(world, context, sought.sha1);
  return is_listed_of(world, context, sought.kind) && (by_key || by_hash) &&
         !(by_key && by_hash && content == sought.content);
}

// A match by hash alone: its bytes are others.
template <class D>
Bool<D> matches_falsely(const World<D>& world, Context<D> context, const Sought<D>& sought) {
  return sought.by_hash && matches(world, context, sought) && !(world.content.at(context) == sought.content);
}

}  // namespace certlife::model
