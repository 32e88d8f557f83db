// Every mutant, by number and by name. The suites fail if one survives.
#pragma once

#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "model/mutants/adding.h"
#include "model/mutants/closing.h"
#include "model/mutants/contexts.h"

namespace certlife::model::mutants {

using All = std::tuple<
    ForcedCloseForgetsCrls, CheckForgetsCtls, CheckForgetsCrls, CheckForgetsCertificates, CheckCountsElements,
    CheckForgetsOtherHandles, PendingCloseKeepsTheHandle, ForceSparesHeldContexts, DefaultCloseFreesHeldContexts,
    CloseFreesDeletedContexts, NonFinalCloseEndsTheStore, PlainCloseClobbersLastError, CheckClobbersLastError,
    PlainCloseReportsPending, ClosedStoreIsNeverFreed, StoreIsFreedUnderItsContexts, NullStoreCloses,
    ForceFreesCreatedContexts, CspHandleGoesEarly, CspHandleIsNeverReleased, CspHandleIsReleasedTwice,
    CloseForgetsToCommit, CloseCommitsUnasked, ClosedStoreStillCommits, FreeRemovesTheElement,
    FreeLeaksCreatedContexts, FreeLeaksTheClosedStore, FreeOfNullFails, DuplicateAddsNoReference,
    DuplicateStoreAddsNoHandle, DeleteDoesNotUnlist, DeleteFreesNoReference, DeleteFreesWhatIsHeld,
    EnumerationKeepsThePrevious, FailedEnumerationKeepsThePrevious, EnumerationEndsAtOnce,
    EnumerationShowsDeletedElements, EnumerationMixesKinds, EnumerationGivesNoReference, PropertyShowsEverywhere,
    PropertyReachesAClosedStore, AddGivesNoReference, AddCountsWithoutOutPointer, AddTakesTheSourcesReference,
    UseExistingMakesAnother, AddNewIgnoresMatches, AddNewRefusesAnotherEdition, AddIgnoresASetHash,
    AddLooksAtTheDispositionFirst, EncodedAddBringsProperties, CopyToNoStoreHoldsItsSource,
    FindByHashTakesAnyCertificate, PropertiesAreNotCopied, FailedAddLeavesAContext, ReplacedElementDies,
    ReplaceKeepsTheOld, CreatedContextIsListed, NoCryptReleaseIsIgnored, FailedOpenReleasesAKeptHandle,
    OpenCountsACspReferenceOfItsOwn, OpenEmptiesTheFile, CommitForgetsToWrite, CommitIgnoresTheFormOfTheFile,
    OpenForgetsTheFormOfTheFile, OpenToCommitMakesNoFile, ReleaseWithFlagsKeepsTheHandle,
    KeyHandleTakesTheKeyContext, AHandedOverKeyStays, UnsignedBodyIsNotFound, SignatureHashIsOfTheWhole,
    UnknownFindTypeIsNotFound, NoMessageIsAnAsn1Error, ADeadHandleIsAnInvalidHandle, AnyProviderTypeWillDo>;

inline constexpr std::size_t count = std::tuple_size_v<All>;

template <std::size_t number>
using Numbered = std::tuple_element_t<number, All>;

template <std::size_t... numbers>
constexpr std::array<MutantAbout, count> about_all(std::index_sequence<numbers...>) {
  return {Numbered<numbers>::about...};
}
inline constexpr auto about = about_all(std::make_index_sequence<count>{});

constexpr std::optional<std::size_t> named(std::string_view name) {
  for (std::size_t i = 0; i < count; ++i) {
    if (about[i].name == name) return i;
  }
  return std::nullopt;
}

// Spoils the outcome of a call, if the mutant is about calls of its kind.
template <class Mutant, class D>
void spoil(const World<D>& before, const Call<D>& call, Outcome<D>& outcome, const Choices<D>& choice) {
  std::visit([&](const auto& it) {
    if constexpr (Mutates<Mutant, D, std::decay_t<decltype(it)>>) Mutant::template mutate<D>(before, it, outcome, choice);
  }, call);
}

// A mutant in one domain.
template <class D>
struct InDomain {
  void (*spoil)(const World<D>&, const Call<D>&, Outcome<D>&, const Choices<D>&);
  std::array<bool, std::variant_size_v<Call<D>>> is_about;  // The calls of each kind.
};

template <class Mutant, class D, class... Calls>
constexpr InDomain<D> mutant_in(std::variant<Calls...>*) {
  return {&spoil<Mutant, D>, {Mutates<Mutant, D, Calls>...}};
}
template <class D, std::size_t... numbers>
constexpr std::array<InDomain<D>, count> all_in(std::index_sequence<numbers...>) {
  return {mutant_in<Numbered<numbers>, D>(static_cast<Call<D>*>(nullptr))...};
}
template <class D>
inline constexpr auto in_domain = all_in<D>(std::make_index_sequence<count>{});

}  // namespace certlife::model::mutants
