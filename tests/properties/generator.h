// Draws calls at random: mostly such as do something, now and then a borderline one (NULL, the null store, unknown flags).
//
// What is drawn need not be defined; the player leaves out what is not.
#pragma once

#include <optional>

#include "model/explore/calls_in.h"
#include "tests/properties/execute.h"
#include "tests/properties/random.h"

namespace certlife::properties {

// What may stand where in a random call, and how often.
template <class D>
class LikelyValues {
 public:
  using World = model::World<D>;
  using Store = typename D::Store;
  using Context = typename D::Context;
  using Csp = typename D::Csp;
  template <model::Role role>
  using Argument = model::Argument<role>;
  template <auto flag>
  using Flag = model::ArgumentOf<model::Role::flag, flag>;
  using Role = model::Role;
  using Disposition = model::Disposition;
  using Encoding = model::Encoding;
  using Provider = model::Provider;

  explicit LikelyValues(bool uses_files) : uses_files_(uses_files) {}

  void look_at(const World& world) {
    world_ = &world;
    stores_.clear();
    contexts_.clear();
    csps_.clear();
    for_each_store<D>(world, [&](Store s) { if (world.owned_handles.at(s) > 0) stores_.push_back(s); });
    for_each_context<D>(world, [&](Context c) { if (world.owned_references.at(c) > 0) contexts_.push_back(c); });
    for_each_csp<D>(world, [&](Csp c) { csps_.push_back(c); });
  }

  // Without a store one is opened.
  template <class Call>
  unsigned weight() const {
    constexpr unsigned with_files = usual_weight(Call::name, true), without_files = usual_weight(Call::name, false);
    if (!Execute<D>::template makes<Call> || (stores_.empty() && !std::is_same_v<Call, model::OpenStore<D>>)) return 0;
    return uses_files_ ? with_files : without_files;
  }

  void each(Argument<Role::store>, const model::CloseStore<D>&, auto offer) const {
    offer(D::no_store(), 60);
    offer(D::null_store(), 60);
    share(58, stores_, offer);
  }
  void each(Argument<Role::store>, const model::ControlStore<D>&, auto offer) const { share(1, stores_, offer); }
  // Often to the store of another context with the same bytes: what becomes of the properties of both is to be seen.
  void each(Argument<Role::store>, const model::AddContext<D>& call, auto offer) const {
    offer(D::no_store(), 100);
    each_store(offer);
    each_twin(call, [&](Context twin) { offer(world_->home.at(twin), 2000); });
  }
  // Mostly the one in which the last context was found.
  void each(Argument<Role::store>, const model::NextContext<D>& call, auto offer) const {
    if (!(call.previous == D::no_context())) offer(world_->home.at(call.previous), 80'000);
    each_store(offer);
  }
  void each(Argument<Role::store>, const auto&, auto offer) const { each_store(offer); }

  void each(Argument<Role::context>, const auto& call, auto offer) const {
    if (requires { call.source; }) offer(D::no_context(), 120);
    else if (requires { call.previous; }) offer(D::no_context(), 30);
    else if (model::explore::takes_null(call)) offer(D::no_context(), 1);
    share(1, contexts_, offer);
  }

  void each(Argument<Role::csp>, const model::OpenStore<D>&, auto offer) const {
    offer(D::no_csp(), 120);
    share(1, csps_, offer);
  }
  void each(Argument<Role::csp>, const auto&, auto offer) const { share(1, csps_, offer); }

  void each(Argument<Role::fresh_store>, const auto&, auto offer) const { offer(Speaks<D>::fresh_store(*world_)); }
  void each(Argument<Role::fresh_context>, const auto&, auto offer) const { offer(Speaks<D>::fresh_context(*world_)); }
  void each(Argument<Role::fresh_csp>, const auto&, auto offer) const {
    if (const Csp fresh = Speaks<D>::fresh_csp(*world_); !(fresh == D::no_csp())) offer(fresh);
  }

  void each(Argument<Role::provider>, const auto&, auto offer) const {
    offer(Provider::memory, 19);
    offer(Provider::unknown, 1);
    if (uses_files_) offer(Provider::file, 20);
  }
  // Whether an open makes a file that is missing the sources leave to us; a missing file is opened with OPEN_EXISTING only.
  void each(Argument<Role::file>, const model::OpenStore<D>& call, auto offer) const {
    if (call.provider != Provider::file) return offer(D::no_file());
    for (unsigned file = 1; file <= Files::ordinary; ++file) offer(file_named(file), 7);
    offer(file_named(Files::unreadable), 1);
    if (call.open_existing) offer(file_named(Files::unwritable), 4);
  }
  void each(Argument<Role::file>, const model::SaveStore<D>&, auto offer) const {
    offer(D::no_file(), 8);
    for (unsigned file = 1; file <= Files::ordinary; ++file) offer(file_named(file), 7);
    offer(file_named(Files::unwritable), 2);
  }

  void each(Argument<Role::kind>, const auto& call, auto offer) const {
    const Context given = model::explore::context_given(call);
    const bool is_given = !(given == D::no_context()), is_source = is_given && requires { call.source; };
    if (is_given) offer(world_->kind.at(given), 60);
    for (int kind = 0; kind < model::kind_count && !is_source; ++kind) offer(static_cast<Kind>(kind), 1);
  }
  void each(Argument<Role::encoding>, const auto& call, auto offer) const {
    offer(Encoding::sound, 96);
    for (int i = 1; i < model::encoding_count && model::explore::context_given(call) == D::no_context(); ++i) offer(static_cast<Encoding>(i), 1);
  }
  void each(Argument<Role::content>, const auto& call, auto offer) const {
    if (const Context given = model::explore::context_given(call); !(given == D::no_context())) return offer(world_->content.at(given));
    each_content(call.kind, offer);
  }
  void each(Argument<Role::disposition>, const model::AddContext<D>& call, auto offer) const {
    for (int i = 0; i < model::disposition_count; ++i) {
      const bool is_known = i > 0 && i < static_cast<int>(Disposition::unknown);
      offer(static_cast<Disposition>(i), is_known ? 8 : 1);
    }
    each_twin(call, [&](Context twin) { if (world_->home.at(twin) == call.store) offer(Disposition::use_existing, 60); });
  }
  void each(Argument<Role::filter>, const model::NextContext<D>& call, auto offer) const {
    offer(D::any_content(), 6);
    if (call.is_find) each_filter(call.kind, offer);
  }

  void each(Argument<Role::property>, const auto& call, auto offer) const {
    for (const std::uint32_t id : Speaks<D>::properties) offer(id, 10);
    if (requires { call.value; }) offer(std::uint32_t{0}, 1);
  }
  // What is archived has no bytes. A hash is the context's own or another's; a false one is not believed when it is read from a file.
  void each(Argument<Role::value>, const model::SetProperty<D>& call, auto offer) const {
    offer(D::no_value(), 10);
    if (D::is_hash(call.property)) {
      if (uses_files_) return;
      each_content(Kind::certificate, [&](const auto& content) { offer(D::hash_of(content, call.property), 5); });
      if (std::is_same_v<D, Small>) return;
    }
    const int values = call.property == D::archived ? 1 : Speaks<D>::values;
    for (int value = 1; value <= values; ++value) offer(value, 30 / static_cast<unsigned>(values));
  }

  template <auto flag>
  void each(Flag<flag>, const model::OpenStore<D>& call, auto offer) const {
    using Open = model::OpenStore<D>;
    const bool is_file = call.provider == Provider::file;
    if constexpr (is_one_of<flag, &Open::no_crypt_release, &Open::enum_archived>) one_in(3, offer);
    else if constexpr (is_one_of<flag, &Open::delete_flag>) one_in(is_file ? 0 : 20, offer);
    else if constexpr (is_one_of<flag, &Open::read_only>) one_in(10, offer);
    else if constexpr (is_one_of<flag, &Open::create_new>) one_in(is_file ? 10 : 0, offer);
    else if constexpr (is_one_of<flag, &Open::open_existing>) one_in(is_file && !call.create_new ? 4 : 0, offer);
    else if constexpr (is_one_of<flag, &Open::commit_enable>) offer(false, 1), offer(is_file, 2);
    else offer(is_one_of<flag, &Open::file_is_readable> && call.file.index != Files::unreadable);
  }
  template <auto flag>
  void each(Flag<flag>, const model::AddContext<D>& call, auto offer) const {
    if constexpr (is_one_of<flag, &model::AddContext<D>::from_context>) return offer(!(call.source == D::no_context()));
    offer(true, 2), offer(false, 1);
  }
  template <auto flag>
  void each(Flag<flag>, const model::NextContext<D>& call, auto offer) const {
    if constexpr (is_one_of<flag, &model::NextContext<D>::is_find>) one_in(3, offer);
    else offer(true, 14), offer(!call.is_find, 1);
  }
  template <auto flag>
  void each(Flag<flag>, const model::ControlStore<D>& call, auto offer) const {
    using Control = model::ControlStore<D>;
    if constexpr (is_one_of<flag, &Control::commit_fails>) return offer(world_->file.at(call.store).index == Files::unwritable);
    one_in(is_one_of<flag, &Control::clear> && call.force ? 0 : 4, offer);
  }
  template <auto flag>
  void each(Flag<flag>, const model::CloseStore<D>& call, auto offer) const {
    using Close = model::CloseStore<D>;
    if constexpr (is_one_of<flag, &Close::commit_fails>) offer(world_->file.at(call.store).index == Files::unwritable);
    else one_in(is_one_of<flag, &Close::check> ? 2 : is_one_of<flag, &Close::force> ? 5 : 20, offer);
  }
  template <auto flag>
  void each(Flag<flag>, const model::SaveStore<D>& call, auto offer) const {
    offer(is_one_of<flag, &model::SaveStore<D>::save_fails> && call.file.index == Files::unwritable);
  }
  template <auto flag>
  void each(Flag<flag>, const model::AcquireCsp<D>& call, auto offer) const { one_in(call.bad_type ? 0 : 40, offer); }
  template <auto flag>
  void each(Flag<flag>, const model::ReleaseCsp<D>&, auto offer) const { one_in(5, offer); }

 private:
  template <auto flag, auto... others>
  static constexpr bool is_one_of = model::explore::is_one_of<flag, others...>;

  static constexpr unsigned usual_weight(std::string_view call, bool with_files) {
    if (call == "control_store" || call == "save_store") return with_files ? 6 : 0;
    if (call == "add_context") return with_files ? 44 : 56;
    if (call == "next_context") return 28;
    if (call == "close_store") return 20;
    if (call == "free_context" || call == "delete_context" || call == "set_property") return 16;
    if (call == "open_store") return 12;
    if (call == "acquire_csp") return 5;
    return call.find("csp") != std::string_view::npos ? 2 : 8;
  }

  static auto file_named(unsigned file) { return typename D::File{static_cast<decltype(D::File::index)>(file)}; }
  static void one_in(unsigned count, auto offer) {
    offer(false, count > 0 ? count - 1 : 1);
    if (count > 0) offer(true, 1);
  }
  // Sixty times this weight together.
  static void share(unsigned weight, const auto& names, auto offer) {
    if (names.empty()) return;
    const unsigned each = 1 + 60 * weight / static_cast<unsigned>(names.size());
    for (const auto name : names) offer(name, each);
  }
  // Also the store of a context: it may have been closed meanwhile.
  void each_store(auto offer) const {
    offer(D::null_store(), 100);
    share(40, stores_, offer);
    for (const Context context : contexts_) offer(world_->home.at(context), 100);
  }
  void each_twin(const model::AddContext<D>& call, auto use) const {
    if (call.source == D::no_context()) return;
    for (const Context twin : contexts_) {
      if (!(twin == call.source) && world_->kind.at(twin) == call.kind && world_->content.at(twin) == call.content) use(twin);
    }
  }
  static void each_content(Kind kind, auto offer) {
    for (int number = 0; number < Speaks<D>::keys * times_in_use; ++number) {
      offer(Speaks<D>::content(kind, number / times_in_use, number % times_in_use));
    }
  }
  static void each_filter(Kind kind, auto offer) {
    if constexpr (std::is_same_v<D, Small>) {
      if (kind == Kind::certificate) each_content(kind, [&](auto content) { offer(typename D::Filter{false, content}, 1); });
    } else {
      using By = Growing::Filter::By;
      const bool is_certificate = kind == Kind::certificate;
      each_content(kind, [&](const auto& wanted) {
        offer(Growing::Filter{By::key, wanted.key}, 1);
        // A CRL is asked for by the certificate that issued it.
        if (is_certificate || (kind == Kind::crl && certificate_with_subject(wanted.issuer))) offer(Growing::Filter{By::issuer, wanted.issuer}, 1);
        if (!is_certificate) return;
        offer(Growing::Filter{By::subject, wanted.subject}, 1);
        offer(Growing::Filter{By::bytes, wanted.bytes}, 1);
        offer(Growing::Filter{By::existing, wanted.key, wanted.bytes}, 1);
      });
    }
  }

  bool uses_files_;
  std::vector<Store> stores_;
  std::vector<Context> contexts_;
  std::vector<Csp> csps_;
  const World* world_ = nullptr;
};

template <class D>
class Generator {
 public:
  // Half the programs use files.
  explicit Generator(std::uint64_t seed) : random_(seed), values_(Speaks<D>::has_files && random_.one_in(2)) {}

  std::optional<model::Call<D>> draw(const model::World<D>& world) {
    values_.look_at(world);
    return model::explore::draw_call<D>(values_, [&](unsigned count) { return random_.below(count); });
  }

 private:
  Random random_;
  LikelyValues<D> values_;
};

}  // namespace certlife::properties
