// The little that every line-oriented file of the ledger needs: places, errors that name them, and splitting.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace certlife::model {

struct Place {
  std::string file;
  int line = 0;
  int column = 0;  // 0: the line as a whole.
};

// A mistake in the data; what() reads "close_store.clauses:12: …", or ":12:5: …" where the column is known.
class LedgerError : public std::runtime_error {
 public:
  LedgerError(const Place& place, const std::string& message);
};

[[noreturn]] void fail(const Place& place, const std::string& message);

std::string quoted(std::string_view text);
std::string_view trimmed(std::string_view text);
// The parts between separators, each trimmed.
std::vector<std::string_view> split(std::string_view text, std::string_view separator);
// The columns of a table: parts between runs of two or more blanks.
std::vector<std::string_view> columns_of(std::string_view line);
std::vector<std::string_view> lines_of(std::string_view text);
bool is_comment_or_blank(std::string_view line);

}  // namespace certlife::model
