#include "models/training/narrower.h"

namespace mien::training {
namespace {

using Conv = torch::nn::Conv2dImpl;

/// By output channel.
torch::Tensor into(const Conv& conv) {
  return conv.weight.flatten(1).norm(2, 1);
}

/// By input channel.
torch::Tensor outOf(const Conv& conv) {
  return conv.weight.transpose(0, 1).flatten(1).norm(2, 1);
}

torch::Tensor strongest(const torch::Tensor& importance, int64_t count) {
  return std::get<0>(std::get<1>(importance.topk(count)).sort());
}

torch::Tensor outputsOf(const Conv& conv) {
  return torch::arange(conv.weight.size(0), torch::dtype(torch::kLong).device(conv.weight.device()));
}

torch::Tensor inputsOf(const Conv& conv) {
  return torch::arange(conv.weight.size(1), torch::dtype(torch::kLong).device(conv.weight.device()));
}

/// Only these channels of the wide convolution.
void take(const Conv& narrow, const Conv& wide, const torch::Tensor& outputs, const torch::Tensor& inputs) {
  narrow.weight.copy_(wide.weight.index_select(0, outputs).index_select(1, inputs));
  narrow.bias.copy_(wide.bias.index_select(0, outputs));
}

/// `stream` are the channels around the skip; those within are chosen here.
void take(const nets::StyledResidual& narrow, const nets::StyledResidual& wide, const torch::Tensor& stream) {
  const torch::Tensor within = strongest(into(*wide->first) * outOf(*wide->second), stream.size(0));
  take(*narrow->first, *wide->first, within, stream);
  take(*narrow->second, *wide->second, stream, within);
  const torch::Tensor scaleAndShift = torch::cat({within, within + wide->first->weight.size(0)});
  narrow->style->weight.copy_(wide->style->weight.index_select(0, scaleAndShift));
  narrow->style->bias.copy_(wide->style->bias.index_select(0, scaleAndShift));
}

}  // namespace

void startNarrower(nets::TextureVae& narrow, nets::TextureVae& wide) {
  const torch::NoGradGuard guard;
  narrow->seed->weight.copy_(wide->seed->weight);
  narrow->seed->bias.copy_(wide->seed->bias);
  const torch::Tensor at16 = outputsOf(*wide->up16);
  take(*narrow->up16, *wide->up16, at16, inputsOf(*wide->up16));
  const torch::Tensor at32 =
      strongest((into(*wide->up32) + into(*wide->fromLinear)) * outOf(*wide->up64), narrow->up32->weight.size(0));
  take(*narrow->up32, *wide->up32, at32, at16);
  take(*narrow->fromLinear, *wide->fromLinear, at32, inputsOf(*wide->fromLinear));
  take(narrow->block32a, wide->block32a, at32);
  take(narrow->block32b, wide->block32b, at32);
  const torch::Tensor at64 = strongest(into(*wide->up64) * outOf(*wide->out), narrow->up64->weight.size(0));
  take(*narrow->up64, *wide->up64, at64, at32);
  take(narrow->block64, wide->block64, at64);
  narrow->out->weight.zero_();
  narrow->out->bias.zero_();
}

}  // namespace mien::training
