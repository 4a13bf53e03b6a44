#include "core/guard/judge.h"

#include <algorithm>

#include "core/base/digest.h"
#include "core/guard/shipped_networks.h"
#include "core/model/device.h"
#include "core/model/judging_networks.h"
#include "core/photo/crop.h"

namespace mien {
namespace {

/// Laid over the grey that says least about a face.
Image8 opaque(const Image8& picture) {
  constexpr int kGrey = 128;
  Image8 out(picture.width(), picture.height(), 3);
  for (int y = 0; y < picture.height(); ++y) {
    const std::uint8_t* from = picture.row(y);
    std::uint8_t* to = out.row(y);
    for (int x = 0; x < picture.width(); ++x, from += 4, to += 3) {
      for (int c = 0; c < 3; ++c)
        to[c] = static_cast<std::uint8_t>((from[c] * from[3] + kGrey * (255 - from[3]) + 127) / 255);
    }
  }
  return out;
}

/// Else the crop would have no bounds.
bool isFace(const FivePoints& points) {
  return distance(points.rightEye, points.leftEye) >= 1;
}

Image8 cropped(const Image8& picture, const FivePoints& points, const CropTemplate& as, int side) {
  return cropPhoto(picture, cropFromFivePoints(points, as), kCropWindow, side).pixels;
}

class NetworkJudge final : public Judge {
 public:
  NetworkJudge(std::unique_ptr<IdentityNetwork> identity, std::unique_ptr<JudgeNetwork> judge, KnownFaces known,
               std::string identityHash, std::string hash, bool shipped)
      : identity_(std::move(identity)),
        judge_(std::move(judge)),
        known_(std::move(known)),
        identityHash_(std::move(identityHash)),
        hash_(std::move(hash)),
        shipped_(shipped) {}

  const std::string& hash() const override { return hash_; }
  const std::string& identityHash() const override { return identityHash_; }
  bool isShipped() const override { return shipped_; }

  std::vector<NearestKnown> nearestKnown(const Embedding& identity, std::size_t count) const override {
    return known_.nearest(identity, count);
  }
  std::vector<NearestKnown> nearestByCode(std::span<const float> code, std::string_view latents,
                                          std::size_t count) const override {
    return known_.nearestByCode(code, latents, count);
  }

  Look look(const Image8& picture, const FivePoints& points) override {
    if (!isFace(points)) return {};
    const Image8 flat = picture.channels() == 4 ? opaque(picture) : Image8();
    const Image8& seen = picture.channels() == 4 ? flat : picture;
    Look look = glance(seen, points);
    look.identity = embed(seen, points);
    return look;
  }

  Look glance(const Image8& picture, const FivePoints& points) override {
    if (!isFace(points)) return {};
    const Image8 flat = picture.channels() == 4 ? opaque(picture) : Image8();
    const Image8& seen = picture.channels() == 4 ? flat : picture;
    Look look;
    const auto judged = judge_->run({cropped(seen, points, JudgeNetwork::crop(), JudgeNetwork::side())}).front();
    look.face = static_cast<double>(judged.face);
    look.age = static_cast<double>(judged.age);
    return look;
  }

  Embedding embed(const Image8& picture, const FivePoints& points) override {
    if (!isFace(points)) return {};
    const Image8 flat = picture.channels() == 4 ? opaque(picture) : Image8();
    const Image8& seen = picture.channels() == 4 ? flat : picture;
    return identity_->run({cropped(seen, points, IdentityNetwork::crop(), IdentityNetwork::side())}).front();
  }

 private:
  std::unique_ptr<IdentityNetwork> identity_;
  std::unique_ptr<JudgeNetwork> judge_;
  KnownFaces known_;
  std::string identityHash_, hash_;
  bool shipped_;
};

/// A manifest holds its weights' digests, which loading has checked.
bool isManifest(const std::filesystem::path& pack, std::string_view digest) {
  const auto found = sha256HexOfFile(pack / "model.json");
  return found && *found == digest;
}

}  // namespace

Result<std::unique_ptr<Judge>> makeJudge(const std::filesystem::path& modelsDir, const std::string& device) {
  const auto chosen = chooseDevice(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto identityPack = Pack::load(modelsDir / "identity");
  if (!identityPack) return tl::unexpected(identityPack.error());
  const auto judgePack = Pack::load(modelsDir / "judge");
  if (!judgePack) return tl::unexpected(judgePack.error());
  auto identity = IdentityNetwork::load(*identityPack, *chosen);
  if (!identity) return tl::unexpected(identity.error());
  auto judge = JudgeNetwork::load(*judgePack, *chosen);
  if (!judge) return tl::unexpected(judge.error());
  auto known = KnownFaces::load(*identityPack);
  if (!known) return tl::unexpected(known.error());
  if (known->size() == 0)
    return fail(ErrorKind::Model,
                "The model pack \"identity\" has no known faces, so copies of training photographs could not be told: "
                "install the pack that came with Mien, or add them with mien-train known-faces.");
  const std::string all = identityPack->hash() + judgePack->hash();
  return std::make_unique<NetworkJudge>(
      std::move(*identity), std::move(*judge), std::move(*known), identityPack->hash(),
      sha256Hex({reinterpret_cast<const std::uint8_t*>(all.data()), all.size()}),
      isManifest(modelsDir / "identity", kShippedIdentity) && isManifest(modelsDir / "judge", kShippedJudge));
}

}  // namespace mien
