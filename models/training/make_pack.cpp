#include "models/training/make_pack.h"

#include <torch/serialize.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/model/judging_modules.h"
#include "core/model/module_io.h"
#include "core/model/networks.h"
#include "core/model/occlusion_module.h"
#include "core/model/pack.h"
#include "core/model/prior_flow.h"
#include "models/training/from_pack.h"
#include "models/training/measure_witness.h"
#include "models/training/schedule.h"
#include "models/training/train_draft.h"

namespace mien::training {
namespace {

/// The witness did not learn from them (see trainWitness).
constexpr const char* kStudioPortraits = "WebMorph portraits";

/// Four decimals: settings are read by people too.
double rounded(double value) {
  return std::round(value * 1e4) / 1e4;
}

void orThrow(const Result<void>& done) {
  if (!done) throw std::runtime_error(done.error().message);
}

template <class Network>
void loadShipped(Network& network, const std::filesystem::path& run) {
  if (!std::filesystem::exists(run / "checkpoint.pt")) {
    startFrom(*network, run / kShippedFile);
    return;
  }
  torch::serialize::InputArchive archive;
  archive.load_from((run / "checkpoint.pt").string(), torch::kCPU);
  torch::serialize::InputArchive shipped;
  archive.read("shipped", shipped);
  network->load(shipped);
}

int64_t stepsDone(const std::filesystem::path& run) {
  torch::serialize::InputArchive archive;
  archive.load_from((run / "checkpoint.pt").string(), torch::kCPU);
  torch::Tensor done;
  archive.read("done", done);
  return done.item<int64_t>();
}

PackManifest manifestFor(const std::string& name, const std::string& version) {
  PackManifest m;
  m.id = name;
  m.version = version;
  m.licence = "Apache-2.0";
  m.data = trainingData();
  return m;
}

template <class Network>
void packWeights(Network network, PackManifest manifest, const std::filesystem::path& folder) {
  orThrow(saveModules(folder / "weights.safetensors", {{"", network.get()}}));
  manifest.weights = {{"weights.safetensors", {}, {}}};
  const auto pack = writePackManifest(folder, std::move(manifest));
  if (!pack) throw std::runtime_error(pack.error().message);
}

template <class Network>
void packSmall(Network network, PackManifest manifest, const std::filesystem::path& run,
               const std::filesystem::path& folder) {
  loadShipped(network, run);
  packWeights(std::move(network), std::move(manifest), folder);
}

nets::ShapeModel loadShape(const std::filesystem::path& run) {
  torch::serialize::InputArchive archive;
  archive.load_from((run / "shape.pt").string());
  torch::Tensor basis;
  archive.read("basis", basis, true);
  nets::ShapeModel shape(static_cast<int>(basis.size(0)));
  shape->load(archive);
  return shape;
}

/// Whether the weights in `folder` give faces the very codes that `former`'s gave them.
bool givesSameCodes(const Pack& former, const std::filesystem::path& folder) {
  for (const char* name : {"linear.safetensors", "network.safetensors"}) {
    const auto made = SafeTensors::open(folder / name);
    const SafeTensors* theirs = former.weights(name);
    if (!made || theirs == nullptr) return false;
    const bool all = std::string_view(name) == "linear.safetensors";
    for (const TensorView& tensor : made->tensors()) {
      if (!all && !makesCodes(tensor.name)) continue;
      const TensorView* old = theirs->find(tensor.name);
      if (old == nullptr || !std::equal(tensor.data.begin(), tensor.data.end(), old->data.begin(), old->data.end()))
        return false;
    }
  }
  return true;
}

/// Where the decoder alone is new, codes stay what they were, and with them what new faces are drawn from.
void packPortrait(PackManifest manifest, nets::ShapeModel shape, nets::TextureVae vae,
                  const std::filesystem::path& folder) {
  const auto former = Pack::load(folder);
  orThrow(saveModules(folder / "linear.safetensors", {{"shape.", shape.get()}, {"texture.", vae->linear.get()}}));
  orThrow(saveModules(folder / "network.safetensors", {{"", vae.get()}}, "linear."));
  manifest.kind = PackKind::Portrait;
  manifest.crop = CropTemplate{};
  const nets::TextureVaeImpl::Widths widths;
  manifest.latent = LatentGroups{static_cast<int>(shape->basis.size(0)), widths.colour, widths.features};
  nlohmann::json settings{{"width32", widths.at32}, {"width64", widths.at64}};
  manifest.weights = {{"linear.safetensors", {}, {}}, {"network.safetensors", {}, {}}};
  if (former && givesSameCodes(*former, folder)) {
    nlohmann::json kept = nlohmann::json::parse(former->manifest().settings);
    kept.update(settings);
    kept["latents_of"] = former->latentsHash();
    settings = std::move(kept);
    for (const char* more : {kPriorFile, kOcclusionFile})
      if (former->weights(more) != nullptr) manifest.weights.push_back({more, {}, {}});
  }
  manifest.settings = settings.dump();
  const auto pack = writePackManifest(folder, std::move(manifest));
  if (!pack) throw std::runtime_error(pack.error().message);
}

/// The checkpoint's decoder with the encoder, the linear part (the file as it is) and so the latents of the portrait
/// pack.
void packDraft(PackManifest manifest, const std::filesystem::path& run, const std::filesystem::path& portrait,
               const std::filesystem::path& folder) {
  const auto theirs = Pack::load(portrait);
  if (!theirs) throw std::runtime_error(theirs.error().message);
  const nets::TextureVaeImpl::Widths widths = draftWidths();
  nets::TextureVae vae(widths);
  loadShipped(vae, run);
  refuseOtherEncoder(vae, portraitIn(portrait));
  std::filesystem::copy_file(portrait / "linear.safetensors", folder / "linear.safetensors",
                             std::filesystem::copy_options::overwrite_existing);
  orThrow(saveModules(folder / "network.safetensors", {{"", vae.get()}}, "linear."));
  manifest.kind = PackKind::Portrait;
  manifest.title = "Draft";
  manifest.crop = theirs->manifest().crop;
  manifest.latent = theirs->manifest().latent;
  nlohmann::json settings = nlohmann::json::parse(theirs->manifest().settings);  // the prior's among them
  settings.update({{"width32", widths.at32}, {"width64", widths.at64}, {"latents_of", theirs->latentsHash()}});
  manifest.settings = settings.dump();
  manifest.weights = {{"linear.safetensors", {}, {}}, {"network.safetensors", {}, {}}};
  for (const char* more : {kPriorFile, kOcclusionFile}) {
    if (theirs->weights(more) == nullptr) continue;
    std::filesystem::copy_file(portrait / more, folder / more, std::filesystem::copy_options::overwrite_existing);
    manifest.weights.push_back({more, {}, {}});
  }
  const auto pack = writePackManifest(folder, std::move(manifest));
  if (!pack) throw std::runtime_error(pack.error().message);
}

/// One more file in the portrait and the draft pack, whose faces' codes stay what they were. `make` writes it and says
/// what belongs to the settings.
void addToPortraits(
    const std::filesystem::path& models, const char* name, const std::string& version,
    const std::function<nlohmann::json(const std::filesystem::path& file, const LatentGroups& latent)>& make) {
  for (const char* id : {"portrait", "draft"}) {
    const std::filesystem::path folder = models / id;
    const auto pack = Pack::load(folder);
    if (!pack) throw std::runtime_error(pack.error().message);
    PackManifest manifest = pack->manifest();
    if (!manifest.latent) throw std::runtime_error(folder.string() + " is no portrait pack.");
    nlohmann::json settings = nlohmann::json::parse(manifest.settings);
    settings.update(make(folder / name, *manifest.latent));
    settings["latents_of"] = pack->latentsHash();
    manifest.settings = settings.dump();
    if (!version.empty()) manifest.version = version;
    std::erase_if(manifest.weights, [&](const PackWeights& weights) { return weights.file == name; });
    manifest.weights.push_back({name, {}, {}});
    const auto made = writePackManifest(folder, std::move(manifest));
    if (!made) throw std::runtime_error(made.error().message);
  }
}

}  // namespace

std::vector<PackData> trainingData() {
  const std::string use = "training photographs";
  return {
      {"FairFace", "CC BY 4.0", use, "FairFace: Face Attribute Dataset, Kimmo Kärkkäinen and Jungseock Joo, 2021",
       15030},
      {"SFHQ-T2I", "MIT", use, "Synthetic Faces High Quality, text to image, David Beniaguev, 2024", 636},
      {"US Congress portraits", "public domain", use, "", 330},
      {"SFHQ", "MIT", use, "Synthetic Faces High Quality, David Beniaguev, 2022", 196},
      {kStudioPortraits, "CC BY 4.0", use,
       "Face Research Lab London Set and Canada set, Lisa DeBruine and Benedict Jones, 2017", 147},
      {"18F staff portraits", "CC0", use, "", 82},
  };
}

void makeLinearPack(const std::filesystem::path& from, const std::filesystem::path& models) {
  const auto pack = Pack::load(from);
  if (!pack) throw std::runtime_error(pack.error().message);
  PackManifest manifest = pack->manifest();
  if (!manifest.latent) throw std::runtime_error(from.string() + " is no portrait pack: name one.");
  nets::ShapeModel shape(manifest.latent->structure);
  startFrom(*shape, from / "linear.safetensors", "shape.");
  nets::TextureVae vae(nets::TextureVaeImpl::Widths{});
  startFrom(*vae->linear, from / "linear.safetensors", "texture.");
  const torch::NoGradGuard guard;
  for (const torch::Tensor& t : {vae->out->weight, vae->out->bias, vae->posterior->weight, vae->posterior->bias})
    t.zero_();
  manifest.title = "Portrait, linear part alone";
  const std::filesystem::path folder = models / manifest.id;
  std::filesystem::create_directories(folder);
  packPortrait(std::move(manifest), shape, vae, folder);
}

void makePack(const std::string& name, const std::filesystem::path& run, const std::filesystem::path& models,
              const std::string& version) {
  const std::filesystem::path folder = models / name;
  std::filesystem::create_directories(folder);
  PackManifest manifest = manifestFor(name, version);
  if (name == "finder") {
    manifest.kind = PackKind::Finder;
    manifest.title = "Face finder";
    packSmall(nets::Finder(), std::move(manifest), run, folder);
  } else if (name == "landmarks") {
    manifest.kind = PackKind::Landmarker;
    manifest.title = "68 landmarks";
    packSmall(nets::Landmarker(), std::move(manifest), run, folder);
  } else if (name == "identity") {
    manifest.kind = PackKind::Identity;
    manifest.title = "Identity";
    packSmall(nets::Identity(), std::move(manifest), run, folder);
  } else if (name == "judge") {
    manifest.kind = PackKind::Judge;
    manifest.title = "Judge of faces and ages";
    packSmall(nets::Judge(), std::move(manifest), run, folder);
  } else if (name == "portrait") {
    nets::TextureVae vae(nets::TextureVaeImpl::Widths{});
    loadShipped(vae, run);
    manifest.title = "Portrait";
    packPortrait(std::move(manifest), loadShape(run), vae, folder);
  } else if (name == "draft") {
    packDraft(std::move(manifest), run, models / "portrait", folder);
  } else {
    throw std::runtime_error("There is no pack \"" + name +
                             "\": use finder, landmarks, portrait, draft, identity, judge, witness or directions.");
  }
}

void addPrior(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version) {
  addToPortraits(models, kPriorFile, version, [&](const std::filesystem::path& file, const LatentGroups& latent) {
    const nets::PriorFlowImpl::Size size{latent.structure + latent.colour + latent.features};
    nets::PriorFlow flow(size);
    loadShipped(flow, run);
    orThrow(saveModules(file, {{"", flow.get()}}));
    return nlohmann::json{{"prior_couplings", size.couplings}, {"prior_width", size.width}};
  });
}

void addOcclusion(const std::filesystem::path& run, const std::filesystem::path& models, const std::string& version) {
  addToPortraits(models, kOcclusionFile, version, [&](const std::filesystem::path& file, const LatentGroups&) {
    nets::Occlusion network;
    loadShipped(network, run);
    orThrow(saveModules(file, {{"", network.get()}}));
    return nlohmann::json::object();
  });
}

void makeWitnessPack(const std::filesystem::path& run, const std::filesystem::path& cachePath,
                     const std::filesystem::path& models, const std::string& version) {
  const std::filesystem::path folder = models / "witness";
  std::filesystem::create_directories(folder);
  nets::Witness network;
  loadShipped(network, run);
  network->eval();
  const FalseMatches at = falseMatches(network, FaceCache(cachePath));
  PackManifest manifest = manifestFor("witness", version);
  manifest.kind = PackKind::Witness;
  manifest.title = "Witness of identity";
  manifest.settings = nlohmann::json{
      {"false_match_1", rounded(at.at1)},
      {"false_match_01", rounded(at.at01)},
      {"training_steps",
       stepsDone(run)}}.dump();
  std::erase_if(manifest.data, [](const PackData& set) { return set.name == kStudioPortraits; });
  packWeights(std::move(network), std::move(manifest), folder);
}

}  // namespace mien::training
