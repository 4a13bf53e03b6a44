// The insights page's model: ranges, groups, charts, budget, projection, and the table it writes.
#include <cmath>

#include "app/model/chart_axis.h"
#include "app/model/insights_charts.h"
#include "core/record/history.h"
#include "tests/app/review_test.h"

using namespace mien;
using namespace Qt::StringLiterals;

class TestInsights : public ReviewTest {
  Q_OBJECT

  InsightsModel& insights() { return *studio_->insights(); }
  void add(int number, RecordedOutcome outcome = RecordedOutcome::Pass) {
    NewOutput output;
    output.recipe = "{\"number\":" + std::to_string(number) + "}";
    output.modelId = "portrait";
    output.modelHash = std::string(64, 'a');
    output.project = number % 2 == 0 ? "Lobby" : "";
    output.verdict = {R"({"findings":[{"rule":"pose","action":"review"}]})", outcome, {"pose"}, "", ""};
    output.cost = Cost{.wallSeconds = 1.0 + number, .cpuSeconds = 2, .joules = 36};
    output.cost->user = "ada";
    if (!spending_.currency.empty()) *output.cost = priced(*output.cost, spending_);
    const auto added = OutputStore(record()).add(output);
    QVERIFY2(added.has_value(), added ? "" : added.error().message.c_str());
  }
  void setSpending(const Spending& spending) {
    spending_ = spending;
    QVERIFY(mien::setSpending(record(), spending));
  }
  static QVariantMap in(const QVariant& list, int place) { return list.toList().value(place).toMap(); }
  static QString text(const QVariantMap& map, const char* key) { return map[QLatin1StringView(key)].toString(); }

  Spending spending_;

 private Q_SLOTS:
  void axes() {
    for (const double largest : {1e-7, 0.003, 0.1, 0.999, 1.0, 4.0, 5.1, 7.0, 23.0, 99.9, 100.0, 1234.5, 8e9}) {
      const ChartAxis axis = axisFor(largest);
      QVERIFY(axis.top >= largest * (1 - 1e-9) && axis.top <= 2.5 * largest);
      QVERIFY(axis.ticks.size() >= 2 && axis.ticks.size() <= 6);
      QCOMPARE(axis.ticks.front(), 0.0);
      const double digits = axis.step / std::pow(10.0, std::floor(std::log10(axis.step) + 1e-9));
      QVERIFY2(std::abs(digits - 1) < 1e-6 || std::abs(digits - 2) < 1e-6 || std::abs(digits - 5) < 1e-6,
               qPrintable(QString::number(digits)));
    }
    QCOMPARE(axisFor(23).step, 5.0);
    QCOMPARE(axisFor(2, true).step, 1.0);
    QCOMPARE(axisFor(0).top, 1.0);
    QCOMPARE(axisFor(0, true).ticks.size(), std::size_t{2});
  }

  void numbersForPeople() {
    QCOMPARE(numberText(0), u"0"_s);
    QCOMPARE(numberText(0.01234), u"0.0123"_s);
    QCOMPARE(numberText(12.34), u"12.3"_s);
    QCOMPARE(numberText(1234.5), QLocale().toString(1234.5, 'f', 0));
    QCOMPARE(moneyText(0.3, u"EUR"_s), u"0.30 EUR"_s);
    QCOMPARE(moneyText(12.345, u"EUR"_s), u"12.35 EUR"_s);
    QCOMPARE(moneyText(0.00123, u"EUR"_s), u"0.00123 EUR"_s);
    QCOMPARE(energyText(3600), u"1 Wh"_s);
    QCOMPARE(energyText(3.6e6), u"1 kWh"_s);
    QCOMPARE(secondsText(0.5), u"0.5 s"_s);
    QCOMPARE(secondsText(600), u"10 min"_s);
    QCOMPARE(secondsText(36000), u"10 h"_s);
    const CalendarDay day = std::chrono::year(2026) / 11 / 24;
    QCOMPARE(periodText(Period::Day, day), u"Tue 24 Nov 2026"_s);
    QCOMPARE(periodText(Period::Month, day), u"November 2026"_s);
    QCOMPARE(rangeText(day - std::chrono::days(6), day), u"18 Nov – 24 Nov 2026"_s);
    QCOMPARE(rangeText(day, day), u"24 Nov 2026"_s);
  }

  void nothingYet() {
    start();
    QVERIFY(!insights().ready());
    insights().open();
    TRY_VERIFY(insights().ready());
    QVERIFY(insights().empty());
    QVERIFY(insights().problem().isEmpty());
    QCOMPARE(insights().cost()[u"columns"_s].toList().size(), 30);
    insights().setRange(InsightsModel::All);
    TRY_VERIFY(!insights().busy());
    QVERIFY(insights().empty());
    QVERIFY(insights().summary().isEmpty());
  }

  void energyWithoutATariff() {
    for (int i = 0; i < 4; ++i) add(i, i == 3 ? RecordedOutcome::Review : RecordedOutcome::Pass);
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QVERIFY(!insights().empty());
    QVERIFY(insights().summary().startsWith(u"4 outputs, 0 files · "_s));
    const QVariantMap cost = insights().cost();
    QCOMPARE(text(cost, "title"), u"Energy"_s);
    QCOMPARE(text(cost, "unit"), u"Wh"_s);
    QCOMPARE(text(cost, "headline"), u"0.04 Wh"_s);
    QCOMPARE(cost[u"columns"_s].toList().size(), 30);
    const QVariantMap today = in(cost[u"columns"_s], 29);
    QVERIFY(text(today, "text").startsWith(u"0.04 Wh · 10 s"_s));
    QCOMPARE(today[u"parts"_s].toList()[0].toDouble(), 1.0);
    const QVariantMap latency = insights().latency();
    QCOMPARE(text(latency, "headline"), u"2 s"_s);
    QCOMPARE(in(latency[u"columns"_s], 29)[u"parts"_s].toList().size(), 2);
    const QVariantMap verdicts = insights().verdicts();
    QCOMPARE(text(verdicts, "headline"), u"4 outputs"_s);
    QCOMPARE(text(in(verdicts[u"columns"_s], 29), "text"), u"4 outputs: passed 3, needs review 1"_s);
    QCOMPARE(in(verdicts[u"columns"_s], 29)[u"parts"_s].toList().size(), 4);
    QCOMPARE(text(in(verdicts[u"ticks"_s], 1), "text"), u"1"_s);
    const QVariantMap refused = in(insights().refusals()[u"rows"_s], 0);
    QCOMPARE(text(refused, "name"), u"Pose"_s);
    QCOMPARE(text(refused, "text"), u"1 to review"_s);
    const QVariantMap groups = insights().groups();
    QCOMPARE(groups[u"rows"_s].toList().size(), 2);
    QCOMPARE(in(groups[u"rows"_s], 0)[u"trend"_s].toList().size(), 30);
    QCOMPARE(text(in(groups[u"rows"_s], 0), "name"), u"Not saved as a project"_s);
    QVERIFY(text(insights().budget(), "note").contains(u"Prices and budget"_s));
    QVERIFY(!insights().budget()[u"set"_s].toBool());
    QVERIFY(insights().projection()[u"rows"_s].toList().isEmpty());
    QVERIFY(text(insights().projection(), "assumes").startsWith(u"Nothing was exported"_s));
  }

  void rangesAndGroups() {
    add(1);
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    const QSignalSpy chosen(&insights(), &InsightsModel::choiceChanged);
    insights().setRange(InsightsModel::Week);
    TRY_COMPARE(insights().cost()[u"columns"_s].toList().size(), 7);
    insights().setRange(InsightsModel::Year);
    TRY_VERIFY(insights().cost()[u"columns"_s].toList().size() >= 52);
    QVERIFY(insights().cost()[u"columns"_s].toList().size() <= 54);
    QVERIFY(text(in(insights().cost()[u"columns"_s], 0), "name").startsWith(u"Week of "_s));
    insights().setRange(InsightsModel::All);
    TRY_COMPARE(insights().cost()[u"columns"_s].toList().size(), 1);
    insights().setRange(77);
    QCOMPARE(insights().range(), int{InsightsModel::All});
    QCOMPARE(chosen.count(), 3);
    insights().setGroup(2);
    TRY_COMPARE(text(insights().groups(), "title"), u"By user"_s);
    QCOMPARE(text(in(insights().groups()[u"rows"_s], 0), "name"), u"ada"_s);
  }

  void manyGroupsEndInTheOthers() {
    Insights many;
    for (int i = 0; i < 12; ++i) {
      InsightsGroup group;
      group.name = "Project " + std::to_string(i);
      group.figures.joules = 100 - i;
      group.figures.outputs = 1;
      many.total.figures += group.figures;
      many.groups.push_back(group);
    }
    const QVariantMap bars = groupBars(many, CostMeasure(many.total.figures, {}));
    const QVariantList rows = bars[u"rows"_s].toList();
    QCOMPARE(rows.size(), 7);
    QCOMPARE(text(rows[0].toMap(), "name"), u"Project 0"_s);
    QCOMPARE(text(rows[6].toMap(), "name"), u"6 others"_s);
    QVERIFY(text(rows[6].toMap(), "text").endsWith(u"6 outputs"_s));
  }

  void moneyBudgetAndProjection() {
    setSpending({"EUR", 0.0, 3600.0, 40.0, 0.5});  // 1 EUR a second
    for (int i = 0; i < 4; ++i) add(i);            // 1 + 2 + 3 + 4 s
    // Two leave; the others were made in vain, and their cost is theirs to bear.
    for (const int output : {1, 2})
      QVERIFY(OutputStore(record()).addExport(output, "/a.png", "digest", Cost{.joules = 0.0}));
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QCOMPARE(text(insights().cost(), "title"), u"Cost"_s);
    QCOMPARE(text(insights().cost(), "unit"), u"EUR"_s);
    QCOMPARE(text(insights().cost(), "headline"), u"10.00 EUR"_s);
    QVERIFY(insights().budget()[u"set"_s].toBool());
    QCOMPARE(insights().budget()[u"spent"_s].toDouble(), 0.25);
    QCOMPARE(insights().budget()[u"warnAt"_s].toDouble(), 0.5);
    QCOMPARE(insights().budget()[u"level"_s].toInt(), 0);
    QCOMPARE(text(insights().budget(), "headline"), u"10.00 EUR of 40.00 EUR"_s);
    insights().setExports(720);  // 5 s each: an hour
    const QString hour = QLocale().toString(3600.0, 'f', 2) + u" EUR"_s;
    const QVariantList rows = insights().projection()[u"rows"_s].toList();
    QCOMPARE(text(rows[0].toMap(), "here"), u"60 min"_s);
    QCOMPARE(text(rows[0].toMap(), "gpu"), u"3 min"_s);
    QCOMPARE(text(rows[1].toMap(), "here"), u"14.4 Wh"_s);
    QCOMPARE(text(rows[2].toMap(), "here"), hour);
    QCOMPARE(text(rows[2].toMap(), "gpu"), u"180.00 EUR"_s);
    QVERIFY(text(insights().projection(), "assumes").contains(hour));
    insights().setExports(-1);
    QCOMPARE(insights().exports(), 720.0);
    // The record is followed while the page is open.
    add(20);  // 21 s
    TRY_COMPARE(insights().budget()[u"level"_s].toInt(), 1);
    QCOMPARE(text(insights().cost(), "headline"), u"31.00 EUR"_s);
    insights().close();
    add(20);
    QTest::qWait(1200);
    QVERIFY(!insights().busy());
    QCOMPARE(text(insights().cost(), "headline"), u"31.00 EUR"_s);
    insights().open();
    TRY_COMPARE(insights().budget()[u"level"_s].toInt(), 2);
    studio_.reset();
    start();
    QCOMPARE(insights().exports(), 720.0);
  }

  void pricesAndBudgetAreSet() {
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QSignalSpy answered(&insights(), &InsightsModel::spendingAnswered);
    ReviewerProfile& reviewer = *studio_->review()->reviewer();
    const auto set = [&](const QString& currency, const QString& hour, const QString& budget) {
      answered.clear();
      insights().setSpending(currency, u"0,30"_s, hour, budget, u"70"_s, &reviewer);
      [&] { TRY_COMPARE(answered.count(), 1); }();
      return answered.value(0).value(0).toString();
    };
    QVERIFY(set(u"EUR"_s, u"an hour"_s, {}).contains(u"\"an hour\" is no number"_s));
    QVERIFY(set({}, {}, {}).contains(u"currency"_s));
    QVERIFY(set(u"EUR"_s, {}, u"-1"_s).contains(u"billion"_s));
    QVERIFY(spendingInForce(record()).value() == Spending{});
    QCOMPARE(set(u" EUR "_s, u"2.5"_s, u"40"_s), QString());
    QVERIFY((spendingInForce(record()).value() == Spending{"EUR", 0.3, 2.5, 40.0, 0.7}));
    TRY_COMPARE(insights().spending()[u"budget"_s].toString(), u"40"_s);
    QCOMPARE(insights().spending()[u"kilowattHour"_s].toString(), u"0.3"_s);
    QVERIFY(insights().spendingIsTheirs());
    // A budget is a reviewer's to change, where there is one.
    QVERIFY(ReviewerStore(record()).add("Ada", "correct horse"));
    QVERIFY(set(u"EUR"_s, u"2.5"_s, {}).contains(u"Ada"_s));
    reviewer.unlock(u"Ada"_s, u"correct horse"_s);
    TRY_VERIFY(reviewer.unlocked());
    QCOMPARE(set(u"EUR"_s, u"2.5"_s, {}), QString());
    QVERIFY(!spendingInForce(record())->monthlyBudget);
    QVERIFY(verifyHistory(record())->sound());
  }

  void aBrokenTariffIsSaid() {
    spending_ = {};
    add(1);
    QFile file(at(u"data/spending.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{");
    file.close();
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QVERIFY(text(insights().budget(), "note").contains(u"spending.json"_s));
    QCOMPARE(text(insights().cost(), "title"), u"Energy"_s);
  }

  void aBrokenRecordIsSaid() {
    breakRecord();
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QVERIFY(insights().empty() && !insights().problem().isEmpty());
  }

  void theTableIsWritten() {
    for (int i = 0; i < 3; ++i) add(i);
    start();
    insights().open();
    TRY_VERIFY(insights().ready());
    QVERIFY(insights().csvFile().fileName().startsWith(u"mien-insights-20"_s));
    insights().exportCsv(QUrl::fromLocalFile(at(u"figures"_s)));
    TRY_VERIFY(told(u"figures.csv"_s));
    QFile file(at(u"figures.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QVERIFY(csv.startsWith("rows,name,outputs,"));
    QVERIFY(csv.contains("\r\ntotal,,3,0,3,0,0,0,3,3,6,"));
    QCOMPARE(csv.count("\r\nday,"), 30);
    QCOMPARE(csv.count("\r\nproject,"), 2);
    QCOMPARE(insights().csvFile().adjusted(QUrl::RemoveFilename).toLocalFile(), folder_->path() + u'/');
    insights().exportCsv(QUrl::fromLocalFile(at(u"nowhere/figures.csv"_s)));
    TRY_VERIFY(told(u"nowhere"_s));
  }
};

QTEST_MAIN(TestInsights)
#include "test_insights.moc"
