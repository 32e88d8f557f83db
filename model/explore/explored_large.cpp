#include "model/explore/explored_in.h"

namespace certlife::model::explore {

Report explored_large(const Scope& scope, const Assignment& settled, const Options& options, bool with_claims) {
  return explored_in<Packed<most_stores, most_contexts>>(scope, settled, options, with_claims);
}

}  // namespace certlife::model::explore
