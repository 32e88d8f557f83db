// CSP handles: who owns each reference, and when a store gives back the one it took over.
#pragma once

#include "model/invariants/claim_words.h"
#include "model/rules/csp_handle.h"

namespace certlife::model {

// How many stores still owe the CSP handle a release: counted where stores can be counted. The proofs have a count of their own.
template <class D>
struct Owing {
  static Count<D> stores(const World<D>& world, Csp<D> csp) {
    Count<D> count = 0;
    const auto most = extent(world.store_exists);
    for (std::size_t i = 0; i < most; ++i) {
      Store<D> store{};
      store.index = static_cast<decltype(store.index)>(i);
      if (world.releases_csp.at(store) && world.csp.at(store) == csp) ++count;
    }
    return count;
  }

 private:
  // A map of a world under construction may reach beyond the one it started from.
  template <class Map>
  static std::size_t extent(const Map& map) {
    auto most = static_cast<std::size_t>(map.size());
    if constexpr (requires { map.writes(); }) {
      for (const auto& write : map.writes()) most = most > write.index ? most : write.index + 1;
    }
    return most;
  }
};

// --- State claims --------------------------------------------------------------------------------------------------------

struct EveryCspReferenceHasOneOwner {
  static constexpr About about{"every_csp_reference_has_one_owner",
                               "A CSP handle counts exactly the references that callers own and those that stores still owe it: so each "
                               "store releases its handle once.",
                               "CLOSE-14 CLOSE-15 CLOSE-17 OPEN-8 OPEN-9 OPEN-11 CSP-8 HANDLE-12 HANDLE-6"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Csp<D> csp, const Choices<D>&) {
    return implied<D>(world.csp_exists.at(csp),
                      world.csp_references.at(csp) == world.owned_csp_references.at(csp) + Owing<D>::stores(world, csp));
  }
};

struct NoCountOfACspHandleIsNegative {
  static constexpr About about{"no_count_of_a_csp_handle_is_negative", "No reference count of a CSP handle falls below zero.", "CSP-4 CLOSE-17"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Csp<D> csp, const Choices<D>&) {
    return !(world.csp_references.at(csp) < 0) && !(world.owned_csp_references.at(csp) < 0);
  }
};

// Not from the documents: what makes the other invariants inductive.
struct WhatIsNoCspHandleIsBlank {
  static constexpr About about{"what_is_no_csp_handle_is_blank", "NULL and CSP handles not yet acquired have no references.", "OPEN-9 CSP-6"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Csp<D> csp, const Choices<D>&) {
    return implied<D>(!world.csp_exists.at(csp), world.csp_references.at(csp) == 0 && world.owned_csp_references.at(csp) == 0 &&
                                                     Owing<D>::stores(world, csp) == 0) &&
           implied<D>(csp == D::no_csp(), !world.csp_exists.at(csp));
  }
};

struct OnlyAnAcquiredHandleIsOwedARelease {
  static constexpr About about{"only_an_acquired_handle_is_owed_a_release", "A store that owes a release was opened with a CSP handle.", "OPEN-9 CLOSE-15"};
  template <class D>
  static Bool<D> holds(const World<D>& world, Store<D> store, const Choices<D>&) {
    return implied<D>(world.releases_csp.at(store), world.store_exists.at(store) && world.csp_exists.at(world.csp.at(store)));
  }
};

// --- Step claims ---------------------------------------------------------------------------------------------------------

struct TheLastCloseReleasesTheCspHandle {
  static constexpr About about{"the_last_close_releases_the_csp_handle",
                               "The last close, forced or not, releases a CSP handle that the store still owes a release, and whatever is held.",
                               "CLOSE-14 CLOSE-17"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const auto csp = it.before.csp.at(s);
    return implied<D>(is_final(it, call) && it.before.releases_csp.at(s),
                      it.after.csp_references.at(csp) == it.before.csp_references.at(csp) - 1 && !it.after.releases_csp.at(s));
  }
};

struct NoEarlierCloseReleasesTheCspHandle {
  static constexpr About about{"no_earlier_close_releases_the_csp_handle", "A close that is not the last releases no CSP handle.",
                               "CLOSE-16 CLOSE-36", "csp_released_at = final_close"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = !it.choice.takes(csp_released_at_any_close, true);
    return implied<D>(premise && has_known_flags(call) && !is_final(it, call),
                      same_at<D>(it.before, it.after, it.csp) &&
                          it.after.releases_csp.at(call.store) == it.before.releases_csp.at(call.store));
  }
};

struct AnyCloseReleasesTheCspHandle {
  static constexpr About about{"any_close_releases_the_csp_handle", "The first close of a store releases its CSP handle.", "CLOSE-16 CLOSE-14",
                               "csp_released_at = any_close"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> premise = it.choice.takes(csp_released_at_any_close, true);
    return implied<D>(premise && has_known_flags(call), !it.after.releases_csp.at(call.store));
  }
};

struct AStoreReleasesNoHandleThatItDoesNotOwe {
  static constexpr About about{"a_store_releases_no_handle_that_it_does_not_owe",
                               "A close changes no count of a CSP handle but that of the store's own, and of that only if it still owes it.",
                               "CLOSE-15 CLOSE-17 OPEN-9 HANDLE-6"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const Bool<D> owed = it.before.releases_csp.at(call.store) && it.before.csp.at(call.store) == it.csp;
    return implied<D>(!owed, same_at<D>(it.before, it.after, it.csp));
  }
};

struct AnOpenTakesOverTheCspHandle {
  static constexpr About about{"an_open_takes_over_the_csp_handle",
                               "A successful open changes no count of a CSP handle; without NO_CRYPT_RELEASE the caller's reference is the store's "
                               "from then on, and only then.",
                               "CSP-8 OPEN-8 OPEN-9 CLOSE-15"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> gives = !(call.csp == D::no_csp()) && !call.no_crypt_release;
    return implied<D>(it.answer.succeeds, it.after.csp_references.at(it.csp) == it.before.csp_references.at(it.csp) &&
                                              it.after.releases_csp.at(call.fresh_store) == gives &&
                                              it.after.csp.at(call.fresh_store) == call.csp) &&
           implied<D>(it.answer.succeeds && !(gives && it.csp == call.csp),
                      it.after.owned_csp_references.at(it.csp) == it.before.owned_csp_references.at(it.csp)) &&
           implied<D>(it.answer.succeeds && gives && it.csp == call.csp,
                      it.after.owned_csp_references.at(it.csp) == it.before.owned_csp_references.at(it.csp) - 1);
  }
};

struct AFailedOpenReleasesWhatACloseWould {
  static constexpr About about{"a_failed_open_releases_what_a_close_would",
                               "A failed open releases at most the CSP handle that a close of the store would have released.",
                               "OPEN-10 OPEN-11 OPEN-9"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const OpenStore<D>& call) {
    const Bool<D> gives = !(call.csp == D::no_csp()) && !call.no_crypt_release;
    const Bool<D> releases = gives && it.choice.takes(failed_open_releases_csp, true);
    return implied<D>(!it.answer.succeeds && !(releases && it.csp == call.csp), same_at<D>(it.before, it.after, it.csp)) &&
           implied<D>(!it.answer.succeeds && releases && it.csp == call.csp,
                      it.after.csp_references.at(it.csp) == it.before.csp_references.at(it.csp) - 1);
  }
};

// Of the calls of this world the rest have nothing to do with CSP handles.
template <class D, class Call>
constexpr bool is_about_csp_handles = std::is_same_v<Call, OpenStore<D>> || std::is_same_v<Call, CloseStore<D>> ||
                                      std::is_same_v<Call, AcquireCsp<D>> || std::is_same_v<Call, AddCspReference<D>> ||
                                      std::is_same_v<Call, ReleaseCsp<D>>;

struct NoOtherCallTouchesACspHandle {
  static constexpr About about{"no_other_call_touches_a_csp_handle",
                               "Only an acquire, an add of a reference, a release, an open and a close change a CSP handle.", "CSP-10 CSP-7 DUPSTORE-3 FREE-7"};
  template <class D, class Call>
    requires(!is_about_csp_handles<D, Call>)
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    return same_at<D>(it.before, it.after, it.csp) && it.after.releases_csp.at(it.store) == it.before.releases_csp.at(it.store);
  }
};

struct ACspCallTouchesNoStore {
  static constexpr About about{"a_csp_call_touches_no_store", "Acquiring, duplicating, releasing or asking a CSP handle changes no store, context or file.",
                               "CSP-10 CSP-7"};
  template <class D, class Call>
    requires(std::is_same_v<Call, AcquireCsp<D>> || std::is_same_v<Call, AddCspReference<D>> || std::is_same_v<Call, ReleaseCsp<D>> ||
             std::is_same_v<Call, AskCsp<D>>)
  static Bool<D> holds(const Seen<D>& it, const Call&) {
    return same_at<D>(it.before, it.after, it.store) && same_at<D>(it.before, it.after, it.context) &&
           same_at<D>(it.before, it.after, it.file);
  }
};

struct AnAcquiredHandleIsHeldOnce {
  static constexpr About about{"an_acquired_handle_is_held_once",
                               "An acquire from a provider that there is passes out a new CSP handle that is held once, by the caller.", "CSP-1"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AcquireCsp<D>& call) {
    return implied<D>(!call.bad_type && !call.unknown_type,
                      it.answer.succeeds && it.answer.csp == call.fresh_csp && it.after.csp_references.at(call.fresh_csp) == 1 &&
                          it.after.owned_csp_references.at(call.fresh_csp) == 1);
  }
};

struct AProviderTypeThatIsNoneIsRefused {
  static constexpr About about{"a_provider_type_that_is_none_is_refused",
                               "An acquire with a provider type that cannot be fails with NTE_BAD_PROV_TYPE, with one of which there is no provider with "
                               "NTE_PROV_TYPE_NOT_DEF, and makes no CSP handle.",
                               "CSP-13 CSP-14"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AcquireCsp<D>& call) {
    return implied<D>(call.bad_type, is_failure(it.answer, Error::bad_provider_type) && nothing_changes(it)) &&
           implied<D>(call.unknown_type && !call.bad_type, is_failure(it.answer, Error::provider_type_not_defined) && nothing_changes(it));
  }
};

struct ADeadHandleIsRecognised {
  static constexpr About about{"a_dead_handle_is_recognised", "Every call on a dead CSP handle fails with ERROR_INVALID_PARAMETER and changes nothing.",
                               "CSP-6 CSP-4 CSP-12"};
  template <class D, class Call>
    requires(std::is_same_v<Call, AddCspReference<D>> || std::is_same_v<Call, ReleaseCsp<D>> || std::is_same_v<Call, AskCsp<D>>)
  static Bool<D> holds(const Seen<D>& it, const Call& call) {
    return implied<D>(!is_live(it.before, call.csp), is_failure(it.answer, Error::invalid_parameter) && nothing_changes(it));
  }
};

struct AReleaseTakesOneReference {
  static constexpr About about{"a_release_takes_one_reference",
                               "A release of a live CSP handle takes one reference away, with any flags; with flags it returns FALSE with NTE_BAD_FLAGS.",
                               "CSP-3 CSP-4 CSP-5"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const ReleaseCsp<D>& call) {
    const Bool<D> live = is_live(it.before, call.csp);
    return implied<D>(live, it.after.csp_references.at(call.csp) == it.before.csp_references.at(call.csp) - 1) &&
           implied<D>(live && call.flags, is_failure(it.answer, Error::bad_flags)) &&
           implied<D>(live && !call.flags, it.answer.succeeds);
  }
};

struct AddingAReferenceIsUndoneByARelease {
  static constexpr About about{"adding_a_reference_is_undone_by_a_release", "A reference added to a live CSP handle and released leaves the world as it was.",
                               "CSP-2 CSP-3"};
  template <class D>
  static Bool<D> holds(const Seen<D>& it, const AddCspReference<D>& call) {
    const Outcome<D> released = release_csp(it.after, ReleaseCsp<D>{call.csp}, it.choice);
    return implied<D>(is_live(it.before, call.csp), it.answer.succeeds && released.given.holds() && nothing_else_changes(it, it.before, released.after));
  }
};

}  // namespace certlife::model
