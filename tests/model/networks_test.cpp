// What the networks promise of their arithmetic, on the shipped weights.
#ifndef Q_MOC_RUN  // which would read all of libtorch
#include "core/model/networks.h"

#include "core/model/module_io.h"
#endif

#include <QtTest>

class NetworksTest : public QObject {
  Q_OBJECT

  static mien::nets::TextureVae shippedVae() {
    mien::nets::TextureVae vae(mien::nets::TextureVaeImpl::Widths{});
    mien::loadModule(*vae->linear, *mien::SafeTensors::open(MIEN_MODELS_DIR "/portrait/linear.safetensors"),
                     "texture.");
    mien::loadModule(*vae, *mien::SafeTensors::open(MIEN_MODELS_DIR "/portrait/network.safetensors"), "", "linear.");
    return vae;
  }

  static torch::Tensor featuresOf(mien::nets::TextureVae& vae, const torch::Tensor& z) {
    return vae->linear->decodeFeatures(z.narrow(1, vae->linear->colourSize, vae->linear->featureSize));
  }

  static float farthest(const torch::Tensor& a, const torch::Tensor& b) { return (a - b).abs().max().item<float>(); }

 private Q_SLOTS:
  void foldedConvolutionsGiveTheSamePicture() {
    mien::nets::TextureVae vae = shippedVae();
    const torch::NoGradGuard guard;
    torch::manual_seed(5);
    const torch::Tensor z = torch::randn({2, vae->codeSize()});
    const torch::Tensor plain = vae->decode(z);
    vae->foldDecoder();
    const torch::Tensor folded = vae->decode(z);
    QVERIFY2(farthest(folded, plain) < 1e-5F, std::to_string(farthest(folded, plain)).c_str());
    QVERIFY(farthest(folded, vae->decodeLinear(z)) > 0.01F);
    vae->setDecoderType(torch::kBFloat16);
    QVERIFY((vae->decode(z) - plain).abs().mean().item<float>() <= 1.0F / 255);
  }

  void ofAMixTheFeaturesPictureIsMixed() {
    mien::nets::TextureVae vae = shippedVae();
    const torch::NoGradGuard guard;
    torch::manual_seed(6);
    const torch::Tensor z = torch::randn({2, vae->codeSize()});
    const torch::Tensor known = featuresOf(vae, z);
    const auto mixed = [](const torch::Tensor& t) { return 0.9 * t.narrow(0, 0, 1) + 0.4 * t.narrow(0, 1, 1); };
    QVERIFY(farthest(vae->decode(mixed(z), mixed(known)), vae->decode(mixed(z))) < 1e-4F);
  }

  void bf16StaysWithinOneGreyLevel() {
    mien::nets::TextureVae vae = shippedVae();
    const torch::NoGradGuard guard;
    torch::manual_seed(1);
    const torch::Tensor z = torch::randn({1, vae->codeSize()});
    const torch::Tensor exact = vae->decode(z);
    QCOMPARE(exact.sizes(), torch::IntArrayRef({1, 3, 256, 256}));
    vae->setDecoderType(torch::kBFloat16);
    QVERIFY((vae->decode(z) - exact).abs().mean().item<float>() <= 1.0F / 255);
  }

  void aCodeByPlaceIsEachCodesPictureWhereItCounts() {
    mien::nets::TextureVae vae = shippedVae();
    const torch::NoGradGuard guard;
    torch::manual_seed(4);
    const torch::Tensor z = torch::randn({2, vae->codeSize()});
    const torch::Tensor alone = vae->decode(z);
    torch::Tensor masks = torch::zeros({2, 1, 256, 256});
    masks[1].fill_(1);
    const torch::Tensor known = featuresOf(vae, z);
    QVERIFY(farthest(vae->decode(z, known, masks), alone.narrow(0, 1, 1)) < 1e-4F);
    torch::Tensor both;
    for (const int64_t across : {2, 3}) {  // one above the other, where each has rows of its own, and side by side
      masks.zero_();
      masks[0].narrow(across - 1, 0, 128).fill_(1);
      masks[1].narrow(across - 1, 128, 128).fill_(1);
      both = vae->decode(z, known, masks);
      QCOMPARE(both.sizes(), torch::IntArrayRef({1, 3, 256, 256}));
      // Away from the seam: a few cells of the seed's 8² grid see across it, faintly.
      for (const int64_t which : {0, 1}) {
        const auto part = [&](const torch::Tensor& pictures) { return pictures.narrow(across, 192 * which, 64); };
        QVERIFY(farthest(part(both), part(alone.narrow(0, which, 1))) < 1.0F / 255);
      }
    }
    QVERIFY(farthest(alone.narrow(0, 0, 1), alone.narrow(0, 1, 1)) > 0.1F);
    vae->setDecoderType(torch::kBFloat16);
    QVERIFY((vae->decode(z, known, masks) - both).abs().mean().item<float>() <= 1.0F / 255);
  }

  void linearCodeOfADecodedPictureIsTheCode() {
    const auto linear = mien::SafeTensors::open(MIEN_MODELS_DIR "/portrait/linear.safetensors");
    QVERIFY(linear.has_value());
    mien::nets::LinearTexture model(24, 232);
    mien::loadModule(*model, *linear, "texture.");
    const torch::NoGradGuard guard;
    torch::manual_seed(2);
    const torch::Tensor z = torch::randn({1, 256});
    const torch::Tensor back = model->encode(model->decode(z), torch::ones({1, 1, 128, 128}));
    // Shrunk towards the mean, as a posterior is, the components near the noise most; but the same direction.
    const torch::Tensor cosine = torch::cosine_similarity(z, back);
    QVERIFY2(cosine.item<float>() > 0.9F, std::to_string(cosine.item<float>()).c_str());
  }

  void localOffsetsMoveTheirOwnLandmark() {
    const torch::NoGradGuard guard;
    torch::manual_seed(3);
    mien::nets::Landmarker net;
    net->mean.fill_(0.5);
    const torch::Tensor crop = torch::rand({2, 3, 112, 112});
    const torch::Tensor before = net(crop);
    QCOMPARE(before.sizes(), torch::IntArrayRef({2, 137}));
    // Channels: how much a place counts, then x, then y, for 68 landmarks each. The unit is a tenth of the crop.
    net->local->bias[30] = 5;           // counts alike everywhere: moves nothing
    net->local->bias[68 + 30] = 0.5;    // x
    net->local->bias[136 + 30] = -0.2;  // y
    torch::Tensor moved = net(crop) - before;
    QVERIFY(torch::allclose(moved.select(1, 60), torch::full({2}, 0.05), 0, 1e-5));
    QVERIFY(torch::allclose(moved.select(1, 61), torch::full({2}, -0.02), 0, 1e-5));
    moved.narrow(1, 60, 2).zero_();
    QVERIFY(moved.abs().max().item<float>() < 1e-5F);
  }

  void localWeightsPullTheLandmarkTowardsWhatCounts() {
    const torch::NoGradGuard guard;
    torch::manual_seed(4);
    mien::nets::Landmarker net;
    net->mean.fill_(0.5);
    const torch::Tensor crop = torch::rand({1, 3, 112, 112});
    const torch::Tensor before = net(crop);
    torch::nn::init::normal_(net->local->weight, 0, 20);  // some places count far more than others
    net->local->weight.narrow(0, 68, 136).zero_();        // none says that the landmark lies elsewhere
    const torch::Tensor moved = (net(crop) - before).narrow(1, 0, 136).abs();
    QVERIFY(moved.mean().item<float>() > 0.01F);
    QVERIFY(moved.max().item<float>() < 0.35F);  // the window keeps it near
  }
};

QTEST_APPLESS_MAIN(NetworksTest)
#include "networks_test.moc"
