// The library's lifetime kernel refines the model: what it decides, given the counts, is what the rules say.
//
// impl/src/lifetime_kernel.h is the one header of the library that is seen here. It is generic over its numbers, so that these
// claims are about the very lines that the library runs. Its choices are the library's and stand as premises.
#pragma once

#include <tuple>

#include "impl/src/lifetime_kernel.h"
#include "model/invariants/claim_words.h"

namespace certlife::proofs {

using namespace model;  // NOLINT: claims are written in the words of the rules.
namespace kernel = certlife::impl::lifetime;

template <class D>
kernel::CloseFlags<model::Bool<D>> flags_of(const CloseStore<D>& call) {
  return {call.check, call.force};
}

// What a context's own store knows of it. An open store keeps what it lists.
template <class D>
kernel::ContextCounts<model::Count<D>, model::Bool<D>> counts_of(const World<D>& world, model::Context<D> context) {
  const model::Bool<D> listed = world.listed.at(context);
  return {world.references.at(context), listed && is_open(world, world.home.at(context)), listed};
}

template <class D>
model::Bool<D> ignores_unknown_flags(const model::Choices<D>& choice) {
  return !choice.takes(unknown_close_flags_are_refused, true) && !choice.takes(unknown_close_flags_are_refused_but_consume, true);
}

struct TheKernelClosesAsTheModelDoes {
  static constexpr About about{"the_kernel_closes_as_the_model_does",
                               "The library's kernel decides of a close what the model says: which handles are left, whether the store ends, "
                               "whether held contexts go with it, and whether the CSP handle is released.",
                               "CLOSE-1 CLOSE-2 CLOSE-9 CLOSE-11 CLOSE-14 CLOSE-15 CLOSE-16",
                               "force_ends_every_handle = now, csp_released_at = final_close, unknown_close_flags = ignored"};
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const model::Bool<D> premise = it.choice.takes(force_ends_every_handle_now, true) &&
                                   !it.choice.takes(csp_released_at_any_close, true) && ignores_unknown_flags<D>(it.choice);
    const auto decided = kernel::decide_close<model::Count<D>, model::Bool<D>>(it.before.handles.at(s), flags_of(call),
                                                                               it.before.releases_csp.at(s));
    const model::Bool<D> ends = it.after.handles.at(s) == 0;
    const model::Bool<D> released = it.before.releases_csp.at(s) && !it.after.releases_csp.at(s);
    return implied<D>(premise && is_real<D>(s),
                      decided.ends_store == ends && (ends || decided.handles == it.after.handles.at(s)) &&
                          decided.ends_held_contexts == it.after.forfeited.at(s) && decided.releases_csp == released);
  }
};

struct TheKernelReportsAsTheModelDoes {
  static constexpr About about{"the_kernel_reports_as_the_model_does",
                               "The library's kernel reports CRYPT_E_PENDING_CLOSE of a close exactly where the model does.",
                               "CLOSE-4 CLOSE-5 CLOSE-7 CLOSE-18 CLOSE-23 CLOSE-24 CLOSE-29",
                               "deleted_but_held_is_pending = yes, check_with_force_reports = true, unknown_close_flags = ignored"};
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto s = call.store;
    const model::Bool<D> premise = it.choice.takes(deleted_but_held_is_pending, true) &&
                                   !it.choice.takes(check_with_force_reports_as_check, true) && ignores_unknown_flags<D>(it.choice);
    const kernel::Reading<model::Bool<D>> reading{it.choice.takes(check_counts_other_handles, true),
                                                  it.choice.takes(null_store_close_is_refused, true)};
    const model::Count<D> left = it.before.handles.at(s) - 1;
    const model::Count<D> held = one_if<D>(any_context_held_from(it.before, s));
    const auto pending = kernel::close_reports_pending<model::Count<D>, model::Bool<D>>(left, held, flags_of(call), reading);
    return implied<D>(premise && is_real<D>(s), pending == is_failure(it.answer, Error::pending_close));
  }
};

struct TheKernelEndsContextsWithTheirStore {
  static constexpr About about{"the_kernel_ends_contexts_with_their_store",
                               "At the last close without FORCE the library's kernel lets a context go exactly if the model does.",
                               "CLOSE-6 CLOSE-8 CLOSE-19 CLOSE-20", "pending_store_keeps_unreferenced = no"};
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const CloseStore<D>& call) {
    const auto c = it.context;
    const model::Bool<D> premise = !it.choice.takes(pending_store_keeps_unreferenced, true);
    const model::Bool<D> last = is_real<D>(call.store) && it.before.handles.at(call.store) == 1 && it.after.handles.at(call.store) == 0;
    const model::Bool<D> its = it.before.context_allocated.at(c) && it.before.home.at(c) == call.store;
    const auto counts = kernel::with_store_ended(counts_of(it.before, c));
    return implied<D>(premise && last && its && !it.after.forfeited.at(call.store),
                      kernel::context_is_dead(counts) == !it.after.context_allocated.at(c));
  }
};

struct TheKernelFreesAsTheModelDoes {
  static constexpr About about{"the_kernel_frees_as_the_model_does",
                               "The library's kernel counts a free, a delete and a duplicate as the model does, and lets a context go at the very "
                               "call at which the model does.",
                               "DUP-2 FREE-2 FREE-3 FREE-6 DELETE-1 DELETE-2 DELETE-4 CONTEXT-3", "pending_store_keeps_unreferenced = no"};
  template <class D, class Counts>
  static model::Bool<D> is_right(const Seen<D>& it, model::Context<D> c, const Counts& counts) {
    const model::Bool<D> premise = !it.choice.takes(pending_store_keeps_unreferenced, true);
    const model::Bool<D> gone = !it.after.context_allocated.at(c);
    return implied<D>(premise && is_some<D>(c),
                      counts.references == it.after.references.at(c) && kernel::context_is_dead(counts) == gone &&
                          (gone || counts.listed == it.after.listed.at(c)));
  }
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const FreeContext<D>& call) {
    return is_right(it, call.context, kernel::with_reference_freed(counts_of(it.before, call.context)));
  }
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const DeleteContext<D>& call) {
    return is_right(it, call.context, kernel::with_reference_freed(kernel::with_listing_ended(counts_of(it.before, call.context))));
  }
  template <class D>
  static model::Bool<D> holds(const Seen<D>& it, const DuplicateContext<D>& call) {
    return is_right(it, call.context, kernel::with_reference_taken(counts_of(it.before, call.context)));
  }
};

struct TheKernelEndsAStoreAsTheModelDoes {
  static constexpr About about{"the_kernel_ends_a_store_as_the_model_does",
                               "A store has memory after a call exactly as long as the library's kernel does not call it dead.",
                               "CLOSE-19 CLOSE-21 FREE-7 HANDLE-12", "pending_store_keeps_unreferenced = no"};
  template <class D, class Call>
  static model::Bool<D> holds(const Seen<D>& it, const Call&) {
    const auto s = it.store;
    const model::Bool<D> premise = !it.choice.takes(pending_store_keeps_unreferenced, true);
    const auto any = [](const World<D>&, model::Context<D>) { return model::Bool<D>(true); };
    const model::Count<D> contexts = one_if<D>(D::any_context_of(it.after, s, any));
    const auto dead = kernel::store_is_dead<model::Count<D>, model::Bool<D>>(it.after.handles.at(s), contexts);
    return implied<D>(premise && is_real<D>(s) && it.before.store_allocated.at(s), it.after.store_allocated.at(s) == !dead);
  }
};

using KernelClaims = std::tuple<TheKernelClosesAsTheModelDoes, TheKernelReportsAsTheModelDoes, TheKernelEndsContextsWithTheirStore,
                                TheKernelFreesAsTheModelDoes, TheKernelEndsAStoreAsTheModelDoes>;

}  // namespace certlife::proofs
