#include "model/explore/explored_in.h"

namespace certlife::model::explore {

Report explored_small(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims) {
  return explored_in<Packed<2, 3>>(scope, settled, options, with_claims);
}

Report explored(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims) {
  const bool is_small = scope.stores <= 2 && scope.contexts <= 3;
  return is_small ? explored_small(scope, settled, options, with_claims) : explored_large(scope, settled, options, with_claims);
}

}  // namespace certlife::model::explore
