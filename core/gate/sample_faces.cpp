#include "core/gate/sample_faces.h"

#include <algorithm>

#include "core/gate/shipped.h"

namespace mien {

bool isSampleFace(std::string_view digest) {
  return std::find(kSampleFaces.begin(), kSampleFaces.end(), digest) != kSampleFaces.end();
}

}  // namespace mien
