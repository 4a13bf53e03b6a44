#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/geometry.h"
#include "core/base/image.h"
#include "core/base/result.h"
#include "core/blend/recipe.h"
#include "core/blend/saved_face.h"
#include "core/photo/found_face.h"
#include "core/photo/photo.h"

namespace mien {

/// What is known of a face in its photograph; nothing of a face that was drawn.
struct FaceFacts {
  std::optional<double> eyeDistance;  ///< px
  std::optional<int> otherFaces;      ///< at least half as large; not known of a face given by hand
};

/// A face aligned, encoded and ready to be mixed. Immutable and shared; the latent inside belongs to the engine that
/// made it.
class Face {
 public:
  virtual ~Face() = default;
  virtual const FaceRef& ref() const = 0;
  virtual const Image8& crop() const = 0;              ///< RGB, square, 256..1024
  virtual const Landmarks& cropLandmarks() const = 0;  ///< in the crop's unit square, 0..1
  /// What the photograph says of the face; any thread.
  virtual FaceFacts facts() const { return {}; }
  /// Empty: the face is of what ref() names, see SavedFace::proven. Else nobody knows whose picture it is, and consents
  /// and approvals know it by this, the digestOf() what is saved of it. Any thread.
  virtual const std::string& ownKey() const = 0;
  /// What Engine::restore() brings back. Any thread: a document is saved while the engine is busy elsewhere.
  virtual SavedFace saved() const = 0;
};
using FacePtr = std::shared_ptr<const Face>;

struct EngineInfo {
  std::string modelId;
  std::string modelVersion;
  std::string modelHash;       ///< SHA-256 over the hashes of all packs that shape an output, 64 hex digits
  std::string device;          ///< e.g. "CPU (2 threads, fp32)" or "NVIDIA H200"
  std::string directionsHash;  ///< of the pack of directions; empty: there is none
};

struct StageTime {
  std::string stage;
  double milliseconds = 0;
};

/// What judging an output needs beside its pixels.
struct FrameFacts {
  Landmarks landmarks{};          ///< of the mixed face, px of the frame
  double codeLength = 0;          ///< of the mixed code, standard deviations a dimension; 0: not known
  double folded = 0;              ///< share of the face's surface that is turned over, 0..1
  std::optional<double> density;  ///< of the mixed code where faces' codes are, nats a number; none: not known
  std::optional<double> outline;  ///< how unusual the outline is, about 1 of a photograph; none: not known
  std::vector<float> code;        ///< the mixed code of the whole: structure, colour, features; empty: not known
  std::string codeOf;             ///< Pack::latentsHash() of the pack whose code it is
  std::vector<Landmarks> others;  ///< faces of the photograph beside which the mix is pasted, px of the frame
};

/// One rendered output.
struct Frame {
  Recipe recipe;
  Image8 pixels;  ///< RGB, or RGBA when surroundings are None
  std::vector<StageTime> times;
  FrameFacts facts;
  ImageF deep;  ///< the crop before it was rounded to `pixels`, about 0..1; empty in a photograph, which has 8 bits
};

/// What the studio asks of whoever mixes faces: the real one (networks), or a fake one in window tests.
/// Thread: every call from the one thread that created it.
class Engine {
 public:
  virtual ~Engine() = default;
  virtual EngineInfo info() const = 0;
  /// All faces, left to right. An empty list is no error.
  virtual Result<std::vector<FoundFace>> find(const Photo& photo) = 0;
  /// Aligns and encodes one found face, or the face given by hand when `ref.anchors` is set.
  /// Errors: Input when there is no such face.
  virtual Result<FacePtr> prepare(const Photo& photo, const PhotoFaceRef& ref) = 0;
  /// A new face from the prior: same reference, same face.
  virtual Result<FacePtr> draw(const DrawnFaceRef& ref) = 0;
  /// A face as it was when it was saved: renders to the same pixels. Errors: Model when its latent is of another pack,
  /// Input when its parts don't fit each other.
  virtual Result<FacePtr> restore(const SavedFace& saved) = 0;
  /// A saved face with a latent of this engine, whatever pack its own is of: encoded from its aligned picture. For
  /// projecting, see core/studio/projection.h. Errors: Input as restore(); Model from an engine that can't.
  virtual Result<FacePtr> reencode(const SavedFace& /*saved*/) {
    return fail(ErrorKind::Model, "This model encodes no saved face anew: open its photograph again.");
  }
  /// Renders `recipe` of these faces; the recipe's face references must be theirs (Input otherwise), its model this one
  /// (Model otherwise). `photos` are needed for placement in a photo only: one a face, null where there is none, or
  /// none at all.
  virtual Result<Frame> render(const Recipe& recipe, const std::vector<FacePtr>& faces,
                               const std::vector<const Photo*>& photos) = 0;
};

/// The engine over the packs in `modelsDir`. Errors: Model, naming the pack and what is wrong with it.
Result<std::unique_ptr<Engine>> makeEngine(const std::filesystem::path& modelsDir, const std::string& device = "auto");

}  // namespace mien
