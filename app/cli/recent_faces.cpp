#include "app/cli/recent_faces.h"

#include <algorithm>
#include <utility>

namespace mien {

ExportParent RecentFaces::find(const FaceRef& ref) {
  const auto known =
      std::find_if(faces_.begin(), faces_.end(), [&](const ExportParent& p) { return p.face->ref() == ref; });
  if (known == faces_.end()) return {};
  faces_.splice(faces_.begin(), faces_, known);
  return faces_.front();
}

void RecentFaces::keep(const ExportParent& parent) {
  faces_.push_front(parent);
  std::size_t bytes = 0;
  std::size_t count = 0;
  const auto tooMuch = std::find_if(faces_.begin(), faces_.end(), [&](const ExportParent& p) {
    if (p.photo) bytes += p.photo->pixels.size();
    return ++count > kFaces || bytes > kBytes;
  });
  faces_.erase(tooMuch, faces_.end());
}

std::optional<std::vector<double>> RecentFaces::balancesOf(const std::vector<FacePtr>& faces) const {
  const auto isFace = [](const std::weak_ptr<const Face>& known, const FacePtr& face) { return known.lock() == face; };
  for (const Balances& known : balances_)
    if (std::equal(known.of.begin(), known.of.end(), faces.begin(), faces.end(), isFace)) return known.values;
  return std::nullopt;
}

void RecentFaces::keepBalances(const std::vector<FacePtr>& faces, std::vector<double> balances) {
  balances_.push_front({{faces.begin(), faces.end()}, std::move(balances)});
  if (balances_.size() > kBalances) balances_.pop_back();
}

}  // namespace mien
