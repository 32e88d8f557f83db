#include "tests/properties/walk.h"

namespace certlife::properties {

using Calls = std::vector<model::Call<Small>>;

namespace {
constexpr Kind all_kinds[] = {Kind::certificate, Kind::crl, Kind::ctl};
}

void Walk::list_opens(Calls& calls) const {
  const auto fresh = Speaks<Small>::fresh_store(world());
  if (fresh == Small::no_store()) return;
  model::OpenStore<Small> open{model::Provider::memory};
  open.fresh_store = fresh;
  calls.push_back(open);
  if (!alphabet_.csps) return;
  for_each_csp<Small>(world(), [&](Small::Csp csp) {
    open.csp = csp;
    open.no_crypt_release = false;
    calls.push_back(open);
    open.no_crypt_release = true;
    calls.push_back(open);
  });
}

void Walk::list_adds(Calls& calls, Small::Store store) const {
  const auto fresh = Speaks<Small>::fresh_context(world());
  if (fresh == Small::no_context()) return;
  using model::Disposition;
  const std::initializer_list<Disposition> some{Disposition::always};
  const std::initializer_list<Disposition> more{Disposition::always, Disposition::add_new, Disposition::replace_existing};
  for (const Kind kind : all_kinds) {
    for (const Disposition disposition : alphabet_.dispositions ? more : some) {
      for (int time = 0; time < (alphabet_.editions ? times_in_use : 1); ++time) {
        model::AddContext<Small> add{};
        add.store = store;
        add.kind = kind;
        add.encoding = model::Encoding::sound;
        add.content = Speaks<Small>::content(kind, 0, time);
        add.disposition = disposition;
        add.wants_result = true;
        add.fresh_context = fresh;
        calls.push_back(add);
        add.wants_result = false;
        if (alphabet_.dispositions && disposition == Disposition::always) calls.push_back(add);
      }
    }
  }
}

void Walk::list_for_store(Calls& calls, Small::Store store) const {
  if (alphabet_.duplicates) calls.push_back(model::DuplicateStore<Small>{store});
  list_adds(calls, store);
  for (unsigned flags = 0; flags < (alphabet_.all_flags ? 4u : 1u); ++flags) {
    calls.push_back(model::CloseStore<Small>{store, (flags & 1) != 0, (flags & 2) != 0});
  }
  if (!alphabet_.enumerates) return;
  for (const Kind kind : all_kinds) calls.push_back(model::NextContext<Small>{store, kind});
}

void Walk::list_for_context(Calls& calls, Small::Context context) const {
  calls.push_back(model::FreeContext<Small>{context});
  if (alphabet_.duplicates) calls.push_back(model::DuplicateContext<Small>{context});
  if (alphabet_.deletes) calls.push_back(model::DeleteContext<Small>{context});
  if (alphabet_.enumerates) {
    calls.push_back(model::NextContext<Small>{world().home.at(context), world().kind.at(context), context});
  }
  if (!alphabet_.properties) return;
  const bool has_one = world().properties.at(context).friendly_name != 0;
  calls.push_back(model::SetProperty<Small>{context, CERT_FRIENDLY_NAME_PROP_ID, has_one ? 0 : 1});
}

void Walk::list_csp_calls(Calls& calls) const {
  const auto fresh = Speaks<Small>::fresh_csp(world());
  if (!(fresh == Small::no_csp())) calls.push_back(model::AcquireCsp<Small>{fresh});
  for_each_csp<Small>(world(), [&](Small::Csp csp) {
    if (world().owned_csp_references.at(csp) == 0) return;
    calls.push_back(model::AddCspReference<Small>{csp});
    calls.push_back(model::ReleaseCsp<Small>{csp});
  });
}

void Walk::list_calls(Calls& calls) const {
  calls.clear();
  list_opens(calls);
  for_each_store<Small>(world(), [&](Small::Store store) {
    if (world().owned_handles.at(store) > 0) list_for_store(calls, store);
  });
  for_each_context<Small>(world(), [&](Small::Context context) {
    if (world().owned_references.at(context) > 0) list_for_context(calls, context);
  });
  if (alphabet_.csps) list_csp_calls(calls);
  const auto fresh = Speaks<Small>::fresh_context(world());
  if (!alphabet_.creates || fresh == Small::no_context()) return;
  for (const Kind kind : all_kinds) {
    calls.push_back(model::CreateContext<Small>{kind, model::Encoding::sound, Speaks<Small>::content(kind, 0, 0), fresh});
  }
}

Verdict Walk::all_up_to(std::size_t depth) {
  Level& level = levels_[path_.length];
  list_calls(level.calls);
  level.state = player_.state();
  arena_.save(level.memory);
  for (const auto& call : level.calls) {
    path_.calls[path_.length++] = call;
    Verdict verdict = player_.play(call);
    if (verdict.result != Result::undefined) {
      ++path_.programs;
      if (!verdict.differs() && depth > 1) verdict = all_up_to(depth - 1);
      if (verdict.differs()) return verdict;
      arena_.restore(level.memory);
      player_.take_up(level.state);
    }
    --path_.length;
  }
  return {};
}

}  // namespace certlife::properties
