#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/base/result.h"
#include "core/guard/embedding.h"
#include "core/guard/known_faces.h"

namespace mien {

/// What the judging networks see in one face.
struct Look {
  Embedding identity{};
  double face = 0;  ///< 0..1: how surely it is a face, seen whole
  double age = 0;   ///< apparent, years
};

/// The judging networks, or a fake of them in tests of the window. Thread: one at a time.
class Judge {
 public:
  virtual ~Judge() = default;
  /// SHA-256 over the hashes of all judging packs, 64 hex digits: stands in every verdict.
  virtual const std::string& hash() const = 0;
  /// Whether they are those that this build of Mien came with; others must be accepted.
  virtual bool isShipped() const { return true; }
  /// Of the pack that makes embeddings.
  virtual const std::string& identityHash() const = 0;
  /// The nearest of the faces that the model learned from, nearest first; none when those are not known.
  virtual std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const = 0;
  /// The same by how they look, see KnownFaces::nearestByCode().
  virtual std::vector<NearestKnown> nearestByCode(std::span<const float> /*code*/, std::string_view /*latents*/,
                                                  std::size_t /*count*/) const {
    return {};
  }
  /// `points` in px of `picture`, RGB or RGBA (what is transparent counts as grey).
  virtual Look look(const Image8& picture, const FivePoints& points) = 0;
  /// look() without the identity, in a third of the time.
  virtual Look glance(const Image8& picture, const FivePoints& points) { return look(picture, points); }
  /// look()'s identity alone, in half the time.
  virtual Embedding embed(const Image8& picture, const FivePoints& points) = 0;
};

/// Over the packs identity and judge in `modelsDir`; `device` as for makeEngine(). Without them nothing can be judged,
/// and so nothing is exported. Errors: Model, naming the pack and what is wrong with it.
Result<std::unique_ptr<Judge>> makeJudge(const std::filesystem::path& modelsDir, const std::string& device = "auto");

}  // namespace mien
