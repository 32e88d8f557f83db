// The scopes that the tests explore: small, but each with something the others lack.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "model/explore/scope.h"

namespace certlife::model::explore {

struct NamedScope {
  std::string name;
  Scope scope;
  Assignment settled = windows_assignment();
};

inline void PrintTo(const NamedScope& it, std::ostream* to) { *to << it.name; }

inline std::vector<NamedScope> test_scopes() {
  Scope plain{.stores = 2, .contexts = 2};
  Scope ordered{.stores = 1, .contexts = 3};
  ordered.kinds = 2;
  Scope with_csp{.stores = 2, .contexts = 1};
  for (const Action each : {Action::acquire_csp, Action::add_csp_reference, Action::release_csp, Action::ask_csp}) {
    with_csp.calls.insert(each);
  }
  Scope rich{.stores = 1, .contexts = 2, .contents = 3};
  rich.calls.insert(Action::set_property);
  rich.calls.insert(Action::get_property);
  for (int i = 1; i < 8; ++i) rich.dispositions.insert(static_cast<Disposition>(i));
  Scope unlike_kinds = rich;
  rich.kinds = 2;
  unlike_kinds.contents = 2;
  Assignment other = windows_assignment();
  other[Choice::force_ends_every_handle] = 1;
  other[Choice::pending_store_keeps_unreferenced] = 1;
  other[Choice::csp_released_at] = 1;
  Assignment unlike = windows_assignment();
  unlike[Choice::inherit_replaces] = 1;
  Scope with_false_hashes{.stores = 1, .contexts = 2, .most_references = 1, .kinds = 3, .contents = 2, .hash_properties = true};
  for (const Action each : {Action::set_property, Action::get_property, Action::add_from_context}) with_false_hashes.calls.insert(each);
  with_false_hashes.dispositions.insert(Disposition::newer);
  Assignment by_issuer = windows_assignment();
  by_issuer[Choice::certificates_match_by] = 1;
  Assignment with_dates = windows_assignment();
  with_dates[Choice::crl_context_match] = 1;
  return {{"Plain", plain},          {"Ordered", ordered}, {"WithCsp", with_csp},
          {"Rich", rich},            {"RichWithCertificatesApart", unlike_kinds, unlike},
          {"RichByIssuerAndSerialNumber", rich, by_issuer}, {"WithFalseHashes", with_false_hashes},
          {"WithFalseHashesAndDates", with_false_hashes, with_dates},
          {"PlainByOtherChoices", plain, other}, {"WithCspByOtherChoices", with_csp, other}};
}

}  // namespace certlife::model::explore
