#include "model/oracle/der_view.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace certlife::oracle {
namespace {

using Bytes = std::string_view;

constexpr unsigned char boolean = 0x01, integer = 0x02, bit_string = 0x03, octet_string = 0x04, utc_time = 0x17, generalized_time = 0x18,
                        sequence = 0x30, set = 0x31, context_0 = 0xA0;

struct Element {
  unsigned char tag = 0;  // 0: there is none.
  Bytes whole, content;
};

// Takes elements off the front; once something is wrong it stays so.
class Der {
 public:
  explicit Der(Bytes rest) : rest_(rest) {}

  bool is_sound() const { return sound_; }
  bool more() const { return sound_ && !rest_.empty(); }
  bool next_is(unsigned char tag) const { return more() && static_cast<unsigned char>(rest_[0]) == tag; }

  Element any() {
    std::size_t header = 2, length = 0;
    if (rest_.size() < 2) return fail();
    length = static_cast<unsigned char>(rest_[1]);
    if (length > 0x7f) {
      const std::size_t octets = length & 0x7f;
      if (octets == 0 || octets > 4 || rest_.size() < 2 + octets) return fail();
      length = 0;
      for (std::size_t i = 0; i < octets; ++i) length = length << 8 | static_cast<unsigned char>(rest_[2 + i]);
      header += octets;
    }
    if (rest_.size() - header < length) return fail();
    const Element element{static_cast<unsigned char>(rest_[0]), rest_.substr(0, header + length), rest_.substr(header, length)};
    rest_.remove_prefix(header + length);
    return element;
  }
  Element take(unsigned char tag) { return next_is(tag) ? any() : fail(); }
  void skip_if(unsigned char tag) {
    if (next_is(tag)) any();
  }

 private:
  Element fail() {
    sound_ = false;
    return {};
  }
  Bytes rest_;
  bool sound_ = true;
};

// What is signed, or what could be: the list of fields itself.
Der to_be_signed(Bytes bytes) {
  const Element outer = Der(bytes).take(sequence);
  Der fields(outer.content), probe(outer.content);
  if (!probe.next_is(sequence)) return fields;
  const Element first = probe.any();
  probe.skip_if(sequence);
  return probe.next_is(bit_string) ? Der(first.content) : fields;
}

int digits(Bytes text, std::size_t at) {
  const bool are_digits = at + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) && std::isdigit(static_cast<unsigned char>(text[at + 1]));
  return are_digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : 0;
}

long long days_since_2000(int year, int month, int day) {
  const int before_march = month <= 2 ? 1 : 0;
  const long long y = year - before_march, m = month + 12 * before_march - 3;
  const long long day_number = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
  constexpr long long first_of_2000 = 365LL * 1999 + 1999 / 4 - 1999 / 100 + 1999 / 400 + (153 * 10 + 2) / 5 + 1;
  return day_number - first_of_2000;
}

int date(Der& fields) {
  const bool is_long = fields.next_is(generalized_time);
  const Bytes text = fields.take(is_long ? generalized_time : utc_time).content;
  const int two = digits(text, is_long ? 2 : 0);
  const int year = is_long ? digits(text, 0) * 100 + two : two + (two < 50 ? 2000 : 1900);
  const std::size_t at = is_long ? 4 : 2;
  const long long days = days_since_2000(year, digits(text, at), digits(text, at + 2));
  const long long seconds = days * 86400 + digits(text, at + 4) * 3600 + digits(text, at + 6) * 60 + digits(text, at + 8);
  constexpr long long most = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp(seconds, -most, most));
}

std::string joined(std::initializer_list<Bytes> parts) {
  std::string all;
  for (const Bytes part : parts) all += std::to_string(part.size()) + ":" + std::string(part);
  return all;
}

DerView certificate(Der& fields) {
  DerView view;
  fields.skip_if(context_0);
  Bytes serial = fields.take(integer).content;
  while (serial.size() > 1 && serial[0] == 0 && static_cast<unsigned char>(serial[1]) < 0x80) serial.remove_prefix(1);
  fields.take(sequence);
  view.issuer = fields.take(sequence).whole;
  Der validity(fields.take(sequence).content);
  view.date = date(validity);
  view.subject = fields.take(sequence).whole;
  view.key = joined({view.issuer, serial});
  return view;
}

// Of the extensions that tell lists of one issuer apart.
std::string told_apart_by(Der extensions) {
  std::string_view delta, distribution_point, authority_key;
  while (extensions.more()) {
    Der fields(extensions.take(sequence).content);
    const Bytes identifier = fields.any().content;
    fields.skip_if(boolean);
    const Bytes value = fields.take(octet_string).content;
    if (identifier == "\x55\x1d\x1b") delta = "delta";
    if (identifier == "\x55\x1d\x1c") distribution_point = value;
    if (identifier == "\x55\x1d\x23") authority_key = value;
  }
  return joined({delta, distribution_point, authority_key});
}

DerView crl(Der& fields) {
  DerView view;
  fields.skip_if(integer);
  fields.take(sequence);
  view.issuer = fields.take(sequence).whole;
  view.date = date(fields);
  fields.skip_if(utc_time);
  fields.skip_if(generalized_time);
  fields.skip_if(sequence);
  const Bytes extensions = fields.next_is(context_0) ? Der(fields.any().content).take(sequence).content : Bytes{};
  view.key = joined({view.issuer, told_apart_by(Der(extensions))});
  return view;
}

// The list directly under [0] of a PKCS #7 message.
Der list_in(Bytes bytes) {
  Der message(Der(bytes).take(sequence).content);
  message.any();
  Der signed_data(Der(message.take(context_0).content).take(sequence).content);
  signed_data.take(integer);
  signed_data.take(set);
  Der content(signed_data.take(sequence).content);
  content.any();
  return Der(Der(content.take(context_0).content).take(sequence).content);
}

DerView ctl(Der& fields) {
  DerView view;
  fields.skip_if(integer);
  const Bytes usage = fields.take(sequence).whole;
  const Bytes identifier = fields.next_is(octet_string) ? fields.any().content : Bytes{};
  fields.skip_if(integer);
  view.date = date(fields);
  view.key = joined({usage, identifier});
  return view;
}

}  // namespace

std::optional<DerView> der_view(trace::ContextKind kind, const std::vector<std::uint8_t>& bytes) {
  const Bytes text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Der fields = kind == trace::ContextKind::ctl ? list_in(text) : to_be_signed(text);
  DerView view;
  switch (kind) {
    case trace::ContextKind::certificate: view = certificate(fields); break;
    case trace::ContextKind::crl:         view = crl(fields); break;
    case trace::ContextKind::ctl:         view = ctl(fields); break;
  }
  return fields.is_sound() ? std::optional(view) : std::nullopt;
}

}  // namespace certlife::oracle
