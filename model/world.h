// The world: what an implementation holds in memory, and, apart from it, what the caller may rely on.
//
// A `World<D>` is a value over a domain D (model/README.md explains domains): the same fields are plain numbers for the
// oracle and the explorer, and solver terms for the proofs. Rules read a world `before` and build a world `after`.
#pragma once

#include "model/domain/terms.h"

namespace certlife::model {

template <class D>
struct World {
  template <class Key, class Value>
  using Map = typename D::template Map<Key, Value>;
  using Bool = typename D::Bool;
  using Count = typename D::Count;
  using Store = typename D::Store;
  using Context = typename D::Context;
  using Csp = typename D::Csp;
  using File = typename D::File;

  // Stores. The null store, to which created contexts belong, exists from the start and has no handle count.
  Map<Store, Bool> store_exists;      // It was opened at some time.
  Map<Store, Bool> store_allocated;   // Its memory has not been freed.
  Map<Store, Count> handles;          // Handle references: one an open, one a duplicate.
  Map<Store, Bool> forfeited;         // A forced close took from the caller all right to it and its contexts.
  Map<Store, Bool> shows_archived;    // Its enumerations list archived contexts too.
  Map<Store, Csp> csp;                // The CSP handle given at open, if any.
  Map<Store, Bool> releases_csp;      // It still owes that handle one release.
  Map<Store, File> file;              // The file behind it, if any.
  Map<Store, Bool> commits;           // Opened so that changes are written to the file.
  Map<Store, Bool> writes_pkcs7;      // It writes PKCS #7, which has no room for CTLs and properties; else a serialized store.
  Map<Store, Bool> changed;           // Something was added, deleted or set since the file was last read or written.

  // Contexts: certificates, CRLs and CTLs alike.
  Map<Context, Bool> context_exists;     // It was made at some time.
  Map<Context, Bool> context_allocated;  // Its memory has not been freed.
  Map<Context, KindOf<D>> kind;
  Map<Context, Store> home;              // The store named by its hCertStore.
  Map<Context, Count> references;        // References that calls gave out and that were not freed.
  Map<Context, Bool> listed;             // It is an element of its home: enumerations and finds show it.
  Map<Context, Content<D>> content;
  Map<Context, Properties<D>> properties;
  Map<Context, Position<D>> position;    // Later positions are shown first.
  Map<Context, Bool> placed;             // Its position is known; else the first enumeration that shows it tells.

  // CSP handles (HCRYPTPROV) and files.
  Map<Csp, Bool> csp_exists;
  Map<Csp, Count> csp_references;
  Map<File, Bool> file_exists;
  Map<File, Image<D>> image;
  Map<File, FormTerm<D>> form;

  // The caller: references it was given and has not given back.
  Map<Store, Count> owned_handles;
  Map<Context, Count> owned_references;
  Map<Csp, Count> owned_csp_references;

  Position<D> next_position{};  // Beyond every position taken so far.
  Index<D> index;               // Bookkeeping of the domain's own: which contexts a store has.

  // Applies `visit` to the same field of several worlds at once, field by field: the one list of fields for copying,
  // comparing, hashing and printing.
  template <class Visit, class... Worlds>
  static void for_each_field(Visit&& visit, Worlds&... w) {
    visit("store_exists", w.store_exists...);
    visit("store_allocated", w.store_allocated...);
    visit("handles", w.handles...);
    visit("forfeited", w.forfeited...);
    visit("shows_archived", w.shows_archived...);
    visit("csp", w.csp...);
    visit("releases_csp", w.releases_csp...);
    visit("file", w.file...);
    visit("commits", w.commits...);
    visit("writes_pkcs7", w.writes_pkcs7...);
    visit("changed", w.changed...);
    visit("context_exists", w.context_exists...);
    visit("context_allocated", w.context_allocated...);
    visit("kind", w.kind...);
    visit("home", w.home...);
    visit("references", w.references...);
    visit("listed", w.listed...);
    visit("content", w.content...);
    visit("properties", w.properties...);
    visit("position", w.position...);
    visit("placed", w.placed...);
    visit("csp_exists", w.csp_exists...);
    visit("csp_references", w.csp_references...);
    visit("file_exists", w.file_exists...);
    visit("image", w.image...);
    visit("form", w.form...);
    visit("owned_handles", w.owned_handles...);
    visit("owned_references", w.owned_references...);
    visit("owned_csp_references", w.owned_csp_references...);
  }
};

}  // namespace certlife::model
