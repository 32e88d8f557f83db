// What a close, a free, a delete or an add does to lifetimes, given the counts. It decides; the store acts.
//
// Every function is pure and generic over its number type N and truth type B, so that the same lines run on machine integers in
// the library and on solver terms in the proofs. Therefore: no branches on B, no conversions from B to bool, only
// == > - && || ! between N, B and literals.
#pragma once

namespace certlife::impl::lifetime {

// Where the sources disagree. Constants of a reading; see certlife_set_reading.
template <class B>
struct Reading {
  B check_counts_other_handles;    // does CHECK at a close that leaves other handles report them?
  B closing_the_null_store_fails;  // with E_UNEXPECTED, or does it return TRUE?
};

template <class B>
struct CloseFlags {
  B check;
  B force;
};

// What a close of a store does. Computed before any context is touched.
template <class N, class B>
struct CloseDecision {
  N handles;              // references to the store that are left
  B ends_store;           // the store is closed for good: its provider, its CSP handle and what nobody holds go
  B ends_held_contexts;   // contexts go although somebody holds them
  B releases_csp;         // one reference of the store's CSP handle is given back
};

// REQUIRES: handles > 0. `owns_csp`: the store has a CSP handle that it must release and has not released yet.
template <class N, class B>
CloseDecision<N, B> decide_close(const N& handles, const CloseFlags<B>& flags, const B& owns_csp) {
  const B is_final = handles == 1;
  // A forced close ends the store whatever other handles exist: none of them may be used afterwards. (choice)
  const B ends = is_final || flags.force;
  return {handles - 1, ends, flags.force, ends && owns_csp};
}

// Does the close report CRYPT_E_PENDING_CLOSE? `handles` and `held_contexts` are those left after it.
// A forced close leaves nothing behind, so it has nothing to report. (choice)
template <class N, class B>
B close_reports_pending(const N& handles, const N& held_contexts, const CloseFlags<B>& flags,
                        const Reading<B>& reading) {
  const B other_handles = reading.check_counts_other_handles && handles > 0;
  return flags.check && !flags.force && (other_handles || held_contexts > 0);
}

// A store's memory goes when no handle and no context of it is left.
template <class N, class B>
B store_is_dead(const N& handles, const N& contexts) {
  return handles == 0 && contexts == 0;
}

// One context: how many references are held from outside, whether its store keeps it alive, whether it can be found.
template <class N, class B>
struct ContextCounts {
  N references;
  B kept;    // the store holds it: it is listed and the store is open
  B listed;  // enumerations and finds return it
};

// A context's memory goes when nobody holds it and its store does not keep it.
template <class N, class B>
B context_is_dead(const ContextCounts<N, B>& context) {
  return context.references == 0 && !context.kept;
}

// A duplicate, and every call that returns the context.
template <class N, class B>
ContextCounts<N, B> with_reference_taken(const ContextCounts<N, B>& context) {
  return {context.references + 1, context.kept, context.listed};
}

// A free, and every call that consumes a previous context. REQUIRES: references > 0.
template <class N, class B>
ContextCounts<N, B> with_reference_freed(const ContextCounts<N, B>& context) {
  return {context.references - 1, context.kept, context.listed};
}

// A delete takes the context off the list; the reference it was given is freed besides.
template <class N, class B>
ContextCounts<N, B> with_listing_ended(const ContextCounts<N, B>& context) {
  return {context.references, B{false}, B{false}};
}

// The end of the store: what is held stays, and stays listed for those who still look at the store through it.
template <class N, class B>
ContextCounts<N, B> with_store_ended(const ContextCounts<N, B>& context) {
  return {context.references, B{false}, context.listed};
}

}  // namespace certlife::impl::lifetime
