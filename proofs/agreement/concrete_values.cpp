#include "proofs/agreement/concrete_values.h"

#include "proofs/refute/small_calls.h"

#include <cstddef>
#include <optional>
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
  std::optional<double> found;
  std::visit([&](const auto& it) {
    model::for_each_argument([&](auto argument, const auto& value) { if (name == argument.name) found = number(value); }, it);
  }, call);
  if (!found) throw std::logic_error("the drift test knows no argument " + name);
  return *found;
}

}  // namespace certlife::proofs
