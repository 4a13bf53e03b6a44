#ifndef Q_MOC_RUN  // which would read all of libtorch
#include <torch/torch.h>

#include "core/model/pack.h"
#include "core/model/portrait_network.h"
#include "core/model/prior_flow.h"
#include "models/training/make_pack.h"
#include "models/training/schedule.h"
#include "models/training/train_prior.h"
#include "tests/training/small_cache.h"
#endif

#include <QTemporaryDir>
#include <QTest>

using namespace mien;
using namespace mien::training;
using nets::PriorFlow;
using nets::PriorFlowImpl;

namespace {

const std::filesystem::path kModels = MIEN_MODELS_DIR;

/// One whose couplings do something.
PriorFlow bentFlow() {
  torch::manual_seed(5);
  PriorFlow flow(PriorFlowImpl::Size{2, 4, 8});
  const torch::NoGradGuard guard;
  for (auto& p : flow->parameters()) p.add_(0.5 * torch::randn_like(p));
  flow->mean.copy_(torch::tensor({0.5, -0.25}));
  flow->spread.copy_(torch::tensor({{0.8, 0.0}, {0.3, 0.6}}));
  flow->eval();
  return flow;
}

}  // namespace

/// The prior's flow by itself, and its trainer from end to end on pictures of noise.
class PriorTrainerTest : public QObject {
  Q_OBJECT

  QTemporaryDir dir_;
  std::filesystem::path at(const char* name) const { return std::filesystem::path(dir_.path().toStdString()) / name; }

  PriorOptions options(int64_t rounds) const {
    PriorOptions o;
    o.cache = at("cache");
    o.run = at("prior");
    o.from = kModels / "portrait";
    o.rounds = rounds;
    o.batch = 16;
    return o;
  }

  /// Whether every coupling of what the run would ship does something: they start at zero.
  bool everyCouplingBends() const {
    const PriorFlowImpl::Size size{296};
    Run<PriorFlow> run(at("prior"), PriorFlow(size), PriorFlow(size), torch::kCPU, 1e-3);
    int bent = 0;
    for (const auto& p : run.shipped->named_parameters())
      if (p.key().ends_with("last.weight") && p.value().abs().max().item<double>() > 0) ++bent;
    return bent == size.couplings;
  }

 private slots:
  void initTestCase() {
    torch::set_num_threads(2);
    writeSmallCache(at("cache"), 24, 2);
    std::filesystem::create_directories(at("models"));
    for (const char* pack : {"portrait", "draft"}) std::filesystem::copy(kModels / pack, at("models") / pack);
  }

  void densityAndDrawsAreOfOneDistribution() {
    const torch::NoGradGuard guard;
    PriorFlow flow = bentFlow();
    constexpr double kStep = 0.05;
    const torch::Tensor axis = torch::arange(-12, 12, kStep);
    const torch::Tensor grid = torch::stack(torch::meshgrid({axis, axis}, "ij"), -1).view({-1, 2});
    const torch::Tensor mass = flow->logDensity(grid).exp() * kStep * kStep;
    QVERIFY2(std::abs(mass.sum().item<double>() - 1) < 0.01, std::to_string(mass.sum().item<double>()).c_str());
    const torch::Tensor drawn = flow->codes(torch::randn({40'000, 2}));
    const auto share = [](const torch::Tensor& z) { return (z.select(1, 0) > 0.2 * z.select(1, 1)).to(torch::kFloat); };
    const double counted = share(drawn).mean().item<double>();
    const double expected = (share(grid) * mass).sum().item<double>();
    QVERIFY2(std::abs(counted - expected) < 0.02,
             (std::to_string(counted) + " of draws, " + std::to_string(expected) + " by density").c_str());
  }

  void itStartsAsTheGaussianOfTheCodes() {
    const torch::NoGradGuard guard;
    torch::manual_seed(6);
    const torch::Tensor codes = torch::randn({5000, 3}) * torch::tensor({0.5, 1.0, 2.0}) + 1;
    PriorFlow flow(PriorFlowImpl::Size{3, 2, 8});
    flow->startFrom(codes, torch::ones({5000}));
    flow->eval();
    const torch::Tensor drawn = flow->codes(torch::randn({5000, 3}));
    QVERIFY((drawn.mean(0) - 1).abs().max().item<double>() < 0.15);
    QVERIFY((drawn.std(0) / codes.std(0) - 1).abs().max().item<double>() < 0.06);
    QVERIFY(torch::equal(flow->codes(torch::zeros({1, 3}))[0], flow->mean));
  }

  void trainsAndResumes() {
    trainPrior(options(2));
    QVERIFY(std::filesystem::exists(at("prior") / "checkpoint.pt"));
    QVERIFY(std::filesystem::file_size(at("prior") / "sheet.ppm") > 1000);
    QVERIFY(everyCouplingBends());
    const auto encoded = std::filesystem::last_write_time(at("prior") / "codes.pt");
    trainPrior(options(3));
    QCOMPARE(std::filesystem::last_write_time(at("prior") / "codes.pt"), encoded);  // not encoded again
  }

  void goesIntoThePacksAndKeepsTheirLatents() {
    addPrior(at("prior"), at("models"), "0.9.0");
    for (const char* name : {"portrait", "draft"}) {
      const auto before = Pack::load(kModels / name);
      const auto pack = Pack::load(at("models") / name);
      QVERIFY2(pack.has_value(), pack ? "" : pack.error().message.c_str());
      QCOMPARE(pack->manifest().version, std::string("0.9.0"));
      QCOMPARE(pack->latentsHash(), before->latentsHash());
      QVERIFY(pack->hash() != before->hash());
      const auto network = PortraitNetwork::load(*pack, *chooseDevice("cpu"));
      QVERIFY2(network.has_value(), network ? "" : network.error().message.c_str());
      const LatentGroups& groups = (*network)->groups();
      const std::vector<float> normals(static_cast<std::size_t>(groups.structure + groups.colour + groups.features),
                                       0.5F);
      const std::vector<float> code = (*network)->newCode(normals);
      QCOMPARE(code.size(), normals.size());
      QVERIFY(code != normals);
      const std::vector<float> back = (*network)->normalsOf(code);
      for (std::size_t i = 0; i < back.size(); ++i)
        QVERIFY2(std::abs(back[i] - 0.5F) < 1e-3, std::to_string(back[i]).c_str());
    }
  }

  void aPackWithoutDrawsFromTheUnitGaussian() {
    makeLinearPack(kModels / "portrait", at("linear"));
    const auto network = PortraitNetwork::load(*Pack::load(at("linear") / "portrait"), *chooseDevice("cpu"));
    QVERIFY(network.has_value());
    const std::vector<float> normals(296, 0.5F);
    QVERIFY((*network)->newCode(normals) == normals);
  }

  void whatIsNoPortraitPackIsRefused() {
    PriorOptions o = options(1);
    o.run = at("other");
    o.from = kModels / "finder";
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, trainPrior(o));
  }
};

QTEST_APPLESS_MAIN(PriorTrainerTest)
#include "prior_trainer_test.moc"
