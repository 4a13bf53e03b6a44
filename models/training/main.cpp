// mien-train: makes the training cache and trains the networks.
#include <torch/utils.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "core/model/cuda.h"
#include "models/training/measure_identity.h"
#include "models/training/measure_judge.h"
#include "models/training/measure_occlusion.h"
#include "models/training/measure_witness.h"
#include "models/training/train_draft.h"
#include "models/training/train_identity.h"
#include "models/training/train_judge.h"
#include "models/training/train_landmarks.h"
#include "models/training/train_occlusion.h"
#include "models/training/train_prior.h"
#include "models/training/train_texture.h"
#include "models/training/train_witness.h"
#ifdef MIEN_FULL_BUILD
#include "models/training/build_cache.h"
#include "models/training/card.h"
#include "models/training/directions.h"
#include "models/training/directions_card.h"
#include "models/training/known_faces.h"
#include "models/training/make_pack.h"
#include "models/training/pack_directions.h"
#endif

int main(int argc, char** argv) try {
  CLI::App app("Trains Mien's networks.");
  app.require_subcommand(1);
  std::string faces = "../shared/faces";
  std::string cache = ".cache/faces";
#ifdef MIEN_FULL_BUILD
  CLI::App* build = app.add_subcommand("cache", "Unpack a face set into the training cache");
  build->add_option("--faces", faces, "Folder with manifest.csv, labels.safetensors and faces-NN.tar")
      ->capture_default_str();
  build->add_option("--cache", cache, "Folder to fill")->capture_default_str();
  build->callback([&] { mien::training::buildCache(faces, cache); });
#endif
  std::string teachers = "../shared/teachers";
  std::string runs = ".cache/runs";
  std::string from;
  std::string device = "auto";
  int threads = 2;
  const auto common = [&](CLI::App* command) {
    command->add_option("--cache", cache, "Training cache")->capture_default_str();
    command->add_option("--teachers", teachers, "Folder of the teacher networks")->capture_default_str();
    command->add_option("--runs", runs, "Folder of the runs; one that exists is resumed")->capture_default_str();
    command->add_option("--from", from, "Pack whose weights a new run starts from");
    command->add_option("--device", device, "auto, cpu or cuda")->capture_default_str();
    command->add_option("--threads", threads, "CPU threads")->capture_default_str();
  };
  const auto chosen = [&] {
    torch::set_num_threads(threads);
    const bool gpu = device != "cpu" && mien::cudaIsThere();
    if (device == "cuda" && !gpu) throw std::runtime_error("No CUDA device was found: use --device cpu.");
    at::globalContext().setBenchmarkCuDNN(true);  // batches keep their size
    return torch::Device(gpu ? torch::kCUDA : torch::kCPU);
  };

  mien::training::TextureOptions texture;
  CLI::App* portrait = app.add_subcommand("portrait", "Train shape code and texture VAE");
  common(portrait);
  portrait->add_option("--minutes", texture.minutes, "Time for this call")->capture_default_str();
  portrait->add_option("--images", texture.totalImages, "Images over which the learning rate falls")
      ->capture_default_str();
  portrait->add_option("--batch", texture.batch, "Images a step")->capture_default_str();
  portrait->add_option("--rate", texture.learningRate, "Top learning rate")->capture_default_str();
  portrait->add_flag("--decoder-only", texture.decoderOnly, "Leave the encoder as it is, and so every face's code");
  portrait->add_option("--adversarial", texture.adversarial, "Weight of a discriminator's opinion; 0: none")
      ->capture_default_str();
  portrait->callback([&] {
    texture.cache = cache;
    texture.teachers = teachers;
    texture.run = std::filesystem::path(runs) / "portrait";
    texture.from = from;
    texture.device = chosen();
    mien::training::trainTexture(texture);
  });

  mien::training::DraftOptions draft;
  CLI::App* drafting =
      app.add_subcommand("draft", "Train a small decoder for a portrait pack's codes, given by --from");
  common(drafting);
  drafting->get_option("--from")->required();
  drafting->add_option("--minutes", draft.minutes, "Time for this call")->capture_default_str();
  drafting->add_option("--images", draft.totalImages, "Images over which the learning rate falls")
      ->capture_default_str();
  drafting->add_option("--batch", draft.batch, "Images a step")->capture_default_str();
  drafting->callback([&] {
    draft.cache = cache;
    draft.teachers = teachers;
    draft.run = std::filesystem::path(runs) / "draft";
    draft.from = from;
    draft.device = chosen();
    mien::training::trainDraft(draft);
  });

  mien::training::PriorOptions prior;
  CLI::App* spreading =
      app.add_subcommand("prior", "Fit what new faces are drawn from to a portrait pack's codes, given by --from");
  common(spreading);
  spreading->get_option("--from")->required();
  spreading->add_option("--rounds", prior.rounds, "Through the training faces, at most")->capture_default_str();
  spreading->callback([&] {
    chosen();
    prior.cache = cache;
    prior.run = std::filesystem::path(runs) / "prior";
    prior.from = from;
    mien::training::trainPrior(prior);
  });

  mien::training::OcclusionOptions occlusion;
  std::string occlusionSheet;
  CLI::App* covering = app.add_subcommand("occlusion", "Train the network that sees what lies over a face");
  common(covering);
  covering->add_option("--minutes", occlusion.minutes, "Time for this call")->capture_default_str();
  covering->add_option("--steps", occlusion.totalSteps, "Steps over which the learning rate falls")
      ->capture_default_str();
  covering->add_option("--batch", occlusion.batch, "Pictures a step")->capture_default_str();
  covering->add_option("--sheet", occlusionSheet, "Only write a contact sheet (PPM) of what it sees");
  covering->callback([&] {
    occlusion.cache = cache;
    occlusion.run = std::filesystem::path(runs) / "occlusion";
    occlusion.from = from;
    occlusion.device = chosen();
    if (occlusionSheet.empty())
      mien::training::trainOcclusion(occlusion);
    else
      mien::training::writeOcclusionSheet(occlusion, occlusionSheet);
  });

  mien::training::IdentityOptions identity;
  CLI::App* embedding = app.add_subcommand("identity", "Train the identity network");
  common(embedding);
  embedding->add_option("--minutes", identity.minutes, "Time for this call")->capture_default_str();
  embedding->add_option("--images", identity.totalImages, "Images over which the learning rate falls")
      ->capture_default_str();
  embedding->add_option("--batch", identity.batch, "Images a step")->capture_default_str();
  embedding->add_option("--rate", identity.rate, "Top learning rate of the whole network; 0: 7e-4, from a pack 3e-4")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.1));
  embedding->callback([&] {
    identity.cache = cache;
    identity.teachers = teachers;
    identity.run = std::filesystem::path(runs) / "identity";
    identity.from = from;
    identity.device = chosen();
    mien::training::trainIdentity(identity);
  });

  std::string models = "models";
  mien::training::JudgeOptions judge;
  CLI::App* judging = app.add_subcommand("judge", "Train the network that judges faces and ages");
  common(judging);
  judging->add_option("--models", models, "Folder of the packs, for the portrait pack")->capture_default_str();
  judging->add_option("--minutes", judge.minutes, "Time for this call")->capture_default_str();
  judging->add_option("--steps", judge.totalSteps, "Steps over which the learning rate falls")->capture_default_str();
  judging->callback([&] {
    judge.cache = cache;
    judge.portrait = std::filesystem::path(models) / "portrait";
    judge.run = std::filesystem::path(runs) / "judge";
    judge.from = from;
    judge.device = chosen();
    mien::training::trainJudge(judge);
  });

  mien::training::WitnessOptions witness;
  CLI::App* witnessing = app.add_subcommand("witness", "Train the second identity network, which only evaluates");
  common(witnessing);
  witnessing->add_option("--faces", faces, "The face set, for its manifest")->capture_default_str();
  witnessing->add_option("--minutes", witness.minutes, "Time for this call")->capture_default_str();
  witnessing->add_option("--steps", witness.totalSteps, "Steps over which the learning rate falls")
      ->capture_default_str();
  witnessing->callback([&] {
    witness.cache = cache;
    witness.faces = faces;
    witness.run = std::filesystem::path(runs) / "witness";
    witness.from = from;
    witness.device = chosen();
    mien::training::trainWitness(witness);
  });

  mien::training::FindingOptions finding;
  const auto small = [&](const char* name, const char* what, void (*train)(const mien::training::FindingOptions&)) {
    CLI::App* command = app.add_subcommand(name, what);
    common(command);
    command->add_option("--minutes", finding.minutes, "Time for this call")->capture_default_str();
    command->add_option("--steps", finding.totalSteps, "Steps over which the learning rate falls")
        ->capture_default_str();
    command->callback([&, name, train] {
      finding.cache = cache;
      finding.run = std::filesystem::path(runs) / name;
      finding.from = from;
      finding.device = chosen();
      train(finding);
    });
  };
  small("landmarks", "Train the 68 landmarks", mien::training::trainLandmarks);
  small("finder", "Train the face finder", mien::training::trainFinder);
  std::string name;
  std::string report;
  CLI::App* measure =
      app.add_subcommand("measure", "Measure a judging network, or what sees things over faces, on the val split");
  measure->add_option("name", name, "identity, judge, occlusion (of the portrait pack) or witness")
      ->required()
      ->check(CLI::IsMember({"identity", "judge", "occlusion", "witness"}));
  common(measure);
  measure->add_option("--faces", faces, "The face set, for its manifest (identity, witness)")->capture_default_str();
  measure->add_option("--models", models, "Folder of the packs")->capture_default_str();
  measure->add_option("--json", report, "The report to write, for the card")->required();
  measure->callback([&] {
    torch::set_num_threads(threads);
    if (name == "identity") mien::training::measureIdentity(models, cache, faces, teachers, report);
    if (name == "judge") mien::training::measureJudge(models, cache, report);
    if (name == "occlusion") mien::training::measureOcclusion(models, cache, report);
    if (name == "witness") mien::training::measureWitness(models, cache, faces, report);
  });
#ifdef MIEN_FULL_BUILD
  mien::training::DirectionsOptions along;
  std::string sheet;
  std::string extremes;
  CLI::App* directing = app.add_subcommand("directions", "Fit directions in the portrait pack's latent space");
  directing->add_option("--cache", cache, "Training cache")->capture_default_str();
  directing->add_option("--teachers", teachers, "Folder of the teacher networks")->capture_default_str();
  directing->add_option("--models", models, "Folder of the packs")->capture_default_str();
  directing->add_option("--runs", runs, "Folder of the runs")->capture_default_str();
  directing->add_option("--threads", threads, "CPU threads")->capture_default_str();
  directing->add_option("--faces", along.faces, "Train faces for each correction")->capture_default_str();
  directing->add_option("--val-faces", along.valFaces, "Val faces for the figures")->capture_default_str();
  directing->add_option("--sheet", sheet, "Only write a contact sheet (PPM) of what was fitted");
  bool measureOnly = false;
  directing->add_flag("--measure", measureOnly, "Only measure the shipped ones again: report.json for their card");
  directing->add_option("--extremes", extremes, "Only write the faces with the least and most of each measure here");
  directing->callback([&] {
    torch::set_num_threads(threads);
    along.cache = cache;
    along.teachers = teachers;
    along.models = models;
    along.run = std::filesystem::path(runs) / "directions";
    if (!sheet.empty()) mien::training::writeDirectionsSheet(along, sheet);
    if (!extremes.empty()) mien::training::writeExtremes(along, extremes);
    if (measureOnly)
      mien::training::measureDirections(along);
    else if (sheet.empty() && extremes.empty())
      mien::training::trainDirections(along);
  });
  std::string version = "0.1.0";
  CLI::App* pack = app.add_subcommand("pack", "Turn a run's checkpoint into a model pack");
  pack->add_option("name", name,
                   "finder, landmarks, portrait, draft, prior or occlusion (into portrait and draft), identity, judge, "
                   "witness or "
                   "directions")
      ->required();
  pack->add_option("--runs", runs, "Folder of the runs")->capture_default_str();
  pack->add_option("--models", models, "Folder of the packs")->capture_default_str();
  pack->add_option("--pack-version", version, "The pack's version (prior, occlusion: default is the one it has)")
      ->capture_default_str();
  pack->add_option("--cache", cache, "Training cache (witness, for its thresholds)")->capture_default_str();
  pack->callback([&] {
    const std::filesystem::path run = std::filesystem::path(runs) / name;
    if (name == "witness") {
      mien::training::makeWitnessPack(run, cache, models, version);
    } else if (name == "directions") {
      mien::training::packDirections(run, models, version);
    } else if (name == "prior" || name == "occlusion") {
      const auto add = name == "prior" ? mien::training::addPrior : mien::training::addOcclusion;
      add(run, models, pack->count("--pack-version") > 0 ? version : std::string());
    } else {
      mien::training::makePack(name, run, models, version);
    }
  });
  CLI::App* known =
      app.add_subcommand("known-faces", "Add what networks say of the training photographs to the identity pack");
  known->add_option("--cache", cache, "Training cache")->capture_default_str();
  known->add_option("--models", models, "Folder of the packs")->capture_default_str();
  known->add_option("--faces", faces, "Folder with the manifest.csv that the cache was made from")
      ->capture_default_str();
  known->callback([&] { mien::training::addKnownFaces(models, cache, faces); });
  CLI::App* start = app.add_subcommand("linear-pack", "Write the linear start of a portrait pack, to compare with");
  start->add_option("--from", from, "The portrait pack")->required();
  start->add_option("--models", models, "Folder to write it into")->required();
  start->callback([&] { mien::training::makeLinearPack(from, models); });
  mien::training::CardReports reports;
  CLI::App* card = app.add_subcommand("card", "Write a pack's card from reports of mien evaluate");
  card->add_option("name", name, "finder, landmarks, portrait, draft, identity, judge, witness or directions")
      ->required();
  card->add_option("--models", models, "Folder of the packs")->capture_default_str();
  card->add_option("--evaluation", reports.evaluation,
                   "Report of mien evaluate --json; for identity, judge and witness, of mien-train measure; for "
                   "directions, report.json of its run")
      ->required();
  card->add_option("--linear", reports.linear,
                   "The same of the linear start (linear-pack); for draft, of the portrait");
  card->add_option("--check", reports.check, "Report of mien check --json over the val photographs");
  card->add_option("--meaning", reports.meaning,
                   "Report of mien evaluate --json, for what it says of blends' meaning (judge)");
  card->add_option("--occlusion", reports.occlusion,
                   "Report of mien-train measure occlusion (portrait, draft, which share that network)");
  card->callback([&] {
    if (name == "directions") {
      mien::training::writeDirectionsCard(models, reports.evaluation);
    } else {
      mien::training::writeCard(name, models, reports);
    }
  });
#endif
  CLI11_PARSE(app, argc, argv);
  return 0;
} catch (const std::exception& e) {
  std::fprintf(stderr, "mien-train: %s\n", e.what());
  return 1;
}
