# Bugs planted in copies of the implementation, one library each. FIND must stand exactly once in the file IN (under impl/src).
# A fault in a header also says which sources are compiled with it (COMPILES).

# --- Counting ---------------------------------------------------------------------------------------------------------------
plant(duplicate_store_counts_nothing
  SAYS "CertDuplicateStore adds no handle reference."
  IN store.cpp FIND "if (!store.is_null_store) store.handles.fetch_add(1, std::memory_order_relaxed);"
  WITH "static_cast<void>(store);")
plant(duplicate_store_counts_twice
  SAYS "CertDuplicateStore adds two handle references."
  IN store.cpp FIND "store.handles.fetch_add(1, std::memory_order_relaxed);"
  WITH "store.handles.fetch_add(2, std::memory_order_relaxed);")
plant(duplicate_context_counts_nothing
  SAYS "CertDuplicate…Context of a certificate adds no reference."
  IN context_calls.h COMPILES api_certificate.cpp
  FIND "element_of<K>(context)->counts.take_reference();" WITH "")
plant(free_of_a_ctl_forgets
  SAYS "CertFreeCTLContext frees nothing."
  IN context_calls.h COMPILES api_ctl.cpp
  FIND "free_element(*element_of<K>(context));" WITH "")
plant(unlisted_contexts_are_never_buried
  SAYS "The last free of a deleted context leaks it."
  IN store.cpp FIND "if (element.counts.free_reference().kills()) bury(element);"
  WITH "const bool dies = element.counts.free_reference().kills(); if (dies && element.home->handles.load() == 0) bury(element);")
plant(pending_store_is_never_freed
  SAYS "The last free of a context of a closed store leaks the store."
  IN store.cpp FIND "store_dies = is_dead(store);" WITH "store_dies = false;")
plant(store_dies_with_its_first_context
  SAYS "A closed store goes with the first context that is freed, though others are held."
  IN store.cpp FIND "store_dies = is_dead(store);" WITH "store_dies = store.handles.load() == 0;")
plant(add_leaks_a_reference
  SAYS "An add without an out pointer leaves one reference behind."
  IN store_add.cpp FIND "fresh.counts.set({addition.wants_reference ? 1u : 0u, kept, true});"
  WITH "fresh.counts.set({1u, kept, true});")
plant(use_existing_forgets_its_reference
  SAYS "USE_EXISTING with an out pointer hands out the existing context without a reference."
  IN store_add.cpp FIND "    result = existing.give_away();" WITH "    result = existing.element;")
plant(refused_add_leaks_a_reference
  SAYS "An add that is refused keeps a reference to the existing element."
  IN store_add.cpp FIND "if (action == AddAction::refuse) return Status::failure(CRYPT_E_EXISTS);"
  WITH "if (action == AddAction::refuse) { existing.give_away(); return Status::failure(CRYPT_E_EXISTS); }")
plant(null_store_add_leaks
  SAYS "An add to NULL without an out pointer leaks the new context."
  IN store_add.cpp FIND "return wants_reference ? &fresh.give_away() : nullptr;"
  WITH "Element* made = &fresh.give_away(); return wants_reference ? made : nullptr;")

# --- Closing, checking, forcing ---------------------------------------------------------------------------------------------
plant(check_misses_held_contexts
  SAYS "CHECK does not look at held contexts."
  IN store.cpp FIND "const std::uint64_t held = flags.check && !dead ? count_held(store) : 0;"
  WITH "const std::uint64_t held = 0;")
plant(check_overlooks_contexts_held_once
  SAYS "CHECK does not count a context that is held once only."
  IN store.cpp FIND "held += element.counts.load().references > 0;"
  WITH "held += element.counts.load().references > 1;")
plant(check_misses_ctls
  SAYS "CHECK forgets to look at CTLs."
  IN store.cpp FIND "held += element.counts.load().references > 0;"
  WITH "held += element.kind != Kind::ctl && element.counts.load().references > 0;")
plant(check_misses_other_handles
  SAYS "CHECK does not report other handles to the store."
  IN lifetime_kernel.h COMPILES store.cpp
  FIND "const B other_handles = reading.check_counts_other_handles && handles > 0;"
  WITH "const B other_handles = reading.check_counts_other_handles && handles > 1;")
plant(check_counts_its_own_handle
  SAYS "CHECK takes the handle that it is closing for another one."
  IN store.cpp FIND "pending = lifetime::close_reports_pending(decision.handles, held,"
  WITH "pending = lifetime::close_reports_pending(decision.handles + 1, held,")
plant(close_without_check_reports
  SAYS "A close with flags 0 reports what is held too."
  IN lifetime_kernel.h COMPILES store.cpp
  FIND "return flags.check && !flags.force && (other_handles || held_contexts > 0);"
  WITH "return !flags.force && (other_handles || held_contexts > 0);")
plant(check_keeps_the_store_open
  SAYS "A CHECK close that reports something keeps its handle."
  IN store.cpp FIND "status = report(lifetime::close_reports_pending(decision.handles, std::uint64_t{0}, flags, current_reading()));"
  WITH "status = report(lifetime::close_reports_pending(decision.handles, std::uint64_t{0}, flags, current_reading())); if (!status.is_ok()) store.handles.fetch_add(1);")
plant(force_spares_crls
  SAYS "A forced close forgets held CRLs."
  IN store.cpp FIND "if (!dies && !held_ones_too) return;"
  WITH "if (!dies && (!held_ones_too || element.kind == Kind::crl)) return;")
plant(force_waits_for_the_last_handle
  SAYS "A forced close with other handles left only counts down."
  IN lifetime_kernel.h COMPILES store.cpp
  FIND "const B ends = is_final || flags.force;" WITH "const B ends = is_final;")
plant(default_close_takes_held_contexts
  SAYS "A close with flags 0 frees held contexts."
  IN lifetime_kernel.h COMPILES store.cpp
  FIND "return {handles - 1, ends, flags.force, ends && owns_csp};"
  WITH "return {handles - 1, ends, ends, ends && owns_csp};")
plant(close_leaves_unheld_contexts
  SAYS "The final close does not free what nobody holds when something else is held."
  IN store.cpp FIND "const bool dies = element.counts.end_store().kills();"
  WITH "const bool dies = element.counts.end_store().kills() && store.linked_elements < 2;")
plant(null_store_can_be_closed
  SAYS "Closing the null store returns TRUE."
  IN store.cpp FIND "return fails ? Status::failure(E_UNEXPECTED) : Status::ok();"
  WITH "return fails ? Status::ok() : Status::ok();")
plant(close_of_null_fails
  SAYS "CertCloseStore(NULL) returns FALSE."
  IN api_store.cpp FIND "if (handle == nullptr) return TRUE;" WITH "if (handle == nullptr) return FALSE;")

# --- Last error -------------------------------------------------------------------------------------------------------------
plant(success_clears_the_last_error
  SAYS "A successful close sets the last error to 0."
  IN edge.h COMPILES api_store.cpp
  FIND "if (!status.is_ok()) SetLastError(status.code());"
  WITH "SetLastError(status.is_ok() ? 0 : status.code());")
plant(pending_close_has_the_wrong_code
  SAYS "CHECK reports CRYPT_E_NOT_FOUND."
  IN store.cpp FIND "Status::failure(CRYPT_E_PENDING_CLOSE)" WITH "Status::failure(CRYPT_E_NOT_FOUND)")
plant(end_of_enumeration_is_silent
  SAYS "The end of an enumeration sets no last error."
  IN edge.h COMPILES api_crl.cpp
  FIND "if (!result.is_ok()) SetLastError(result.status().code());"
  WITH "if (!result.is_ok() && result.status().code() != DWORD(CRYPT_E_NOT_FOUND)) SetLastError(result.status().code());")
plant(exists_has_the_wrong_code
  SAYS "NEW of what is there reports E_INVALIDARG."
  IN store_add.cpp FIND "Status::failure(CRYPT_E_EXISTS)" WITH "Status::failure(E_INVALIDARG)")

# --- Listing and enumeration ------------------------------------------------------------------------------------------------
plant(delete_does_not_unlist
  SAYS "A delete frees the reference and leaves the element listed."
  IN store.cpp FIND "const Transition ended = unlist_element(store, element);" WITH "const Transition ended{element.counts.load(), element.counts.load()};")
plant(delete_keeps_the_reference
  SAYS "A delete does not free the reference it was given."
  IN store.cpp FIND "  if (dies) return bury(element);
  free_element(element);"
  WITH "  if (dies) return bury(element);")
plant(enumeration_keeps_the_previous_context
  SAYS "An enumeration of CTLs does not free the previous context."
  IN context_calls.h COMPILES api_ctl.cpp
  FIND "    free_element(*element_);" WITH "")
plant(enumeration_repeats_the_first
  SAYS "An enumeration goes on at the newest element instead of behind the previous one when that one was deleted."
  IN store_walk.cpp
  FIND "Element* from = previous == nullptr ? list.newest_in_passing() : ElementList::older_in_passing(*previous);"
  WITH "Element* from = previous == nullptr || !previous->is_listed() ? list.newest_in_passing() : ElementList::older_in_passing(*previous);")
plant(enumeration_shows_deleted_elements
  SAYS "Enumerations show deleted elements that are still held."
  IN element.h COMPILES store_walk.cpp
  FIND "if (!counts.listed || lifetime::context_is_dead(counts)) return false;"
  WITH "if (lifetime::context_is_dead(counts)) return false;")
plant(enumeration_shows_archived_elements
  SAYS "Enumerations show archived contexts."
  IN store_walk.cpp FIND "if (!with_archived && element->archived.load(std::memory_order_relaxed)) continue;"
  WITH "static_cast<void>(with_archived);")
plant(unlinking_cuts_the_list
  SAYS "Unlinking an element in the middle forgets the ones behind it."
  IN element_list.cpp FIND "link.store(older, std::memory_order_release);"
  WITH "link.store(element.newer != nullptr ? nullptr : older, std::memory_order_release);")
plant(any_store_may_be_walked
  SAYS "A previous context of another store is accepted."
  IN context_calls.h COMPILES api_certificate.cpp
  FIND "if (!previous.is_from(store)) return Status::failure(E_INVALIDARG);" WITH "")

# --- Kinds ------------------------------------------------------------------------------------------------------------------
plant(end_of_store_forgets_ctls
  SAYS "The end of the store forgets the list of CTLs."
  IN store.cpp FIND "void for_each_linked(Store& store, Visit visit) {
  for (ElementList& list : store.lists) {"
  WITH "void for_each_linked(Store& store, Visit visit) {
  for (ElementList& list : store.lists) {
    if (&list == &store.lists[2]) continue;")
plant(every_list_matches_the_newest
  SAYS "An add of a CRL or CTL takes the newest element for the match it looks for."
  IN store_add.cpp FIND "const Key key = key_of(fresh, Lookup::match);"
  WITH "const Key key = key_of(list.newest() != nullptr ? *list.newest() : fresh, Lookup::match);")
plant(certificates_match_by_issuer_and_serial_number
  SAYS "A certificate is refused as there already when one with its issuer and serial number is."
  IN keys.cpp FIND "case Lookup::match: return Key{{whole.element.encoded()}};"
  WITH "case Lookup::match: return Key{{bytes(identity.issuer), bytes(identity.serial_number)}};")
plant(a_set_hash_is_not_looked_at
  SAYS "An add goes by the hash of a certificate's bytes, whatever its hash property says."
  IN known_hash.cpp FIND "return {value != sha1_of_bytes(element), value};"
  WITH "static_cast<void>(value); return {};")
plant(a_hash_set_later_is_not_noted
  SAYS "The hash property of a certificate that is listed already does not reach its store."
  IN properties.cpp FIND "note_false_sha1(list, element, false_sha1_of(element), retired);" WITH "")
plant(the_disposition_is_looked_at_first
  SAYS "An encoded add of a CRL refuses its disposition before it looks at the bytes."
  IN context_calls.h COMPILES api_crl.cpp
  FIND "    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    Store& store = home_for(handle);"
  WITH "    if (const Status status = check_encoding_type(encoding_type); !status.is_ok()) return status;
    if (!is_disposition(disposition)) return Status::failure(E_INVALIDARG);
    Store& store = home_for(handle);")
plant(a_copy_to_null_forgets_its_properties
  SAYS "What an add of a context to NULL makes has no properties."
  IN context_calls.h COMPILES api_certificate.cpp
  FIND "copy_properties(*fresh, source);" WITH "if (handle != nullptr) copy_properties(*fresh, source);")

# --- CSP handles ------------------------------------------------------------------------------------------------------------
plant(csp_is_never_released
  SAYS "The final close does not release the CSP handle."
  IN store.cpp FIND "if (decision.releases_csp) release_csp(store.owned_csp);" WITH "")
plant(csp_is_released_at_any_close
  SAYS "Every close releases the CSP handle."
  IN store.cpp FIND "const CloseDecision decision = lifetime::decide_close(handles, flags, false);"
  WITH "const CloseDecision decision = lifetime::decide_close(handles, flags, false); if (store.owned_csp != 0) release_csp(std::exchange(store.owned_csp, 0));")
plant(force_keeps_the_csp
  SAYS "A forced close does not release the CSP handle."
  IN lifetime_kernel.h COMPILES store.cpp
  FIND "return {handles - 1, ends, flags.force, ends && owns_csp};"
  WITH "return {handles - 1, ends, flags.force, ends && owns_csp && !flags.force};")
plant(bad_flags_keep_the_csp
  SAYS "CryptReleaseContext with bad flags takes no reference."
  IN api_csp.cpp FIND "const Status released = try_release_csp(csp);"
  WITH "const Status released = flags != 0 ? Status::failure(NTE_BAD_FLAGS) : try_release_csp(csp);")
plant(dead_csp_is_an_invalid_handle
  SAYS "Releasing a dead CSP handle fails with ERROR_INVALID_HANDLE."
  IN api_csp.cpp FIND "    const Status released = try_release_csp(csp);  // with bad flags too (docs cryptreleasecontext)"
  WITH "    Status released = try_release_csp(csp); if (!released.is_ok()) released = Status::failure(DWORD{ERROR_INVALID_HANDLE});")
plant(provider_type_is_not_looked_at
  SAYS "CryptAcquireContext gives a handle of provider type 0."
  IN api_csp.cpp FIND "if (type == 0 || type > last_provider_type) return" WITH "if (type > last_provider_type) return Status::failure(NTE_BAD_PROV_TYPE); if (type == 0) return Status::ok(); if (type > last_provider_type) return")
plant(unknown_find_type_is_not_found
  SAYS "A find of certificates of an unknown type fails with CRYPT_E_NOT_FOUND."
  IN find_types.h COMPILES api_certificate.cpp
  FIND "Status::failure(DWORD{ERROR_NOT_SUPPORTED}) : Status::failure(E_INVALIDARG);"
  WITH "Status::failure(DWORD{ERROR_NOT_SUPPORTED}) : Status::failure(CRYPT_E_NOT_FOUND);")

# --- Dispositions and properties --------------------------------------------------------------------------------------------
plant(replace_keeps_the_old_element
  SAYS "REPLACE_EXISTING leaves the old element listed."
  IN store_add.cpp FIND "  static_cast<void>(unlist_element(store, existing));" WITH "  static_cast<void>(existing);")
plant(newer_replaces_the_same
  SAYS "NEWER replaces an element of the same date."
  IN store_add.cpp FIND "const bool is_newer = encoding::compare_times(existing.issued_at(), fresh.issued_at()) < 0;"
  WITH "const bool is_newer = encoding::compare_times(existing.issued_at(), fresh.issued_at()) <= 0;")
plant(newer_inherits_nothing
  SAYS "NEWER_INHERIT_PROPERTIES inherits nothing."
  IN store_add.cpp FIND "return unless_older(*existing, fresh, AddAction::replace_and_inherit);"
  WITH "return unless_older(*existing, fresh, AddAction::replace);")
plant(use_existing_overwrites_properties
  SAYS "USE_EXISTING overwrites the properties of the existing element."
  IN store_add.cpp FIND "return use(store, *existing, fresh, PropertySet::Merge::keep_own);"
  WITH "return use(store, *existing, fresh, PropertySet::Merge::take_theirs);")
plant(add_forgets_properties
  SAYS "Adding a CRL context does not copy its properties."
  IN context_calls.h COMPILES api_crl.cpp
  FIND "copy_properties(*fresh, source);" WITH "static_cast<void>(source);")
plant(property_is_not_deleted
  SAYS "Setting a property to NULL leaves it."
  IN properties.cpp FIND "  properties.remove(id);
  return Status::ok();" WITH "  return Status::ok();")
plant(property_zero_is_accepted
  SAYS "Setting property 0 succeeds."
  IN properties.cpp FIND "return id == 0 || id > CERT_LAST_USER_PROP_ID" WITH "return id > CERT_LAST_USER_PROP_ID")

# --- Persistence ------------------------------------------------------------------------------------------------------------
plant(final_close_does_not_commit
  SAYS "The final close writes no changes."
  IN store.cpp FIND "committed = commit_changes(store);" WITH "")
plant(deletes_are_not_changes
  SAYS "A delete is no change to be committed."
  IN store.cpp FIND "if (ended.before.listed) note_change(store);" WITH "")
plant(properties_are_not_persisted
  SAYS "A property that is set is no change to be committed."
  IN properties.cpp FIND "if (status.is_ok() && persists && element->counts.load().listed) note_change(*element->home);" 
  WITH "static_cast<void>(persists);")
plant(deleted_elements_are_saved
  SAYS "What is saved includes deleted elements that are held."
  IN save_store.cpp FIND "if (element->counts.load().listed) visit(*element);" WITH "visit(*element);")
plant(clear_commits
  SAYS "COMMIT_CLEAR forgets nothing: the final close writes all the same."
  IN save_store.cpp FIND "store.file->has_changes.store(false);
    return Status::ok();" WITH "return Status::ok();")
plant(every_file_store_commits
  SAYS "A file store opened without COMMIT_ENABLE writes its file."
  IN file_store.cpp FIND "if (!has(flags, CERT_FILE_STORE_COMMIT_ENABLE_FLAG)) {
    store.file" WITH "if (false) {
    store.file")

# --- Threads ----------------------------------------------------------------------------------------------------------------
plant(handle_count_is_not_atomic
  SAYS "CertDuplicateStore reads and writes the handle count in two steps, and others come between."
  IN store.cpp FIND "store.handles.fetch_add(1, std::memory_order_relaxed);"
  WITH "{ const auto before = store.handles.load(); sched_yield(); store.handles.store(before + 1); }")
plant(add_takes_no_lock
  SAYS "Adds do not lock the store, and others come between."
  IN store_add.cpp FIND "  const std::lock_guard lock(store.lock);
  if (disposition != CERT_STORE_ADD_ALWAYS) {"
  WITH "  if (disposition != CERT_STORE_ADD_ALWAYS) {"
  ALSO_IN element_list.cpp ALSO_FIND "  if (older != nullptr) older->newer = &element;
  newest_.store"
  ALSO_WITH "  if (older != nullptr) older->newer = &element;
  sched_yield();
  newest_.store")
