#pragma once
// Pulls torch in: for .cpp files of core/model only.
#include <stdexcept>

#include "core/model/module_io.h"
#include "core/model/pack.h"
#include "core/model/tensors.h"

namespace mien {

/// Fills `network` from a pack of one weights file and makes it ready to run; says which pack does not fit.
template <class Network>
Result<void> fillNetwork(Network& network, const Pack& pack, PackKind kind, torch::Device device) try {
  const SafeTensors* file = pack.weights("weights.safetensors");
  if (pack.manifest().kind != kind || file == nullptr) throw std::runtime_error("it is of another kind");
  loadModule(*network, *file);
  network->to(device);
  network->eval();
  for (auto& p : network->parameters()) {
    p.requires_grad_(false);
    if (p.dim() == 4) p.set_data(p.contiguous(torch::MemoryFormat::ChannelsLast));
  }
  return {};
} catch (const std::exception& e) {
  return fail(ErrorKind::Model, "The model pack \"" + pack.manifest().id + "\" does not fit this program (" + e.what() +
                                    "): install the pack that came with it.");
}

/// RGB crops of one size → N×3×S×S.
inline torch::Tensor batchOf(const std::vector<Image8>& crops) {
  std::vector<torch::Tensor> batch;
  for (const Image8& crop : crops) batch.push_back(toTensor(crop));
  return torch::cat(batch);
}

}  // namespace mien
