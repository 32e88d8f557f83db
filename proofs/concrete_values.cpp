#include "proofs/concrete_values.h"

#include "proofs/small_calls.h"

#include <cstddef>
#include <stdexcept>
#include <vector>

namespace certlife::proofs {

namespace {

using Reader = std::function<double(const ConcreteWorld&, std::uint32_t, std::uint32_t)>;

// Fields are visited in the same order in every world: so the place of a field in one is its place in all.
template <class Map>
const Map& same_field(const ConcreteWorld& world, std::ptrdiff_t offset) {
  return *reinterpret_cast<const Map*>(reinterpret_cast<const std::byte*>(&world) + offset);
}

template <class Map>
void note_reader(const std::string& wanted, const std::string& name, std::ptrdiff_t offset, Reader& reader) {
  using V = std::decay_t<decltype(std::declval<const Map&>().at({}))>;
  if constexpr (std::is_same_v<V, Concrete::Properties>) {
    if (wanted == name + ".value") {
      reader = [offset](const ConcreteWorld& world, std::uint32_t place, std::uint32_t property) {
        return number(Concrete::property(same_field<Map>(world, offset).at({place}), property));
      };
    }
    if (wanted == name + ".archived") {
      reader = [offset](const ConcreteWorld& world, std::uint32_t place, std::uint32_t) {
        return number(Concrete::is_archived(same_field<Map>(world, offset).at({place})));
      };
    }
    if (wanted == name + ".sha1") {
      reader = [offset](const ConcreteWorld& world, std::uint32_t place, std::uint32_t) {
        return number(Concrete::property(same_field<Map>(world, offset).at({place}), Concrete::sha1_hash));
      };
    }
  } else if (wanted == name) {
    reader = [offset](const ConcreteWorld& world, std::uint32_t place, std::uint32_t) {
      return number(same_field<Map>(world, offset).at({place}));
    };
  }
}

// Arguments by name, whichever call has them.
struct Arguments {
  const std::string& name;
  double found = 0;
  bool is_found = false;

  template <class V>
  void offer(const char* offered, const V& value) {
    if (name != offered) return;
    found = number(value);
    is_found = true;
  }
  void operator()(const model::OpenStore<Concrete>& it) {
    offer("provider", it.provider); offer("csp", it.csp); offer("no_crypt_release", it.no_crypt_release);
    offer("delete", it.delete_flag); offer("read_only", it.read_only); offer("create_new", it.create_new);
    offer("open_existing", it.open_existing); offer("commit_enable", it.commit_enable); offer("enum_archived", it.enum_archived);
    offer("file", it.file); offer("readable", it.file_is_readable); offer("loose", it.file_is_loose);
    offer("named_as_pkcs7", it.named_as_pkcs7); offer("fresh_store", it.fresh_store);
  }
  void operator()(const model::DuplicateStore<Concrete>& it) { offer("store", it.store); }
  void operator()(const model::CloseStore<Concrete>& it) {
    offer("store", it.store); offer("check", it.check); offer("force", it.force); offer("unknown", it.unknown_flags);
    offer("commit_fails", it.commit_fails);
  }
  void operator()(const model::CreateContext<Concrete>& it) {
    offer("kind", it.kind); offer("encoding", it.encoding); offer("content", it.content); offer("fresh_context", it.fresh_context);
  }
  void operator()(const model::AddContext<Concrete>& it) {
    offer("store", it.store); offer("kind", it.kind); offer("encoding", it.encoding); offer("content", it.content);
    offer("from_context", it.from_context); offer("source", it.source); offer("disposition", it.disposition);
    offer("wants_result", it.wants_result); offer("fresh_context", it.fresh_context);
  }
  void operator()(const model::NextContext<Concrete>& it) {
    offer("store", it.store); offer("kind", it.kind); offer("previous", it.previous); offer("is_find", it.is_find);
    offer("filter", it.filter); offer("known_find_type", it.known_find_type);
  }
  void operator()(const model::DuplicateContext<Concrete>& it) { offer("context", it.context); }
  void operator()(const model::FreeContext<Concrete>& it) { offer("context", it.context); }
  void operator()(const model::DeleteContext<Concrete>& it) { offer("context", it.context); }
  void operator()(const model::SetProperty<Concrete>& it) { offer("context", it.context); offer("property", it.property); offer("value", it.value); offer("wrong_size", it.wrong_size); }
  void operator()(const model::GetProperty<Concrete>& it) {
    offer("context", it.context); offer("property", it.property); offer("size_only", it.size_only); offer("too_small", it.too_small);
  }
  void operator()(const model::ControlStore<Concrete>& it) {
    offer("store", it.store); offer("force", it.force); offer("clear", it.clear); offer("commit_fails", it.commit_fails);
  }
  void operator()(const model::SaveStore<Concrete>& it) { offer("store", it.store); offer("file", it.file); offer("save_fails", it.save_fails); }
  void operator()(const model::AcquireCsp<Concrete>& it) {
    offer("fresh_csp", it.fresh_csp); offer("bad_type", it.bad_type); offer("unknown_type", it.unknown_type);
  }
  void operator()(const model::AddCspReference<Concrete>& it) { offer("csp", it.csp); }
  void operator()(const model::ReleaseCsp<Concrete>& it) { offer("csp", it.csp); offer("flags", it.flags); }
  void operator()(const model::AskCsp<Concrete>& it) { offer("csp", it.csp); }
};

}  // namespace

// Images are few; equal ones get the same number, the empty one 0.
double number(const Concrete::Image& image) {
  static thread_local std::vector<Concrete::Records> seen{{}};
  const auto& listed = image.listed();
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] == listed) return static_cast<double>(i);
  }
  seen.push_back(listed);
  return static_cast<double>(seen.size() - 1);
}

// Everything is 0; a filter by bytes is told by the bytes, and what asks for an existing certificate by its negative bytes.
double number(const Concrete::Filter& filter) {
  if (filter.by == Concrete::Filter::By::everything) return 0;
  return filter.by == Concrete::Filter::By::existing ? -filter.bytes : filter.wanted;
}

Concrete::Content content_of(double number) {
  const int bytes = static_cast<int>(number);
  Concrete::Content content = bytes == 0 ? Concrete::Content{} : Concrete::Content{bytes, 1, bytes, 1, 1};
  if (bytes == unsigned_bytes) content.is_signed = Concrete::Signed::not_at_all;
  return content;
}

Concrete::Filter filter_of(double number) {
  const int bytes = static_cast<int>(number);
  if (bytes < 0) return {Concrete::Filter::By::existing, content_of(-number).key, -bytes};
  return number == 0 ? Concrete::Filter{} : Concrete::Filter{Concrete::Filter::By::bytes, static_cast<int>(number)};
}

Reader reader_of(const std::string& field) {
  Reader reader;
  const ConcreteWorld sample;
  ConcreteWorld::for_each_field([&](const char* name, const auto& map) {
    const auto offset = reinterpret_cast<const std::byte*>(&map) - reinterpret_cast<const std::byte*>(&sample);
    note_reader<std::decay_t<decltype(map)>>(field, name, offset, reader);
  }, sample);
  if (!reader) throw std::logic_error("the drift test knows no field " + field);
  return reader;
}

double argument(const ConcreteCall& call, const std::string& name) {
  Arguments arguments{name};
  std::visit([&](const auto& each) { arguments(each); }, call);
  if (!arguments.is_found) throw std::logic_error("the drift test knows no argument " + name);
  return arguments.found;
}

}  // namespace certlife::proofs
