// When a listed element is the same as one that is added or asked for.
#pragma once

#include "model/rules/create_context.h"

namespace certlife::model {

// What an element is compared with, and how.
template <class D>
struct Sought {
  typename D::Kind kind;
  typename D::Content content;
  typename D::Value sha1;                // That it goes by: a certificate's hash property, even a false one. [ADD-42, ADD-43]
  typename D::Bool by_hash = false;      // Certificates: by that hash, and not by issuer and serial number. [ADD-25 OPEN]
  typename D::Bool with_dates = false;   // CRLs: of the same dates only. [ADD-44 OPEN]
};

template <class D>
typename D::Bool has_sha1(const World<D>& world, typename D::Context context, typename D::Value sha1) {
  return D::known_sha1(world.properties.at(context), world.content.at(context)) == sha1;
}

template <class D>
typename D::Bool is_listed_of(const World<D>& world, typename D::Context context, typename D::Kind kind) {
  return world.listed.at(context) && world.kind.at(context) == kind;
}

// By the hash that both go by; or by issuer and serial number, issuer, usage and list identifier. [ADD-24, ADD-26, ADD-27]
template <class D>
typename D::Bool matches(const World<D>& world, typename D::Context context, const Sought<D>& sought) {
  const auto content = world.content.at(context);
  return is_listed_of(world, context, sought.kind) &&
         ((sought.by_hash && has_sha1(world, context, sought.sha1)) ||
          (!sought.by_hash && D::same_key(content, sought.content) &&
           (!sought.with_dates || D::same_date(content, sought.content))));
}

// A certificate about which hash and issuer with serial number may say different things.
template <class D>
typename D::Bool is_doubtful(const World<D>& world, typename D::Context context, const Sought<D>& sought) {
  const auto content = world.content.at(context);
  const typename D::Bool by_key = D::same_key(content, sought.content);
  const typename D::Bool by_hash = has_sha1(world, context, sought.sha1);
  return is_listed_of(world, context, sought.kind) && (by_key || by_hash) &&
         !(by_key && by_hash && content == sought.content);
}

// A match by hash alone: its bytes are others.
template <class D>
typename D::Bool matches_falsely(const World<D>& world, typename D::Context context, const Sought<D>& sought) {
  return sought.by_hash && matches(world, context, sought) && !(world.content.at(context) == sought.content);
}

}  // namespace certlife::model
