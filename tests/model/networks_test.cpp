// What the networks promise of their arithmetic, on the shipped weights.
#include "core/model/networks.h"

#include <QtTest>

#include "core/model/module_io.h"

class NetworksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void bf16StaysWithinOneGreyLevel() {
    const auto linear = mien::SafeTensors::open(MIEN_MODELS_DIR "/portrait/linear.safetensors");
    const auto network = mien::SafeTensors::open(MIEN_MODELS_DIR "/portrait/network.safetensors");
    QVERIFY(linear && network);
    mien::nets::TextureVae vae(mien::nets::TextureVaeImpl::Widths{});
    mien::loadModule(*vae->linear, *linear, "texture.");
    mien::loadModule(*vae, *network, "", "linear.");
    const torch::NoGradGuard guard;
    torch::manual_seed(1);
    const torch::Tensor z = torch::randn({1, vae->codeSize()});
    const torch::Tensor exact = vae->decode(z);
    QCOMPARE(exact.sizes(), torch::IntArrayRef({1, 3, 256, 256}));
    vae->setDecoderType(torch::kBFloat16);
    QVERIFY((vae->decode(z) - exact).abs().mean().item<float>() <= 1.0F / 255);
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
};

QTEST_APPLESS_MAIN(NetworksTest)
#include "networks_test.moc"
