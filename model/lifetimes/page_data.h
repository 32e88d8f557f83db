// Programs as the script of the page reads them.
#pragma once

#include <string>
#include <vector>

#include "model/lifetimes/program.h"

namespace certlife::lifetimes {

// JSON that may stand in a script element, whatever the texts hold:
//   {"clauses":{ID:[TEXT,SOURCE]},"programs":[{"objects":[NAME,THING,…],"texts":[…],"lists":[[ID,…],…],"rows":[…],"notes":[[ROW,KIND,TEXT],…]}]}
// where the texts of calls have \x01 and a digit for the name of the object of that event of their row, and `rows` has the numbers of one row after the other: its line, the places of its text and its list of clauses, its verdict,
// how many events there are, and for each its object, its kind, what is owned and what is counted.
std::string page_data(const std::vector<Program>& programs);

}  // namespace certlife::lifetimes
