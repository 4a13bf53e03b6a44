#include "core/gate/spending.h"

#include <SQLiteCpp/Database.h>

#include <QTemporaryDir>
#include <QTest>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <random>

#include "core/base/atomic_file.h"
#include "core/base/gpu_time.h"
#include "core/gate/cost_meter.h"
#include "core/gate/gpu_energy.h"
#include "core/record/history.h"
#include "core/record/reviewer.h"

using namespace mien;
namespace fs = std::filesystem;

namespace {

const Spending kGood{"EUR", 0.3, 1.5, 200.0, 0.75};
constexpr const char* kOldText =
    R"({"schema": 1, "currency": "EUR", "per_kilowatt_hour": 0.3, "per_machine_hour": 1.5, "monthly_budget": 200.0, "warn_at": 0.75})";

}  // namespace

class SpendingTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> dir_;
  std::optional<Record> record_;

  Spending inForce() const { return spendingInForce(*record_).value(); }
  fs::path oldFile() const { return oldSpendingFileOf(record_->file()); }
  void writeOld(const std::string& text) const {
    QVERIFY(writeFileAtomically(oldFile(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}));
  }

 private slots:
  void init() {
    record_.reset();
    dir_ = std::make_unique<QTemporaryDir>();
    record_.emplace(Record::open(fs::path(dir_->path().toStdString()) / "record.db").value());
  }

  void comesBackAsItWasSet() {
    QVERIFY(inForce() == Spending{});
    QVERIFY(setSpending(*record_, kGood));
    QVERIFY(inForce() == kGood);
    QVERIFY(!fs::exists(oldFile()));  // there is no file to take away
  }

  void refusesWhatMakesNoSense() {
    QVERIFY(!setSpending(*record_, {"", 0.3, 0, {}, 0.8}));
    QVERIFY(!setSpending(*record_, {"EUR", -1, 0, {}, 0.8}));
    QVERIFY(inForce() == Spending{});
  }

  /// JSON has no such numbers: NaN would be written as null, which a budget is when there is none.
  void whatIsNoNumberIsNotSet() {
    QVERIFY(setSpending(*record_, kGood));
    for (const double bad :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), -1.0, 2e9}) {
      for (const Spending& spending : {Spending{"EUR", bad, 0, {}, 0.8}, Spending{"EUR", 0, bad, {}, 0.8},
                                       Spending{"EUR", 0.3, 0, bad, 0.8}, Spending{"EUR", 0.3, 0, 50.0, bad}}) {
        const auto set = setSpending(*record_, spending);
        QVERIFY(!set && set.error().kind == ErrorKind::Usage);
      }
    }
    QVERIFY(inForce() == kGood);
    QVERIFY(setSpending(*record_, {"EUR", 1e9, 0, 1e9, 1}));
    QVERIFY(spendingInForce(*record_));
  }

  void aBudgetIsTheReviewersToChange() {
    auto ada = [&] {
      [[maybe_unused]] const auto added = ReviewerStore(*record_).add("Ada", "correct horse");
      return ReviewerStore(*record_).unlock("Ada", "correct horse").value();
    }();
    // What there is none of yet anybody sets.
    QVERIFY(setSpending(*record_, {"EUR", 0.3, 0, {}, 0.8}));
    QVERIFY(setSpending(*record_, kGood));
    Spending more = kGood;
    more.monthlyBudget = 1e6;
    QCOMPARE(setSpending(*record_, more).error().kind, ErrorKind::NeedsReview);
    QCOMPARE(setSpending(*record_, {}).error().kind, ErrorKind::NeedsReview);
    QVERIFY(inForce() == kGood);
    QVERIFY(setSpending(*record_, more, &ada));
    QVERIFY(inForce() == more);
    QVERIFY(verifyHistory(*record_)->sound());
  }

  void anEntryThatWasAlteredStops() {
    QVERIFY(setSpending(*record_, kGood));
    record_->database().exec("UPDATE payloads SET text = replace(text, '200.0', '2000.0')");
    QCOMPARE(spendingInForce(*record_).error().kind, ErrorKind::Input);
    QVERIFY(!verifyHistory(*record_)->sound());
  }

  void whatAnEarlierVersionSetIsTakenOver() {
    writeOld(kOldText);
    QVERIFY(inForce() == kGood);
    QVERIFY(!fs::exists(oldFile()));
    QVERIFY(inForce() == kGood);
    // From then on such a file says nothing.
    writeOld("{}");
    QVERIFY(inForce() == kGood);
    QVERIFY(setSpending(*record_, {}));
    QVERIFY(!fs::exists(oldFile()));
  }

  void anOldFileThatCantBeReadSaysWhatToDo_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("a price that is null") << "\"per_kilowatt_hour\": 0.3"
                                          << "\"per_kilowatt_hour\": null";
    QTest::newRow("a budget in words") << "\"monthly_budget\": 200.0"
                                       << "\"monthly_budget\": \"200\"";
    QTest::newRow("a budget that is false") << "\"monthly_budget\": 200.0"
                                            << "\"monthly_budget\": false";
    QTest::newRow("no word of a budget") << "\"monthly_budget\": 200.0,"
                                         << "";
    QTest::newRow("a share that is null") << "\"warn_at\": 0.75"
                                          << "\"warn_at\": null";
  }
  void anOldFileThatCantBeReadSaysWhatToDo() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QString text = QString::fromLatin1(kOldText);
    QVERIFY2(text.contains(from), qPrintable(text));
    writeOld(text.replace(from, to).toStdString());
    const auto read = spendingInForce(*record_);
    QVERIFY(!read && read.error().kind == ErrorKind::Input);
    QVERIFY2(read.error().message.find("mien cost budget") != std::string::npos, read.error().message.c_str());
    QVERIFY(fs::exists(oldFile()));
    QVERIFY(setSpending(*record_, kGood));
    QVERIFY(inForce() == kGood);
  }

  void aLinkThatLeadsNowhereIsNoMissingFile() {
    fs::create_symlink("nowhere", oldFile());
    QCOMPARE(spendingInForce(*record_).error().kind, ErrorKind::Input);
    QVERIFY(setSpending(*record_, kGood));
    QVERIFY(inForce() == kGood);
  }

  void moneyIsEnergyAndTime() {
    Cost cost;
    cost.wallSeconds = 1800;
    cost.joules = 7.2e6;  // 2 kWh
    const Cost priced = mien::priced(cost, {"EUR", 0.3, 10, {}, 0.8});
    QCOMPARE(priced.money.value(), 2 * 0.3 + 0.5 * 10);
    QCOMPARE(priced.currency, std::string("EUR"));
    QVERIFY(!mien::priced(cost, {}).money);
  }

  void aBudgetWarnsAndStops() {
    const Spending spending{"EUR", 0.3, 0, 100.0, 0.8};
    std::string warning;
    QVERIFY(withinBudget(79.99, spending, &warning));
    QVERIFY(warning.empty());
    QVERIFY(withinBudget(80, spending, &warning));
    QVERIFY(!warning.empty());
    const auto spent = withinBudget(100, spending, &warning);
    QVERIFY(!spent && spent.error().kind == ErrorKind::Blocked);
    QVERIFY(withinBudget(1e9, {"EUR", 0.3, 0, {}, 0.8}, &warning));
  }

  void onlyThisMonthAndThisCurrencyCount() {
    const Spending spending{"EUR", 0.3, 0, 100.0, 0.8};
    const auto day = [](const char* group, const char* currency, double money) {
      CostTotal total;
      total.group = group;
      total.currency = currency;
      total.money = money;
      return total;
    };
    const std::vector days{day("2026-10-31", "EUR", 1), day("2026-11-01", "EUR", 2), day("2026-11-30", "EUR", 4),
                           day("2026-11-02", "USD", 8), day("2026-12-01", "EUR", 16)};
    const Money spent = spentThisMonth(days, 1'794'787'200'000);  // 2026-11-16
    QCOMPARE(counted(spent, spending), 6.0);
    QCOMPARE(counted(spent, {"GBP", 0.3, 0, 100.0, 0.8}), 0.0);
    // What the budget does not count is said.
    const std::string others = uncounted(spent, spending);
    QVERIFY2(others.starts_with("8.00 USD were spent this month") && others.find("100.00 EUR") != std::string::npos,
             others.c_str());
    QVERIFY(uncounted(spent, {"EUR", 0.3, 0, {}, 0.8}).empty());
    QVERIFY(uncounted({{"EUR", 2}}, spending).empty());
  }

  void projectsInProportion() {
    CostTotal total;
    total.made = 6;
    total.rows = 16;  // ten were written
    total.withEnergy = 8;
    total.wallSeconds = 36;
    total.joules = 3.6e3;
    const Spending spending{"EUR", 0.5, 2, {}, 0.8};
    const Projection p = projected(total, 1000, spending);
    QVERIFY(std::abs(p.hours - 1) < 1e-9);
    QVERIFY(std::abs(p.kilowattHours - 0.2) < 1e-9);
    QVERIFY(std::abs(p.money - 2.1) < 1e-9);
    const Projection gpu = projectedOnGpu(total, 1000, spending, 10, 400);
    QVERIFY(std::abs(gpu.hours - 0.1) < 1e-9);
    QVERIFY(std::abs(gpu.kilowattHours - 0.04) < 1e-9);
    QVERIFY(projected({}, 1000, spending).money == 0);
  }

  void theMeterCountsWork() {
    const CostMeter meter;
    double sum = 0;
    for (int i = 0; i < 3'000'000; ++i) sum += std::sqrt(static_cast<double>(i));
    QVERIFY(sum > 0);
    const Cost cost = meter.cost();
    QVERIFY(cost.cpuSeconds > 0 && cost.wallSeconds > 0 && cost.peakBytes > 1'000'000);
    QVERIFY(cost.joules.value() >= 0);
    QVERIFY(cost.energySource == "rapl" || cost.energySource.find("model") == 0);
    QVERIFY(!cost.user.empty());
    QCOMPARE(cost.gpuSeconds, 0.0);
  }

  void theMeterCountsProgramsThatItRan() {
    const CostMeter meter;
    QCOMPARE(std::system("i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"), 0);
    const double itself = meter.cost().cpuSeconds;
    QVERIFY2(itself > 0.05, qPrintable(QString::number(itself)));  // waiting takes none
  }

  void theMeterCountsTheGpu() {
    const CostMeter meter;
    {
      const GpuTime onCpu(false);
      const GpuTime onGpu(true);
      QTest::qSleep(20);
    }
    const Cost cost = meter.cost();
    QVERIFY2(cost.gpuSeconds >= 0.02 && cost.gpuSeconds < cost.wallSeconds,
             qPrintable(QString::number(cost.gpuSeconds)));
    QVERIFY(cost.energySource.find("nvml") == 0 || cost.energySource.find("without the GPU") != std::string::npos);
  }

  /// As the networks' library does, which has a counter of its own until it is told of the program's.
  void theGpusTimeCanBeCountedElsewhere() {
    std::atomic<std::int64_t>& own = GpuTime::count();
    std::atomic<std::int64_t> elsewhere{0};
    GpuTime::countIn(elsewhere);
    const std::int64_t before = own;
    {
      const GpuTime onGpu(true);
      QTest::qSleep(2);
    }
    GpuTime::countIn(own);
    QVERIFY(elsewhere >= 2'000'000);
    QCOMPARE(own.load(), before);
  }

  void theGpusCountTheirEnergy() {
    QCOMPARE(gpuEnergyNow(MIEN_FAKE_NVML).value(), std::int64_t{4000});
    QVERIFY(!gpuEnergyNow("libno-such-library.so").has_value());
  }

  void thePeakIsTheOutputsOwn() {
#ifdef __SANITIZE_ADDRESS__
    QSKIP("the sanitizer keeps what is freed");
#endif
    {
      const CostMeter meter;
      std::vector<char> large(200 << 20, 1);
      QVERIFY(large[large.size() / 2] == 1);
      QVERIFY(meter.cost().peakBytes > 200 << 20);
    }
    const CostMeter after;
    QVERIFY2(after.cost().peakBytes < 200 << 20, qPrintable(QString::number(after.cost().peakBytes)));
  }
};

QTEST_GUILESS_MAIN(SpendingTest)
#include "spending_test.moc"
