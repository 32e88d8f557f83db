// Every call of a scope that the documents define in a world.
//
// Fresh names are the lowest that nothing ever bore. Where none is left a call is still visited, with no name for what it
// would make: `is_within` of its outcome then tells whether it made something.
#pragma once

#include "model/explore/scope.h"
#include "model/explore/slots.h"
#include "model/rules/step.h"

namespace certlife::model::explore {

template <class D>
class Candidates {
 public:
  Candidates(const World<D>& world, const Scope& scope) : world_(world), scope_(scope) {}

  // Names, in the order of their slots.
  template <class Visit>
  void each_store(Visit visit) const {
    for (int i = 0; i < scope_.stores; ++i) {
      if (world_.store_allocated.at(store(i))) visit(store(i));
    }
  }
  template <class Visit>
  void each_store_or_null(Visit visit) const {
    if (scope_.null_arguments) visit(D::null_store());
    each_store(visit);
  }
  template <class Visit>
  void each_owned_context(Visit visit) const {
    for (int i = 0; i < scope_.contexts; ++i) {
      if (world_.owned_references.at(context(i)) > 0) visit(context(i));
    }
  }
  template <class Visit>
  void each_owned_context_or_null(Visit visit) const {
    if (scope_.null_arguments) visit(D::no_context());
    each_owned_context(visit);
  }
  template <class Visit>
  void each_kind(Visit visit) const {
    for (int i = 0; i < scope_.kinds; ++i) visit(D::kind(static_cast<Kind>(i)));
  }
  template <class Visit>
  void each_content(Visit visit) const {
    for (int i = 0; i < scope_.contents; ++i) visit(content(i));
  }
  template <class Visit>
  void each_encoding(Visit visit) const {
    visit(Encoding::sound);
    if (!scope_.bad_arguments) return;
    for (const Encoding each : {Encoding::bad_type, Encoding::no_bytes, Encoding::undecodable}) visit(each);
  }
  template <class Visit>
  void each_disposition(Visit visit) const {
    for (int i = 1; i < 8; ++i) {
      if (scope_.dispositions.has(static_cast<Disposition>(i))) visit(static_cast<Disposition>(i));
    }
    if (scope_.bad_arguments) visit(Disposition::none), visit(Disposition::unknown);
  }

  Store<D> fresh_store() const {
    for (int i = 0; i < scope_.stores; ++i) {
      if (!world_.store_exists.at(store(i))) return store(i);
    }
    return D::no_store();
  }
  Context<D> fresh_context() const {
    for (int i = 0; i < scope_.contexts; ++i) {
      if (!world_.context_exists.at(context(i))) return context(i);
    }
    return D::no_context();
  }

  // Calls, a function each.
  template <class Visit> void open_store(Visit visit) const;
  template <class Visit> void duplicate_store(Visit visit) const;
  template <class Visit> void close_store(Visit visit) const;
  template <class Visit> void create_context(Visit visit) const;
  template <class Visit> void add_context(Visit visit) const;
  template <class Visit> void add_from_context(Visit visit) const;
  template <class Visit> void next_context(Visit visit) const;
  template <class Visit> void find_context(Visit visit) const;
  template <class Visit> void contexts(Visit visit) const;
  template <class Visit> void properties(Visit visit) const;
  template <class Visit> void hash_property(Context<D> context, Visit visit) const;
  template <class Visit> void control_and_save(Visit visit) const;
  template <class Visit> void csp_handle(Visit visit) const;

 private:
  static constexpr Store<D> store(int slot) { return store_at<D>(slot); }
  static constexpr Context<D> context(int slot) { return context_at<D>(slot); }
  static constexpr Csp<D> csp() { return the_csp<D>(); }
  static constexpr PropertyId<D> friendly_name = 11;
  static Content<D> content(int which) {
    Content<D> it{};
    it.key = static_cast<decltype(it.key)>(which / 2);
    it.time = static_cast<decltype(it.time)>(which % 2);
    return it;
  }

  template <class Visit>
  void each_previous(Store<D> store, Visit visit) const {
    each_kind([&](auto kind) { visit(NextContext<D>{.store = store, .kind = kind}); });
    each_owned_context([&](auto previous) {
      visit(NextContext<D>{.store = store, .kind = world_.kind.at(previous), .previous = previous});
    });
  }

  const World<D>& world_;
  const Scope& scope_;
};

template <class D>
template <class Visit>
void Candidates<D>::open_store(Visit visit) const {
  const OpenStore<D> plain{.provider = D::provider(Provider::memory), .fresh_store = fresh_store()};
  visit(plain);
  if (scope_.has_csp() && world_.csp_references.at(csp()) > 0) {
    OpenStore<D> with_csp = plain;
    with_csp.csp = csp();
    visit(with_csp);
    with_csp.no_crypt_release = true;
    visit(with_csp);
  }
  if (!scope_.bad_arguments) return;
  visit(OpenStore<D>{.provider = D::provider(Provider::unknown), .fresh_store = fresh_store()});
  visit(OpenStore<D>{.provider = D::provider(Provider::memory), .delete_flag = true, .fresh_store = fresh_store()});
}

template <class D>
template <class Visit>
void Candidates<D>::duplicate_store(Visit visit) const {
  each_store_or_null([&](auto store) { visit(DuplicateStore<D>{store}); });
}

template <class D>
template <class Visit>
void Candidates<D>::close_store(Visit visit) const {
  const auto with_flags = [&](auto store) {
    for (const bool check : {false, true}) {
      for (const bool force : {false, true}) visit(CloseStore<D>{.store = store, .check = check, .force = force});
    }
    if (scope_.bad_arguments) visit(CloseStore<D>{.store = store, .unknown_flags = true});
  };
  if (scope_.null_arguments) with_flags(D::no_store());
  each_store_or_null(with_flags);
}

template <class D>
template <class Visit>
void Candidates<D>::create_context(Visit visit) const {
  each_kind([&](auto kind) {
    each_content([&](auto content) {
      each_encoding([&](auto encoding) {
        visit(CreateContext<D>{kind, D::encoding(encoding), content, fresh_context()});
      });
    });
  });
}

template <class D>
template <class Visit>
void Candidates<D>::add_context(Visit visit) const {
  AddContext<D> call{.store = {}, .kind = {}, .encoding = {}, .content = {}, .disposition = {}};
  call.fresh_context = fresh_context();
  const auto with_store = [&](auto store) {
    call.store = store;
    each_kind([&](auto kind) {
      call.kind = kind;
      each_content([&](auto content) {
        call.content = content;
        each_encoding([&](auto encoding) {
          call.encoding = D::encoding(encoding);
          each_disposition([&](auto disposition) {
            call.disposition = D::disposition(disposition);
            for (const bool wants : {false, true}) call.wants_result = wants, visit(call);
          });
        });
      });
    });
  };
  if (scope_.null_arguments) with_store(D::no_store());
  each_store_or_null(with_store);
}

template <class D>
template <class Visit>
void Candidates<D>::add_from_context(Visit visit) const {
  const auto with_store = [&](auto store) {
    each_owned_context([&](auto source) {
      each_disposition([&](auto disposition) {
        for (const bool wants : {false, true}) {
          visit(AddContext<D>{.store = store, .kind = world_.kind.at(source), .encoding = D::encoding(Encoding::sound),
                              .content = world_.content.at(source), .from_context = true, .source = source,
                              .disposition = D::disposition(disposition), .wants_result = wants,
                              .fresh_context = fresh_context()});
        }
      });
    });
  };
  if (scope_.null_arguments) with_store(D::no_store());
  each_store_or_null(with_store);
}

template <class D>
template <class Visit>
void Candidates<D>::next_context(Visit visit) const {
  each_store_or_null([&](auto store) { each_previous(store, visit); });
}

template <class D>
template <class Visit>
void Candidates<D>::find_context(Visit visit) const {
  each_store_or_null([&](auto store) {
    each_previous(store, [&](NextContext<D> call) {
      call.is_find = true;
      visit(call);
      each_content([&](auto content) {
        call.filter = {.any = false, .wanted = content};
        visit(call);
      });
      call.filter = D::any_content();
      call.known_find_type = false;
      if (scope_.bad_arguments) visit(call);
    });
  });
}

template <class D>
template <class Visit>
void Candidates<D>::contexts(Visit visit) const {
  if (scope_.makes(Action::duplicate_context)) {
    each_owned_context_or_null([&](auto context) { visit(DuplicateContext<D>{context}); });
  }
  if (scope_.makes(Action::free_context)) {
    each_owned_context_or_null([&](auto context) { visit(FreeContext<D>{context}); });
  }
  if (scope_.makes(Action::delete_context)) {
    each_owned_context([&](auto context) { visit(DeleteContext<D>{context}); });
  }
}

template <class D>
template <class Visit>
void Candidates<D>::properties(Visit visit) const {
  each_owned_context([&](auto context) {
    if (scope_.makes(Action::get_property)) visit(GetProperty<D>{context, friendly_name});
    if (!scope_.makes(Action::set_property)) return;
    for (const int value : {0, 1}) visit(SetProperty<D>{context, friendly_name, value});
    if (scope_.hash_properties) hash_property(context, visit);
    if (scope_.bad_arguments) visit(SetProperty<D>{context, 0, 1});
  });
}

// Taken away, or the hash of some content, its own or another.
template <class D>
template <class Visit>
void Candidates<D>::hash_property(Context<D> context, Visit visit) const {
  visit(SetProperty<D>{context, D::sha1_hash, D::no_value()});
  each_content([&](auto content) { visit(SetProperty<D>{context, D::sha1_hash, D::hash_of(content, D::sha1_hash)}); });
}

template <class D>
template <class Visit>
void Candidates<D>::control_and_save(Visit visit) const {
  if (scope_.makes(Action::control_store)) each_store([&](auto store) { visit(ControlStore<D>{.store = store}); });
  if (scope_.makes(Action::save_store)) each_store_or_null([&](auto store) { visit(SaveStore<D>{.store = store}); });
}

// A handle that nobody holds any longer may be acquired anew, once no store remembers it.
template <class D>
template <class Visit>
void Candidates<D>::csp_handle(Visit visit) const {
  bool remembered = world_.csp_references.at(csp()) > 0 || world_.owned_csp_references.at(csp()) > 0;
  each_store([&](auto store) { remembered = remembered || world_.releases_csp.at(store); });
  if (scope_.makes(Action::acquire_csp) && !remembered) visit(AcquireCsp<D>{csp()});
  if (!world_.csp_exists.at(csp())) return;
  if (scope_.makes(Action::add_csp_reference)) visit(AddCspReference<D>{csp()});
  if (scope_.makes(Action::release_csp)) visit(ReleaseCsp<D>{csp()});
  if (scope_.makes(Action::release_csp) && scope_.bad_arguments) visit(ReleaseCsp<D>{csp(), true});
  if (scope_.makes(Action::ask_csp)) visit(AskCsp<D>{csp()});
}

// Every call that may be defined: who runs the rule anyway reads in its outcome whether it is.
template <class D, class Visit>
void every_candidate(const World<D>& world, const Scope& scope, Visit visit) {
  const Candidates<D> calls{world, scope};
  if (scope.makes(Action::open_store)) calls.open_store(visit);
  if (scope.makes(Action::duplicate_store)) calls.duplicate_store(visit);
  if (scope.makes(Action::close_store)) calls.close_store(visit);
  if (scope.makes(Action::create_context)) calls.create_context(visit);
  if (scope.makes(Action::add_context)) calls.add_context(visit);
  if (scope.makes(Action::add_from_context)) calls.add_from_context(visit);
  if (scope.makes(Action::next_context)) calls.next_context(visit);
  if (scope.makes(Action::find_context)) calls.find_context(visit);
  calls.contexts(visit);
  calls.properties(visit);
  calls.control_and_save(visit);
  if (scope.has_csp()) calls.csp_handle(visit);
}

// Visits the calls that the documents define. Whether one is defined does not depend on any choice.
template <class D, class Visit>
void every_call(const World<D>& world, const Scope& scope, Visit visit) {
  const Choices<D> choices{windows_assignment()};
  every_candidate(world, scope, [&](const auto& call) {
    if (Step<D>{world, choices}(call).given.holds()) visit(call);
  });
}

// Is the world within the bounds, and is everything in it named?
template <class D>
bool is_within(const Scope& scope, const World<D>& world) {
  bool within = !world.store_exists.at(D::no_store()) && !world.context_exists.at(D::no_context());
  for (int i = 0; i < scope.stores; ++i) {
    within &= world.handles.at(store_at<D>(i)) <= scope.most_handles;
  }
  for (int i = 0; i < scope.contexts; ++i) {
    within &= world.references.at(context_at<D>(i)) <= scope.most_references;
  }
  return within && world.csp_references.at(the_csp<D>()) <= scope.most_references;
}

}  // namespace certlife::model::explore
