#include "impl/src/encoding/decode.h"
#include "impl/src/encoding/fields.h"

namespace certlife::impl::encoding {
namespace {

constexpr std::int64_t ticks_per_second = 10'000'000;  // FILETIME counts 100 ns
constexpr std::int64_t seconds_per_day = 86'400;

struct CivilTime {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::int64_t fraction_ticks = 0;
  int minutes_ahead_of_utc = 0;
};

// Reads the characters of a time one group after the other; what is not as expected makes the time bad.
class TimeText {
 public:
  explicit TimeText(Bytes text) : rest_(text) {}
  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }
  bool next_is_digit() const { return !rest_.empty() && is_digit(rest_[0]); }

  int two_digits() {
    if (rest_.size() < 2 || !is_digit(rest_[0]) || !is_digit(rest_[1])) return good_ = false, 0;
    const int value = (rest_[0] - '0') * 10 + (rest_[1] - '0');
    rest_ = rest_.subspan(2);
    return value;
  }

  bool skip(char character) {
    if (rest_.empty() || rest_[0] != character) return false;
    rest_ = rest_.subspan(1);
    return true;
  }

  // The digits after the decimal point; what is finer than a tick is cut off.
  std::int64_t fraction() {
    std::int64_t ticks = 0;
    if (!next_is_digit()) good_ = false;
    for (std::int64_t unit = ticks_per_second / 10; next_is_digit(); unit /= 10) {
      ticks += unit * (rest_[0] - '0');
      rest_ = rest_.subspan(1);
    }
    return ticks;
  }

 private:
  static bool is_digit(std::uint8_t character) { return character >= '0' && character <= '9'; }
  Bytes rest_;
  bool good_ = true;
};

int zone(TimeText& text) {
  const bool ahead = text.skip('+');
  if (!ahead && !text.skip('-')) return text.skip('Z'), 0;
  const int hours = text.two_digits();
  const int minutes = hours * 60 + text.two_digits();
  return ahead ? minutes : -minutes;
}

CivilTime read_civil_time(TimeText& text, bool generalized) {
  CivilTime time;
  const int first_digits = text.two_digits();
  if (generalized) time.year = first_digits * 100 + text.two_digits();
  else time.year = first_digits + (first_digits < 50 ? 2000 : 1900);
  time.month = text.two_digits();
  time.day = text.two_digits();
  time.hour = text.two_digits();
  if (!generalized || text.next_is_digit()) time.minute = text.two_digits();
  if (text.next_is_digit()) time.second = text.two_digits();
  if (generalized && (text.skip('.') || text.skip(','))) time.fraction_ticks = text.fraction();
  time.minutes_ahead_of_utc = zone(text);
  return time;
}

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[month - 1];
}

bool exists(const CivilTime& time) {
  return time.month >= 1 && time.month <= 12 && time.day >= 1 && time.day <= days_in_month(time.year, time.month) &&
         time.hour <= 23 && time.minute <= 59 && time.second <= 59;
}

// Days since the first day of 1601 in the Gregorian calendar; years begin in March here so that leap days come last.
std::int64_t days_since_1601(int year, int month, int day) {
  const int shifted_year = month > 2 ? year : year - 1;
  const int months_since_march = month > 2 ? month - 3 : month + 9;
  const std::int64_t years = shifted_year - 1600;
  const std::int64_t leap_days = shifted_year / 4 - shifted_year / 100 + shifted_year / 400 - (400 - 16 + 4);
  const std::int64_t days_from_march_1600 = years * 365 + leap_days + (153 * months_since_march + 2) / 5 + day - 1;
  return days_from_march_1600 - 306;  // from March 1600 to January 1601
}

std::int64_t ticks_of(const CivilTime& time) {
  const std::int64_t minutes = time.hour * 60 + time.minute - time.minutes_ahead_of_utc;
  const std::int64_t days = days_since_1601(time.year, time.month, time.day);
  const std::int64_t seconds = days * seconds_per_day + minutes * 60 + time.second;
  return seconds * ticks_per_second + time.fraction_ticks;
}

}  // namespace

FILETIME time_from(const Element& element, DecodeError& error) {
  FILETIME result{};
  if (error != DecodeError::none) return result;
  TimeText text(element.content);
  const CivilTime time = read_civil_time(text, element.tag == tag::generalized_time);
  const std::int64_t ticks = text.good() && text.at_end() && exists(time) ? ticks_of(time) : -1;
  if (ticks < 0) return error = DecodeError::corrupt, result;
  result.dwLowDateTime = static_cast<DWORD>(ticks & 0xFFFFFFFF);
  result.dwHighDateTime = static_cast<DWORD>(ticks >> 32);
  return result;
}

FILETIME take_time(Reader& reader) {
  const Element element = reader.next_is(tag::generalized_time) ? reader.any() : reader.take(tag::utc_time);
  return time_from(element, reader.error());
}

int compare_times(const FILETIME& left, const FILETIME& right) {
  if (left.dwHighDateTime != right.dwHighDateTime) return left.dwHighDateTime < right.dwHighDateTime ? -1 : 1;
  if (left.dwLowDateTime != right.dwLowDateTime) return left.dwLowDateTime < right.dwLowDateTime ? -1 : 1;
  return 0;
}

}  // namespace certlife::impl::encoding
