// Every claim there is: what the prover proves, what the explorer and the tests evaluate.
#pragma once

#include <tuple>

#include "model/invariants/adding.h"
#include "model/invariants/closing.h"
#include "model/invariants/closing_contexts.h"
#include "model/invariants/contexts.h"
#include "model/invariants/csp_handles.h"
#include "model/invariants/enumerating.h"
#include "model/invariants/every_call.h"
#include "model/invariants/files.h"
#include "model/invariants/giving_back.h"
#include "model/invariants/making.h"
#include "model/invariants/properties.h"
#include "model/invariants/stores.h"

namespace certlife::model {

// About every reachable world, one store, context or CSP handle at a time.
using StoreInvariants =
    std::tuple<NoCountOfAStoreIsNegative, EveryHandleReferenceIsOwned, NobodyOwnsAForfeitedHandle,
               AStoreIsAllocatedAsLongAsItIsNeeded, AClosedStoreOwesNothing, NothingIsLeftOfAStoreEndedByForce,
               WhatNobodyOwnsIsGone, OnlyAnAcquiredHandleIsOwedARelease, WhatIsNoStoreIsBlank>;

using ContextInvariants =
    std::tuple<NoCountOfAContextIsNegative, EveryReferenceIsOwned, NobodyOwnsAForfeitedContext, AHeldContextHasMemory,
               AContextIsAllocatedForAReason, AnElementIsAllocatedInARealStore, NoContextOutlivesItsStore,
               NothingIsLeftOfAForcedStoresContexts, ACreatedContextLivesAsLongAsItIsHeld, AContextOfNobodysStoreIsGone,
               AKnownPlaceLiesBelowTheNext, WhatIsNoContextIsBlank>;

using CspInvariants = std::tuple<EveryCspReferenceHasOneOwner, NoCountOfACspHandleIsNegative, WhatIsNoCspHandleIsBlank>;

// About one call: each holds for the calls that its `holds` takes.
using EveryCallClaims =
    std::tuple<OnlyItsOwnEndFreesAContext, AContextKeepsItsIdentity, WhatIsGoneStaysGone, ADeletedContextIsNeverListedAgain,
               ReferencesFollowTheCalls, HandlesFollowTheCalls, AClosedStoreStaysClosed, PropertiesBelongToOneContext,
               AKnownPlaceStays, OnlyACommitOrASaveWritesAFile, OnlyAnOpenMakesAStoreCommit, TheFormInWhichAStoreWritesIsSettledAtItsOpen, AChangedElementIsAChange,
               NoOtherCallTouchesACspHandle, ACspCallTouchesNoStore, ADeadHandleIsRecognised>;

using ClosingClaims =
    std::tuple<AnUncheckedCloseReturnsTrue, ACloseConsumesOneHandle, PendingCloseIsSaidToCheckOnly, AHeldElementIsReported,
               CheckReportsExactlyWhatIsHeld, CheckReportsNothingElse, CheckOfAnUnheldStoreReturnsTrue,
               ACheckThatReturnsTrueKeepsLastError, CheckDecidesTheResultOnly, CheckIsMonotone, ClosingNullDoesNothing,
               ClosingTheNullStoreDoesNothing, ClosingTheNullStoreIsRefused, ClosingTheNullStoreReturnsTrue,
               UnknownFlagsAreIgnoredOrRefused, AHeldContextSurvivesAClose, AReportedContextCanBeFreed,
               ANonFinalCloseTakesOneHandleOnly, AnUnheldStoreEndsAtItsLastClose, UnheldContextsGoAtTheLastClose,
               AForcedCloseLeavesNothing, AForcedCloseEndsEveryHandle, AForcedCloseTakesEveryRight,
               TrueFromACheckMeansThatNothingIsLeft, ACloseTouchesNoOtherStore, NoCloseAffectsACreatedContext,
               TheLastCloseReleasesTheCspHandle, NoEarlierCloseReleasesTheCspHandle, AnyCloseReleasesTheCspHandle,
               AStoreReleasesNoHandleThatItDoesNotOwe, TheLastCloseCommits, AForcedCloseCommits, AFailedCommitMayShow>;

using ContextCallClaims =
    std::tuple<AnAddedElementIsANewContext, AnAddLeavesItsSource, AnAddWithoutOutPointerGivesNothing,
               AnAddWithOutPointerGivesOneReference, AFailedAddChangesNothing, AddNewFailsExactlyWhereAMatchIsListed,
               AddAlwaysMakesAnElement, UseExistingMakesNothing, UseExistingCompletesProperties, InheritingOverwritesProperties,
               NewerReplacesWhatIsOlder, AReplacedElementIsLikeADeletedOne, ReplacingReplaces, KeyHandlesAreNotCopied, HashesAreNotInherited,
               AnAddToNoStoreStandsFree, AnUnknownDispositionIsRefused, ANewElementGoesToTheHead, CertificatesMatchByHash,
               CertificatesMatchByIssuerAndSerialNumber, BytesAreLookedAtBeforeTheDisposition, AnEncodedAddBringsNoProperties,
               ACopyToNoStoreHoldsNothing, AStepShowsAnElement, AFindByHashGoesByBytesOrProperty,
               AStepReturnsALiveContext, AStepSkipsNothing, TheEndComesWhenNothingFollows, AShownElementLiesAfterThePrevious,
               ADeletedPreviousDoesNotEndTheWalk, AStrangePreviousIsRefused, TheNullStoreEnumeratesEmpty,
               AStepChangesReferencesOnly, AFreeReturnsTrue, AFreeEndsWhatNobodyNeeds, AFreeUnlistsNothing,
               TheLastFreeEndsAClosedStore, ADeleteUnlists, ADeletedContextLivesWhileItIsHeld, ADeleteTouchesNoOther,
               ADuplicateIsTheSamePointer, DuplicateAndFreeCancelOut, ACreatedContextStandsFree, AFailedCreateMakesNothing, BytesThatAreNoElementAreRefusedByTheirKind,
               WhatWasSetIsGot, APartOfTheKeyContextIsSetAlone, TheKeyContextOutlivesItsHandle, AKeyThatIsHandedOverLeaves,
               SettingTouchesOneValue, PropertyZeroIsRefused, AGetStoresNothingButAHash, WhatIsComputedIsOfTheBytes, TheKeyIdentifierIsAHashOfTheKey,
               AnUnknownFindTypeIsRefused,
               APropertySetAfterTheLastCloseIsNotPersisted>;

using StoreCallClaims =
    std::tuple<AnOpenMakesANewStore, AMemoryStoreOpensEmpty, AnOpenTouchesNothingElse, AFailedOpenMakesNothing,
               AFileThatAnOpenMakesIsEmpty, AFileKeepsItsForm, AnEmptyFileTakesTheFormOfItsName,
               AnEmptyFileOfAnotherNameIsWrittenSerialized, AnEmptyFileIsWrittenAsPkcs7, AnOpenToCommitMakesItsFile,
               OneCertificateIsNotCommittedTo,
               WhatAFileHeldIsListed, AFileThatIsMissingOrInTheWayIsRefused, AnUnknownProviderIsRefused,
               AnOpenTakesOverTheCspHandle, AFailedOpenReleasesWhatACloseWould, ADuplicateStoreIsTheSameHandle,
               ADuplicateStoreChangesOneCount, ACommitWritesWhatIsListed, ACommitChangesNothingInMemory, ASaveWritesWhatIsListed,
               AnAcquiredHandleIsHeldOnce, AProviderTypeThatIsNoneIsRefused, AReleaseTakesOneReference, AddingAReferenceIsUndoneByARelease>;

using StepClaims = decltype(std::tuple_cat(EveryCallClaims{}, ClosingClaims{}, ContextCallClaims{}, StoreCallClaims{}));

// Visits each claim of a list.
template <class Claims, class Visit>
void for_each_claim(Visit visit) {
  std::apply([&](auto... claim) { (visit(claim), ...); }, Claims{});
}

// Does the claim speak of calls of this kind?
template <class Claim, class D, class Call>
concept SpeaksOf = requires(const Seen<D>& seen, const Call& call) { Claim::template holds<D>(seen, call); };

}  // namespace certlife::model
