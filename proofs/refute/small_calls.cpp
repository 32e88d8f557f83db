#include "proofs/refute/small_calls.h"

#include "model/first_values.h"

namespace certlife::proofs {

namespace {

using model::Disposition;
using model::Encoding;
using model::Kind;
using Store = Concrete::Store;
using Context = Concrete::Context;
using Csp = Concrete::Csp;

constexpr Kind kinds[] = {Kind::certificate, Kind::crl, Kind::ctl};
constexpr Concrete::Content earlier{1, 1, 1, 1, 1};
constexpr Concrete::Content later{2, 1, 2, 1, 1};
constexpr std::uint32_t friendly_name = 11, signature_hash = 15;

constexpr Concrete::Content of_an_unsigned_body() {
  Concrete::Content content{unsigned_bytes, 1, unsigned_bytes, 1, 1};
  content.is_signed = Concrete::Signed::not_at_all;
  return content;
}

template <class Map>
std::uint32_t count_of(const Map& exists, std::uint32_t first) {
  std::uint32_t count = 0;
  while (exists.at({first + count})) ++count;
  return count;
}

class SmallCalls {
 public:
  SmallCalls(const ConcreteWorld& world, const Scope& scope, const std::function<void(const ConcreteCall&)>& visit)
      : world_(world), scope_(scope), visit_(visit), made_(made_in(world)) {}

  void all() {
    opens();
    for (std::uint32_t i = 0; i < made_.stores; ++i) of_store({i + 2});
    visit_(model::CloseStore<Concrete>{.store = Concrete::no_store()});
    for (const bool check : {false, true}) visit_(model::CloseStore<Concrete>{.store = Concrete::null_store(), .check = check});
    if (may_make()) {
      for (const Kind kind : kinds) visit_(model::CreateContext<Concrete>{kind, Encoding::sound, earlier, fresh()});
      visit_(model::CreateContext<Concrete>{Kind::certificate, Encoding::undecodable, {}, fresh()});
      visit_(model::CreateContext<Concrete>{Kind::ctl, Encoding::no_message, {}, fresh()});
      visit_(model::CreateContext<Concrete>{Kind::certificate, Encoding::sound, of_an_unsigned_body(), fresh()});
    }
    visit_(model::FreeContext<Concrete>{});
    visit_(model::DuplicateContext<Concrete>{});
    for (std::uint32_t i = 1; i <= made_.contexts; ++i) of_context({i});
    of_csps();
  }

 private:
  bool may_make() const { return made_.contexts < scope_.contexts; }
  Context fresh() const { return {made_.contexts + 1}; }

  void opens() {
    if (made_.stores == scope_.stores) return;
    const Store fresh_store{made_.stores + 2};
    model::OpenStore<Concrete> open{.provider = model::Provider::memory, .fresh_store = fresh_store};
    visit_(open);
    if (world_.owned_csp_references.at(Csp{1}) > 0) {
      for (const bool keeps : {false, true}) {
        for (const bool fails : {false, true}) {
          model::OpenStore<Concrete> with_csp = open;
          with_csp.csp = {1};
          with_csp.no_crypt_release = keeps;
          with_csp.delete_flag = fails;
          visit_(with_csp);
        }
      }
    }
    if (scope_.files == 0) return;
    for (const bool commits : {false, true}) {
      model::OpenStore<Concrete> file = open;
      file.provider = model::Provider::file;
      file.file = {1};
      file.commit_enable = commits;
      visit_(file);
      if (!commits) continue;
      file.file = {2};
      file.named_as_pkcs7 = true;
      visit_(file);
    }
  }

  void of_store(Store store) {
    if (world_.owned_handles.at(store) > 0) {
      visit_(model::DuplicateStore<Concrete>{store});
      for (const bool force : {false, true}) {
        for (const bool check : {false, true}) visit_(model::CloseStore<Concrete>{.store = store, .check = check, .force = force});
      }
      if (may_make()) adds(store);
    }
    if (world_.commits.at(store)) visit_(model::ControlStore<Concrete>{.store = store});
    visit_(model::NextContext<Concrete>{.store = store, .kind = Kind::certificate, .is_find = true, .known_find_type = false});
    for (const Kind kind : kinds) {
      visit_(model::NextContext<Concrete>{.store = store, .kind = kind});
      if (kind == Kind::certificate) visit_(by_hash(store));
      for (std::uint32_t i = 1; i <= made_.contexts; ++i) {
        if (world_.kind.at(Context{i}) == kind) visit_(model::NextContext<Concrete>{.store = store, .kind = kind, .previous = {i}});
      }
    }
  }

  void adds(Store store) {
    for (const bool wants : {false, true}) {
      for (const Kind kind : kinds) add(store, kind, earlier, Disposition::always, wants);
      for (const auto each : {Disposition::add_new, Disposition::use_existing, Disposition::replace_existing}) {
        add(store, Kind::certificate, earlier, each, wants);
      }
      for (const Kind kind : {Kind::certificate, Kind::crl}) add(store, kind, later, Disposition::newer, wants);
      add(store, Kind::certificate, later, Disposition::add_new, wants);
    }
    visit_(without_bytes(store));
    for (std::uint32_t i = 1; i <= made_.contexts; ++i) {
      for (const auto disposition : {Disposition::always, Disposition::add_new}) visit_(copy_of({i}, store, disposition));
    }
  }

  model::AddContext<Concrete> copy_of(Context source, Store store, Disposition disposition) const {
    model::AddContext<Concrete> copy = addition(store, world_.kind.at(source), world_.content.at(source), disposition, true);
    copy.from_context = true;
    copy.source = source;
    return copy;
  }
  model::AddContext<Concrete> without_bytes(Store store) const {
    model::AddContext<Concrete> add = addition(store, Kind::crl, {}, Disposition::none, false);
    add.encoding = Encoding::no_bytes;
    return add;
  }

  model::AddContext<Concrete> addition(Store store, Kind kind, const Concrete::Content& content, Disposition disposition, bool wants) const {
    model::AddContext<Concrete> add{.store = store, .kind = kind, .encoding = Encoding::sound, .content = content, .disposition = disposition};
    add.wants_result = wants;
    add.fresh_context = fresh();
    return add;
  }
  void add(Store store, Kind kind, const Concrete::Content& content, Disposition disposition, bool wants) {
    visit_(addition(store, kind, content, disposition, wants));
  }

  static model::NextContext<Concrete> by_hash(Store store) {
    model::NextContext<Concrete> find{.store = store, .kind = Kind::certificate, .is_find = true};
    find.filter = {Concrete::Filter::By::bytes, later.bytes, later.bytes};
    return find;
  }

  void of_context(Context context) {
    if (world_.owned_references.at(context) <= 0) return;
    visit_(model::DuplicateContext<Concrete>{context});
    visit_(model::FreeContext<Concrete>{context});
    visit_(model::DeleteContext<Concrete>{context});
    visit_(model::SetProperty<Concrete>{context, friendly_name, 1});
    visit_(model::SetProperty<Concrete>{context, Concrete::sha1_hash, Concrete::hash_of(later, Concrete::sha1_hash)});
    if (may_make()) visit_(copy_of(context, Concrete::no_store(), Disposition::always));
    visit_(model::GetProperty<Concrete>{context, friendly_name});
    visit_(model::GetProperty<Concrete>{context, signature_hash});
    visit_(model::SetProperty<Concrete>{context, Concrete::key_context, Concrete::key_of(1, 2)});
    visit_(model::SetProperty<Concrete>{context, Concrete::key_handle, Concrete::no_value()});
    visit_(model::GetProperty<Concrete>{context, Concrete::key_transfer});
  }

  void of_csps() {
    if (made_.csps < scope_.csps) {
      for (const bool bad_type : {false, true}) visit_(model::AcquireCsp<Concrete>{{made_.csps + 1}, bad_type});
    }
    for (std::uint32_t i = 1; i <= made_.csps; ++i) {
      visit_(model::AddCspReference<Concrete>{{i}});
      for (const bool flags : {false, true}) visit_(model::ReleaseCsp<Concrete>{{i}, flags});
      visit_(model::AskCsp<Concrete>{{i}});
    }
  }

  const ConcreteWorld& world_;
  const Scope& scope_;
  const std::function<void(const ConcreteCall&)>& visit_;
  Made made_;
};

}  // namespace

Made made_in(const ConcreteWorld& world) {
  return {count_of(world.store_exists, 2), count_of(world.context_exists, 1), count_of(world.csp_exists, 1)};
}

void for_each_small_call(const ConcreteWorld& world, const Scope& scope, const std::function<void(const ConcreteCall&)>& visit) {
  SmallCalls(world, scope, visit).all();
}

model::Assignment usual_choices() {
  model::Assignment choices = model::first_values("windows");
  choices[model::Choice::check_with_force_reports] = model::check_with_force_reports_as_check.value;
  choices[model::Choice::pending_store_keeps_unreferenced] = 1;
  return choices;
}

model::Reading reading_of(const model::Assignment& choices) {
  model::Reading reading;
  for (std::size_t i = 0; i < model::choice_count; ++i) reading.admitted[i] = static_cast<std::uint8_t>(1u << choices.value[i]);
  return reading;
}

}  // namespace certlife::proofs
