#include "proofs/any_rule_case.h"

namespace certlife::proofs {

template std::unique_ptr<RuleCase> any_rule_case<model::GetProperty<Symbolic>>(const Weakening&);

}  // namespace certlife::proofs
