#pragma once
#include <torch/serialize.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <numbers>
#include <stdexcept>

#include "core/model/module_io.h"
#include "models/training/fused_adam.h"

namespace mien::training {

/// In a run's folder beside the checkpoint: what ships, small enough to be carried from where it was trained. To make a
/// pack it is enough.
inline constexpr const char* kShippedFile = "shipped.safetensors";

/// `to` = keep·to + (1 − keep)·from over parameters; what does not learn, and buffers, are copied to the last bit.
inline void average(torch::nn::Module& to, torch::nn::Module& from, double keep) {
  const torch::NoGradGuard guard;
  const auto parameters = from.named_parameters();
  for (auto& p : to.named_parameters()) {
    const torch::Tensor& source = parameters[p.key()];
    if (source.requires_grad())
      p.value().lerp_(source, 1 - keep);
    else
      p.value().copy_(source);
  }
  const auto buffers = from.named_buffers();
  for (auto& b : to.named_buffers()) b.value().copy_(buffers[b.key()]);
}

/// Share of the top learning rate at `done` of `total`: a short warm-up, then half a cosine down to 2 %.
inline double learningRateShare(double done, double total, double warmUp) {
  const double progress = std::min(1.0, done / total);
  return std::min(1.0, (done + 1) / warmUp) * (0.02 + 0.98 * 0.5 * (1 + std::cos(std::numbers::pi * progress)));
}

inline void setLearningRate(torch::optim::Adam& optimiser, double rate) {
  for (auto& group : optimiser.param_groups()) static_cast<torch::optim::AdamOptions&>(group.options()).lr(rate);
}

inline double minutesSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() / 60;
}

/// A trained network, its exponential mean (which ships), its optimiser and its progress in one checkpoint that is
/// replaced whole.
template <class Network>
class Run {
 public:
  Run(std::filesystem::path folder, Network network, Network mean, torch::Device device, double learningRate)
      : live(std::move(network)), shipped(std::move(mean)), folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    resumed = std::filesystem::exists(folder_ / "checkpoint.pt");
    live->to(device);
    shipped->to(device);
    optimiser =
        std::make_unique<FusedAdam>(live->parameters(), torch::optim::AdamOptions(learningRate).betas({0.9, 0.99}));
    if (resumed) load(device);
    log = std::fopen((folder_ / "log.csv").c_str(), "a");
  }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() { std::fclose(log); }

  void save() {
    torch::serialize::OutputArchive archive;
    torch::serialize::OutputArchive l;
    torch::serialize::OutputArchive s;
    live->save(l);
    shipped->save(s);
    archive.write("live", l);
    archive.write("shipped", s);
    torch::serialize::OutputArchive o;
    optimiser->save(o);
    archive.write("optimiser", o);
    archive.write("done", torch::tensor(done));
    const std::string beside = (folder_ / "checkpoint.new").string();
    archive.save_to(beside);
    std::filesystem::rename(beside, folder_ / "checkpoint.pt");
    if (const auto saved = saveModules(folder_ / kShippedFile, {{"", shipped.ptr().get()}}); !saved)
      throw std::runtime_error(saved.error().message);
  }

  Network live, shipped;
  std::unique_ptr<FusedAdam> optimiser;
  std::int64_t done = 0;  ///< steps or images
  bool resumed = false;
  std::FILE* log = nullptr;

 private:
  void load(torch::Device device) {
    torch::serialize::InputArchive archive;
    archive.load_from((folder_ / "checkpoint.pt").string(), device);
    torch::serialize::InputArchive l;
    torch::serialize::InputArchive s;
    archive.read("live", l);
    archive.read("shipped", s);
    live->load(l);
    shipped->load(s);
    torch::Tensor count;
    archive.read("done", count);
    done = count.item<std::int64_t>();
    torch::serialize::InputArchive o;
    if (archive.try_read("optimiser", o)) optimiser->load(o);  // runs from before kept it beside
  }

  std::filesystem::path folder_;
};

}  // namespace mien::training
