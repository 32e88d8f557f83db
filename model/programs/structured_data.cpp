#include "model/programs/structured_data.h"

#include <rapidcheck.h>

namespace certlife::conformance {
namespace {

std::string word(std::size_t least, std::size_t most) {
  const auto letter = rc::gen::oneOf(rc::gen::inRange<char>('a', 'z' + 1), rc::gen::inRange<char>('A', 'Z' + 1), rc::gen::inRange<char>('0', '9' + 1));
  const std::size_t length = *rc::gen::inRange(least, most + 1);
  return *rc::gen::container<std::string>(length, letter);
}

std::string hex(std::size_t most) {
  const auto digit = rc::gen::elementOf(std::string("0123456789abcdef"));
  return *rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(1, most + 1) * 2, digit);
}

// What follows the label of an element: names of its own, as far as they do not decide what it matches.
std::string ornaments(model::Kind kind) {
  if (kind != model::Kind::certificate || !*rc::gen::arbitrary<bool>()) return {};
  return "/subject=" + word(1, 12);
}

// Properties that a memory or file store keeps as they are given.
std::int64_t some_property() { return *rc::gen::element<std::int64_t>(11, 13, 20, 0x8000, 0x8123, 0xfffe); }

struct Drawn {
  std::array<std::array<std::string, 2>, 3> names, later;
  std::string value;
  std::int64_t property = 0;
};

Drawn draw() {
  constexpr std::string_view kinds[] = {"cert:", "crl:", "ctl:"};
  Drawn drawn;
  for (std::size_t kind = 0; kind < 3; ++kind) {
    for (std::size_t key = 0; key < 2; ++key) {
      // The key stands in the label, so that two of them never meet.
      const std::string label = std::string(kinds[kind]) + static_cast<char>('A' + key) + word(0, 8);
      const std::string more = ornaments(static_cast<model::Kind>(kind));
      drawn.names[kind][key] = label + more;
      drawn.later[kind][key] = label + "@" + std::to_string(*rc::gen::inRange(2, 9)) + more;
    }
  }
  drawn.property = some_property();
  // The friendly name and the description are texts, the others bytes.
  drawn.value = drawn.property == 11 || drawn.property == 13 ? "text:" + word(1, 30) : "hex:" + hex(40);
  return drawn;
}

}  // namespace

DrawnData::DrawnData(std::uint64_t seed) {
  const Drawn drawn = rc::gen::exec(draw)(rc::Random(seed)).value();
  names_ = drawn.names;
  later_ = drawn.later;
  value_ = drawn.value;
  property_ = drawn.property;
}

std::string DrawnData::content(model::Kind kind, int key, int time) const {
  const auto& of = time > 0 ? later_ : names_;
  return of[static_cast<std::size_t>(kind)][static_cast<std::size_t>(key)];
}

}  // namespace certlife::conformance
