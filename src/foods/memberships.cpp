#include "foods/memberships.hpp"

namespace culprit::foods {

void add_ingredient(Memberships& whole, const Memberships& part, Share share, GroupSet identity) {
  switch (share) {
    case Share::usual:
    case Share::given:
      whole.sure |= part.sure;
      whole.maybe |= part.maybe;
      whole.minor |= part.minor;
      return;
    case Share::minor:
      whole.sure |= part.sure & identity;
      whole.minor |= part.sure | part.minor;
      whole.maybe |= part.maybe & identity;
      return;
    case Share::sometimes: whole.maybe |= (part.sure | part.maybe) & identity; return;
  }
}

void settle(Memberships& whole) noexcept { whole.maybe -= whole.sure; }

}  // namespace culprit::foods
