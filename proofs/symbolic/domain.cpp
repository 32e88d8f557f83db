#include "proofs/symbolic/domain.h"

namespace certlife::proofs {

Symbolic::Choices::Choices() {
  for (const auto& facts : model::choice_facts) {
    value.push_back(theory().z3().int_const(("choice." + std::string(facts.name)).c_str()));
  }
}

Bool Symbolic::matches(const Filter& filter, const Content& content) {
  auto& z3 = theory().z3();
  const auto decl = z3.function("matches", sort_of<FilterTag>(), sort_of<ContentTag>(), z3.bool_sort());
  return filter == any_content() || Bool(decl(filter.term(), content.term()));
}

Bool Symbolic::same_key(const Content& a, const Content& b) {
  const auto key = theory().z3().function("key", sort_of<ContentTag>(), theory().z3().int_sort());
  return Bool(key(a.term()) == key(b.term()));
}

Bool Symbolic::same_date(const Content& a, const Content& b) {
  const auto date = theory().z3().function("date", sort_of<ContentTag>(), theory().z3().int_sort());
  return Bool(date(a.term()) == date(b.term()));
}

Value Symbolic::hash_sought(const Filter& filter) {
  const auto decl = theory().z3().function("hash_sought", sort_of<FilterTag>(), sort_of<ValueTag>());
  return choose(filter == any_content(), no_value(), Value(decl(filter.term())));
}

Bool Symbolic::asks_for_existing(const Filter& filter) {
  return Bool(theory().z3().function("asks_for_existing", sort_of<FilterTag>(), theory().z3().bool_sort())(filter.term()));
}

Bool Symbolic::later(const Content& a, const Content& b) {
  const auto date = theory().z3().function("date", sort_of<ContentTag>(), theory().z3().int_sort());
  return Bool(date(a.term()) > date(b.term()));
}

Symbolic::PropertyId Symbolic::arbitrary_property() { return PropertyId(theory().z3().int_const("arbitrary_property")); }

Value Symbolic::property(const Properties& properties, const PropertyId& id) {
  return choose(id == arbitrary_property(), properties.value, fresh_term<ValueTag>("value_of_another_property"));
}

SymbolicProperties Symbolic::with_property(const Properties& properties, const PropertyId& id, const Value& value) {
  return {choose(id == arbitrary_property(), value, properties.value),
          choose(id == 19, !(value == no_value()), properties.archived), choose(id == 3, value, properties.sha1)};
}

SymbolicProperties Symbolic::merged(const Properties& first, const Properties& second) {
  return {choose(first.value == no_value(), second.value, first.value), first.archived || second.archived,
          choose(first.sha1 == no_value(), second.sha1, first.sha1)};
}

SymbolicProperties Symbolic::without_key_handles(const Properties& properties) {
  return {choose(is_key_handle(arbitrary_property()), no_value(), properties.value), properties.archived, properties.sha1};
}

SymbolicProperties Symbolic::without_hashes(const Properties& properties) {
  return {choose(is_hash(arbitrary_property()), no_value(), properties.value), properties.archived, no_value()};
}

Value Symbolic::hash_of(const Content& content, const PropertyId& id) {
  auto& z3 = theory().z3();
  const auto decl = z3.function("hash", sort_of<ContentTag>(), z3.int_sort(), sort_of<ValueTag>());
  const Value hash(decl(content.term(), id.term()));
  theory().assume(!(hash == no_value()));
  return hash;
}

Value Symbolic::known_sha1(const Properties& properties, const Content& content) {
  auto& z3 = theory().z3();
  const auto decl = z3.function("hash", sort_of<ContentTag>(), z3.int_sort(), sort_of<ValueTag>());
  return choose(properties.sha1 == no_value(), Value(decl(content.term(), z3.int_val(3))), properties.sha1);
}

namespace {

Bool is_told_by(const char* name, const Content& content) {
  return Bool(theory().z3().function(name, sort_of<ContentTag>(), theory().z3().bool_sort())(content.term()));
}

Value part_of_key(const char* name, const Value& key) {
  return Value(theory().z3().function(name, sort_of<ValueTag>(), sort_of<ValueTag>())(key.term()));
}

}  // namespace

Bool Symbolic::is_signed(const Content& content) { return is_told_by("is_signed", content); }
Bool Symbolic::has_known_hash(const Content& content) { return is_told_by("has_known_hash", content); }
Bool Symbolic::identifies_key(const Content& content) { return is_told_by("identifies_key", content); }

Value Symbolic::handle_in(const Value& key) { return choose(key == no_value(), no_value(), part_of_key("handle_in", key)); }
Value Symbolic::spec_in(const Value& key) { return choose(key == no_value(), no_value(), part_of_key("spec_in", key)); }

Value Symbolic::key_of(const Value& handle, const Value& spec) {
  const auto decl = theory().z3().function("key_of", sort_of<ValueTag>(), sort_of<ValueTag>(), sort_of<ValueTag>());
  const Value key(decl(handle.term(), spec.term()));
  theory().assume(!(key == no_value()) && part_of_key("handle_in", key) == handle && part_of_key("spec_in", key) == spec);
  return key;
}

// What a file would hold: some image, but the same one as long as nothing that it shows has changed.
Image Symbolic::snapshot(const model::World<Symbolic>& world, const Store& store, const Bool& as_pkcs7) {
  std::string name;
  for (const int state : {world.context_allocated.state(), world.home.state(), world.listed.state(), world.kind.state(),
                          world.content.state(), world.properties.state()}) {
    name += "." + std::to_string(state);
  }
  auto& z3 = theory().z3();
  const auto image = [&](const char* form) {
    return Image(z3.function((form + name).c_str(), sort_of<StoreTag>(), sort_of<ImageTag>())(store.term()));
  };
  return choose(as_pkcs7, image("message"), image("snapshot"));
}

// Some contexts that did not exist become elements of the store; which, and what they are, the file says: none if it is empty.
void Symbolic::load(model::World<Symbolic>& after, const Store& store, const Image& image, const Bool& when) {
  using Worlds = model::World<Symbolic>;
  const auto decl = theory().fresh_function("loaded", sort_of<ContextTag>(), theory().z3().bool_sort());
  const auto exists = after.context_exists;
  const std::function<Bool(const Context&)> loaded = [=](const Context& c) { return when && !(image == empty_image()) && Bool(decl(c.term())); };
  theory().assume_for_every_context([=](const Context& c) {
    return implies(loaded(c), !exists.at(c) && !(c == no_context()));
  });
  const Worlds unknown = unknown_world("file");
  theory().assume_for_every_context([=](const Context& c) {
    return Bool(unknown.kind.at(c).term() >= 0 && unknown.kind.at(c).term() <= 2);
  });
  const auto take = [&](auto field) {
    (after.*field).set_from(loaded, unknown.*field);
  };
  after.context_exists.set_where(loaded, true);
  after.context_allocated.set_where(loaded, true);
  after.home.set_where(loaded, store);
  after.listed.set_where(loaded, true);
  after.placed.set_where(loaded, false);
  take(&Worlds::kind);
  take(&Worlds::content);
  take(&Worlds::properties);
}

model::World<Symbolic> unknown_world(const std::string& name) {
  model::World<Symbolic> world;
  model::World<Symbolic>::for_each_field(
      [&](const char* field, auto& map) {
        using Field = std::remove_reference_t<decltype(map)>;
        map = Field(name + "." + field);
      },
      world);
  world.next_position = fresh_term<PositionTag>(name + ".next_position");
  return world;
}

}  // namespace certlife::proofs
