// Every seeded fault. The suite fails if one survives.
#pragma once

#include <tuple>

#include "proofs/faults/adding.h"
#include "proofs/faults/closing.h"
#include "proofs/faults/contexts.h"

namespace certlife::proofs {

using AllFaults = std::tuple<
    ForcedCloseForgetsCrls, CheckForgetsCtls, CheckForgetsCertificates, CheckCountsElements, CheckForgetsOtherHandles,
    PendingCloseKeepsTheHandle, DefaultCloseFreesHeldContexts, CloseFreesDeletedContexts, NonFinalCloseEndsTheStore,
    PlainCloseClobbersLastError, CheckClobbersLastError, PlainCloseReportsPending, ClosedStoreIsNeverFreed,
    StoreIsFreedUnderItsContexts, NullStoreCloses, ForceFreesCreatedContexts, CspHandleGoesEarly, CspHandleIsNeverReleased,
    CspHandleIsReleasedTwice, CloseForgetsToCommit, CloseCommitsUnasked, ClosedStoreStillCommits, FreeRemovesTheElement,
    FreeLeaksCreatedContexts, FreeLeaksTheClosedStore, FreeOfNullFails, DuplicateAddsNoReference, DuplicateStoreAddsNoHandle,
    DeleteDoesNotUnlist, DeleteFreesNoReference, DeleteFreesWhatIsHeld, EnumerationKeepsThePrevious,
    FailedEnumerationKeepsThePrevious, EnumerationEndsAtOnce, EnumerationShowsDeletedElements, EnumerationMixesKinds,
    EnumerationGivesNoReference, PropertyShowsEverywhere, PropertyReachesAClosedStore, AddGivesNoReference,
    AddCountsWithoutOutPointer, AddTakesTheSourcesReference, UseExistingMakesAnother, AddNewIgnoresMatches,
    AddNewRefusesAnotherEdition, AddIgnoresASetHash, AddLooksAtTheDispositionFirst, EncodedAddBringsProperties,
    CopyToNoStoreHoldsItsSource, FindByHashTakesAnyCertificate,
    FailedAddLeavesAContext, ReplacedElementDies, ReplaceKeepsTheOld, CreatedContextIsListed, NoCryptReleaseIsIgnored,
    FailedOpenReleasesAKeptHandle, OpenCountsACspReferenceOfItsOwn, OpenEmptiesTheFile, CommitForgetsToWrite,
    CommitIgnoresTheFormOfTheFile, OpenForgetsTheFormOfTheFile, OpenToCommitMakesNoFile,
    ReleaseWithFlagsKeepsTheHandle, KeyHandleTakesTheKeyContext, AHandedOverKeyStays, UnsignedBodyIsNotFound,
    SignatureHashIsOfTheWhole, UnknownFindTypeIsNotFound, NoMessageIsAnAsn1Error, ADeadHandleIsAnInvalidHandle, AnyProviderTypeWillDo>;

inline constexpr std::size_t fault_count = std::tuple_size_v<AllFaults>;

template <std::size_t Number>
using FaultNumber = std::tuple_element_t<Number, AllFaults>;

}  // namespace certlife::proofs
