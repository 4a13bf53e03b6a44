#pragma once
// The networks, exactly as trained and as run. This header pulls torch in: include it in .cpp files of core/model and
// models/training only.
#include <torch/nn.h>
#include <torch/types.h>

#include <functional>

namespace mien::nets {

/// Square pictures, N×3×S×S, RGB 0..1 unless said otherwise.

/// Two 3×3 convolutions around a skip.
struct ResidualImpl : torch::nn::Module {
  explicit ResidualImpl(int channels);
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Conv2d first{nullptr}, second{nullptr};
};
TORCH_MODULE(Residual);

/// Face finder: one anchor-free prediction a cell (after CenterNet, Zhou et al. 2019, and YuNet, Wu et al. 2023). Sees
/// faces with 8 to 34 px between the eyes; larger ones are found in a shrunken picture.
struct FinderImpl : torch::nn::Module {
  static constexpr int kStride = 8;
  static constexpr double kTypicalEyes = 16;  ///< px
  /// Channels: 0 logit of "a face's centre lies here"; 1 log(eye distance ÷ 16 px); 2..11 five points − cell centre, in
  /// eye distances.
  static constexpr int kOutputs = 12;
  FinderImpl();
  /// N×3×H×W, H and W multiples of 8 → N×12×H/8×W/8.
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Sequential trunk;
  torch::nn::Conv2d head{nullptr};
};
TORCH_MODULE(Finder);

/// 68 landmarks and "is this a face" from an upright crop of side 112 (template: eye distance 0.30, eye line 0.40,
/// wider than the mixing crop so that a rough crop still holds the chin). A first estimate regresses all points from
/// the whole crop; then each is moved by what features at a quarter of the crop's resolution show near it: an
/// expectation over places (integral regression, Sun et al. 2018) within a Gaussian window about the estimate.
struct LandmarkerImpl : torch::nn::Module {
  static constexpr int kSide = 112;
  static constexpr double kEyeDistance = 0.30, kEyeLine = 0.40;  ///< of the crop it expects
  LandmarkerImpl();
  /// → N×137: 136 coordinates (x, y pairs, unit square of the crop), then the logit of "a face".
  torch::Tensor forward(const torch::Tensor& x);
  torch::nn::Sequential at28, at14, at7;  ///< named by their side
  torch::nn::Linear hidden{nullptr}, points{nullptr}, face{nullptr};
  torch::nn::Conv2d from7{nullptr}, from14{nullptr};  ///< back up (feature pyramid, Lin et al. 2017)
  Residual back14{nullptr}, back28{nullptr};
  torch::nn::Conv2d local{nullptr};  ///< of each place, for each point: how much it counts, how far the point lies
  torch::Tensor mean;                ///< 136, the mean shape

 private:
  /// Estimates N×68×2, features N×48×28×28 → corrections N×68×2.
  torch::Tensor refine(const torch::Tensor& estimates, const torch::Tensor& features);
};
TORCH_MODULE(Landmarker);

/// Twice the size by nearest neighbour, then a 3×3 convolution: unlike a transposed convolution it leaves no
/// checkerboard.
struct DoublingConvImpl : torch::nn::Conv2dImpl {
  DoublingConvImpl(int in, int out);
  /// N×C×S×S → N×C'×2S×2S.
  torch::Tensor forward(const torch::Tensor& x);
  /// From here on the weights stay as they are. Of the nine pixels under the kernel many are one pixel of x, so each of
  /// the four places in a doubled pixel has a 2×2 kernel of its own: 4/9 of the arithmetic, the same but for rounding.
  void fold();
  void toType(torch::Dtype type);  ///< what was folded, too

 private:
  torch::Tensor foldedWeight_, foldedBias_;  ///< of the four places, row by row; undefined until folded
};
TORCH_MODULE(DoublingConv);

/// Feature-wise scale and shift from the code (FiLM, Perez et al. 2018) in a residual block.
struct StyledResidualImpl : torch::nn::Module {
  StyledResidualImpl(int channels, int code);
  /// `styles`: scale and shift, N×2C×1×1, or another at each place, N×2C×S×S.
  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& styles);
  /// N×K → N×2C×1×1.
  torch::Tensor stylesOf(const torch::Tensor& z);
  torch::nn::Conv2d first{nullptr}, second{nullptr};
  torch::nn::Linear style{nullptr};
};
TORCH_MODULE(StyledResidual);

/// The linear part: probabilistic PCA (Tipping & Bishop 1999) of canonical textures at 128², in two groups: colour
/// (components of the 8×8 mean picture) and features (components of what colour leaves). Fixed after fitting.
struct LinearTextureImpl : torch::nn::Module {
  static constexpr int kSide = 128;
  static constexpr int kCoarse = 8;
  LinearTextureImpl(int colour, int features);
  int codeSize() const { return colourSize + featureSize; }
  /// N×K → N×3×128×128.
  torch::Tensor decode(const torch::Tensor& z);
  /// The features' part of the picture, which mixes as they do. N×Kf → N×3×128×128. Reading the basis takes the time.
  torch::Tensor decodeFeatures(const torch::Tensor& features);
  /// decode(), the features' part of the picture being known.
  torch::Tensor decode(const torch::Tensor& z, const torch::Tensor& features);
  /// Posterior mean under the linear model; unknown pixels are filled in by it (a few steps of EM).
  /// x N×3×128×128, known N×1×128×128 in 0..1 → N×K.
  torch::Tensor encode(const torch::Tensor& x, const torch::Tensor& known);
  /// x with its unknown pixels replaced by the model's.
  torch::Tensor fill(const torch::Tensor& x, const torch::Tensor& known, const torch::Tensor& z);

  int colourSize, featureSize;
  torch::Tensor canonical;     ///< 68×2, the mean face's landmarks: the geometry in which textures lie, unit square
  torch::Tensor mean;          ///< 3×128×128
  torch::Tensor colourBasis;   ///< Kc×192, one standard deviation each, on the 8×8 grid
  torch::Tensor colourGain;    ///< Kc, posterior shrinkage ÷ squared norm
  torch::Tensor featureBasis;  ///< Kf×49152
  torch::Tensor featureGain;   ///< Kf
  torch::Tensor weight;        ///< 1×128×128, how much a pixel counts
  torch::Tensor posteriorStd;  ///< K, of the linear model

 private:
  /// The colour group's part of the picture.
  torch::Tensor coarse(const torch::Tensor& z);
  torch::Tensor project(const torch::Tensor& residual);
};
TORCH_MODULE(LinearTexture);

/// The texture VAE (Kingma & Welling 2014): linear part + convolutional corrections, which start at zero.
struct TextureVaeImpl : torch::nn::Module {
  static constexpr int kSide = 256;
  struct Widths {
    int colour = 24, features = 232, at32 = 96, at64 = 48;
  };
  explicit TextureVaeImpl(const Widths& widths);
  struct Posterior {
    torch::Tensor mean, logVariance;  ///< N×K
  };
  /// x N×3×256×256, known N×1×256×256 in 0..1.
  Posterior encode(const torch::Tensor& x, const torch::Tensor& known);
  /// N×K → N×3×256×256, not clamped.
  torch::Tensor decode(const torch::Tensor& z);
  /// The same, the features' part of the linear picture being known: N×3×128×128.
  torch::Tensor decode(const torch::Tensor& z, const torch::Tensor& features);
  /// One picture whose code differs by place, at the price of one: scale and shift are mixed at each place (as in
  /// SPADE, Park et al. 2019). z R×K, features R×3×128×128, masks R×1×256×256 with a sum of 1 at each place
  /// → 1×3×256×256, not clamped.
  torch::Tensor decode(const torch::Tensor& z, const torch::Tensor& features, const torch::Tensor& masks);
  /// The linear part's picture alone, at 256².
  torch::Tensor decodeLinear(const torch::Tensor& z);
  int codeSize() const { return linear->codeSize(); }
  /// For running alone: see DoublingConv::fold().
  void foldDecoder();
  /// Runs the decoder's convolutions in this type; linear part and encoder stay as they are.
  void setDecoderType(torch::Dtype type);

  LinearTexture linear{nullptr};
  torch::nn::Sequential encoder;
  torch::nn::Linear encoderCode{nullptr}, posterior{nullptr};
  torch::nn::Linear seed{nullptr};
  DoublingConv up16{nullptr}, up32{nullptr}, up64{nullptr};
  torch::nn::Conv2d fromLinear{nullptr}, out{nullptr};
  StyledResidual block32a{nullptr}, block32b{nullptr}, block64{nullptr};

 private:
  using StylesOf = std::function<torch::Tensor(StyledResidual& block, int64_t side)>;
  /// The linear part's N×3×128×128, the seed N×64×8×8 and each block's styles → N×3×256×256.
  torch::Tensor corrected(const torch::Tensor& base, const torch::Tensor& seeds, const StylesOf& stylesOf);
};
TORCH_MODULE(TextureVae);

/// Shape code: probabilistic PCA of landmarks in the crop's unit square. Fixed after fitting.
struct ShapeModelImpl : torch::nn::Module {
  explicit ShapeModelImpl(int size);
  torch::Tensor encode(const torch::Tensor& landmarks);  ///< N×136 → N×K
  torch::Tensor decode(const torch::Tensor& z);          ///< N×K → N×136
  torch::Tensor mean, basis, gain;                       ///< 136; K×136; K
};
TORCH_MODULE(ShapeModel);

}  // namespace mien::nets
