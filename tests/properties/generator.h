// Draws calls at random: mostly such as do something, now and then a borderline one (NULL, the null store, unknown flags).
//
// What is drawn need not be defined; the player leaves out what is not.
#pragma once

#include <optional>

#include "tests/properties/execute.h"
#include "tests/properties/random.h"

namespace certlife::properties {

template <class D>
class Generator {
 public:
  using World = model::World<D>;
  using Call = model::Call<D>;
  using Store = typename D::Store;
  using Context = typename D::Context;
  using Csp = typename D::Csp;

  explicit Generator(std::uint64_t seed) : random_(seed), uses_files_(Speaks<D>::has_files && random_.one_in(2)) {}

  Random& random() { return random_; }

  Call draw(const World& world) {
    look_at(world);
    const unsigned random = random_.below(100);
    if (stores_.empty() || random < 6) return open(world);
    if (random < 10) return model::DuplicateStore<D>{any_store()};
    if (random < 20) return close(world);
    if (random < 24) return create(world);
    if (random < 46) return add(world);
    if (random < 60) return next(world);
    if (random < 64) return model::DuplicateContext<D>{any_context()};
    if (random < 72) return model::FreeContext<D>{any_context()};
    if (random < 79) return model::DeleteContext<D>{held_context()};
    if (random < 87) return set_property();
    if (random < 91) return model::GetProperty<D>{held_context(), property()};
    if (random < 94) return csp_call(world);
    return uses_files_ ? file_call(world) : add(world);
  }

 private:
  void look_at(const World& world) {
    stores_.clear();
    contexts_.clear();
    csps_.clear();
    for_each_store<D>(world, [&](Store s) { if (world.owned_handles.at(s) > 0) stores_.push_back(s); });
    for_each_context<D>(world, [&](Context c) { if (world.owned_references.at(c) > 0) contexts_.push_back(c); });
    for_each_csp<D>(world, [&](Csp c) { csps_.push_back(c); });
    world_ = &world;
  }

  template <class Names, class Name>
  Name one_of(const Names& names, Name otherwise) {
    return names.empty() ? otherwise : names[random_.below(static_cast<unsigned>(names.size()))];
  }
  Context held_context() { return one_of(contexts_, D::no_context()); }
  Context any_context() { return random_.one_in(40) ? D::no_context() : held_context(); }
  // Also the store of a context: it may have been closed meanwhile.
  Store any_store() {
    if (random_.one_in(40)) return D::null_store();
    if (!contexts_.empty() && random_.one_in(8)) return world_->home.at(held_context());
    return one_of(stores_, D::null_store());
  }
  Csp any_csp() { return one_of(csps_, D::no_csp()); }
  Kind kind() { return static_cast<Kind>(random_.below(3)); }
  std::uint32_t property() {
    return Speaks<D>::properties[random_.below(static_cast<unsigned>(Speaks<D>::properties.size()))];
  }
  typename D::Content content(Kind of_kind) {
    return Speaks<D>::content(of_kind, static_cast<int>(random_.below(Speaks<D>::keys)),
                              static_cast<int>(random_.below(times_in_use)));
  }
  model::Encoding encoding() {
    return random_.one_in(25) ? static_cast<model::Encoding>(1 + random_.below(4)) : model::Encoding::sound;
  }

  Call open(const World& world) {
    model::OpenStore<D> call{model::Provider::memory};
    call.fresh_store = Speaks<D>::fresh_store(world);
    if (random_.one_in(3)) call.csp = any_csp();
    call.no_crypt_release = random_.one_in(3);
    call.enum_archived = random_.one_in(3);
    call.delete_flag = random_.one_in(20);
    call.read_only = random_.one_in(10);
    if (random_.one_in(20)) call.provider = model::Provider::unknown;
    if (uses_files_ && random_.one_in(2)) make_file_store(call);
    return call;
  }
  void make_file_store(model::OpenStore<D>& call) {
    call.provider = model::Provider::file;
    call.delete_flag = false;
    // Whether an open makes a file that is missing the sources leave to us; a missing file is opened with OPEN_EXISTING only.
    const unsigned file = random_.one_in(8) ? Files::unreadable + random_.below(2) : 1 + random_.below(Files::ordinary);
    call.file = {static_cast<decltype(call.file.index)>(file)};
    call.file_is_readable = file != Files::unreadable;
    call.commit_enable = !random_.one_in(3);
    call.open_existing = file == Files::unwritable || random_.one_in(5);
    call.create_new = !call.open_existing && random_.one_in(8);
  }

  Call close(const World& world) {
    model::CloseStore<D> call{random_.one_in(30) ? (random_.one_in(2) ? D::null_store() : D::no_store())
                                                 : one_of(stores_, D::no_store())};
    call.check = random_.one_in(2);
    call.force = random_.one_in(5);
    call.unknown_flags = random_.one_in(20);
    call.commit_fails = world.file.at(call.store).index == Files::unwritable;
    return call;
  }

  Call create(const World& world) {
    const Kind of_kind = kind();
    return model::CreateContext<D>{of_kind, encoding(), content(of_kind), Speaks<D>::fresh_context(world)};
  }

  Call add(const World& world) {
    model::AddContext<D> call{};
    call.kind = kind();
    call.encoding = encoding();
    call.content = content(call.kind);
    call.store = random_.one_in(40) ? D::no_store() : any_store();
    call.disposition = random_.one_in(30) ? (random_.one_in(2) ? model::Disposition::none : model::Disposition::unknown)
                                          : static_cast<model::Disposition>(1 + random_.below(7));
    call.wants_result = !random_.one_in(3);
    call.fresh_context = Speaks<D>::fresh_context(world);
    if (random_.one_in(3)) from_context(call, world);
    if (call.from_context && random_.one_in(2)) beside_a_twin(call, world);
    return call;
  }
  // To the store of another context with the same bytes: what becomes of the properties of both is to be seen.
  void beside_a_twin(model::AddContext<D>& call, const World& world) {
    for (const Context twin : contexts_) {
      const bool is_one = !(twin == call.source) && world.kind.at(twin) == call.kind && world.content.at(twin) == call.content;
      if (!is_one) continue;
      call.store = world.home.at(twin);
      if (random_.one_in(2)) call.disposition = model::Disposition::use_existing;
    }
  }
  void from_context(model::AddContext<D>& call, const World& world) {
    call.from_context = true;
    call.source = held_context();
    call.encoding = model::Encoding::sound;
    call.kind = world.kind.at(call.source);
    call.content = world.content.at(call.source);
  }

  Call next(const World& world) {
    model::NextContext<D> call{any_store(), kind()};
    if (!random_.one_in(3)) {
      call.previous = held_context();
      if (!(call.previous == D::no_context()) && !random_.one_in(20)) {
        call.store = world.home.at(call.previous);
        call.kind = world.kind.at(call.previous);
      }
    }
    if (random_.one_in(3)) make_find(call);
    return call;
  }
  void make_find(model::NextContext<D>& call) {
    call.is_find = true;
    call.known_find_type = !random_.one_in(15);
    if constexpr (std::is_same_v<D, Small>) {
      if (call.kind == Kind::certificate && random_.one_in(2)) call.filter = {false, content(call.kind)};
    } else {
      using By = Growing::Filter::By;
      const auto wanted = content(call.kind);
      const unsigned random = random_.below(call.kind == Kind::certificate ? 6 : call.kind == Kind::crl ? 3 : 2);
      if (random == 1) call.filter = {By::key, wanted.key};
      if (random == 2) call.filter = {By::issuer, wanted.issuer};
      if (random == 3) call.filter = {By::subject, wanted.subject};
      if (random == 4) call.filter = {By::bytes, wanted.bytes};
      if (random == 5) call.filter = {By::existing, wanted.key, wanted.bytes};
      // A CRL is asked for by the certificate that issued it.
      if (call.kind == Kind::crl && random == 2 && certificate_with_subject(wanted.issuer) == nullptr) call.filter = {};
    }
  }

  Call set_property() {
    model::SetProperty<D> call{held_context(), property(), 0};
    if (!random_.one_in(4)) call.value = 1 + static_cast<int>(random_.below(Speaks<D>::values));
    if (call.property == D::archived && call.value > 0) call.value = 1;  // it has no bytes
    // Its own hash or another's.
    if (D::is_hash(call.property) && call.value > 0 && (std::is_same_v<D, Small> || random_.one_in(2))) {
      call.value = D::hash_of(content(Kind::certificate), call.property);
    }
    // A false hash is not believed when it is read from a file.
    if (uses_files_ && D::is_hash(call.property)) call.value = 0;
    if (random_.one_in(40)) call.property = 0;
    return call;
  }

  Call acquire(Csp fresh) {
    const bool odd = random_.one_in(20), bad = random_.one_in(2);
    return model::AcquireCsp<D>{fresh, odd && bad, odd && !bad};
  }
  Call csp_call(const World& world) {
    const unsigned random = random_.below(6);
    if (csps_.empty() || random < 2) {
      if (const Csp fresh = Speaks<D>::fresh_csp(world); !(fresh == D::no_csp())) return acquire(fresh);
    }
    if (csps_.empty()) return create(world);
    if (random == 3) return model::AddCspReference<D>{any_csp()};
    if (random == 4) return model::ReleaseCsp<D>{any_csp(), random_.one_in(5)};
    return model::AskCsp<D>{any_csp()};
  }

  Call file_call(const World& world) {
    if (random_.one_in(2)) {
      model::ControlStore<D> call{one_of(stores_, D::null_store())};
      call.force = random_.one_in(4);
      call.clear = !call.force && random_.one_in(4);
      call.commit_fails = world.file.at(call.store).index == Files::unwritable;
      return call;
    }
    model::SaveStore<D> call{any_store()};
    if (!random_.one_in(3)) {
      call.file = {static_cast<decltype(call.file.index)>(random_.one_in(8) ? Files::unwritable : 1 + random_.below(2))};
    }
    call.save_fails = call.file.index == Files::unwritable;
    return call;
  }

  Random random_;
  bool uses_files_;  // half the programs do
  std::vector<Store> stores_;
  std::vector<Context> contexts_;
  std::vector<Csp> csps_;
  const World* world_ = nullptr;
};

}  // namespace certlife::properties
